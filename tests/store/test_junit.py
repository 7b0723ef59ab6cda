from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from harness.store.junit import add_case, count, write_suite


def test_two_packages_keep_out_of_each_others_way(tmp_path: Path) -> None:
    """Each writes its suite again as often as it likes; the other's stays, and the sums are of both."""
    (tmp_path / "verdicts.jsonl").write_text("one")
    for package, failures in (("harness.run", 0), ("harness.gate", 1), ("harness.run", 0), ("harness.gate", 2)):
        write_suite(_suite(package, failures), tmp_path, tmp_path)
    root = ElementTree.parse(tmp_path / "junit.xml").getroot()
    assert [one.get("package") for one in root] == ["harness.run", "harness.gate"]
    assert (root.get("tests"), root.get("failures")) == ("4", "2")


def test_a_word_on_other_verdicts_is_dropped(tmp_path: Path) -> None:
    """Once the verdicts have changed, what a gate said of the old ones is gone."""
    (tmp_path / "verdicts.jsonl").write_text("one")
    write_suite(_suite("harness.gate", 1), tmp_path, tmp_path)
    (tmp_path / "verdicts.jsonl").write_text("two")
    write_suite(_suite("harness.run", 0), tmp_path, tmp_path)
    root = ElementTree.parse(tmp_path / "junit.xml").getroot()
    assert [one.get("package") for one in root] == ["harness.run"]


def test_a_foreign_file_is_replaced(tmp_path: Path) -> None:
    """What can't be read, or defines entities, is no reason to stop."""
    for text in ("not xml", '<!DOCTYPE a [<!ENTITY b "c">]><testsuites><testsuite package="x"/></testsuites>'):
        (tmp_path / "junit.xml").write_text(text)
        write_suite(_suite("harness.run", 0), tmp_path, tmp_path)
        assert len(ElementTree.parse(tmp_path / "junit.xml").getroot()) == 1


def _suite(package: str, failures: int) -> ElementTree.Element:
    suite = ElementTree.Element("testsuite", name=package, package=package)
    for number in range(failures or 2):
        case = add_case(suite, "items", f"item {number} \x00")
        if failures:
            ElementTree.SubElement(case, "failure", message="worse")
    return count(suite)
