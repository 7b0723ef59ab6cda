from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.codec import parse_yaml
from harness.codec.round_trip import add_at, append_entry, change_entry, remove_at, remove_entry, set_at
from harness.errors import UsageError

LIST = """# The head.

- id: a  # first
  words: [one,   two]
  quote: 'single'

# Before b.
- {id: b,
   words: []}
"""
NAMES = """one: {name: One}   # kept
two:
  name: "Two"
"""


def test_only_the_changed_entry_is_written_anew() -> None:
    """All other lines, comments before the next entry among them, stay byte by byte."""
    text = change_entry(LIST, 0, lambda entry: set_at(entry, ("quote",), "it's"))
    expected = LIST.replace("'single'", "'it''s'").replace("[one,   two]", "[one, two]")
    assert text == expected.replace("a  # first", "a # first")


def test_a_change_that_changes_nothing_leaves_the_text() -> None:
    """Setting what stands there already gives the same text back."""
    assert change_entry(LIST, 0, lambda entry: set_at(entry, ("id",), "a")) == LIST


def test_entries_of_a_mapping_are_changed_by_name() -> None:
    """A mapping's entry is found by its name."""
    text = change_entry(NAMES, "two", lambda entry: add_at(entry, ("aliases",), "second one"))
    assert text == NAMES + "  aliases:\n    - second one\n"


def test_lists_grow_and_shrink() -> None:
    """Items are added in the list's own style and taken away."""
    text = change_entry(LIST, 0, lambda entry: add_at(entry, ("words",), "three"))
    assert "  words: [one, two, three]\n" in text
    assert "  words: [two]\n" in change_entry(LIST, 0, lambda entry: remove_at(entry, ("words", 0)))


def test_entries_are_added_and_removed() -> None:
    """A new item comes after a blank line in the style of the gold files; removing it gives the text back."""
    claim = {"source": None, "answers": ["8,000"], "evidence": [{"section": 0, "quote": "no"}]}
    text = append_entry(LIST, {"id": "c", "question": "Who: x?", "claims": [claim], "tags": ["conflict"]})
    assert text == LIST + (
        '\n- id: c\n  question: "Who: x?"\n  claims:\n    - source: null\n      answers: ["8,000"]\n'
        '      evidence: [{section: 0, quote: "no"}]\n  tags: [conflict]\n'
    )
    assert remove_entry(text, 2).rstrip() == LIST.rstrip()
    assert append_entry("", {"id": "c"}) == "- id: c\n"
    assert append_entry("[]\n", {"id": "c"}) == "- id: c\n"
    assert append_entry(NAMES, {"name": "Three"}, "three") == NAMES + "three:\n  name: Three\n"


def test_an_entry_that_is_not_there() -> None:
    """A wrong number or name is an error that says how many there are."""
    with pytest.raises(UsageError, match=r"holds no entry 5; one of 2 was expected"):
        change_entry(LIST, 5, lambda entry: None)


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=20)


@given(words, st.lists(words, max_size=3))
def test_any_words_survive(word: str, listed: list[str]) -> None:
    """Whatever is written into an entry is read back as it was, and the other entry is untouched."""

    def change(entry: Any) -> None:
        set_at(entry, ("quote",), word)
        set_at(entry, ("words",), listed)

    text = append_entry(change_entry(LIST, 0, change), {"id": word, "quote": word})
    data: Any = parse_yaml(text, "f").data
    assert (data[0]["quote"], data[0]["words"]) == (word, listed)
    assert data[1] == {"id": "b", "words": []}
    assert data[2] == {"id": word, "quote": word}
