"""Ways to break a gate, each with the exit code it must have: none of them is a pass."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from harness.errors import HarnessError
from harness.gate.checking import check_gate
from harness.gate.policy import load_policy
from harness.schema import QuestionVerdict
from harness.stats.estimates import estimates
from harness.store.lock import FolderLock
from harness.store.results import read_metrics, read_verdicts, write_metrics, write_verdicts
from harness.store.runs import read_run, write_run

POLICY = """
errors: 0.02
must_pass: [q000, "tag:conflict"]
lines:
  - {metric: qa.factual, floor: 0.30, margin: 0.05}
  - {metric: qa.rival, margin: 0.10}
  - {metric: summary.fact_recall, margin: 0.10}
"""


@dataclass
class Case:
    """A run, its baseline and a policy, to be broken."""

    run: Path
    baseline: Path
    policy: Path
    model: str | None = None

    def exit_code(self) -> int:
        """What the command would exit with."""
        try:
            result = check_gate(self.run, self.baseline, load_policy(self.policy), model=self.model, resamples=200)
        except HarnessError as error:
            return error.exit_code
        return result.exit_code


@pytest.fixture
def case(make_run, tmp_path) -> Case:
    """A run that passes."""
    policy = tmp_path / "gate.yaml"
    policy.write_text(POLICY)
    return Case(make_run("new"), make_run("base"), policy)


def rescored(folder: Path, change: Callable[[QuestionVerdict], object]) -> None:
    """Change the answers' verdicts and the metrics with them; None takes a verdict away."""
    verdicts = [change(one) if one.task == "qa" else one for one in read_verdicts(folder)]
    kept = [one for one in verdicts if one is not None]
    write_verdicts(folder, kept)
    write_metrics(folder, estimates(kept, resamples=100))


def lines_of(path: Path) -> list[str]:
    """The lines of a file."""
    return path.read_text().splitlines(keepends=True)


def edited(path: Path, change: Callable[[dict], object]) -> None:
    """Change a JSON file."""
    data = json.loads(path.read_text())
    change(data)
    path.write_text(json.dumps(data))


def wrong(one: QuestionVerdict) -> QuestionVerdict:
    """The same item answered with the rival's figure."""
    scores = {**one.scores, "factual": 0.0, "rival": 1.0}
    return replace(one, factual="rival", credit="wrong", scores=scores, output="something else")


def broken(one: QuestionVerdict) -> QuestionVerdict:
    """The same item in error."""
    zeros = dict.fromkeys(one.scores, 0.0)
    return replace(one, factual="error", credit="na", scores=zeros, error="timeout", output="")


def no_gold_digest(folder: Path) -> None:
    """A run that doesn't say what gold it had."""
    write_run(folder, replace(read_run(folder), digests={}))


def policy_text(text: str) -> Callable[[Case], object]:
    """A case with another policy."""
    return lambda case: case.policy.write_text(text)


def digest(name: str) -> Callable[[Case], object]:
    """A run made under something else."""

    def change(case: Case) -> None:
        info = read_run(case.run)
        write_run(case.run, replace(info, digests={**info.digests, name: "9" * 64}))

    return change


def double_model(case: Case) -> None:
    """A second model that the baseline doesn't have."""
    verdicts = read_verdicts(case.run)
    both = [*verdicts, *(replace(one, model="other") for one in verdicts)]
    write_verdicts(case.run, both)
    write_metrics(case.run, estimates(both, resamples=100))


def renamed_model(case: Case) -> None:
    """The model under another name."""
    verdicts = [replace(one, model="small-v2") for one in read_verdicts(case.run)]
    write_verdicts(case.run, verdicts)
    write_metrics(case.run, estimates(verdicts, resamples=100))


def renamed_metric(case: Case) -> None:
    """Factual scores under another name, in verdicts and metrics alike."""

    def rename(one: QuestionVerdict) -> QuestionVerdict:
        scores = {("correctness" if name == "factual" else name): value for name, value in one.scores.items()}
        return replace(one, scores=scores)

    rescored(case.run, rename)


def metric_row(change: Callable[[list], object]) -> Callable[[Case], object]:
    """A run whose metrics.json says something else than its verdicts."""

    def edit(case: Case) -> None:
        path = case.run / "metrics.json"
        rows = json.loads(path.read_text())
        change(rows)
        path.write_text(json.dumps(rows))

    return edit


def in_verdicts(old: str, new: str) -> Callable[[Case], object]:
    """A text replaced in the first verdict line."""

    def edit(case: Case) -> None:
        first, *others = lines_of(case.run / "verdicts.jsonl")
        assert old in first
        (case.run / "verdicts.jsonl").write_text(first.replace(old, new) + "".join(others))

    return edit


