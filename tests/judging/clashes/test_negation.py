"""What is negated in a fact and in a summary."""

import pytest

from harness.judging.clashes.negation import negated_words
from harness.judging.facts import fact_stated
from harness.judging.windows import read_words


@pytest.mark.parametrize(
    ("fact", "text", "verdict"),
    [
        ("The union will strike on Monday.", "The union will not strike on Monday.", "contradicted"),
        ("The minister accepted the offer.", "The minister refused to accept the offer.", "contradicted"),
        ("The minister ruled out talks.", "The minister said there would be no talks.", "yes"),
        ("The minister ruled out talks.", "The minister called for talks.", "contradicted"),
        ("Poland voted against the treaty.", "Poland voted for the treaty.", "contradicted"),
        ("The claim was not verified.", "The claim was verified.", "contradicted"),
        ("Nobody was hurt in the fire.", "The fire destroyed a house, but nobody was hurt.", "yes"),
        ("Not only the mayor resigned.", "The mayor resigned.", "yes"),
        ("The minister ruled out talks.", "Talks have been ruled out by the minister.", "yes"),
        ("The army said no tank had fired.", "None of its tanks had fired, the army said.", "yes"),
        ("Police have not found any evidence of poison.", "Police have found no signs of poison.", "yes"),
        ("Police found signs of sabotage.", "Police found no signs of sabotage.", "contradicted"),
        ("The club pays no players.", "The club no longer pays its players.", "yes"),
        ("Dahl hurt his knee in the match.", "Dahl hurt his knee in the match and was ruled out for a month.", "yes"),
        ("The mayor said 40 jobs would go.", "The mayor declined to say how many jobs would go.", "no"),
        ("The police have no objections to the march.", "Police say they have no objections to the march.", "yes"),
    ],
)
def test_polarity_decides(fact: str, text: str, verdict: str) -> None:
    """A fact and its denial are told apart, and two ways to deny agree."""
    assert fact_stated(fact, text).verdict == verdict


def test_two_negations_cancel() -> None:
    """Who denied that nobody was hurt has said that somebody was."""
    text = "He denied that nobody was hurt."
    words = read_words(text)
    negated = {text[words[place].start : words[place].end] for place in negated_words(text, words).words}
    assert "hurt" not in negated
    assert "nobody" in negated


def test_another_sources_denial_does_not_state_the_fact() -> None:
    """What the prosecutor says is not contradicted by the defendant's denial, but not told by it either."""
    fact = "Prosecutors said Brandt took bribes."
    assert fact_stated(fact, "Brandt denied taking bribes.", ignore=["prosecutors"]).verdict == "no"
