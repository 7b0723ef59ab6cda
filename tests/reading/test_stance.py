"""Refusals: what says that the answer is not there, and what only looks so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.reading.stance import abstains, find_hedges, find_refusals


@pytest.mark.parametrize(
    "text",
    [
        "The text does not say.",
        "The article doesn’t mention lifeboats.",
        "N/A",
        "Unknown",
        "unknown.",
        "I don't know.",
        "Not mentioned in the text",
        "It doesn't say.",
        "No information is given about lifeboats.",
        "It is unclear how many were aboard.",
        "The answer cannot be determined from the passage.",
        "The number of lifeboats is not specified in the article.",
        "I'm sorry, but the article does not say.",
        "There is no mention of lifeboats in the article.",
        "Based on the given text, it is not possible to determine the number.",
        "The provided text does not mention the number of lifeboats.",
        "The document does not state that, but it says that nine were hurt.",
    ],
)
def test_refusals(text: str) -> None:
    """A text whose point is that it cannot tell abstains."""
    assert abstains(text)


@pytest.mark.parametrize(
    "text",
    [
        "He did not say where, but 212 were aboard.",
        "The text does not say exactly, but about 212 were.",
        "The ministry did not say how many died",
        "212. The text does not mention lifeboats.",
        "None",
        "Nobody is missing.",
        "It is stated in the article that 212 were aboard.",
        "It does not have lifeboats.",
        "We do not have enough fuel, he said.",
        "No",
        "",
    ],
)
def test_statements(text: str) -> None:
    """A text that states something, be it a denial, does not abstain."""
    assert not abstains(text)


def test_the_clause_after_but_is_no_refusal() -> None:
    """A refusal ends where the sentence turns to a statement."""
    text = "The article does not say why, but 212 were aboard."
    (refusal,) = find_refusals(text)
    assert "212" not in refusal.text


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    """No text makes it fail, and refusals are slices of the text."""
    for refusal in find_refusals(text):
        assert text[refusal.start : refusal.end] == refusal.text


def test_hedges() -> None:
    """Words that leave it open are found where they stand."""
    assert [hedge.text for hedge in find_hedges("Perhaps 40, reportedly more.")] == ["Perhaps", "reportedly"]
