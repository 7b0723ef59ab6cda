from __future__ import annotations

from pathlib import Path

from harness.reports import write_reports


def test_three_files(run_folder: Path) -> None:
    """A run's reports are its page, its Markdown and its JUnit file."""
    paths = write_reports(run_folder)
    assert [path.name for path in paths] == ["report.html", "report.md", "junit.xml"]
    assert all(path.stat().st_size for path in paths)


def test_same_folder_same_bytes(run_folder: Path) -> None:
    """Rendering again changes nothing."""
    first = [path.read_bytes() for path in write_reports(run_folder)]
    assert [path.read_bytes() for path in write_reports(run_folder)] == first
