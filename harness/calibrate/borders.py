"""From which score on a whole summary counts as borne out, by how its genre was written.

Where systems put summaries together from the document's own words (CNN/Daily Mail), people call a summary wrong for
a single bad joint, which moves the score by a hair; where they write their own words, much more differs in right ones
too. So the border is one for genres of copied text and one for all others, told apart by the genre's own text, never
by its labels. Each was chosen on the dev halves; with one set left out at a time, the border that the other sets choose
gives a mean balanced accuracy of .68 on the five copied genres (.54 at 0.5), and no gain on the others, which keep 0.5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from harness.calibrate.baselines import summary_rouge_2
from harness.calibrate.rows import LabelledRow, SummaryContent
from harness.calibrate.scorers import ScorerSpec

COPIED_SHARE: Final = 0.7
"""From which mean share of a genre's word pairs that stand in the document too (ROUGE-2 precision) on it is copied."""

BORDER_OF_COPIED: Final = 0.98
_SHOWN_ROWS: Final = 200


def with_border(spec: ScorerSpec, rows: Sequence[LabelledRow]) -> ScorerSpec:
    """The scorer with the border of a genre of summaries; verdicts, other scorers and other kinds as they are."""
    if spec.is_baseline or spec.is_binary or not spec.function or not rows or rows[0].kind != "summaries":
        return spec
    return replace(spec, threshold=BORDER_OF_COPIED) if is_copied(rows) else spec


def is_copied(rows: Sequence[LabelledRow]) -> bool:
    """Whether a genre's summaries are put together from their documents, by its first rows."""
    shares = [summary_rouge_2(row.content) for row in rows[:_SHOWN_ROWS] if isinstance(row.content, SummaryContent)]
    return bool(shares) and sum(shares) / len(shares) >= COPIED_SHARE
