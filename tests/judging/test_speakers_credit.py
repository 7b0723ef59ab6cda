"""To whom a text gives the credit for what it states."""

import itertools

import pytest

from harness.judging.speakers import UNKNOWN, credit_at, credit_of, speaks_for
from harness.reading.sentences import Span

SOURCES = {
    "coastguard": ["the coastguard", "coast guard", "coastguard officials"],
    "moe": ["Ingrid Moe", "the captain", "Captain Moe"],
    "fjordline": ["Fjordline", "the operator", "the company"],
    "union": ["the seafarers' union", "the union"],
    "ness": ["Anton Ness", "Norway's foreign minister"],
    "norway": ["Norway", "Oslo"],
    "armed-forces": ["Norway's armed forces", "head of the armed forces in Oslo"],
}
OF = {"ness": "norway"}
SUMMARY = (
    "The ferry Halden went aground off Skarvoy on Tuesday with 212 people aboard, its captain said. "
    "A rudder failed. Fjordline said nine people went to hospital."
)


def credited(text: str, words: str) -> tuple[str, ...]:
    """The ids that `text` credits with `words`."""
    start = text.index(words)
    return credit_of(text, Span(start, start + len(words)), SOURCES, of=OF)


@pytest.mark.parametrize(
    ("text", "words", "ids"),
    [
        ("212", "212", ()),
        ("Captain Moe said there were 212 people on board.", "212", ("moe",)),
        ("two hundred and twelve, the operator said", "two hundred and twelve", ("fjordline",)),
        ("The captain says 212; Fjordline says 198.", "198", ("fjordline",)),
        ("Fjordline says 212 and the captain 198.", "212", ("fjordline",)),
        ("Fjordline says 212 and the captain 198.", "198", ("moe",)),
        ("The mayor said 300.", "300", (UNKNOWN,)),
        ("The article says 212.", "212", ()),
        ("Experts believe 212.", "212", ()),
        ("212 (Fjordline says 198)", "212", ()),
        ("The ferry carried 198 people. The captain was tired.", "198", ()),
        (SUMMARY, "212", ("moe",)),
        (SUMMARY, "A rudder failed", ()),
        (SUMMARY, "nine people", ("fjordline",)),
        ("Answer: 212\nSaid by: Moe", "212", ("moe",)),
        ("Source: Captain Moe\nAnswer: 212", "212", ("moe",)),
        ("212 (Norway's foreign minister Anton Ness)", "212", ("ness",)),
        ("The union, citing the operator, said 198 were aboard.", "198", ("fjordline", "union")),
        ("Norway accused Fjordline of losing 212 people", "212", ("norway",)),
        ("Moe said that 212 were aboard. She added that nine were hurt.", "nine", ("moe",)),
        ("212, not 198 as claimed by the operator, the captain said.", "198", ("fjordline",)),
        ("198 from Fjordline", "198", ("fjordline",)),
        ("It was Moe who said 212.", "212", ("moe",)),
        ("212 people were aboard. Moe said so.", "212", ("moe",)),
    ],
)
def test_the_innermost_source_gets_the_credit(text: str, words: str, ids: tuple[str, ...]) -> None:
    """Whoever the text names for just these words, and nobody where it names nobody."""
    assert credited(text, words) == ids


ONE = [
    "{} said that 8,417 had come.", "8,417, according to {}", "According to {}, 8,417 have come.", "{}: 8,417",
    "8,417 ({})", "8,417, says {}.", "{} estimates 8,417.", "{}'s estimate is 8,417.", "8,417 - {}",
    "The number was put at 8,417 by {}.", "“8,417 came,” said {}.", "The number is 8,417, {} claims.",
    "{} told reporters on Friday that 8,417 had come.", "In a statement, {} said 8,417 had come.",
]  # fmt: skip
TWO = [
    "{} says 8,417, while {} says 3,290.", "8,417 according to {} and 3,290 according to {}.",
    "{} said 8,417 but {} 3,290.",
    "8,417 ({}) or 3,290 ({})", "{}: 8,417; {}: 3,290", "8,417, {} said, but {} said 3,290.",
    "{} (8,417) and {} (3,290)",
    "{}'s figure is 8,417, whereas {}'s is 3,290.", "According to {}, there are 8,417, but {} says 3,290.",
    "{} put the number at 8,417 and {} put it at 3,290.", "{} reported 8,417, and {} confirmed 3,290.",
]  # fmt: skip
NAMES = [(source, name) for source, names in SOURCES.items() for name in names]


@pytest.mark.parametrize("template", ONE)
def test_every_name_of_a_source_is_credited_in_every_form(template: str) -> None:
    """All names and aliases, also those with verbs, commas and other sources' names in them."""
    for source, name in NAMES:
        text = template.format(name)
        assert credited(text[0].upper() + text[1:], "8,417") == (source,), text


@pytest.mark.parametrize("template", TWO)
def test_two_sources_keep_their_own_values(template: str) -> None:
    """Each value stays with its source, in either order."""
    for (source, name), (other, second) in itertools.permutations(NAMES, 2):
        if source != other:
            text = template.format(name, second)
            assert (credited(text, "8,417"), credited(text, "3,290")) == ((source,), (other,)), text


def test_somebody_unknown_is_handed_back_by_words() -> None:
    """The words that name the unknown speaker, for a reason that a person can check."""
    text = "The mayor said 300."
    credit = credit_at(text, Span(15, 18), SOURCES)
    assert (credit.sources, credit.unknown) == ((), "The mayor")


def test_an_organisation_answers_for_its_spokesman() -> None:
    """Naming the one for the other is right where the sources say so, and only there."""
    assert speaks_for("norway", "ness", OF)
    assert speaks_for("ness", "norway", OF)
    assert not speaks_for("moe", "ness", OF)


def test_who_does_it_does_not_tell_it() -> None:
    """ "By" behind what is done names whoever does it; behind a value, or set off by a comma, whoever tells it."""
    sources = {"norland": ["Norland"], "union": ["the union"]}
    done = "The purchase of old ships by Norland was condemned."
    assert credit_of(done, Span(done.index("ships"), done.index(" by")), sources) == ()
    told = "The count is 270 by the union."
    assert credit_of(told, Span(told.index("270"), told.index(" by")), sources) == ("union",)
