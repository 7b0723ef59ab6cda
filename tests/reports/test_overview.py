from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from harness.compare.leaderboard import leaderboard
from harness.reports import render_overview

if TYPE_CHECKING:
    from tests.reports.conftest import MadeUp


def test_runs_over_time(made_up: MadeUp, tmp_path: Path) -> None:
    """Every model of every run is a row that leads to its report; two runs are drawn over time."""
    made_up.write(tmp_path / "first")
    made_up.write(tmp_path / "second")
    board = leaderboard(tmp_path)
    text = render_overview(board, {row.folder: f"{Path(row.folder).name}/report.html" for row in board.rows}, "Runs")
    assert text.count('href="first/report.html"') == 3
    assert text.count("<svg") == 3
    assert "2031-04-03 10:00" in text


def test_empty_folder(tmp_path: Path) -> None:
    """A folder without runs says how to make one."""
    assert "harness eval" in render_overview(leaderboard(tmp_path), {}, "Runs")


def test_a_broken_run_is_told(made_up: MadeUp, tmp_path: Path) -> None:
    """A folder that can't be read is named, and the others are shown."""
    made_up.write(tmp_path / "good")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "run.json").write_text("{")
    text = render_overview(leaderboard(tmp_path), {}, "Runs")
    assert "bad" in text
    assert "heron-3b" in text
