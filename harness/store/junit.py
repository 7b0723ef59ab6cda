"""``junit.xml`` of a run folder: a suite of the run itself and one of the gate, neither in the other's way."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from harness.store.atomic import write_lines
from harness.store.results import VERDICTS

JUNIT: Final = "junit.xml"
ABOUT: Final = "verdicts"
_COUNTS: Final = ("tests", "failures", "errors")
_CASES: Final = "cases"
_DEPTH: Final = 2
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """The text with every character that XML can't hold replaced."""
    return _NOT_XML.sub("\ufffd", text)


def add_case(suite: ElementTree.Element, classname: str, name: str) -> ElementTree.Element:
    """A test of the suite; what is put into it says how it went."""
    suite.append(case := new_case(classname, name))
    return case


def new_case(classname: str, name: str) -> ElementTree.Element:
    """A test that is in no suite yet."""
    return ElementTree.Element("testcase", classname=clean(classname), name=clean(name), time="0")


def count(suite: ElementTree.Element, *, tests: int = 0, failures: int = 0) -> ElementTree.Element:
    """The same suite with the numbers of its tests in its head, and of so many that are not in it yet."""
    suite.attrib |= {
        "tests": str(len(suite.findall("testcase")) + tests),
        "failures": str(len(suite.findall("testcase/failure")) + failures),
        "errors": str(len(suite.findall("testcase/error"))),
        "skipped": "0",
        "time": "0",
    }
    return suite


def junit_text(suites: Sequence[ElementTree.Element]) -> str:
    """The whole file: well-formed XML with the sums of the counted suites in its head."""
    totals = {name: str(sum(int(suite.get(name, "0")) for suite in suites)) for name in _COUNTS}
    root = ElementTree.Element("testsuites", totals)
    root.extend(suites)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def write_suite(
    suite: ElementTree.Element, run: Path, folder: Path, *, cases: Iterable[ElementTree.Element] = ()
) -> Path:
    """Put a counted suite of ``run`` into the ``junit.xml`` of ``folder``, beside those of other packages.

    ``cases`` are tests behind its own, which it has counted; they are asked for and written one after another. Suites
    are told apart by their ``package``. One that was made from other verdicts than the run's of now is dropped:
    a gate's word on an earlier state of the run is no word on this one.
    """
    digest = _digest(run)
    properties = ElementTree.Element("properties")
    ElementTree.SubElement(properties, "property", name=ABOUT, value=digest)
    suite.insert(0, properties)
    others = _suites(folder / JUNIT, without=suite.get("package"))
    kept = [one for one in others if _about(one) == digest]
    suite.append(ElementTree.Comment(_CASES))
    text = junit_text(sorted([*kept, suite], key=lambda one: one.get("package", ""), reverse=True))
    write_lines(folder / JUNIT, _with_cases(text, cases))
    return folder / JUNIT


def _with_cases(text: str, cases: Iterable[ElementTree.Element]) -> Iterator[str]:
    """The file in parts, with the tests in the place of the comment, its only one."""
    before, after = text.split(f"<!--{_CASES}-->")
    space = before[len(before.rstrip()) :]
    yield before.removesuffix(space)
    for case in cases:
        ElementTree.indent(case, level=_DEPTH)
        yield space + ElementTree.tostring(case, encoding="unicode")
    yield after


def _suites(path: Path, *, without: str | None) -> list[ElementTree.Element]:
    """The suites of a file but those of one package, whose tests are never held; none where it is not there or ours."""
    inside: list[ElementTree.Element] = []
    with suppress(OSError, ValueError, ElementTree.ParseError):
        with open(path, encoding="utf-8") as lines:
            if any("<!" in line for line in lines):
                return []
        for event, element in ElementTree.iterparse(path, ("start", "end")):
            if event == "start":
                inside.append(element)
            elif len(inside) > 1:
                inside.pop()
                if inside[-1].tag == "testsuite" and inside[-1].get("package") == without:
                    inside[-1].remove(element)
        return [one for one in inside[0].findall("testsuite") if one.get("package") != without]
    return []


def _about(suite: ElementTree.Element) -> str:
    found = suite.find(f"properties/property[@name='{ABOUT}']")
    return "" if found is None else found.get("value", "")


def _digest(run: Path) -> str:
    try:
        with open(run / VERDICTS, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
