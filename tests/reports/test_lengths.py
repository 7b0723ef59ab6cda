from __future__ import annotations

from pathlib import Path

import pytest

from harness.reports.lengths import BOUNDS, by_length, class_name
from harness.reports.run_data import read_run_data


def test_items_are_counted_by_the_words_of_their_documents(run_folder: Path) -> None:
    """Every question is in one class, and the class's mean is that of its items."""
    rows = [one for one in by_length(read_run_data(run_folder), "qa", "factual") if one.model == "heron-3b"]
    assert [(one.where["length"], one.n) for one in rows] == [("under 500 words", 7)]
    assert rows[0].value == pytest.approx(6 / 7)


def test_classes_meet() -> None:
    """No length is without a class, and names say where each begins."""
    names = [class_name(place, BOUNDS) for place in range(len(BOUNDS) + 1)]
    assert names[:2] == ["under 500 words", "500–1,000 words"]
    assert names[-1] == "16,000 words or more"
