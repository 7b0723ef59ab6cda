"""A new baseline: a run taken over, with who accepted it, when and why."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from harness.errors import HarnessError, MissingError, ProblemsError, UsageError
from harness.gate.integrity import GatedRun, read_gated_run
from harness.schema import Place, Problem
from harness.store.atomic import write_text
from harness.store.records import from_json, parse_line, to_json

BASELINE: Final = "baseline.json"
KEPT: Final = ("run.json", "verdicts.jsonl", "metrics.json", "scores.csv", "gold.json")
"""What of a run a baseline holds; the journal and the reports stay behind."""
MOST_HISTORY: Final = 200


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Who took a run as baseline, when (ISO 8601), why, and which run it was."""

    who: str
    when: str
    why: str
    run: str
    signature: str
    gold: str
    errors: int


@dataclass(frozen=True, slots=True)
class BaselineInfo:
    """``baseline.json``: how the baseline came to be, the latest acceptance first."""

    accepted: tuple[Acceptance, ...]


def accept_baseline(
    run: Path, baseline: Path, *, who: str, when: str, why: str, highest_errors: float = 0.02
) -> Acceptance:
    """Put a run in the baseline's place, whole or not at all, and write down who, when and why.

    A run that could not be trusted with a decision is no baseline: ProblemsError with all that is wrong, also where
    more than ``highest_errors`` of a model's items are in error. UsageError where who or why is empty, where run and
    baseline are one folder, or where the baseline's folder holds something else.
    """
    for name, value in (("who", who), ("why", why)):
        if not value.strip():
            raise UsageError(f"--{name}: is empty; expected words that a later reader understands; give --{name}")
    if run.resolve() == baseline.resolve():
        raise UsageError(f"{run}: is the baseline itself; expected another run; run `harness eval` first")
    read = read_gated_run(run)
    problems = [*read.problems]
    if not problems:
        problems += [one for model in read.models if (one := _too_many_errors(run, read, model, highest_errors))]
    if problems or read.info is None:
        raise ProblemsError(problems)
    errors = sum(own.errors for own in read.by_model.values())
    acceptance = Acceptance(who, when, why, str(run), read.info.signature, read.info.digests.get("gold", ""), errors)
    _replace(run, baseline, (acceptance, *_history(baseline))[:MOST_HISTORY])
    return acceptance


def read_baseline_info(baseline: Path) -> BaselineInfo | None:
    """How a baseline came to be; None for a plain run, or where that can't be read."""
    try:
        text = (baseline / BASELINE).read_text(encoding="utf-8")
    except OSError:
        return None
    value, mistakes = parse_line(text)
    return None if mistakes else from_json(BaselineInfo, value)[0]


def _history(baseline: Path) -> Sequence[Acceptance]:
    info = read_baseline_info(baseline)
    return info.accepted if info else ()


def _too_many_errors(run: Path, read: GatedRun, model: str, highest: float) -> Problem | None:
    verdicts = read.of_model(model)
    errors = verdicts.errors
    if errors <= highest * len(verdicts):
        return None
    said = f"{model} has {errors} of {len(verdicts)} items in error; at most {highest:.1%} allowed"
    return Problem(Place(str(run)), "errors", said, "error", "run it again")


def _replace(run: Path, baseline: Path, history: Sequence[Acceptance]) -> None:
    if baseline.exists() and not (baseline / "run.json").is_file() and any(baseline.iterdir()):
        raise UsageError(f"{baseline}: holds something that is no run; expected a baseline or no folder; name another")
    try:
        baseline.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(mkdtemp(prefix=f".{baseline.name}.", dir=baseline.parent))
    except OSError as error:
        raise MissingError(f"{baseline}: can't be written ({error.strerror}); expected a writable folder") from error
    try:
        for name in KEPT:
            if (run / name).is_file():
                shutil.copyfile(run / name, beside / name)
        text = json.dumps(to_json(BaselineInfo(tuple(history))), ensure_ascii=False, indent=1)
        write_text(beside / BASELINE, text + "\n")
        beside.chmod(0o755)
        _swap(beside, baseline)
    except OSError as error:
        raise HarnessError(f"{baseline}: can't be replaced ({error.strerror}); accept the run again") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _swap(new: Path, baseline: Path) -> None:
    """Put the new folder in the old one's place; if that fails half way, the old one comes back."""
    old = new.with_name(new.name + ".old")
    had = baseline.exists()
    if had:
        baseline.rename(old)
    try:
        new.rename(baseline)
    except OSError:
        if had:
            with suppress(OSError):
                old.rename(baseline)
        raise
    shutil.rmtree(old, ignore_errors=True)
