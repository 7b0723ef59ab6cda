"""Sources that are credited with another's words about the same."""

import pytest

from harness.judging.facts import fact_stated
from harness.judging.facts.credit import FactCredit, StatedFact, credit_facts
from harness.judging.facts.swapped import Judged, given_anothers
from harness.judging.facts.words import with_voices
from harness.judging.voices import Speakers
from harness.judging.windows import prepare
from harness.schema import Fact

SPEAKERS = Speakers(
    {"moe": ("Ingrid Moe", "the captain"), "line": ("Fjordline", "the operator"), "union": ("the union",)},
    {},
)
FACTS = (
    Fact("cabins-moe", "Ingrid Moe put the number of flooded cabins at 41.", "vital", "moe"),
    Fact("cabins-line", "Fjordline said 17 cabins had been flooded.", "vital", "line"),
    Fact("cause-union", "The union blamed tired crews.", "vital", "union"),
    Fact("cause-line", "Fjordline blamed a failed rudder.", "vital", "line"),
    Fact("crew-union", "The union said 90 sailors had left.", "vital", "union"),
)


def contradicted(text: str) -> set[str]:
    """The ids of the facts that are contradicted, by themselves or since their source has another's words."""
    prepared = with_voices(prepare(text), SPEAKERS.names)
    found = {
        fact.id: fact_stated(
            fact.text,
            prepared,
            ignore=SPEAKERS.names[fact.source or ""],
            voices=SPEAKERS.names,
            others=[other.text for other in FACTS if other.source != fact.source],
        )
        for fact in FACTS
    }
    stated = [
        StatedFact(one, found[one.id].spans, found[one.id].told) for one in FACTS if found[one.id].verdict == "yes"
    ]
    credits = {one.fact.id: credit for one, credit in zip(stated, credit_facts(stated, text, SPEAKERS), strict=True)}
    judged = [Judged(fact, found[fact.id], credits.get(fact.id, FactCredit("na"))) for fact in FACTS]
    clashing = {fact for fact, one in found.items() if one.verdict == "contradicted"}
    return clashing | {fact for fact, _ in given_anothers(judged, SPEAKERS)}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("The captain said that 17 cabins had been flooded.", {"cabins-moe"}),
        ("Fjordline said that 17 cabins had been flooded.", set()),
        ("17 cabins had been flooded.", set()),
        ("Fjordline blamed tired crews.", {"cause-line"}),
        ("Fjordline said that 90 sailors had left.", set()),
    ],
)
def test_anothers_words_contradict_its_own(text: str, facts: set[str]) -> None:
    """Another's figure of the same thing, or another's cause, denies the source's own; another thing doesn't."""
    assert contradicted(text) == facts
