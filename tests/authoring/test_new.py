from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import typer

from harness.authoring.new import new_question
from harness.authoring.suggest import suggest
from harness.cli.gold_writing import TerminalPrompts
from harness.errors import UsageError
from harness.gold.folder import read_folder
from harness.gold.load import load_gold


@dataclass
class Replies:
    """A person who answers from a list: text, the words of an option, or yes and no; notes what was asked."""

    given: list[str]
    asked: list[str] = field(default_factory=list)

    def say(self, text: str) -> None:
        """Hears a text."""
        self.asked.append(text)

    def ask(self, question: str, default: str = "") -> str:
        """Types the next reply, or takes the default."""
        self.asked.append(question)
        return self.given.pop(0) or default

    def choose(self, question: str, options: Sequence[str], first: int = 1) -> int:
        """Picks the option that holds the next reply."""
        self.asked += [question, *(f"{number}  {option}" for number, option in enumerate(options, start=first))]
        wanted = self.given.pop(0)
        return next(number for number, option in enumerate(options) if wanted in option)

    def confirm(self, question: str, *, default: bool = True) -> bool:
        """Says yes or no."""
        self.asked.append(question)
        return self.given.pop(0) == "yes"


REPLIES = [
    *("Injuries", "How many people in hospital were treated, the operator says?", "number"),
    *("six", "yes", "", "six", "", "fjordline", "yes", "no"),
]


def test_a_question_is_written_with_its_rival(gold: Path) -> None:
    """The quote is found, the speaker guessed, digits offered, and the coastguard's figure taken as a rival."""
    replies = Replies([*REPLIES, "", "d1-treated", "yes"])
    rest = (gold / "questions" / "ferry.yaml").read_text()
    written = new_question(gold, "d1", replies)
    assert written.path == gold / "questions" / "d1.yaml"
    assert written.problems == ()
    item = next(item for item in load_gold(gold).questions if item.id == "d1-treated")
    assert item.gold.expects == "fjordline"
    assert item.gold.claims[0].answers == ("six", "6")
    assert item.gold.claims[0].evidence[0].quote == "Fjordline said that six had been treated."
    assert item.gold.claims[1].source == "coastguard"
    assert item.tags == ("conflict",)
    assert (gold / "questions" / "ferry.yaml").read_text() == rest


def test_nothing_is_written_before_the_end(gold: Path) -> None:
    """Whoever says no at the end, gives a taken id or types nothing leaves the folder as it was."""
    for ending in (["", "d1-treated", "no"], ["", "hospital"]):
        with pytest.raises(UsageError, match="nothing was written"):
            new_question(gold, "d1", Replies([*REPLIES, *ending]))
    with pytest.raises(UsageError, match="nothing was written"):
        new_question(gold, "d1", Replies(["Injuries", "", "", ""]))
    assert not (gold / "questions" / "d1.yaml").exists()


def test_an_unanswerable_question_needs_no_quote(gold: Path) -> None:
    """For an unanswerable question neither answer nor source is asked."""
    written = new_question(gold, "d2", Replies(["Weather", "Who paid?", "unanswerable", "false-premise", "", "yes"]))
    assert written.id == "d2-paid"
    assert written.problems == ()


def test_an_unknown_document_has_a_nearest_one(gold: Path) -> None:
    """A mistyped document is answered with the right one."""
    with pytest.raises(UsageError, match=r"did you mean d1\? .*--gold names another"):
        new_question(gold, "d11", Replies([]))
    with pytest.raises(UsageError, match="did you mean d1"):
        suggest(gold, "d11")


def test_sections_have_their_own_numbers(gold: Path) -> None:
    """A section is chosen by the number that it has in the file and that evidence is written with."""
    replies = Replies([*REPLIES, "", "d1-treated", "yes"])
    new_question(gold, "d1", replies)
    number = int(next(line for line in replies.asked if line.endswith("  Injuries")).split()[0])
    assert read_folder(gold).documents["d1"].sections[number].heading == "Injuries"


def test_a_new_source_is_written_with_the_question(gold: Path) -> None:
    """Whoever finds nobody fitting names a new source; it stands in sources.yaml once the question is written."""
    start = ("Injuries", "How many people were treated, the nurse says?", "number", "six", "yes", "", "six", "")
    named = ("a new source", "Ward Nurse Lie", "the nurse; Lie", "lie")
    with pytest.raises(UsageError, match="nothing was written"):
        new_question(gold, "d1", Replies([*start, *named, "", "d1-nurse", "no"]))
    assert "lie" not in read_folder(gold).sources
    new_question(gold, "d1", Replies([*start, *named, "", "d1-nurse", "yes"]))
    assert read_folder(gold).sources["lie"].aliases == ("the nurse", "Lie")
    item = next(item for item in load_gold(gold).questions if item.id == "d1-nurse")
    assert item.gold.expects == "lie"


def test_a_word_where_a_number_is_wanted(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """In the terminal a typed word, or a number that is not there, is answered with what may be typed."""
    typed = iter(["rescue", "9", "1"])
    monkeypatch.setattr(typer, "prompt", lambda *_, **__: next(typed))
    assert TerminalPrompts().choose("Which?", ["Start", "Rescue"], first=0) == 1
    said = capsys.readouterr().out
    assert "'rescue' is none of them: type a number from 0 to 1" in said
    assert "'9' is none of them" in said
