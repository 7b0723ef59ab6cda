from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from harness.reports import sampling, write_reports
from harness.reports.run_data import read_run_data
from harness.reports.tallies import compositions


def share(verdicts: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report looks at about so many verdicts; ``h1`` is drawn for every share from a half up, ``h2`` for none."""
    monkeypatch.setattr(sampling, "MOST_VERDICTS", verdicts)
    monkeypatch.setattr(sampling, "is_drawn", lambda document, share: document == "h1")


def test_a_large_run_is_shown_by_a_sample(run_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole documents with all their items, their gold and nothing else; verdicts and models are those of all."""
    whole = read_run_data(run_folder)
    share(20, monkeypatch)
    data = read_run_data(run_folder)
    assert data.sample is not None
    assert (data.sample.items, data.sample.of_items) == (7, 8)
    assert (data.models, data.estimates) == (whole.models, whole.estimates)
    assert data.verdicts == tuple(one for one in whole.verdicts if one.documents[0] == "h1")
    assert [document.id for document in data.snapshot.documents] == ["h1"]
    assert data.items == tuple(item for item in whole.items if item.id != "sea")
    assert data.snapshot.sources == whole.snapshot.sources
    assert all((one.task, one.id) in {(item.task, item.id) for item in data.items} for one in data.generations.values())
    assert compositions(data) == compositions(whole)


def test_the_sample_is_said(run_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both reports say that they look at a sample, and of how many; those of a small run don't."""
    write_reports(run_folder)
    assert "A sample is looked at" not in (run_folder / "report.html").read_text()
    share(20, monkeypatch)
    write_reports(run_folder)
    for name in ("report.html", "report.md"):
        assert "over all 8 items" in (run_folder / name).read_text()
    assert read_run_data(run_folder, whole=True).sample is None


def test_documents_are_drawn_by_their_digests() -> None:
    """About the share that was asked for, all of them for 1, and a larger sample holds the smaller."""
    names = [f"d{number}" for number in range(2000)]
    drawn = Counter(name for share in (0.1, 0.3, 1.0) for name in names if sampling.is_drawn(name, share))
    assert Counter(drawn.values())[3] == pytest.approx(200, rel=0.2)
    assert Counter(drawn.values())[2] == pytest.approx(400, rel=0.2)
    assert set(drawn) == set(names)