def set_aside(case: Case, name: str, fields: str = "run") -> None:
    """Delete a file of the run or the baseline."""
    (getattr(case, fields) / name).unlink()


def empty_both(case: Case) -> None:
    """Neither run has an item."""
    for folder in (case.run, case.baseline):
        rescored(folder, lambda one: None)
        write_verdicts(folder, [])
        write_metrics(folder, [])


def few_items(case: Case) -> None:
    """Three items in both, of which other words are the only change."""
    for folder in (case.run, case.baseline):
        (folder / "gold.json").unlink()
        rescored(folder, lambda one: one if one.id < "q003" else None)
        write_verdicts(folder, [one for one in read_verdicts(folder) if one.task == "qa"])
        write_metrics(folder, estimates(read_verdicts(folder), resamples=100))
    rescored(case.run, lambda one: replace(one, output="other words"))
    policy_text("lines: [{metric: qa.factual, margin: 0.05}]")(case)


def lose_credit(case: Case) -> None:
    """Credit applies to a few easy items only."""
    policy_text("lines: [{metric: qa.credit, margin: 0.10}]")(case)
    rescored(
        case.run,
        lambda one: (
            one if one.id < "q008" else replace(one, scores={k: v for k, v in one.scores.items() if k != "credit"})
        ),
    )


BREAKS: dict[str, tuple[Callable[[Case], object], int]] = {
    "run folder missing": (lambda case: shutil.rmtree(case.run), 2),
    "baseline folder missing": (lambda case: shutil.rmtree(case.baseline), 2),
    "policy missing": (lambda case: case.policy.unlink(), 2),
    "policy empty": (policy_text(""), 2),
    "policy asks for nothing": (policy_text("undecided: fail\nlines: []\n"), 2),
    "policy is no YAML": (policy_text("lines: [{metric: qa.factual"), 2),
    "policy with a mistyped metric": (policy_text("lines: [{metric: qa.factaul, margin: 0.1}]"), 2),
    "policy with a mistyped key": (policy_text("lines: [{metric: qa.factual, margn: 0.1}]"), 2),
    "policy line that asks nothing": (policy_text("lines: [{metric: qa.factual}]"), 2),
    "margin is NaN": (policy_text("lines: [{metric: qa.factual, margin: .nan}]"), 2),
    "margin is in percent": (policy_text("lines: [{metric: qa.factual, margin: 5}]"), 2),
    "margin is negative": (policy_text("lines: [{metric: qa.factual, margin: -0.1}]"), 2),
    "margin lets everything through": (policy_text("lines: [{metric: qa.factual, margin: 1}]"), 2),
    "floor under a metric of which less is better": (policy_text("lines: [{metric: qa.rival, floor: 0.5}]"), 2),
    "slice that nothing is in": (policy_text("lines: [{metric: qa.factual, where: {tag: x}, margin: 0.1}]"), 3),
    "must_pass names no item": (policy_text("must_pass: [q999]"), 3),
    "must_pass names no tag": (policy_text('must_pass: ["tag:conflicts"]'), 3),
    "run.json missing": (lambda case: set_aside(case, "run.json"), 2),
    "verdicts missing": (lambda case: set_aside(case, "verdicts.jsonl"), 2),
    "metrics missing": (lambda case: set_aside(case, "metrics.json"), 2),
    "baseline's verdicts missing": (lambda case: set_aside(case, "verdicts.jsonl", "baseline"), 2),
    "run.json cut off": (lambda case: (case.run / "run.json").write_text('{"name": "ru'), 3),
    "verdicts cut off": (lambda case: os.truncate(case.run / "verdicts.jsonl", 700), 3),
    "verdicts are binary": (lambda case: (case.run / "verdicts.jsonl").write_bytes(b"\x00\xff\xfe\n"), 3),
    "no verdicts": (lambda case: (case.run / "verdicts.jsonl").write_text(""), 3),
    "nothing in run and baseline": (empty_both, 3),
    "a score is NaN": (in_verdicts('"factual":1.0', '"factual":NaN'), 3),
    "a score is text": (in_verdicts('"factual":1.0', '"factual":"1.0"'), 3),
    "a score is above one": (in_verdicts('"factual":1.0', '"factual":7.0'), 3),
    "a score contradicts its verdict": (in_verdicts('"factual":"correct"', '"factual":"wrong"'), 3),
    "an unknown verdict": (in_verdicts('"factual":"correct"', '"factual":"splendid"'), 3),
    "an item twice": (
        lambda case: (case.run / "verdicts.jsonl").write_text(
            "".join(lines_of(case.run / "verdicts.jsonl") + lines_of(case.run / "verdicts.jsonl")[:1])
        ),
        3,
    ),
    "an item missing": (lambda case: rescored(case.run, lambda one: None if one.id == "q007" else one), 3),
    "an item missing of both": (
        lambda case: [rescored(f, lambda one: None if one.id == "q007" else one) for f in (case.run, case.baseline)],
        3,
    ),
    "an item that the baseline lacks": (
        lambda case: rescored(case.baseline, lambda one: None if one.id == "q007" else one),
        3,
    ),
    "half of the run": (lambda case: rescored(case.run, lambda one: None if one.id > "q024" else one), 3),
    "metrics raised by hand": (metric_row(lambda rows: rows[0].update(value=0.25)), 3),
    "metrics without a row": (metric_row(lambda rows: rows.pop(0)), 3),
    "metrics with a NaN": (
        lambda case: (case.run / "metrics.json").write_text(
            (case.run / "metrics.json").read_text().replace('"value":1.0', '"value":NaN', 1)
        ),
        3,
    ),
    "a metric renamed": (renamed_metric, 3),
    "the model renamed": (renamed_model, 3),
    "a model that the baseline lacks": (double_model, 3),
    "a model asked for that nobody has": (lambda case: setattr(case, "model", "large"), 2),
    "another gold": (digest("gold"), 3),
    "other documents": (digest("documents"), 3),
    "another template": (digest("template.qa"), 3),
    "no digest of the gold in either": (lambda case: [no_gold_digest(f) for f in (case.run, case.baseline)], 3),
    "another scorer version": (
        lambda case: write_run(case.run, replace(read_run(case.run), versions={"harness": "0.0.9"})),
        3,
    ),
    "all items in error": (lambda case: rescored(case.run, broken), 1),
    "five items in error": (lambda case: rescored(case.run, lambda one: broken(one) if one.id < "q005" else one), 1),
    "errors on items that nobody guards": (
        lambda case: rescored(case.run, lambda one: broken(one) if one.id in ("q001", "q002") else one),
        3,
    ),
    "the baseline in error": (lambda case: rescored(case.baseline, broken), 3),
    "all answers wrong": (lambda case: rescored(case.run, wrong), 1),
    "one guarded item wrong": (lambda case: rescored(case.run, lambda one: wrong(one) if one.id == "q000" else one), 1),
    "too few items to tell": (few_items, 3),
    "a metric that applies to few of its items now": (lose_credit, 3),
}


