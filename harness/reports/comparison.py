"""The page of a comparison: what differs and whether that is sure, then each item that changed, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from harness.reports.plots import Mark, Row, draw_differences
from harness.reports.rendering import render_page
from harness.reports.shapes import ChangedLike, ComparisonLike, ContrastLike, RowLike
from harness.reports.terms import metric_name
from harness.schema import Estimate
from harness.stats.metrics import has_direction, is_lower_better

MOST_CHANGED: Final = 300
KINDS: Final = ("newly wrong", "changed source", "newly right", "changed")


@dataclass(frozen=True, slots=True)
class ContrastView:
    """A contrast with its drawing, its headline and the items that changed by kind."""

    contrast: ContrastLike
    headline: str
    standfirst: str
    drawing: str
    slices: tuple[RowLike, ...]
    counts: tuple[tuple[str, int], ...]
    changed: tuple[ChangedLike, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of the matrix of models: the row's side less the column's; None on the diagonal and where none is."""

    value: float | None
    is_shown: bool


@dataclass(frozen=True, slots=True)
class MatrixOfSides:
    """All sides against each other on one metric."""

    title: str
    labels: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def render_comparison_html(comparison: ComparisonLike, title: str = "Comparison") -> str:
    """One file that needs no network and runs no script; foreign text is text."""
    estimates = {(row.model, row.task, row.metric): row for row in comparison.estimates if not row.where}
    views = tuple(_view(one, place, estimates) for place, one in enumerate(comparison.contrasts))
    return render_page(
        "comparison.html.j2",
        script=False,
        title=title,
        comparison=comparison,
        views=views,
        matrix=_matrix(comparison),
        most_changed=MOST_CHANGED,
    )


def _view(contrast: ContrastLike, place: int, estimates: dict[tuple[str, str, str], Estimate]) -> ContrastView:
    rows = [row for row in contrast.rows if has_direction(row.task, row.metric)]
    drawn = [
        Row(metric_name(row.task, row.metric), tuple(_mark(label, row, estimates) for label in _labels(contrast)))
        for row in rows
    ]
    title = f"{contrast.before} and {contrast.after}"
    found = Counter(one.kind for one in contrast.changed)
    counts = tuple((kind, found[kind]) for kind in KINDS)
    return ContrastView(
        contrast,
        _headline(contrast, rows),
        _standfirst(rows),
        draw_differences(drawn, f"contrast{place}", title) if drawn else "",
        tuple(row for row in contrast.slices if row.word != "unclear"),
        counts,
        tuple(contrast.changed[:MOST_CHANGED]),
    )


def _labels(contrast: ContrastLike) -> tuple[str, str]:
    return contrast.before, contrast.after


def _mark(label: str, row: RowLike, estimates: dict[tuple[str, str, str], Estimate]) -> Mark | None:
    found = estimates.get((label, row.task, row.metric))
    return Mark(found.value, found.low, found.high) if found else None


def _headline(contrast: ContrastLike, rows: Sequence[RowLike]) -> str:
    """What is shown of the first metric, in a sentence."""
    if not rows or rows[0].word == "unclear":
        return f"{contrast.after} and {contrast.before} can’t be told apart{_by(rows)}."
    deed = "answers {} questions right" if rows[0].task == "qa" else "states {} of the key facts"
    return (
        f"{contrast.after} {deed.format('more' if rows[0].difference.value > 0 else 'fewer')} than {contrast.before}."
    )


def _by(rows: Sequence[RowLike]) -> str:
    """On what the headline rests, where other metrics do tell them apart."""
    if all(row.word == "unclear" for row in rows):
        return ""
    return " by right answers" if rows[0].task == "qa" else " by key facts"


def _standfirst(rows: Sequence[RowLike]) -> str:
    """The other metrics that are shown to be better and worse."""
    told = []
    for word in ("better", "worse"):
        names = [_told(row) for row in rows[1:] if row.word == word]
        if names:
            told.append(f"{word}: {', '.join(names)}")
    return f"Shown {'; '.join(told)}." if told else "No other metric is shown to differ."


def _told(row: RowLike) -> str:
    """A metric that less is better of says that there is less, or more, of it."""
    way = ("fewer", "more")[row.difference.value > 0]
    return (
        f"{metric_name(row.task, row.metric)} ({way})"
        if is_lower_better(row.metric)
        else metric_name(row.task, row.metric)
    )


def _matrix(comparison: ComparisonLike) -> MatrixOfSides | None:
    """Three sides or more on the first metric that all contrasts have."""
    labels = tuple(side.label for side in comparison.sides)
    if len(labels) < 3 or not comparison.contrasts or not comparison.contrasts[0].rows:
        return None
    first = comparison.contrasts[0].rows[0]
    found: dict[tuple[str, str], Cell] = {}
    for contrast in comparison.contrasts:
        row = next((one for one in contrast.rows if (one.task, one.metric) == (first.task, first.metric)), None)
        if row is not None:
            is_shown = row.word in ("better", "worse")
            found[contrast.after, contrast.before] = Cell(row.difference.value, is_shown)
            found[contrast.before, contrast.after] = Cell(-row.difference.value, is_shown)
    nothing = Cell(None, False)
    rows = tuple(tuple(found.get((one, other), nothing) for other in labels) for one in labels)
    return MatrixOfSides(metric_name(first.task, first.metric), labels, rows)
