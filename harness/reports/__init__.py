"""Reports of a run, rendered from its folder alone; nothing is computed here that a number depends on."""

from __future__ import annotations

from pathlib import Path

from harness.reports.comparison import render_comparison_html
from harness.reports.html import render_html
from harness.reports.junit import render_junit
from harness.reports.markdown import render_markdown
from harness.reports.overview import render_overview
from harness.reports.run_data import read_run_data
from harness.store.atomic import write_text

__all__ = ["render_comparison_html", "render_overview", "write_reports"]


def write_reports(folder: Path) -> tuple[Path, ...]:
    """Write ``report.html``, ``report.md`` and ``junit.xml`` of a scored run, and return their paths."""
    data = read_run_data(folder)
    texts = {"report.html": render_html(data), "report.md": render_markdown(data), "junit.xml": render_junit(data)}
    for name, text in texts.items():
        write_text(folder / name, text)
    return tuple(folder / name for name in texts)
