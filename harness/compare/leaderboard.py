"""Many runs over time: the rows of a leaderboard from a folder of run folders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from harness.errors import HarnessError, MissingError
from harness.schema import Estimate
from harness.store.results import METRICS, read_metrics
from harness.store.runs import RUN, RunInfo, read_run

DEEPEST = 4


@dataclass(frozen=True, slots=True)
class RunRow:
    """One model of one run with its whole-run metrics; ``gold`` is the start of the gold's digest.

    Rows with the same ``comparable`` were made under the same gold, documents, templates and scorers; ``group`` numbers
    these from 1, in the order of their first runs.
    """

    folder: str
    run: str
    created: str
    model: str
    gold: str
    comparable: str
    errors: int
    metrics: tuple[Estimate, ...]
    group: int = 0


@dataclass(frozen=True, slots=True)
class Leaderboard:
    """Rows by time, and a line for each folder that looks like a run and can't be read."""

    rows: tuple[RunRow, ...]
    unreadable: tuple[str, ...]


def leaderboard(folder: Path) -> Leaderboard:
    """All runs below a folder, oldest first; MissingError where there is no such folder."""
    if not folder.is_dir():
        raise MissingError(f"{folder}: no such folder; expected a folder of runs; `harness eval` writes to `reports`")
    rows: list[RunRow] = []
    unreadable: list[str] = []
    for path in sorted(_run_folders(folder, DEEPEST)):
        try:
            info = read_run(path)
            estimates = read_metrics(path) if (path / METRICS).exists() else ()
        except HarnessError as error:
            unreadable.append(str(error).splitlines()[0])
            continue
        rows += _rows(str(path), info, estimates)
    rows.sort(key=lambda row: (row.created, row.folder))
    groups = {key: number for number, key in enumerate(dict.fromkeys(row.comparable for row in rows), start=1)}
    return Leaderboard(tuple(replace(row, group=groups[row.comparable]) for row in rows), tuple(unreadable))


def _run_folders(folder: Path, depth: int) -> Iterator[Path]:
    if (folder / RUN).is_file():
        yield folder
        return
    if depth:
        for inner in sorted(folder.iterdir()):
            if inner.is_dir() and not inner.name.startswith(".") and not inner.is_symlink():
                yield from _run_folders(inner, depth - 1)


def _rows(folder: str, info: RunInfo, estimates: Sequence[Estimate]) -> list[RunRow]:
    names = dict.fromkeys((*(one.name for one in info.models), *(one.model for one in estimates)))
    rows = []
    for model in names:
        own = tuple(one for one in estimates if one.model == model and not one.where)
        errors = max((one.errors for one in own), default=0)
        gold = info.digests.get("gold", "")[:12]
        rows.append(RunRow(folder, info.name, info.created, model, gold, _comparable(info), errors, own))
    return rows


def _comparable(info: RunInfo) -> str:
    parts = [f"{name} {digest[:12]}" for name, digest in sorted(info.digests.items())]
    return " | ".join([*parts, f"harness {info.versions.get('harness', '?')}"])
