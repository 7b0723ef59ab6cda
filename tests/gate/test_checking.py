"""The gate's word as a whole, and what it says about it."""

from dataclasses import replace

import pytest

from harness.codec import parse_yaml, spool
from harness.errors import MissingError, UsageError
from harness.gate.checking import check_gate
from harness.gate.markdown import gate_markdown
from harness.gate.policy import policy_of
from harness.gate.reporting import gate_json
from harness.stats.estimates import estimates
from harness.store import snapshot
from harness.store.results import read_verdicts, write_metrics, write_verdicts


def gate(run, baseline, text, **options):
    """The result for a policy text."""
    return check_gate(run, baseline, policy_of(parse_yaml(text, "gate.yaml")), resamples=200, **options)


def test_a_floor_needs_no_baseline(make_run):
    """A policy of floors stands on its own."""
    run = make_run("new", wrong=range(12))
    assert gate(run, None, "lines: [{metric: qa.factual, floor: 0.7}]").word == "pass"
    assert gate(run, None, "lines: [{metric: qa.factual, floor: 0.8}]").exit_code == 1
    assert gate(run, None, "lines: [{metric: qa.rival, ceiling: 0.2}]").exit_code == 1


def test_margins_need_a_baseline(make_run):
    """Without one the gate doesn't start."""
    with pytest.raises(UsageError, match="expected --baseline"):
        gate(make_run("new"), None, "lines: [{metric: qa.factual, margin: 0.1}]")


def test_slices_are_held_on_their_own(make_run):
    """A fall in one tag fails the tag's line and not the whole's."""
    run, base = make_run("new", wrong=[3, 9, 15, 21, 27, 33], questions=96), make_run("base", questions=96)
    text = "lines: [{metric: qa.factual, margin: 0.15}, {metric: qa.factual, where: {source: union}, margin: 0.02}]"
    whole, slice_ = gate(run, base, text).lines
    assert whole.word == "pass"
    assert slice_.word != "pass"
    assert (whole.items, slice_.items) == (96, 48)


def test_every_model_is_held_against_its_own(make_run):
    """Two models make two results a line, and --model picks one."""
    runs = make_run("new", models=("a", "b")), make_run("base", models=("a", "b"))
    text = "lines: [{metric: qa.factual, margin: 0.1}]"
    assert [line.model for line in gate(*runs, text).lines] == ["a", "b"]
    assert [line.model for line in gate(*runs, text, model="b").lines] == ["b"]


def test_worse_items_are_named_guarded_ones_first(make_run):
    """Each item that got worse is listed with its verdicts; those of must_pass come first."""
    result = gate(make_run("new", wrong=[1, 2, 3]), make_run("base"), 'must_pass: ["tag:conflict"]')
    assert [(one.id, one.must_pass) for one in result.regressions] == [("q003", True), ("q001", False), ("q002", False)]
    assert result.regressions[0].after == "rival, credit wrong"
    assert result.exit_code == 1


def test_better_is_a_pass(make_run):
    """A run that mends what was wrong passes."""
    run, base = make_run("new", questions=200), make_run("base", wrong=range(60), questions=200)
    assert gate(run, base, "lines: [{metric: qa.factual, floor: 0.5, margin: 0.05}]").word == "pass"


def test_the_announced_fall_is_in_the_result(make_run):
    """A line says which fall it would have failed, so that nobody takes a pass for more than it is."""
    run, base = make_run("new", wrong=[1, 9, 20]), make_run("base", wrong=[5, 30])
    (line,) = gate(run, base, "lines: [{metric: qa.factual, margin: 0.05}]").lines
    assert 0.05 < line.detectable < 0.5


def test_a_run_as_its_own_baseline_is_noted(make_run):
    """It passes, and the result says that nothing could have changed."""
    run = make_run("new")
    result = gate(run, run, "lines: [{metric: qa.factual, margin: 0.1}]")
    assert result.word == "pass"
    assert "its own baseline" in result.notes[0]


def silenced(folder):
    """A run in which the model states nothing, so that credit applies to no item."""

    def silent(one):
        scores = {key: 0.0 for key in one.scores if key not in ("credit", "miscredit")}
        return replace(one, factual="abstained", credit="na", output="not told", scores=scores)

    verdicts = [silent(one) if one.task == "qa" else one for one in read_verdicts(folder)]
    write_verdicts(folder, verdicts)
    write_metrics(folder, estimates(verdicts, resamples=100))
    return folder


def test_a_model_that_stays_silent_keeps_its_credit(make_run):
    """A control that never states anything has no credit to lose, as long as it says the very same."""
    text = "lines: [{metric: qa.credit, margin: 0.1}]"
    run, base = silenced(make_run("new")), silenced(make_run("base"))
    assert gate(run, base, text).word == "pass"
    assert gate(run, make_run("other"), text).word == "undecided"
    assert gate(run, base, "lines: [{metric: qa.credit, floor: 0.1, margin: 0.1}]").word == "undecided"


def test_a_baseline_that_is_not_there_says_how_to_make_one(make_run, tmp_path):
    """Who gates for the first time is told of --accept."""
    with pytest.raises(MissingError, match=r"no baseline is there.*--accept"):
        gate(make_run("new"), tmp_path / "ci", "lines: [{metric: qa.factual, margin: 0.1}]")


def test_an_item_wrong_in_both_runs_is_named(make_run):
    """must_pass promises no more than "not worse": what is wrong then as now passes, and is said to."""
    run, base = make_run("new", wrong=[3]), make_run("base", wrong=[3])
    result = gate(run, base, "must_pass: [q003, q004]\nlines: [{metric: qa.factual, margin: 0.5}]")
    assert result.word == "pass"
    (note,) = result.notes
    assert "no worse than in the baseline" in note
    assert "q003 (rival)" in note
    assert "q004" not in note


def test_runs_that_are_too_large_to_hold_are_gated_alike(make_run, monkeypatch):
    """Verdicts, gold and worse items that lie on files come to the very result."""
    runs = make_run("new", wrong=[1, 2, 3, 9], models=("a", "b")), make_run("base", models=("a", "b"))
    text = 'must_pass: ["tag:conflict", q001, nobody]\nlines: [{metric: qa.factual, floor: 0.3, margin: 0.1}]'
    expected = gate(*runs, text)
    monkeypatch.setattr(spool, "MOST_HELD", 2)
    monkeypatch.setattr(snapshot, "MOST_BYTES_HELD", 0)
    found = gate(*runs, text)
    assert not isinstance(found.regressions, tuple)
    assert gate_json(found) == gate_json(expected)
    assert gate_markdown(found) == gate_markdown(expected)
