"""A gate's result as JUnit XML, as CI servers read it: a test a policy line, a test an item that got worse."""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree

from harness.gate.records import GateResult, LineResult, Regression

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MOST_OUTPUT: Final = 2000


def junit_xml(result: GateResult) -> str:
    """Well-formed XML whatever a model wrote: characters that XML can't hold are replaced.

    A line that fails is a failure, an undecided one an error; so is each problem. An item that got worse is a failure
    where it must pass, else a test that passes with what changed in its output, so that a gate that passes is green.
    """
    suite = ElementTree.Element("testsuite", name="harness gate")
    for line in result.lines:
        _add_line(suite, line)
    for problem in result.problems:
        case = _case(suite, "gate.problems", str(problem.place) + " " + problem.rule)
        ElementTree.SubElement(case, "error", message=_clean(problem.message), type=problem.rule)
    for regression in result.regressions:
        _add_regression(suite, regression)
    if len(suite) == 0:
        case = _case(suite, "gate", "the policy")
        if result.word != "pass":
            ElementTree.SubElement(case, "error", message="nothing was checked", type="empty")
    counts = {name: str(len(suite.findall(f"testcase/{name}"))) for name in ("failure", "error")}
    totals = {"tests": str(len(suite)), "failures": counts["failure"], "errors": counts["error"]}
    suite.attrib |= {**totals, "skipped": "0", "time": "0"}
    root = ElementTree.Element("testsuites", totals)
    root.append(suite)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _add_line(suite: ElementTree.Element, line: LineResult) -> None:
    case = _case(suite, f"gate.{line.model}", line.name)
    text = "; ".join(line.reasons)
    if line.word == "fail":
        ElementTree.SubElement(case, "failure", message=_clean(text), type="fail")
    elif line.word == "undecided":
        ElementTree.SubElement(case, "error", message=_clean(text), type="undecided")
    else:
        ElementTree.SubElement(case, "system-out").text = _clean(text)


def _add_regression(suite: ElementTree.Element, one: Regression) -> None:
    case = _case(suite, f"items.{one.model}", f"{one.task} {one.id}")
    if one.place is not None:
        case.set("file", _clean(one.place.file))
        if one.place.line is not None:
            case.set("line", str(one.place.line))
    text = _clean(f"{one.before} before, {one.after} now: {one.reason}\n\n{one.output[:MOST_OUTPUT]}")
    if one.must_pass:
        message = f"must pass; {one.before} before, {one.after} now"
        ElementTree.SubElement(case, "failure", message=_clean(message), type="must-pass").text = text
    else:
        ElementTree.SubElement(case, "system-out").text = text


def _case(suite: ElementTree.Element, classname: str, name: str) -> ElementTree.Element:
    return ElementTree.SubElement(suite, "testcase", classname=_clean(classname), name=_clean(name), time="0")


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
