"""A folder of runs as rows over time."""

import pytest

from harness.compare import leaderboard
from harness.errors import MissingError


def test_runs_stand_in_time_order_with_their_metrics(make_run, tmp_path):
    """Every model of every run below the folder is a row, the oldest first."""
    make_run("june", created="2026-06-01T00:00:00+00:00", wrong=[1])
    make_run("old/may", created="2026-05-01T00:00:00+00:00", models=("a", "b"))
    found = leaderboard(tmp_path)
    assert [(row.run, row.model) for row in found.rows] == [("old/may", "a"), ("old/may", "b"), ("june", "small")]
    factual = next(one for one in found.rows[-1].metrics if one.metric == "factual")
    assert factual.value == pytest.approx(47 / 48)


def test_rows_say_which_may_be_compared(make_run, tmp_path):
    """Runs over another gold carry another mark."""
    make_run("a")
    make_run("b")
    make_run("c", gold="f" * 64)
    groups = {row.run: row.group for row in leaderboard(tmp_path).rows}
    assert groups == {"a": 1, "b": 1, "c": 2}


def test_broken_runs_are_told_not_hidden(make_run, tmp_path):
    """A run that can't be read is a line, and the others are still there."""
    make_run("good")
    (make_run("bad") / "run.json").write_text("{")
    found = leaderboard(tmp_path)
    assert [row.run for row in found.rows] == ["good"]
    assert "bad" in found.unreadable[0]


def test_no_folder_is_missing(tmp_path):
    """A folder that isn't there is no empty leaderboard."""
    with pytest.raises(MissingError):
        leaderboard(tmp_path / "nowhere")
