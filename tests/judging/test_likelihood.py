"""A model's likelihood beside the rule, with an invented model."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.judging.likelihood import MOST, USUAL, likelihood_gain, likelihood_opinion, shifted

DOCUMENT = "the ferry ran aground"


def repeats(document: str, text: str) -> Sequence[float]:
    """A model that expects every word that it has seen before."""
    return [-0.5 if word in document else -2.5 for word in text.split()]


def test_the_documents_words_gain() -> None:
    """A text in the document's words is likelier after it, one in others is not; no words, no gain to speak of."""
    assert likelihood_gain("ferry aground", DOCUMENT, repeats) == 2.0
    assert likelihood_gain("mayor resigned", DOCUMENT, repeats) == 0.0
    assert likelihood_gain("", DOCUMENT, repeats) is None


def test_one_token_counts_within_limits() -> None:
    """A single token that the document makes very likely gains no more than the most there is."""
    gain = likelihood_gain("ferry mayor", DOCUMENT, lambda document, text: [0.0, -1.0] if document else [-40.0, -1.0])
    assert gain == MOST / 2


def test_a_likelier_sentence_scores_higher() -> None:
    """At the usual gain the rule's score stays; more raises it, less lowers it, none known leaves it."""
    assert shifted(0.4, USUAL) == pytest.approx(0.4)
    assert shifted(0.4, USUAL + 1) > 0.4 > shifted(0.4, USUAL - 1)
    assert shifted(0.4, None) == 0.4


def test_an_opinion_keeps_the_sentences_order() -> None:
    """Each sentence gets its own score, in the order given."""
    first, second = likelihood_opinion(repeats)(DOCUMENT, [("ferry aground", 0.5), ("mayor resigned", 0.5)])
    assert first is not None
    assert second is not None
    assert first > 0.5 > second


@given(st.floats(0, 1), st.floats(0, 1), st.floats(-MOST, MOST))
def test_order_of_scores_is_kept(low: float, high: float, gain: float) -> None:
    """At the same gain a higher score stays at least as high, and within [0, 1]."""
    low, high = sorted((low, high))
    assert 0.0 <= shifted(low, gain) <= shifted(high, gain) <= 1.0
