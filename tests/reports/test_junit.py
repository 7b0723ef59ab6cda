from __future__ import annotations

from pathlib import Path

from harness.reports.junit import run_suite
from harness.reports.run_data import read_run_data


def test_errors_alone_fail(run_folder: Path) -> None:
    """A test a model with its figures, and an error for each item that the model gave no output for."""
    suite = run_suite(read_run_data(run_folder))
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("4", "0", "1")
    assert [case.get("name") for case in suite] == ["plover-1b", "heron-3b", "gold", "qa sea"]
    assert "qa.factual 85.7" in (suite[1].findtext("system-out") or "")
    error = suite[3].find("error")
    assert error is not None
    assert error.get("message") == "ran out of memory"
