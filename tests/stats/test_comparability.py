"""Which differences bar a comparison, and which are only told."""

import pytest

from harness.stats.comparability import SCORER, Conditions, mismatches

HERE = Conditions({"gold": "a", "documents": "b", "template.qa": "c"}, {"harness": "1", "torch": "2"}, {"seed": "0"})


def changed(part: str, name: str, value: str) -> Conditions:
    """The same conditions with one thing changed."""
    parts = {key: dict(getattr(HERE, key)) for key in ("digests", "versions", "settings")}
    parts[part][name] = value
    return Conditions(**parts)


def test_same_conditions_differ_in_nothing():
    """A run compared with itself has no mismatch."""
    assert mismatches(HERE, HERE) == ()


@pytest.mark.parametrize(
    ("part", "name", "bars"),
    [
        ("digests", "gold", True),
        ("digests", "documents", True),
        ("digests", "template.qa", True),
        ("versions", "harness", True),
        ("versions", "torch", False),
        ("settings", "seed", False),
    ],
)
def test_what_bars_a_comparison(part, name, bars):
    """What changes the question or the scorer bars; what changes the model's answer is told."""
    (found,) = mismatches(HERE, changed(part, name, "x"))
    assert name in found.what
    assert found.bars is bars


def test_an_unknown_gold_bars():
    """A run that doesn't say which gold it had is not compared with one that does."""
    (found,) = mismatches(HERE, Conditions({"documents": "b"}, {}, {}))
    assert str(found) == "digest of gold differs: a before, not known now"


def test_another_judging_model_bars():
    """Sentences judged by a model are not compared with those judged by the rule."""
    (found,) = mismatches(HERE, changed("digests", SCORER, "judge:here"))
    assert found.bars
    assert str(found) == "digest of scorer.supported differs: not known before, judge:here now"


def test_a_task_that_only_one_run_did_bars_nothing():
    """The template of a task that the other run left out is no mismatch."""
    assert mismatches(HERE, changed("digests", "template.summary", "x")) == ()
