"""Times and speeds as they are printed."""

from __future__ import annotations

import pytest

from harness.backends.local.bench import SpeedReport, TimeEstimate
from harness.cli.times import in_words, print_speeds, print_times
from harness.evaluate.times import ModelTime

ONE = ModelTime(
    SpeedReport("m", "shared prefix", "float32", 2, 1.5, 300.0, 80.0, 100.0, 20.0, 400.0, 200.0),
    TimeEstimate(7, 9000, 1200, 330, 200.4),
)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "0 s"), (59.4, "59 s"), (59.6, "1 min 0 s"), (200.4, "3 min 20 s"), (7500, "2 h 5 min")],
)
def test_a_length_of_time(seconds: float, words: str) -> None:
    """Seconds up to a minute, then minutes, then hours."""
    assert in_words(seconds) == words


def test_speeds_and_times_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    """The table has the speeds with their shares of the limit, the line below the prompts and the time."""
    print_speeds([ONE])
    print_times([ONE])
    said = capsys.readouterr().out
    assert "300 tokens/s" in said
    assert "75%" in said
    assert "40%" in said
    assert "7 prompts, 9,000 tokens, 1,200 of them to compute" in said
    assert "3 min 20 s at most" in said
