from __future__ import annotations

from pathlib import Path

from harness.gold.check import check_gold
from harness.gold.fixing import fix_gold


def replaced(path: Path, *pairs: tuple[str, str]) -> str:
    """Replaces words of a file, which must stand there, and returns what it held before."""
    before = text = path.read_text()
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text)
    return before


def test_certain_mends_bring_the_file_back(gold: Path) -> None:
    """Section, spelling, doubled names and answers are mended so that comments and all other lines stay."""
    questions, sources = gold / "questions" / "ferry.yaml", gold / "sources.yaml"
    before = replaced(
        questions,
        ('[{section: 2, quote: "The salvage', '[{section: 1, quote: "The salvage'),
        ("told the broadcaster NRT", "told the Broadcaster NRT"),
        ('answers: [nine, "9"]', 'answers: [nine, "9", Nine]'),
    )
    names = replaced(sources, ("aliases: [coast guard]", "aliases: [coast guard, Coast Guard]"))
    assert len(fix_gold(gold)) == 4
    assert check_gold(gold).problems == ()
    assert sources.read_text() == names
    assert questions.read_text().split("\n") == before.split("\n")


def test_a_copy_of_the_evidence_is_listed(gold: Path) -> None:
    """A near-duplicate section that is missing is added in the style of the others."""
    questions = gold / "questions" / "ferry.yaml"
    replaced(questions, ('\n        - {document: d2, section: 1, quote: "Nine people were taken to hospital"}', ""))
    assert len(fix_gold(gold)) == 1
    assert '        - {document: d2, section: 1, quote: "Nine people were taken to hospital"}' in questions.read_text()
    assert "# the same words in both" in questions.read_text()


def test_what_is_not_certain_is_left_to_the_person(gold: Path) -> None:
    """A mistyped source has a nearest one, but nobody can be sure."""
    questions = gold / "questions" / "ferry.yaml"
    replaced(questions, ("expects: moe", "expects: moee"))
    text = questions.read_text()
    assert fix_gold(gold) == ()
    assert questions.read_text() == text
