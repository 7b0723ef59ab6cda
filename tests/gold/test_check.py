from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from harness.codec import FORBID, ConfigDict, decode_or_raise, load_yaml
from harness.errors import MissingError, ProblemsError, UsageError
from harness.gold.check import CheckSettings, check_gold, explain, load_settings
from harness.gold.problem_text import as_github, as_json, as_text, counted
from harness.gold.rules import RULES


@dataclass(frozen=True, slots=True)
class Break:
    """Words of a file of the ferry gold that give way to others, and the rule that must find it."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    rule: str
    file: str
    old: str
    new: str


BREAKS = decode_or_raise(tuple[Break, ...], load_yaml(Path(__file__).parent / "breaks.yaml"))
ALONE = {"file", "no-documents", "edition", "long-quote"}
"""Rules whose tests stand apart."""

FILES = {
    "d1": "documents/d1.md",
    "d2": "documents/d2.md",
    "sources": "sources.yaml",
    "questions": "questions/ferry.yaml",
    "summaries": "summaries/ferry.yaml",
}


def break_file(gold: Path, name: str, old: str, new: str) -> Path:
    """Replaces words of one file of a gold folder, which must stand there."""
    path = gold / FILES[name]
    text = path.read_text()
    assert old in text, old
    path.write_text(text.replace(old, new, 1))
    return path


def test_right_gold_has_no_problems(gold: Path) -> None:
    """The ferry gold keeps every rule."""
    assert check_gold(gold).problems == ()


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken.rule)
def test_each_break_is_found_by_its_rule(gold: Path, broken: Break) -> None:
    """A break is found by its rule and by no other, with a line."""
    break_file(gold, broken.file, broken.old, broken.new)
    found = check_gold(gold).problems
    assert {problem.rule for problem in found} == {broken.rule}, as_text(found)
    assert all(problem.place.line for problem in found)


def test_every_rule_has_an_example_here() -> None:
    """No rule is without a test, but those that need a folder of their own."""
    assert set(RULES) - {broken.rule for broken in BREAKS} == ALONE


def test_the_line_and_the_nearest_right_value_are_said(gold: Path) -> None:
    """Each of several mistakes is there at once, with its line and what was most likely meant."""
    break_file(gold, "questions", "expects: moe", "expects: moee")
    break_file(gold, "questions", "- id: waves\n  document: d2", "- id: waves\n  document: d22")
    break_file(gold, "questions", "NRT that 212 people were aboard", "NRT that 212 folk were aboard")
    found = check_gold(gold).problems
    shown = as_text(found)
    assert "ferry.yaml:7: unknown source 'moee'" in shown
    assert "did you mean moe?" in shown
    assert "did you mean d2?" in shown
    assert "nearest is 'Its captain, Ingrid Moe, told the broadcaster NRT that 212 people were aboard.'" in shown
    assert counted(found) == "3 errors"


def test_a_folder_without_documents(tmp_path: Path) -> None:
    """An empty folder says what is missing; no folder at all is an error of its own."""
    assert [problem.rule for problem in check_gold(tmp_path).problems] == ["no-documents"]
    with pytest.raises(MissingError, match="no such folder"):
        check_gold(tmp_path / "none")


def test_bytes_that_are_no_text(gold: Path) -> None:
    """A file in another encoding is one problem, and the rest is still checked."""
    (gold / "questions" / "bad.yaml").write_bytes(b"- id: caf\xe9\n")
    assert [problem.rule for problem in check_gold(gold).problems] == ["file"]


def test_a_quote_of_a_whole_section(gold: Path) -> None:
    """Over sixty words are no quote."""
    words = "waves of 14 metres on Thursday" + " and more" * 40
    break_file(gold, "d2", "waves of 14 metres on Thursday", words)
    break_file(gold, "questions", "waves of 14 metres on Thursday", words)
    assert [problem.rule for problem in check_gold(gold).problems] == ["long-quote"]


def test_settings_change_severities(gold: Path) -> None:
    """A rule can be off, or more or less severe, by check.yaml or by an argument."""
    break_file(gold, "sources", "aliases: [coast guard]", "aliases: [coast guard, Coast Guard]")
    assert check_gold(gold, CheckSettings({"duplicate-alias": "off"})).problems == ()
    assert not check_gold(gold).has_errors
    (gold / "check.yaml").write_text("severity: {duplicate-alias: error}\n")
    assert check_gold(gold).has_errors


def test_mistakes_in_settings_are_said(gold: Path) -> None:
    """An unknown rule or severity in check.yaml has its line and the nearest name."""
    path = gold / "check.yaml"
    path.write_text("severity:\n  duplicate-alais: off\n")
    with pytest.raises(ProblemsError, match=r"check\.yaml:2: unknown rule.*did you mean duplicate-alias"):
        load_settings(path)
    path.write_text("severity: {duplicate-alias: loud}\n")
    with pytest.raises(ProblemsError, match="is none of off, info, warning, error"):
        load_settings(path)


@pytest.mark.parametrize("name", list(RULES))
def test_every_rule_explains_itself(name: str) -> None:
    """An explanation says what the rule asks for and how it is broken."""
    assert explain(name).startswith(f"{name} (")
    assert "Broken by: " in explain(name)


def test_an_unknown_rule_has_a_nearest_one() -> None:
    """A mistyped rule is answered with the right name."""
    with pytest.raises(UsageError, match="did you mean shared-alias"):
        explain("shared-alais")


def test_problems_for_machines(gold: Path) -> None:
    """JSON has a row a problem; GitHub's commands have file, line and rule, and no line breaks."""
    break_file(gold, "questions", "expects: moe", "expects: moee")
    problems = check_gold(gold).problems
    row = json.loads(as_json(problems))["problems"][0]
    assert (row["line"], row["rule"], row["severity"]) == (7, "unknown-source", "error")
    command = as_github(problems)
    assert command.startswith("::error file=")
    assert ",line=7,title=unknown-source::unknown source 'moee'" in command
    assert "\n" not in command


def test_suggested_items_do_not_stop_anything(gold: Path) -> None:
    """What is wrong with an item that is only suggested is a warning; the same item accepted is an error."""
    path = gold / "questions" / "more.yaml"
    path.write_text("- {id: more, document: d1, question: Who?, type: name, claims: [], status: suggested}\n")
    assert [(one.rule, one.severity) for one in check_gold(gold).problems] == [("claims-for-type", "warning")]
    path.write_text(path.read_text().replace("suggested", "accepted"))
    assert check_gold(gold).has_errors
