"""Which of two verdicts on an item is the better one."""

from dataclasses import replace

import pytest

from harness.schema import FactVerdict, QuestionVerdict, SummaryVerdict
from harness.stats.worth import is_worse

RIGHT = QuestionVerdict("q", "m", "x", "correct", "right", "", (), (), "", {"factual": 1.0})
BRIEF = SummaryVerdict("s", "m", "x", (FactVerdict("f1", "yes", "right"),), (), {"fact_recall": 1.0})


@pytest.mark.parametrize(
    ("change", "worse"),
    [
        ({}, False),
        ({"factual": "rival", "scores": {"factual": 0.0}}, True),
        ({"factual": "partial", "scores": {"factual": 0.5}}, True),
        ({"credit": "wrong"}, True),
        ({"credit": "none"}, True),
        ({"factual": "error", "error": "timeout", "scores": {"factual": 0.0}}, True),
        ({"output": "y", "reason": "other words"}, False),
    ],
)
def test_what_is_worse_than_right(change, worse):
    """Less right, an error, or the same answer with its credit lost is worse; other words are not."""
    assert is_worse(RIGHT, replace(RIGHT, **change)) is worse


def test_more_right_with_less_credit_is_not_worse():
    """A right figure without its source still beats a wrong figure with one."""
    wrong = replace(RIGHT, factual="wrong", scores={"factual": 0.0})
    assert not is_worse(wrong, replace(RIGHT, credit="none"))


def test_a_summary_that_contradicts_is_worse():
    """A key fact contradicted weighs against one stated."""
    assert is_worse(BRIEF, replace(BRIEF, scores={"fact_recall": 1.0, "contradicted": 0.5}))
    assert is_worse(BRIEF, replace(BRIEF, facts=(FactVerdict("f1", "yes", "none"),)))
