"""Whether a run folder can be trusted with a decision: what is there, whole, and of one piece.

Everything found here forbids a pass. A folder or file that isn't there is not found here: it stops the gate.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

import numpy as np

from harness.codec.spool import Fingerprints
from harness.errors import MissingError, ProblemsError, UsageError
from harness.schema import Estimate, Item, Place, Problem, QuestionVerdict, Verdict
from harness.stats.metrics import METRICS
from harness.stats.pairing import ModelVerdicts
from harness.store.lock import LOCK_NAME, FolderLock
from harness.store.results import METRICS as METRICS_FILE
from harness.store.results import VERDICTS, read_metrics
from harness.store.runs import RunInfo, read_run
from harness.store.scored import read_scored
from harness.store.snapshot import Snapshot, read_snapshot

T = TypeVar("T")
MOST_OF_A_KIND: Final = 10
TOLERANCE: Final = 1e-6
_EXPECTED_FACTUAL: Final = {"correct": 1.0, "rival": 0.0, "wrong": 0.0, "abstained": 0.0, "empty": 0.0, "error": 0.0}


@dataclass(frozen=True, slots=True)
class GatedRun:
    """A run as the gate sees it; ``info`` is None where it can't be read, ``snapshot`` where the gold wasn't kept."""

    folder: Path
    info: RunInfo | None
    verdicts: Sequence[Verdict]
    by_model: Mapping[str, ModelVerdicts]
    snapshot: Snapshot | None
    problems: tuple[Problem, ...]

    def of_model(self, model: str) -> ModelVerdicts:
        """The model's verdicts."""
        return self.by_model.get(model) or ModelVerdicts((), {})

    @property
    def models(self) -> tuple[str, ...]:
        """The models that have verdicts, in the order of their first."""
        return tuple(self.by_model)


def read_gated_run(folder: Path) -> GatedRun:
    """A run with everything that is wrong with it; MissingError where a file of it is not there."""
    problems: list[Problem] = []
    stamp = _stamp(folder / VERDICTS)
    info = _kept(problems, lambda: read_run(folder))
    verdicts, by_model = _kept(problems, lambda: read_scored(folder)) or ((), {})
    metrics = _kept(problems, lambda: read_metrics(folder))
    snapshot = _kept(problems, lambda: _snapshot(folder))
    problems += _being_written(folder)
    if _stamp(folder / VERDICTS) != stamp:
        problems.append(_problem(folder / VERDICTS, "changing", "changed while it was read", "wait for its run to end"))
    if not problems:
        problems += _double_problems(folder / VERDICTS, by_model)
        problems += _verdict_problems(folder / VERDICTS, verdicts)
        problems += _metric_problems(folder / METRICS_FILE, by_model, metrics or ())
        problems += _gold_problems(folder, info, by_model, snapshot)
    return GatedRun(folder, info, verdicts, by_model, snapshot, tuple(problems))


def _double_problems(path: Path, by_model: Mapping[str, ModelVerdicts]) -> Iterator[Problem]:
    if not by_model:
        yield _problem(path, "empty", "holds no verdicts", "run `harness eval` again")
    yield from _some(
        _problem(path, "twice", f"{model} has {count} verdicts on {task} {item}; expected one", "score it again")
        for model, own in by_model.items()
        for task, item, count in own.doubles()
    )


def _verdict_problems(path: Path, verdicts: Iterable[Verdict]) -> Iterator[Problem]:
    """What a verdict says against itself, in one pass; of each kind the first."""
    found: dict[str, list[Problem]] = {"range": [], "contradiction": []}
    for one in verdicts:
        for rule, said in (*(("range", name) for name in _out_of_range(one)), ("contradiction", _contradiction(one))):
            if said and len(found[rule]) < MOST_OF_A_KIND:
                found[rule].append(_problem(path, rule, f"{one.model} {one.id}: {said}", "score it again"))
    for problems in found.values():
        yield from problems


def _out_of_range(verdict: Verdict) -> Iterator[str]:
    for name, value in verdict.scores.items():
        if name in METRICS[verdict.task] and not (math.isfinite(value) and 0 <= value <= 1):
            yield f"{name} is {value}; expected 0 to 1"


