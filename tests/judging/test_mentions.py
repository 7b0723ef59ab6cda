"""Which named source a phrase means."""

import pytest

from harness.judging.mentions import resolve_source, sources_named
from harness.reading.words import tokens

SOURCES = {
    "ness": ["Anton Ness", "Norway's foreign minister", "the top Norwegian diplomat"],
    "norway": ["Norway", "Oslo"],
    "us": ["the United States", "US"],
    "moe": ["Ingrid Moe", "the captain", "Captain Moe"],
    "fjordline": ["Fjordline", "the operator"],
    "union": ["the seafarers' union"],
    "coastguard": ["the coastguard"],
    "ukraine": ["Ukraine", "Kyiv"],
}


@pytest.mark.parametrize(
    ("phrase", "ids"),
    [
        ("Norway's foreign minister Anton Ness", ("ness",)),
        ("Ness", ("ness",)),
        ("Mr. Ness", ("ness",)),
        ("Anton Ness, the foreign minister of Norway", ("ness",)),
        ("Norwegian officials", ("norway",)),
        ("a Fjordline spokesman", ("fjordline",)),
        ("Fjordline's lawyer", ()),
        ("the mother of Moe", ()),
        ("Ola Moe", ()),
        ("Moe and Fjordline", ("moe", "fjordline")),
        ("the union", ("union",)),
        ("The Coast Guard", ("coastguard",)),
        ("Kiev", ("ukraine",)),
        ("US officials", ("us",)),
        ("us", ()),
        ("who", ()),
        ("the mayor", ()),
        ("", ()),
    ],
)
def test_a_phrase_means_the_source_at_its_head(phrase: str, ids: tuple[str, ...]) -> None:
    """The longest name wins; titles, last names and spokesmen count; somebody else's people do not."""
    assert resolve_source(phrase, SOURCES) == ids


def test_mentions_in_running_text_do_not_overlap() -> None:
    """ "Norway" inside "Norway's foreign minister" is no mention of its own."""
    found = sources_named("Norway's foreign minister met the captain in Oslo.", SOURCES)
    assert [mention.source for mention in found] == ["ness", "moe", "norway"]


def test_a_name_does_not_go_on_over_a_comma() -> None:
    """A place before a comma and an office behind it are no governor of that place; a possessive is one."""
    sources = {"gladkov": ("Vyacheslav Gladkov", "Belgorod governor")}
    text = "A man was killed in Belgorod, governor Vyacheslav Gladkov said."
    words = tokens(text)
    found = [text[words[one.first].start : words[one.last - 1].end] for one in sources_named(text, sources)]
    assert found == ["Vyacheslav Gladkov"]
    assert len(sources_named("The Belgorod governor said so.", sources)) == 1
