"""Policies: all mistakes at once, each at its line."""

import pytest

from harness.codec import parse_yaml
from harness.errors import ProblemsError
from harness.gate.policy import policy_of


def read(text):
    """The policy of a text."""
    return policy_of(parse_yaml(text, "gate.yaml"))


def mistakes(text) -> str:
    """What is said of a broken policy."""
    with pytest.raises(ProblemsError) as caught:
        read(text)
    return str(caught.value)


def test_the_contract_s_own_example():
    """The policy that the contract shows is read, with its defaults."""
    policy = read(
        "undecided: report\n"
        "errors: 0.02\n"
        'must_pass: [kursk-troops-blinken, "tag:headline"]\n'
        "lines:\n"
        "  - {metric: qa.factual, floor: 0.30, margin: 0.05}\n"
        "  - {metric: qa.credit, where: {tag: conflict}, margin: 0.10}\n"
    )
    assert [line.name for line in policy.lines] == ["qa.factual", "qa.credit where tag=conflict"]
    assert (policy.lines[0].floor, policy.lines[0].margin, policy.lines[1].where) == (0.3, 0.05, {"tag": "conflict"})
    assert (policy.undecided, policy.errors, policy.coverage) == ("report", 0.02, 0.5)
    assert str(policy.lines[1].place) == "gate.yaml:6"


def test_direction_comes_from_the_metric():
    """Less of rival, laundered and their like is better."""
    policy = read("lines: [{metric: qa.rival, ceiling: 0.2}, {metric: summary.fact_recall, floor: 0.2}]")
    assert [line.lower_is_better for line in policy.lines] == [True, False]


def test_all_mistakes_at_once():
    """Five mistakes are told together, with lines and the nearest right words."""
    said = mistakes(
        "errors: 2\n"
        "lines:\n"
        "  - {metric: qa.factal, margin: 0.1}\n"
        "  - {metric: qa.credit, margin: 7}\n"
        "  - {metric: qa.rival, floor: 0.1}\n"
        "  - {metric: qa.em, where: {type: nmber}, margin: 0.1}\n"
    )
    assert "gate.yaml:1: errors is 2.0" in said
    assert "gate.yaml:3: 'qa.factal' is no known metric; did you mean qa.factual?" in said
    assert "gate.yaml:4: margin is 7.0" in said
    assert "did you mean ceiling?" in said
    assert "did you mean number?" in said


def test_unknown_keys_name_the_nearest():
    """A mistyped key is told with the right one."""
    assert "did you mean margin" in mistakes("lines: [{metric: qa.em, margn: 0.1}]")


def test_the_same_line_twice():
    """Two lines on one metric and slice would hide one another."""
    assert "asks for qa.em again" in mistakes("lines: [{metric: qa.em, floor: 0.1}, {metric: qa.em, margin: 0.1}]")


def test_summaries_have_no_question_types():
    """A slice that no summary can be in is a mistake, not an empty slice."""
    assert "no type" in mistakes("lines: [{metric: summary.credit, where: {type: number}, margin: 0.1}]")


def test_a_scorer_of_one_s_own_needs_its_direction():
    """A metric that nobody knows is taken once the policy says which way is better."""
    assert "for a scorer of your own" in mistakes("lines: [{metric: qa.politeness, floor: 0.1}]")
    (line,) = read("lines: [{metric: qa.politeness, better: lower, ceiling: 0.1}]").lines
    assert line.lower_is_better


def test_a_known_metric_keeps_its_direction():
    """A policy can't turn factual upside down."""
    assert "better the other way" in mistakes("lines: [{metric: qa.factual, better: lower, margin: 0.1}]")