def _contradiction(verdict: Verdict) -> str:
    """Where the verdict's word and its scores say different things; empty where they agree."""
    main = "factual" if verdict.task == "qa" else "supported"
    if main not in verdict.scores:
        return f"has no score for {main}"
    if not isinstance(verdict, QuestionVerdict):
        return ""
    expected, value = _EXPECTED_FACTUAL.get(verdict.factual), verdict.scores["factual"]
    if expected is not None and abs(value - expected) > TOLERANCE:
        return f"the verdict is {verdict.factual}, but its score for factual is {value}"
    if (verdict.factual == "error") != (verdict.error is not None):
        return f"the verdict is {verdict.factual}, but its error is {verdict.error!r}"
    return ""


def _metric_problems(
    path: Path, by_model: Mapping[str, ModelVerdicts], metrics: Sequence[Estimate]
) -> Iterator[Problem]:
    """Whether metrics.json is what the verdicts come to: a row for each metric, with their mean and number."""
    values = {
        (model, task, name): columns
        for model, own in by_model.items()
        for task, columns in own.columns.items()
        for name in columns.scores
    }
    whole = [row for row in metrics if not row.where]
    rows = {(row.model, row.task, row.metric): row for row in whole}
    if len(rows) != len(whole):
        yield _problem(path, "twice", "holds two rows for one model, task and metric", "score the run again")
    for key, columns in sorted(values.items(), key=lambda pair: pair[0]):
        row, name = rows.get(key), f"{key[0]} {key[1]}.{key[2]}"
        column = columns.values(key[2])
        found = column[~np.isnan(column)]
        mean = math.fsum(found) / len(found)
        if row is None:
            yield _problem(path, "metric-missing", f"has no row for {name}, which the verdicts have", "score it again")
        elif row.value is None or abs(row.value - mean) > TOLERANCE or row.n != len(found):
            said = f"says {row.value} over {row.n} items for {name}; its verdicts come to {mean} over {len(found)}"
            yield _problem(path, "metric-differs", said, "score the run again")
    for key, row in sorted(rows.items()):
        if key not in values and row.value is not None:
            said = f"says {row.value} for {key[0]} {key[1]}.{key[2]}, which no verdict has"
            yield _problem(path, "metric-differs", said, "score the run again")


def _gold_problems(
    folder: Path, info: RunInfo | None, by_model: Mapping[str, ModelVerdicts], snapshot: Snapshot | None
) -> Iterator[Problem]:
    if info is not None:
        for name in ("gold", "documents"):
            if not info.digests.get(name):
                said = f"has no digest of its {name}"
                yield _problem(folder / "run.json", "gold-unknown", said, "run it again with this version")
    if snapshot is None:
        return
    wanted: Mapping[str, Sequence[Item]] = {"qa": snapshot.questions, "summary": snapshot.summaries}
    for model, own in by_model.items():
        missing = [name for task, items in wanted.items() for name in _lacking(items, own.ids_of(task))]
        if missing:
            said = f"{model} has no verdict on {_listed(missing)} of its own gold"
            yield _problem(folder / VERDICTS, "item-missing", said, "score the run again")


def _lacking(items: Iterable[Item], ids: Iterable[str]) -> list[str]:
    """The ids of items that are not among those, in order; eight bytes an id are held."""
    there = Fingerprints(ids)
    return sorted({item.id for item in items if item.id not in there})


def _kept(problems: list[Problem], read: Callable[[], T]) -> T | None:
    """What was read, or None with its problems kept; what is not there still stops the gate."""
    try:
        return read()
    except ProblemsError as error:
        problems.extend(error.problems[:MOST_OF_A_KIND])
        return None


def _snapshot(folder: Path) -> Snapshot | None:
    try:
        return read_snapshot(folder)
    except MissingError:
        return None


def _being_written(folder: Path) -> list[Problem]:
    """Whether another process holds the run: then its files are not done."""
    if not (folder / LOCK_NAME).exists():
        return []
    try:
        with FolderLock(folder):
            return []
    except UsageError as error:
        return [Problem(Place(str(folder)), "being-written", str(error).removeprefix(f"{folder}: "))]
    except OSError:
        return []


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _some(problems: Iterable[Problem]) -> Iterator[Problem]:
    yield from islice(problems, MOST_OF_A_KIND)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_OF_A_KIND])
    return f"{shown} and {len(names) - MOST_OF_A_KIND} more" if len(names) > MOST_OF_A_KIND else shown


def _problem(path: Path, rule: str, message: str, mend: str) -> Problem:
    return Problem(Place(str(path)), rule, message, "error", mend)
