"""Pairing by item, and changes over what both have."""

from dataclasses import replace

import pytest

from harness.schema import QuestionVerdict
from harness.stats.pairing import metric_change, pair_verdicts


def answer(name: str, value: float = 1.0, **changes) -> QuestionVerdict:
    """A verdict on one answer."""
    verdict = QuestionVerdict(
        id=name,
        model="small",
        output="words",
        factual="correct" if value else "wrong",
        credit="na",
        answer="",
        sources=(),
        sections=(),
        reason="",
        scores={"factual": value},
        documents=(name[:2],),
        type="number",
        tags=("headline",) if name.endswith("a") else (),
    )
    return replace(verdict, **changes)


def test_items_of_one_side_are_listed():
    """What only one side has is left out of the pairs and named."""
    pairing = pair_verdicts([answer("d1-a"), answer("d1-b")], [answer("d1-b"), answer("d2-c")])
    assert [(one.id, two.id) for one, two in pairing.pairs] == [("d1-b", "d1-b")]
    assert (pairing.only_before, pairing.only_after) == (("d1-a",), ("d2-c",))


def test_change_of_a_slice():
    """A slice's change is over the slice's items."""
    pairing = pair_verdicts([answer("d1-a"), answer("d2-b")], [answer("d1-a", 0.0), answer("d2-b")])
    change = metric_change(pairing.within("qa", {"tag": "headline"}), "factual")
    assert (change.difference.items, change.difference.value) == (1, -1.0)


def test_items_that_lost_a_metric_are_counted_not_paired():
    """Where a metric no longer applies, the item is out of the difference and in the count."""
    before = [answer("d1-a", scores={"credit": 1.0}), answer("d1-b", scores={"credit": 1.0})]
    after = [answer("d1-a", scores={"credit": 1.0}), answer("d1-b", scores={})]
    change = metric_change(pair_verdicts(before, after).within("qa", {}), "credit")
    assert (change.had, change.lost, change.gained, change.difference.items) == (2, 1, 0, 1)


def test_nothing_shared_has_no_difference():
    """No common item means no difference, not a difference of zero."""
    pairing = pair_verdicts([answer("d1-a")], [answer("d1-b")])
    assert metric_change(pairing.within("qa", {}), "factual").difference is None


@pytest.mark.parametrize("words", ["words", "other words"])
def test_only_the_same_words_are_certain(words):
    """The interval is zero wide only where the outputs are the very same."""
    before = [answer(f"d{number}-x") for number in range(6)]
    after = [replace(one, output=words) for one in before]
    found = metric_change(pair_verdicts(before, after).within("qa", {}), "factual").difference
    assert (found.high == 0.0) is (words == "words")