@pytest.mark.parametrize("name", BREAKS)
def test_no_break_is_a_pass(name, case):
    """Each way to break a gate has its exit code: 1 failed, 2 could not start, 3 can't be trusted."""
    change, expected = BREAKS[name]
    change(case)
    assert case.exit_code() == expected


@pytest.mark.parametrize("name", sorted(name for name, (_, code) in BREAKS.items() if code == 3))
def test_undecided_can_be_made_to_fail_but_hardly_to_pass(name, case):
    """With ``undecided: fail`` each exits 1; with ``undecided: pass`` only what is short of items passes."""
    BREAKS[name][0](case)
    text = case.policy.read_text()
    case.policy.write_text("undecided: fail\n" + text)
    assert case.exit_code() == 1
    case.policy.write_text("undecided: pass\n" + text)
    assert case.exit_code() == (0 if name == "too few items to tell" else 3)


def test_there_are_forty_ways():
    """The table is as long as it promises to be."""
    assert len(BREAKS) >= 40


def test_an_unbroken_run_passes(case):
    """The run that all the breaks start from passes."""
    assert case.exit_code() == 0


def test_same_run_passes(case):
    """A run against itself passes."""
    case.run = case.baseline
    assert case.exit_code() == 0


def test_clocks_do_not_matter(case):
    """A run from the future, or without a date, is judged by its numbers."""
    for created in ("2999-01-01T00:00:00+00:00", "", "yesterday"):
        write_run(case.run, replace(read_run(case.run), created=created))
        assert case.exit_code() == 0


def test_a_run_being_written_is_not_trusted(case):
    """While another process works in the run's folder the gate can't decide, and afterwards it can."""
    with FolderLock(case.run):
        assert case.exit_code() == 3
    assert case.exit_code() == 0


def test_a_run_that_changes_while_it_is_read_is_not_trusted(case, monkeypatch):
    """Verdicts that are rewritten during the gate are noticed."""

    def rewriting(folder):
        metrics = read_metrics(folder)
        verdicts = read_verdicts(folder)
        os.utime(folder / "verdicts.jsonl", ns=(1, 1))
        write_verdicts(folder, verdicts)
        return metrics

    monkeypatch.setattr("harness.gate.integrity.read_metrics", rewriting)
    assert case.exit_code() == 3
