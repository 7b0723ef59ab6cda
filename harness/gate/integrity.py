"""Whether a run folder can be trusted with a decision: what is there, whole, and of one piece.

Everything found here forbids a pass. A folder or file that isn't there is not found here: it stops the gate.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

from harness.errors import MissingError, ProblemsError, UsageError
from harness.schema import Estimate, Place, Problem, QuestionVerdict, Verdict
from harness.stats.metrics import METRICS
from harness.store.lock import LOCK_NAME, FolderLock
from harness.store.results import METRICS as METRICS_FILE
from harness.store.results import VERDICTS, read_metrics, read_verdicts
from harness.store.runs import RunInfo, read_run
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
    verdicts: tuple[Verdict, ...]
    snapshot: Snapshot | None
    problems: tuple[Problem, ...]

    def of_model(self, model: str) -> tuple[Verdict, ...]:
        """The model's verdicts."""
        return tuple(verdict for verdict in self.verdicts if verdict.model == model)

    @property
    def models(self) -> tuple[str, ...]:
        """The models that have verdicts, in the order of their first."""
        return tuple(dict.fromkeys(verdict.model for verdict in self.verdicts))


def read_gated_run(folder: Path) -> GatedRun:
    """A run with everything that is wrong with it; MissingError where a file of it is not there."""
    problems: list[Problem] = []
    stamp = _stamp(folder / VERDICTS)
    info = _kept(problems, lambda: read_run(folder))
    verdicts = _kept(problems, lambda: read_verdicts(folder)) or ()
    metrics = _kept(problems, lambda: read_metrics(folder))
    snapshot = _kept(problems, lambda: _snapshot(folder))
    problems += _being_written(folder)
    if _stamp(folder / VERDICTS) != stamp:
        problems.append(_problem(folder / VERDICTS, "changing", "changed while it was read", "wait for its run to end"))
    if not problems:
        problems += _verdict_problems(folder / VERDICTS, verdicts)
        problems += _metric_problems(folder / METRICS_FILE, verdicts, metrics or ())
        problems += _gold_problems(folder, info, verdicts, snapshot)
    return GatedRun(folder, info, verdicts, snapshot, tuple(problems))


def _verdict_problems(path: Path, verdicts: Sequence[Verdict]) -> Iterator[Problem]:
    if not verdicts:
        yield _problem(path, "empty", "holds no verdicts", "run `harness eval` again")
    counts = Counter((verdict.model, verdict.task, verdict.id) for verdict in verdicts)
    yield from _some(
        _problem(path, "twice", f"{model} has {count} verdicts on {task} {item}; expected one", "score it again")
        for (model, task, item), count in counts.items()
        if count > 1
    )
    yield from _some(
        _problem(path, "range", f"{one.model} {one.id}: {name} is {value}; expected 0 to 1", "score it again")
        for one in verdicts
        for name, value in one.scores.items()
        if name in METRICS[one.task] and not (math.isfinite(value) and 0 <= value <= 1)
    )
    yield from _some(
        _problem(path, "contradiction", f"{one.model} {one.id}: {said}", "score it again")
        for one in verdicts
        if (said := _contradiction(one))
    )


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


def _metric_problems(path: Path, verdicts: Sequence[Verdict], metrics: Sequence[Estimate]) -> Iterator[Problem]:
    """Whether metrics.json is what the verdicts come to: a row for each metric, with their mean and number."""
    values: dict[tuple[str, str, str], list[float]] = {}
    for verdict in verdicts:
        for name, value in verdict.scores.items():
            values.setdefault((verdict.model, verdict.task, name), []).append(value)
    whole = [row for row in metrics if not row.where]
    rows = {(row.model, row.task, row.metric): row for row in whole}
    if len(rows) != len(whole):
        yield _problem(path, "twice", "holds two rows for one model, task and metric", "score the run again")
    for key, found in sorted(values.items()):
        row, name = rows.get(key), f"{key[0]} {key[1]}.{key[2]}"
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
    folder: Path, info: RunInfo | None, verdicts: Sequence[Verdict], snapshot: Snapshot | None
) -> Iterator[Problem]:
    if info is not None:
        for name in ("gold", "documents"):
            if not info.digests.get(name):
                said = f"has no digest of its {name}"
                yield _problem(folder / "run.json", "gold-unknown", said, "run it again with this version")
    if snapshot is None:
        return
    wanted = {("qa", item.id) for item in snapshot.questions} | {("summary", item.id) for item in snapshot.summaries}
    for model in dict.fromkeys(verdict.model for verdict in verdicts):
        missing = sorted(wanted - {(verdict.task, verdict.id) for verdict in verdicts if verdict.model == model})
        if missing:
            said = f"{model} has no verdict on {_listed([name for _, name in missing])} of its own gold"
            yield _problem(folder / VERDICTS, "item-missing", said, "score the run again")


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
