"""The gate itself: policy, run and baseline in, a word and an exit code out. Whatever is in doubt is no pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from harness.codec import nearest
from harness.codec.spool import Joined, held
from harness.errors import MissingError, UsageError
from harness.gate.integrity import GatedRun, read_gated_run
from harness.gate.lines import check_lines
from harness.gate.records import GateResult, LineResult, OnUndecided, Policy, Regression, Word
from harness.gate.regressions import must_pass_notes, must_pass_problems, regressions
from harness.schema import Place, Problem
from harness.stats.comparability import Conditions, mismatches
from harness.stats.intervals import RESAMPLES
from harness.stats.pairing import Pairing, pair

EXIT_CODES: Final[Mapping[Word, int]] = {"pass": 0, "fail": 1, "undecided": 3}
MOST_NAMES: Final = 10


def check_gate(
    run: Path,
    baseline: Path | None,
    policy: Policy,
    *,
    model: str | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> GateResult:
    """Hold a run against a policy and a baseline.

    Every model of the baseline is held against the one of its name, or only ``model``. Exit codes: 0 pass, 1 fail, 3
    undecided (or as the policy says, but never 0 where there is a problem). Raises MissingError or UsageError (exit 2)
    where run, baseline or model are not there, or a margin is asked without a baseline.
    """
    if baseline is None and _needs_baseline(policy):
        raise UsageError(f"{policy.file}: asks for margins; expected --baseline; name a run to compare with")
    if baseline is not None and not baseline.exists():
        accept = f"harness gate {run} --accept --baseline {baseline}"
        raise MissingError(f"{baseline}: no baseline is there; expected an accepted run; {accept} makes one")
    now = read_gated_run(run)
    then = read_gated_run(baseline) if baseline is not None else None
    models = _models(now, then, model)
    problems = [*now.problems, *(then.problems if then else ())]
    readable = not problems
    pairings = {name: pair(then.of_model(name), now.of_model(name)) for name in models if then and readable}
    if readable:
        problems += _problems(now, then, policy, pairings or dict.fromkeys(models))
    lines: list[LineResult] = []
    worse: list[Sequence[Regression]] = []
    notes = list(_notes(now, then, run, baseline))
    items = now.snapshot.items() if now.snapshot is not None and then and readable else None
    for name in models if readable else ():
        after = now.of_model(name)
        if not len(after):
            continue
        pairing = pairings.get(name)
        lines += check_lines(policy, name, after, pairing, resamples=resamples, seed=seed)
        if pairing is not None:
            worse.append(regressions(policy, name, pairing, items))
            problems += must_pass_problems(policy, name, pairing)
            notes += must_pass_notes(policy, name, pairing)
    return _result(run, baseline, policy, lines, Joined(worse), problems, tuple(notes))


def _needs_baseline(policy: Policy) -> bool:
    return bool(policy.must_pass) or any(line.margin is not None for line in policy.lines)


def _models(now: GatedRun, then: GatedRun | None, model: str | None) -> tuple[str, ...]:
    """The models to be gated: all of the baseline, or of the run without one. A named one must be in the run."""
    if model is None:
        return then.models if then else now.models
    for side in (now, *((then,) if then else ())):
        if side.verdicts and model not in side.models:
            hit = nearest(model, side.models)
            mend = f"did you mean {hit}?" if hit else f"it has {', '.join(side.models)}"
            raise UsageError(f"--model {model}: {side.folder} has no such model; expected one it has; {mend}")
    return (model,)


def _problems(
    now: GatedRun, then: GatedRun | None, policy: Policy, pairings: Mapping[str, Pairing | None]
) -> Iterator[Problem]:
    models = tuple(pairings)
    for side in (now, *((then,) if then else ())):
        yield from _error_problems(side, policy, models)
    if then is None:
        return
    for one in mismatches(_conditions(then), _conditions(now)):
        if one.bars:
            yield _problem(now, "not-comparable", str(one), "run both under the same, or accept a new baseline")
    for name, pairing in pairings.items():
        if pairing is not None:
            yield from _item_problems(now, name, pairing)
    extra = [name for name in now.models if name not in then.models]
    if extra and set(models) == set(then.models):
        said = f"{', '.join(extra)} is not in the baseline"
        yield _problem(now, "model-new", said, "accept a baseline that has it, or name one with --model")


def _error_problems(side: GatedRun, policy: Policy, models: Sequence[str]) -> Iterator[Problem]:
    for name in models:
        verdicts = side.of_model(name)
        errors = verdicts.errors
        if len(verdicts) and errors > policy.errors * len(verdicts):
            said = f"{name} has {errors} of {len(verdicts)} items in error; at most {policy.errors:.1%} allowed"
            yield _problem(side, "errors", said, "run it again, with --retry-errors if it has that")


def _item_problems(now: GatedRun, model: str, pairing: Pairing) -> Iterator[Problem]:
    if not len(now.of_model(model)):
        yield _problem(now, "model-missing", f"has no verdicts of {model}, which the baseline has", "run it as well")
        return
    if pairing.only_before:
        said = f"{model} lacks {_listed(pairing.only_before)}, which the baseline has"
        yield _problem(now, "item-missing", said, "run the whole gold")
    if pairing.only_after:
        said = f"{model} has {_listed(pairing.only_after)}, which the baseline lacks"
        yield _problem(now, "item-new", said, "accept a baseline over the same gold")


def _conditions(side: GatedRun) -> Conditions:
    if side.info is None:
        return Conditions({}, {}, {})
    return Conditions(side.info.digests, side.info.versions, {})


def _notes(now: GatedRun, then: GatedRun | None, run: Path, baseline: Path | None) -> tuple[str, ...]:
    notes = []
    if then is not None and baseline is not None and run.resolve() == baseline.resolve():
        notes.append("the run is its own baseline: nothing can have changed")
    if then is not None:
        notes += [str(one) for one in mismatches(_conditions(then), _conditions(now)) if not one.bars]
    return tuple(notes)


def _result(
    run: Path,
    baseline: Path | None,
    policy: Policy,
    lines: Sequence[LineResult],
    worse: Joined[Regression],
    problems: Sequence[Problem],
    notes: tuple[str, ...],
) -> GateResult:
    words = {line.word for line in lines}
    failed = "fail" in words or any(one.must_pass for one in worse)
    barred = bool(problems) or any(line.missing for line in lines) or not (lines or policy.must_pass)
    word: Word = "fail" if failed else "undecided" if barred or "undecided" in words else "pass"
    return GateResult(
        word=word,
        exit_code=_exit_code(word, policy.undecided, barred),
        run=str(run),
        baseline=str(baseline) if baseline else "",
        policy=policy.file,
        lines=tuple(lines),
        regressions=held(worse),
        problems=tuple(dict.fromkeys(problems)),
        notes=notes,
    )


def _exit_code(word: Word, on_undecided: OnUndecided, barred: bool) -> int:
    """The policy decides what undecided means, but cannot make a pass of a run that can't be trusted."""
    if word != "undecided" or on_undecided == "report":
        return EXIT_CODES[word]
    if on_undecided == "fail":
        return EXIT_CODES["fail"]
    return EXIT_CODES["undecided"] if barred else EXIT_CODES["pass"]


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_NAMES])
    return f"{shown} and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else shown


def _problem(side: GatedRun, rule: str, message: str, mend: str) -> Problem:
    return Problem(Place(str(side.folder)), rule, message, "error", mend)
