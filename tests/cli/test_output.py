"""What a person who waits is told."""

from __future__ import annotations

import pytest

from harness.cli.output import pace


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        ((12.2, 65, 3.14, True), "0:12 gone, 1:05 left, 3.1/s"),
        ((7200, 3599.7, 0.25, True), "2:00:00 gone, 1:00:00 left, 4.0 s each"),
        ((12, None, 20.0, True), "0:12 gone, 20.0/s"),
        ((None, None, None, False), "0:00 gone"),
        ((5, 9, 2.0, False), "0:05 gone"),
    ],
)
def test_pace(seconds: tuple[float | None, float | None, float | None, bool], words: str) -> None:
    """How long it took, how long still, how fast; what isn't known, or not counted, is left out."""
    assert pace(*seconds) == words
