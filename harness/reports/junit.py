"""``junit.xml`` of a run for CI servers: a test a model, which fails by no score, and a test an item in error."""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree

from harness.reports.run_data import RunData
from harness.reports.terms import metric_name, quantity
from harness.stats.estimates import is_error

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render_junit(data: RunData) -> str:
    """Well-formed XML whatever a model wrote: characters that XML can't hold are replaced."""
    suite = ElementTree.Element("testsuite", name=_clean(f"harness {data.info.name}"))
    for model in data.models:
        case = ElementTree.SubElement(suite, "testcase", classname="models", name=_clean(model), time="0")
        ElementTree.SubElement(case, "system-out").text = _clean(_figures(data, model))
    errors = [verdict for verdict in data.verdicts if is_error(verdict)]
    for verdict in errors:
        names = {"classname": _clean(f"items.{verdict.model}"), "name": _clean(f"{verdict.task} {verdict.id}")}
        case = ElementTree.SubElement(suite, "testcase", names, time="0")
        ElementTree.SubElement(case, "error", message=_clean(verdict.error or "no output"), type="no-output")
    totals = {"tests": str(len(suite)), "failures": "0", "errors": str(len(errors))}
    suite.attrib |= {**totals, "skipped": "0", "time": "0"}
    root = ElementTree.Element("testsuites", totals)
    root.append(suite)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _figures(data: RunData, model: str) -> str:
    rows = [row for row in data.estimates if row.model == model and not row.where and row.value is not None]
    return "\n".join(
        f"{row.task}.{row.metric} {quantity(row, row.value)} [{quantity(row, row.low)}, {quantity(row, row.high)}] "
        f"({metric_name(row.task, row.metric)}, n {row.n})"
        for row in rows
    )


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
