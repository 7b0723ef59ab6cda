"""Numbers of a run to assert on."""

import pytest

from harness.errors import ProblemsError, UsageError
from harness.gate.run_results import read_run_results


def test_a_metric_has_value_and_interval(make_run):
    """Whole or in a slice, a metric comes with its interval and its number of items."""
    run = read_run_results(make_run("base", wrong=[0, 1]))
    whole, slice_ = run.metric("qa.factual"), run.metric("qa.factual", tag="conflict")
    assert (whole.value, whole.n, slice_.n) == (pytest.approx(46 / 48), 48, 16)
    assert whole.low < whole.value < whole.high


def test_several_models_need_a_name(make_run):
    """Which model is meant is never guessed."""
    run = read_run_results(make_run("base", models=("a", "b")))
    with pytest.raises(UsageError, match="which model is meant"):
        run.metric("qa.factual")
    assert run.metric("qa.factual", model="b").model == "b"
    with pytest.raises(UsageError, match="no such model"):
        run.metric("qa.factual", model="c")


def test_nothing_to_assert_on_is_an_error(make_run):
    """A mistyped metric or an empty slice is no number."""
    run = read_run_results(make_run("base"))
    with pytest.raises(UsageError, match=r"did you mean qa\.factual"):
        run.metric("qa.factal")
    with pytest.raises(UsageError, match=r"no items with qa\.factual tag=none"):
        run.metric("qa.factual", tag="none")


def test_a_broken_run_gives_no_numbers(make_run):
    """What the gate would not trust is not asserted on."""
    folder = make_run("base")
    (folder / "verdicts.jsonl").write_text("{")
    with pytest.raises(ProblemsError):
        read_run_results(folder)
