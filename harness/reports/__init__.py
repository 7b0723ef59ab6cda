"""Reports of a run, rendered from its folder alone; nothing is computed here that a number depends on."""

from __future__ import annotations

from pathlib import Path

from harness.reports.comparison import render_comparison_html
from harness.reports.html import render_html
from harness.reports.junit import run_suite
from harness.reports.markdown import render_markdown
from harness.reports.overview import render_overview
from harness.reports.run_data import read_run_data
from harness.store.atomic import write_text
from harness.store.junit import write_suite

__all__ = ["render_comparison_html", "render_overview", "write_reports"]


def write_reports(folder: Path) -> tuple[Path, ...]:
    """Write ``report.html``, ``report.md`` and the run's suite of ``junit.xml``, and return their paths."""
    data = read_run_data(folder)
    texts = {"report.html": render_html(data), "report.md": render_markdown(data)}
    for name, text in texts.items():
        write_text(folder / name, text)
    return (*(folder / name for name in texts), write_suite(run_suite(data), folder, folder))
