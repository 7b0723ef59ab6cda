"""The page of a folder of runs: every model of every run over time, with a way to each report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from harness.reports.plots import SERIES, Mark, draw_over_time
from harness.reports.rendering import render_page
from harness.reports.shapes import LeaderboardLike, RunRowLike
from harness.reports.terms import metric_name
from harness.schema import Estimate

SHOWN: Final = (
    ("qa", "factual"),
    ("qa", "rival"),
    ("qa", "credit"),
    ("summary", "fact_recall"),
    ("summary", "supported"),
)
DRAWN: Final = (("qa", "factual"), ("qa", "credit"), ("summary", "supported"))
MOST_RUNS_DRAWN: Final = 24


@dataclass(frozen=True, slots=True)
class RunLine:
    """A row of the table; ``folder`` is its run folder's name, ``report`` the address of its report or empty.

    Rows of the same group may be compared: same gold, documents, templates and scorers.
    """

    row: RunRowLike
    folder: str
    report: str
    cells: tuple[Estimate | None, ...]


def render_overview(board: LeaderboardLike, reports: Mapping[str, str], title: str) -> str:
    """All runs of a folder, newest first; ``reports`` gives the address of each run folder's report."""
    lines = tuple(
        RunLine(
            row,
            PurePath(row.folder).name,
            reports.get(row.folder, ""),
            tuple(_cell(row, *pair) for pair in SHOWN),
        )
        for row in reversed(board.rows)
    )
    return render_page(
        "overview.html.j2",
        script=False,
        title=title,
        lines=lines,
        shown=SHOWN,
        unreadable=board.unreadable,
        drawings=tuple(_drawings(board.rows)),
        models=_drawn_models(board.rows),
        groups=len({row.group for row in board.rows}),
    )


def _cell(row: RunRowLike, task: str, metric: str) -> Estimate | None:
    return next((one for one in row.metrics if (one.task, one.metric) == (task, metric)), None)


def _drawn_models(rows: Sequence[RunRowLike]) -> tuple[str, ...]:
    """The models that are in most runs, as many as there are colours."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.model] = counts.get(row.model, 0) + 1
    return tuple(sorted(counts, key=lambda model: (-counts[model], model))[: len(SERIES)])


def _drawings(rows: Sequence[RunRowLike]) -> list[tuple[str, str]]:
    """A drawing of each main metric over the latest runs; nothing for a single run."""
    runs = list({row.folder: row for row in rows}.values())[-MOST_RUNS_DRAWN:]
    if len(runs) < 2:
        return []
    held = {(row.folder, row.model): row for row in rows}
    labels = [f"{PurePath(one.folder).name} {one.created[5:10]}" for one in runs]
    order = [one.group for one in runs]
    drawings = []
    for task, metric in DRAWN:
        lines = {
            model: [_mark(held.get((one.folder, model)), task, metric) for one in runs] for model in _drawn_models(rows)
        }
        if any(mark.value is not None for marks in lines.values() for mark in marks):
            words = metric_name(task, metric)
            drawing = draw_over_time(lines, labels, order, f"time-{task}-{metric}", f"{words} over the runs")
            drawings.append((words, drawing))
    return drawings


def _mark(row: RunRowLike | None, task: str, metric: str) -> Mark:
    found = _cell(row, task, metric) if row else None
    return Mark(found.value, found.low, found.high) if found else Mark(None, None, None)
