"""Whom a summary credits for its key facts."""

import pytest

from harness.judging.facts import fact_stated
from harness.judging.facts.credit import StatedFact, credit_facts
from harness.judging.voices import Speakers
from harness.schema import Fact

SPEAKERS = Speakers(
    {
        "norbro": ("Norbro", "the contractor"),
        "engineers": ("the engineers' association", "the association"),
        "duarte": ("Inês Duarte", "Duarte"),
        "police": ("the police", "police"),
    },
    {},
)


@pytest.mark.parametrize(
    ("fact", "source", "text", "credit"),
    [
        ("Norbro said the bridge was overloaded.", "norbro", "The bridge was overloaded, Norbro said.", "right"),
        ("Norbro said the bridge was overloaded.", "norbro", "The bridge was overloaded, police said.", "wrong"),
        ("Norbro said the bridge was overloaded.", "norbro", "The bridge was overloaded.", "none"),
        (
            "Norbro said the bridge between Lunde and Berg was overloaded.",
            "norbro",
            "The road from Lunde to Berg is closed; Norbro said the bridge was overloaded.",
            "right",
        ),
        ("Duarte said the vote was rigged.", "duarte", "Duarte called the vote rigged.", "right"),
        ("Norbro denied that it was late.", "norbro", "Police say that Norbro was late; Norbro denies it.", "right"),
        (
            "Duarte accused police of rigging.",
            "duarte",
            "It was rigging. Duarte accuses police.",
            "right",
        ),
        (
            "Norbro said an inspector had told police in May to close the bridge.",
            "norbro",
            "Norbro says that police were told by an inspector in May to close the bridge.",
            "right",
        ),
        (
            "Norbro said its cranes had moved 90 beams.",
            "norbro",
            "Police report a jam on the bridge, while Norbro has moved 90 beams.",
            "right",
        ),
        ("Police said Norbro was late.", "police", "Norbro was told on Monday that it was late.", "none"),
        ("Duarte said the vote was rigged.", "duarte", "On Friday Duarte said the vote was rigged.", "right"),
        (
            "The engineers' association said bolts had rusted.",
            "engineers",
            "The contractor blames the load; the association says bolts had rusted.",
            "right",
        ),
        (
            "Police said four people were killed.",
            "police",
            "Four people were killed, police said; the contractor is silent.",
            "right",
        ),
    ],
)
def test_credit_is_whose_words_most_of_them_are(fact: str, source: str, text: str, credit: str) -> None:
    """Each fact is asked for by the places of its own words, not by its whole sentence."""
    found = fact_stated(fact, text, ignore=SPEAKERS.names[source], voices=SPEAKERS.names)
    assert found.verdict == "yes"
    stated = StatedFact(Fact("f", fact, "vital", source), found.spans, found.told)
    assert credit_facts([stated], text, SPEAKERS)[0].credit == credit
