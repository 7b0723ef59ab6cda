"""How far a summary is copied."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.scorers.extractiveness import extractiveness

DOCUMENT = "The ferry ran aground on Tuesday and nine people were taken to hospital."
WORDS = ["the", "ferry", "ran", "aground", "nine", "people"]
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)


def test_fragments_by_hand() -> None:
    """ "Nine people drowned on Tuesday": two fragments of two words and one new word, in five."""
    summary = "Nine people drowned on Tuesday"
    expected = {"coverage": 4 / 5, "density": (2**2 + 2**2) / 5, "compression": 13 / 5}
    assert extractiveness(summary, DOCUMENT) == pytest.approx(expected)


def test_nothing_has_no_extractiveness() -> None:
    """A summary without words is zero in all three."""
    assert extractiveness("", DOCUMENT) == {"coverage": 0.0, "density": 0.0, "compression": 0.0}


@given(words)
def test_a_text_of_itself(text: str) -> None:
    """A copy is covered fully, as dense as it is long, and compresses nothing."""
    assert extractiveness(text, text) == {"coverage": 1.0, "density": len(text.split()), "compression": 1.0}


@given(words, words)
def test_density_is_at_least_coverage(summary: str, document: str) -> None:
    """Fragments are at least a word long, so density is never below coverage."""
    found = extractiveness(summary, document)
    assert 0.0 <= found["coverage"] <= 1.0
    assert found["density"] >= found["coverage"]
