"""A model's likelihood beside the rule, with an invented model."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from harness.judging.likelihood import likelihood_gain, with_likelihood


def repeats(prefix: str, text: str) -> Sequence[float]:
    """A model that expects every word that it has seen before."""
    return [-0.5 if word in prefix else -6.0 for word in text.split()]


def test_seen_words_are_likelier() -> None:
    """A summary in the document's words gains by it and keeps its score; one in others loses."""
    document = "the ferry ran aground"
    assert likelihood_gain("ferry aground", document, repeats) > 0
    assert likelihood_gain("mayor resigned", document, repeats) == 0
    assert with_likelihood(0.5, "ferry aground", document, repeats) > 0.5
    assert with_likelihood(0.5, "mayor resigned", document, repeats) < 0.5


def test_no_tokens_change_nothing() -> None:
    """Without tokens there is nothing to go by."""
    assert with_likelihood(0.4, "", "a document", repeats) == 0.4
    assert likelihood_gain("", "a document", repeats) == 0.0


@given(st.floats(0, 1), st.floats(0, 1), st.text(max_size=30))
def test_order_of_scores_is_kept(low: float, high: float, summary: str) -> None:
    """For the same summary a higher score stays at least as high, and within [0, 1]."""
    low, high = sorted((low, high))
    first = with_likelihood(low, summary, "the ferry", repeats)
    second = with_likelihood(high, summary, "the ferry", repeats)
    assert 0.0 <= first <= second <= 1.0
