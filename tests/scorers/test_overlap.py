"""Word overlap, checked against the implementations that everybody quotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rouge_score import rouge_scorer  # type: ignore[import-untyped]  # ships no types

from harness.scorers.overlap import exact_match, rouge_1, rouge_2, rouge_lsum, rouge_scores, token_f1

words = st.lists(
    st.sampled_from(["a", "ferry", "ran", "aground", "on", "Tuesday,", "é", "14-hour", "nine"]), max_size=8
)
texts = st.lists(words.map(" ".join), max_size=3).map("\n".join)


@given(texts, texts)
def test_rouge_is_rouge_score(prediction: str, reference: str) -> None:
    """The three ROUGE scores are those of the package rouge-score without its stemmer."""
    official = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeLsum"]).score(reference, prediction)
    assert rouge_1(prediction, reference) == pytest.approx(official["rouge1"].fmeasure)
    assert rouge_2(prediction, reference) == pytest.approx(official["rouge2"].fmeasure)
    assert rouge_lsum(prediction, reference) == pytest.approx(official["rougeLsum"].fmeasure)


repetitive = st.lists(st.sampled_from("abc \n"), max_size=60).map(lambda letters: " ".join(letters))
any_text = st.one_of(
    repetitive, st.text(max_size=80), st.lists(st.sampled_from("x y Zz É 7 -"), max_size=400).map(" ".join)
)


@given(any_text, any_text)
def test_rouge_is_rouge_score_on_any_text(prediction: str, reference: str) -> None:
    """The same to the last bit over Unicode, empty, long and repeated texts, where many subsequences are as long."""
    official = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeLsum"]).score(reference, prediction)
    found = (rouge_1(prediction, reference), rouge_2(prediction, reference), rouge_lsum(prediction, reference))
    assert found == tuple(official[name].fmeasure for name in ("rouge1", "rouge2", "rougeLsum"))


@pytest.mark.parametrize(
    ("prediction", "reference", "match", "f1"),
    [
        ("The Ferry!", "ferry", 1.0, 1.0),
        ("nine people", "nine", 0.0, 2 / 3),
        ("", "", 1.0, 1.0),
        ("the", "", 1.0, 1.0),
        ("nine", "", 0.0, 0.0),
        ("one two", "three four", 0.0, 0.0),
    ],
)
def test_squad_scores(prediction: str, reference: str, match: float, f1: float) -> None:
    """Exact match and token F1 as the SQuAD script gives them, by hand."""
    assert exact_match(prediction, reference) == match
    assert token_f1(prediction, reference) == pytest.approx(f1)


@given(texts, texts)
def test_overlap_is_a_share_and_symmetric(one: str, other: str) -> None:
    """Every F1 is in [0, 1] and does not care which text is the reference."""
    for score in (token_f1, rouge_1, rouge_2):
        assert 0.0 <= score(one, other) <= 1.0
        assert score(one, other) == pytest.approx(score(other, one))


def test_best_reference_counts() -> None:
    """With several references the best one counts; without any there are no scores."""
    found = rouge_scores("Nine were hurt.", ["Fares rose.", "Nine were hurt."])
    assert found == {"rouge_1": 1.0, "rouge_2": 1.0, "rouge_lsum": 1.0}
    assert rouge_scores("Nine were hurt.", []) == {}
