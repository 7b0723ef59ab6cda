"""Verdicts to rows of metrics: counts, slices, and what stays in the denominator."""

from dataclasses import replace

import pytest

from harness.schema import QuestionVerdict, SummaryVerdict
from harness.stats.estimates import cluster_of, estimates, in_slice, is_unanswered
from harness.stats.metrics import METRICS


def answer(number: int, factual: str = "correct", **changes) -> QuestionVerdict:
    """A verdict on one answer about a town's budget."""
    verdict = QuestionVerdict(
        id=f"budget-{number}",
        model="small",
        output="The mayor says 40 million.",
        factual=factual,
        credit="right",
        answer="40 million",
        sources=("mayor",),
        sections=(0,),
        reason="says the mayor's figure",
        scores={"factual": 1.0 if factual == "correct" else 0.0},
        documents=(f"d{number % 3}",),
        type="money",
        expects="mayor",
        tags=("conflict",) if number % 2 else (),
    )
    return replace(verdict, **changes)


def row(rows, metric, **where):
    """The one row of that metric and slice."""
    return next(one for one in rows if one.metric == metric and dict(one.where) == where)


def test_errors_and_empties_stay_in_the_mean():
    """Two right, one in error and one empty make 0.5 over four items, with both counted."""
    rows = estimates([answer(1), answer(2), answer(3, "error", error="timeout"), answer(4, "empty", output="")])
    whole = row(rows, "factual")
    assert (whole.value, whole.n, whole.errors, whole.unanswered, whole.documents) == (0.5, 4, 1, 1, 3)


def test_every_metric_of_the_contract_has_a_row():
    """A metric that nothing has is there with no value, so that nobody takes it for zero."""
    rows = estimates([answer(1), answer(2)], slices=False)
    assert tuple(one.metric for one in rows) == METRICS["qa"]
    assert row(rows, "em").value is None
    assert row(rows, "em").n == 0


def test_a_metric_that_does_not_apply_leaves_only_its_own_mean():
    """Credit that applies to one of three items has n 1."""
    rows = estimates([answer(1, scores={"factual": 1.0, "credit": 1.0}), answer(2), answer(3)])
    assert (row(rows, "credit").n, row(rows, "factual").n) == (1, 3)


def test_slices_by_type_tag_source_and_document():
    """Each slice has the mean of its own items."""
    rows = estimates([answer(1, "wrong"), answer(2), answer(3, "wrong", documents=("d1", "d2"))])
    assert row(rows, "factual", tag="conflict").value == 0.0
    assert row(rows, "factual", source="mayor").n == 3
    assert row(rows, "factual", type="money").n == 3
    assert row(rows, "factual", document="d2").n == 2


def test_models_and_tasks_are_kept_apart():
    """Two models and a summary give rows of their own, models in order of appearance."""
    summary = SummaryVerdict(
        id="s1", model="small", output="A town budget.", facts=(), claims=(), scores={"rouge1": 0.25}, documents=("d1",)
    )
    rows = estimates([answer(1, model="zeta"), answer(1), summary], slices=False)
    assert list(dict.fromkeys((one.model, one.task) for one in rows)) == [
        ("zeta", "qa"),
        ("small", "qa"),
        ("small", "summary"),
    ]
    assert row(rows, "rouge1").value == 0.25


def test_order_of_verdicts_does_not_change_numbers():
    """Reading the same verdicts backwards gives the same rows."""
    verdicts = [answer(number, "correct" if number % 3 else "wrong") for number in range(12)]
    assert estimates(verdicts) == estimates(verdicts[::-1])


def test_within_a_document_items_are_the_units():
    """A slice of one document speaks of its items; those over further documents make no tiny clusters of it."""
    rows = estimates([answer(n, "wrong" if n % 4 else "correct", documents=("d1",)) for n in range(40)])
    mixed = [
        answer(n, "wrong" if n % 4 else "correct", documents=("d1", "d2") if n < 4 else ("d1",)) for n in range(40)
    ]
    alone, with_others = (row(found, "factual", document="d1") for found in (rows, estimates(mixed)))
    assert (with_others.low, with_others.high) == (alone.low, alone.high)
    assert (with_others.documents, alone.documents) == (2, 1)


def test_several_documents_are_one_cluster():
    """An item over two documents is in a cluster of its own; one without documents is its own cluster."""
    assert cluster_of(answer(1, documents=("d1", "d3"))) == "d1+d3"
    assert cluster_of(answer(1, documents=())) == "item:budget-1"


@pytest.mark.parametrize(
    ("where", "expected"),
    [({}, True), ({"tag": "conflict"}, True), ({"tag": "conflict", "type": "date"}, False), ({"task": "qa"}, True)],
)
def test_membership_of_a_slice(where, expected):
    """All keys of a slice must hold."""
    assert in_slice(answer(1), where) is expected


def test_right_abstention_counts_as_answered():
    """Saying that the document doesn't tell is an answer where that is right."""
    assert is_unanswered(answer(1, "abstained"))
    assert not is_unanswered(answer(1, "correct"))
