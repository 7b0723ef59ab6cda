"""``junit.xml`` of a run folder: a suite of the run itself and one of the gate, neither in the other's way."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from harness.store.atomic import write_text
from harness.store.results import VERDICTS

JUNIT: Final = "junit.xml"
ABOUT: Final = "verdicts"
_COUNTS: Final = ("tests", "failures", "errors")
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """The text with every character that XML can't hold replaced."""
    return _NOT_XML.sub("\ufffd", text)


def add_case(suite: ElementTree.Element, classname: str, name: str) -> ElementTree.Element:
    """A test of the suite; what is put into it says how it went."""
    return ElementTree.SubElement(suite, "testcase", classname=clean(classname), name=clean(name), time="0")


def count(suite: ElementTree.Element) -> ElementTree.Element:
    """The same suite with the numbers of its tests in its head."""
    suite.attrib |= {
        "tests": str(len(suite.findall("testcase"))),
        "failures": str(len(suite.findall("testcase/failure"))),
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


def write_suite(suite: ElementTree.Element, run: Path, folder: Path) -> Path:
    """Put a counted suite of ``run`` into the ``junit.xml`` of ``folder``, beside those of other packages.

    Suites are told apart by their ``package``. One that was made from other verdicts than the run's of now is dropped:
    a gate's word on an earlier state of the run is no word on this one.
    """
    digest = _digest(run)
    properties = ElementTree.Element("properties")
    ElementTree.SubElement(properties, "property", name=ABOUT, value=digest)
    suite.insert(0, properties)
    others = [one for one in _suites(folder / JUNIT) if one.get("package") != suite.get("package")]
    kept = [one for one in others if _about(one) == digest]
    write_text(folder / JUNIT, junit_text(sorted([*kept, suite], key=lambda one: one.get("package", ""), reverse=True)))
    return folder / JUNIT


def _suites(path: Path) -> list[ElementTree.Element]:
    """The suites of a file, none where it is not there or not ours."""
    with suppress(OSError, ValueError, ElementTree.ParseError):
        text = path.read_text(encoding="utf-8")
        return ElementTree.fromstring(text).findall("testsuite") if "<!" not in text else []
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
