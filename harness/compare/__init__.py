"""Models side by side: paired differences with intervals, the items that changed, and many runs over time."""

from harness.compare.comparing import compare_runs
from harness.compare.leaderboard import leaderboard
from harness.compare.markdown import comparison_markdown
from harness.compare.records import Comparison

__all__ = ["Comparison", "compare_runs", "comparison_markdown", "leaderboard"]
