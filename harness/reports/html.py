"""``report.html``: the front page and the reading room of a run, in one file."""

from __future__ import annotations

from markupsafe import Markup

from harness.reports.front import MOST_LISTED, build_front
from harness.reports.payload import MOST_BYTES, build_payload
from harness.reports.rendering import render_page
from harness.reports.run_data import RunData
from harness.reports.tallies import source_name


def render_html(data: RunData, most_bytes: int = MOST_BYTES) -> str:
    """The whole report; a run whose items would not fit ``most_bytes`` shows a sample of them, and says so."""
    payload = build_payload(data, most_bytes)
    return render_page(
        "report.html.j2",
        script=True,
        data=data,
        front=build_front(data),
        payload=Markup(payload.text),
        shown=payload.shown,
        total=data.sample.of_items if data.sample else payload.items,
        sample=data.sample,
        most_listed=MOST_LISTED,
        source_name=lambda name: source_name(data, name),
        series={model: number % 6 for number, model in enumerate(data.contenders())},
    )
