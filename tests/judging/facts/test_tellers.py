"""Key facts in other words, known by their teller."""

import pytest

from harness.judging.facts import fact_stated
from harness.judging.facts.words import with_voices
from harness.judging.windows import prepare

VOICES = {"mayor": ("Berit Ness", "the mayor"), "union": ("the seafarers' union", "the union")}
FACT = "The mayor said buses would roll again by Thursday."


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Buses will be back by Thursday, Ms Ness expects.", "yes"),
        ("The seafarers' union meets by Thursday in the depot.", "no"),
        ("The mayor resigned by Thursday.", "no"),
        ("The mayor does not expect buses by Thursday.", "no"),
    ],
)
def test_its_source_needs_fewer_of_its_words(text: str, verdict: str) -> None:
    """What the fact's source tells with half of its words is told; another's half, or a negated one, is not."""
    prepared = with_voices(prepare(text), VOICES)
    assert fact_stated(FACT, prepared, ignore=VOICES["mayor"], voices=VOICES).verdict == verdict


def test_what_other_facts_are_about_does_not_tell_this_one() -> None:
    """A fact needs a word of its own: the strike itself is another fact's."""
    fact = "The mayor warned that drivers who strike lose pay."
    prepared = with_voices(prepare("The drivers will strike, the mayor said."), VOICES)
    alone = fact_stated(fact, prepared, ignore=VOICES["mayor"], voices=VOICES)
    beside = fact_stated(fact, prepared, ignore=VOICES["mayor"], voices=VOICES, beside=["The drivers will strike."])
    assert (alone.verdict, beside.verdict) == ("yes", "no")
