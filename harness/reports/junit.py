"""The suite of a run for CI servers: a test a model, which fails by no score, and a test an item in error."""

from __future__ import annotations

from xml.etree import ElementTree

from harness.reports.run_data import RunData
from harness.reports.terms import metric_name, quantity
from harness.stats.estimates import is_error
from harness.store.junit import add_case, clean, count


def run_suite(data: RunData) -> ElementTree.Element:
    """A suite whose text is all characters of XML, whatever a model wrote."""
    suite = ElementTree.Element("testsuite", name=clean(f"harness {data.info.name}"), package="harness.run")
    for model in data.models:
        case = add_case(suite, "models", model)
        ElementTree.SubElement(case, "system-out").text = clean(_figures(data, model))
    for verdict in filter(is_error, data.verdicts):
        case = add_case(suite, f"items.{verdict.model}", f"{verdict.task} {verdict.id}")
        ElementTree.SubElement(case, "error", message=clean(verdict.error or "no output"), type="no-output")
    return count(suite)


def _figures(data: RunData, model: str) -> str:
    rows = [row for row in data.estimates if row.model == model and not row.where and row.value is not None]
    return "\n".join(
        f"{row.task}.{row.metric} {quantity(row, row.value)} [{quantity(row, row.low)}, {quantity(row, row.high)}] "
        f"({metric_name(row.task, row.metric)}, n {row.n})"
        for row in rows
    )
