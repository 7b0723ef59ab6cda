"""Attributions in free text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.reading.attribution import find_attributions

CASES = [
    ("The captain says 212; Fjordline says 198.", [("The captain", "212"), ("Fjordline", "198")]),
    ("Moe said that 212 were aboard.", [("Moe", "212 were aboard")]),
    ("212 were aboard, the captain said.", [("the captain", "212 were aboard")]),
    (
        "According to Moe, 212 were aboard, while Fjordline said 198 were.",
        [("Moe", "212 were aboard"), ("Fjordline", "198 were")],
    ),
    (
        "Nine were hurt, according to the coastguard, and six treated, according to Fjordline.",
        [("the coastguard", "Nine were hurt"), ("Fjordline", "six treated")],
    ),
    ("The Port's figure is 10,000.", [("The Port", "is 10,000")]),
    ("The number was put at 198 by Fjordline.", [("Fjordline", "at 198")]),
    ("As reported by the union, crews worked 14 hours.", [("the union", "crews worked 14 hours")]),
    (
        "Moe said Fjordline claimed 198 were aboard.",
        [("Fjordline", "198 were aboard"), ("Moe", "Fjordline claimed 198 were aboard")],
    ),
    ("Fjordline says 212 and the captain 198.", [("the captain", "198")]),
    ("Moe speaks of 40 and the union of 65.", [("the union", "65")]),
    ("Moe says 2, the union about 3.", [("the union", "3")]),
    ("Moe expects a fall, but the union a rise.", [("the union", "a rise")]),
    ("The bank itself puts it at 72.", [("The bank", "it at 72")]),
    ("8,000\nSaid by: Moe", [("Moe", "8,000")]),
    ("Moe: 8,000", [("Moe", "8,000")]),
    ("8,000 (Captain Ingrid Moe)", [("Captain Ingrid Moe", "8,000")]),
    ("“We are safe,” Moe said. “All of us are.”", [("Moe", "“We are safe,”"), ("Moe", "“All of us are.”")]),
    ("212 sailed. This was said by the captain.", [("the captain", "212 sailed.")]),
    (
        "The ambassador, Barbara Lund, spoke on the vote. “The council will not stop at Berg.”",
        [("The ambassador, Barbara Lund", "“The council will not stop at Berg.”")],
    ),
    ("Moe, who was there, says Lund, Berg and Vik.", [("Moe", "Lund, Berg and Vik")]),
    ("Moe is of the opinion that 212 sailed.", [("Moe", "212 sailed.")]),
    ("212 sailed, Moe was quoted as saying.", [("Moe", "212 sailed")]),
    ("212 sailed. That was Moe's statement.", [("Moe", "212 sailed.")]),
    ("Putin is reported to have said that 300 died.", [("Putin", "300 died")]),
    ("RIA, citing the ministry, said 300 died.", [("the ministry", "300 died"), ("RIA", "300 died")]),
]


def test_the_subject_of_another_clause_is_no_value() -> None:
    """Where a full stop is missing, "according to Seoul A second wave is …" gives Seoul what stands before it alone."""
    found = find_attributions("Many are bound for Kursk, according to Seoul A second wave is under way, Moe said.")
    assert [one.kind for one in found] == ["phrase", "verb"]


@pytest.mark.parametrize(("text", "pairs"), CASES)
def test_words_are_given_to_whoever_says_them(text: str, pairs: list[tuple[str, str]]) -> None:
    """Every form of attribution gives its stretch to its source."""
    found = [
        (one.source.of(text), stretch.of(text))
        for one in find_attributions(text)
        if one.source is not None
        for stretch in one.content
    ]
    assert [pair for pair in pairs if pair not in found] == []


@pytest.mark.parametrize(
    "text",
    ["Putin is reported to have had a meeting in Moscow.", "The cyclist was later found to have taken a stimulant."],
)
def test_of_whom_something_is_told_tells_nothing(text: str) -> None:
    """A passive that leads to an infinitive tells of its subject, whose words nothing of it are."""
    assert find_attributions(text) == ()


def test_a_pronoun_points_back_at_the_last_speaker() -> None:
    """ "She added" goes on with the words of the captain, and a plain sentence belongs to nobody."""
    text = "Ingrid Moe said 212 sailed. A rudder failed. She added that nine were hurt."
    last = find_attributions(text)[-1]
    assert last.antecedent is not None
    assert last.antecedent.of(text) == "Ingrid Moe"
    place = text.index("rudder")
    assert not any(stretch.start <= place < stretch.end for one in find_attributions(text) for stretch in one.content)


@given(st.text(alphabet=" Moesaid,.:“”()'\n12-", max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    """No text breaks the reader, and every stretch lies inside it."""
    for one in find_attributions(text):
        for stretch in (*one.content, *filter(None, (one.source, one.cue))):
            assert 0 <= stretch.start <= stretch.end <= len(text)


def test_who_counts_tells_what_stands_before() -> None:
    """ "By the union's count" tells the rest as "according to the union" does; "by his claim" tells nothing else."""
    text = "The lights are out in 40 villages by the grid operator's own count."
    (found,) = [one for one in find_attributions(text) if one.content]
    assert found.source is not None
    assert (found.source.of(text), found.content[0].of(text)) == (
        "the grid operator",
        "The lights are out in 40 villages",
    )


def test_a_list_of_lines_is_no_row_of_quotations() -> None:
    """The dash that opens the next line of a list names nobody for the line before."""
    text = "- Ferry aground, 212 aboard\n- Captain says that nobody was hurt"
    assert not [one for one in find_attributions(text) if one.kind == "label"]


@pytest.mark.parametrize(
    ("text", "source", "told"),
    [
        ("- The pier burned.\n- According to the mayor, a boy fell in.", "the mayor", "a boy fell in"),
        ("1. The pier burned.\n2. According to the mayor, a boy fell in.", "the mayor", "a boy fell in"),
        ("According to governor Arne Dahl, a boy fell in.", "governor Arne Dahl", "a boy fell in"),
        ("A boy fell in, Moe said yesterday while she was in Bergen.", "Moe", "A boy fell in"),
        (
            "Dahl called the storm the worst of the year, and his deputy Ingrid Moe urged ships to wait.",
            "his deputy Ingrid Moe",
            "ships to wait",
        ),
    ],
)
def test_the_teller_is_found_in_lists_and_behind_other_clauses(text: str, source: str, told: str) -> None:
    """The mark of a list item, a role without an article, when it was said, and a clause before leave it who tells."""
    (found,) = [one for one in find_attributions(text) if one.source is not None and one.kind != "label"]
    assert found.source is not None
    assert (found.source.of(text), [stretch.of(text) for stretch in found.content]) == (source, [told])


def test_a_request_tells_nothing() -> None:
    """Who goes at his own request says nothing by it."""
    assert find_attributions("The governor has resigned at his own request.") == ()


@pytest.mark.parametrize("text", ["It was 212 in the end.", "212 (Moe)", "Moe: 212"])
def test_a_text_without_a_word_that_tells_has_no_attribution_but_by_label(text: str) -> None:
    """Where no word tells, only the short forms name whose a value is."""
    assert all(one.kind == "label" for one in find_attributions(text))
