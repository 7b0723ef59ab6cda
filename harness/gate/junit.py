"""The suite of a gate's result, as CI servers read it: a test a policy line, a test an item that got worse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree

from harness.gate.records import GateResult, LineResult, Regression
from harness.store.junit import add_case, clean, count, new_case

MOST_OUTPUT: Final = 2000


def gate_suite(result: GateResult) -> ElementTree.Element:
    """A suite of lines and problems that counts the items as well, which :func:`item_cases` puts behind them.

    Its text is all characters of XML, whatever a model wrote. A line that fails is a failure, an undecided one an
    error; so is each problem.
    """
    suite = ElementTree.Element("testsuite", name="harness gate", package="harness.gate")
    for line in result.lines:
        _add_line(suite, line)
    for problem in result.problems:
        case = add_case(suite, "gate.problems", str(problem.place) + " " + problem.rule)
        ElementTree.SubElement(case, "error", message=clean(problem.message), type=problem.rule)
    if len(suite) == 0 and not result.regressions:
        case = add_case(suite, "gate", "the policy")
        if result.word != "pass":
            ElementTree.SubElement(case, "error", message="nothing was checked", type="empty")
    return count(suite, tests=len(result.regressions), failures=sum(one.must_pass for one in result.regressions))


def item_cases(result: GateResult) -> Iterator[ElementTree.Element]:
    """A test for each item that got worse, one after another: very many are never held at once.

    It is a failure where the item must pass, else a test that passes with what changed in its output, so that a gate
    that passes is green.
    """
    return map(_item_case, result.regressions)


def _add_line(suite: ElementTree.Element, line: LineResult) -> None:
    case = add_case(suite, f"gate.{line.model}", line.name)
    text = "; ".join(line.reasons)
    if line.word == "fail":
        ElementTree.SubElement(case, "failure", message=clean(text), type="fail")
    elif line.word == "undecided":
        ElementTree.SubElement(case, "error", message=clean(text), type="undecided")
    else:
        ElementTree.SubElement(case, "system-out").text = clean(text)


def _item_case(one: Regression) -> ElementTree.Element:
    case = new_case(f"items.{one.model}", f"{one.task} {one.id}")
    if one.place is not None:
        case.set("file", clean(one.place.file))
        if one.place.line is not None:
            case.set("line", str(one.place.line))
    text = clean(f"{one.before} before, {one.after} now: {one.reason}\n\n{one.output[:MOST_OUTPUT]}")
    if one.must_pass:
        message = f"must pass; {one.before} before, {one.after} now"
        ElementTree.SubElement(case, "failure", message=clean(message), type="must-pass").text = text
    else:
        ElementTree.SubElement(case, "system-out").text = text
    return case
