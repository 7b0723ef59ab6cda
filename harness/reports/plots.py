"""The drawings of the reports: verdicts counted, means with intervals by slice, and differences. By matplotlib.

Colours are sentinels that :mod:`harness.reports.svg` turns into classes. Models are told apart by marker as well as by
colour, verdicts by their order and their sign; nothing rests on colour alone.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, cast

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from harness.reports.svg import to_svg
from harness.reports.tallies import Composition
from harness.reports.terms import VERDICTS, percent

INK, FAINT, PAPER = "#010101", "#020202", "#030303"
SERIES: Final = tuple(f"#0400{number:02x}" for number in range(6))
VERDICT_COLOURS: Final = {name: f"#0500{number:02x}" for number, name in enumerate(VERDICTS)}
ON_VERDICT: Final = "#060606"
MARKERS: Final = ("o", "s", "D", "^", "v", "P")
CLASSES: Final[Mapping[str, str]] = {
    INK: "ink",
    FAINT: "faint",
    PAPER: "paper",
    ON_VERDICT: "on",
    **{colour: f"m{number}" for number, colour in enumerate(SERIES)},
    **{colour: f"v-{name}" for name, colour in VERDICT_COLOURS.items()},
}
WIDTH: Final = 4.3
"""Inches, at 72 points each: a drawing is about as wide as a column of the page, so that its text stays readable."""
LONGEST_LABEL: Final = 26
LEAST_SHARE_LABELLED: Final = 0.075
_UNDRAWABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mean with its interval, as a share; None where there is nothing to show."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Row:
    """A label and a mark for each series, in the order of the series."""

    label: str
    marks: tuple[Mark | None, ...]


def draw_compositions(rows: Sequence[Composition], name: str, title: str) -> str:
    """A bar a model, its verdicts side by side from correct to error, each with its sign."""

    def draw(axes: Axes) -> None:
        for place, row in enumerate(rows):
            left = 0.0
            for verdict, count in row.counts:
                if not count:
                    continue
                share = count / row.total
                colour = VERDICT_COLOURS[verdict]
                axes.barh(place, share, left=left, height=0.62, color=colour, edgecolor=PAPER, linewidth=0.8)
                if share >= LEAST_SHARE_LABELLED:
                    text = f"{VERDICTS[verdict].mark} {percent(share, 0)}"
                    axes.text(left + share / 2, place, text, ha="center", va="center", color=ON_VERDICT, fontsize=8.5)
                left += share
        _labels(axes, [row.model for row in rows])
        axes.set_xlim(0, 1)
        axes.set_xticks([])

    return _drawing(draw, len(rows), name, title, rule=False)


def draw_slices(rows: Sequence[Row], series: Sequence[str], name: str, title: str) -> str:
    """A line a slice, a marker with its interval for each series."""
    count = len(series)
    offsets = [0.0] if count == 1 else [0.5 * (number / (count - 1) - 0.5) for number in range(count)]

    def draw(axes: Axes) -> None:
        for place, row in enumerate(rows):
            axes.axhline(place, color=FAINT, linewidth=0.5, zorder=0)
            for number, mark in enumerate(row.marks):
                if mark is not None and mark.value is not None:
                    _mark(axes, mark, place + offsets[number], number)
        _labels(axes, [row.label for row in rows])
        axes.set_xlim(-0.02, 1.02)
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100 %"])

    return _drawing(draw, len(rows) * (1 + 0.16 * max(0, count - 2)), name, title)


def draw_differences(rows: Sequence[Row], name: str, title: str) -> str:
    """A dumbbell a metric: before and after with the interval of each, joined by a line."""

    def draw(axes: Axes) -> None:
        for place, row in enumerate(rows):
            ends = [mark for mark in row.marks if mark is not None and mark.value is not None]
            values = [mark.value for mark in ends if mark.value is not None]
            if len(values) == 2:
                axes.plot(values, [place, place], color=INK, linewidth=1.6, zorder=1)
            for number, mark in enumerate(ends):
                _mark(axes, mark, place, number, offset=0.17 * (2 * number - 1))
        _labels(axes, [row.label for row in rows])
        axes.set_xlim(-0.02, 1.02)
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100 %"])

    return _drawing(draw, len(rows) * 1.15, name, title)


def draw_gaps(rows: Sequence[tuple[str, Mark, bool]], name: str, title: str) -> str:
    """A line a difference with its interval about zero; filled where it is shown, hollow where it may be chance.

    Values are shares from -1 to 1, drawn in percentage points.
    """
    ends = [end for _, mark, _ in rows for end in (mark.value, mark.low, mark.high) if end is not None]
    reach = max(0.05, *(abs(end) for end in ends)) * 1.08 if ends else 1.0

    def draw(axes: Axes) -> None:
        axes.axvline(0, color=INK, linewidth=0.9)
        for place, (_, mark, is_shown) in enumerate(rows):
            if mark.low is not None and mark.high is not None:
                axes.plot([mark.low, mark.high], [place, place], color=SERIES[0], linewidth=1.3)
            face = SERIES[0] if is_shown else PAPER
            if mark.value is not None:
                axes.plot([mark.value], [place], marker="o", color=face, markeredgecolor=SERIES[0], markersize=7)
        _labels(axes, [label for label, _, _ in rows])
        axes.set_xlim(-reach, reach)
        axes.xaxis.set_major_locator(MaxNLocator(nbins=6, symmetric=True))
        axes.xaxis.set_major_formatter(FuncFormatter(_as_points))

    return _drawing(draw, len(rows) * 1.15, name, title)


def draw_over_time(
    lines: Mapping[str, Sequence[Mark]], labels: Sequence[str], groups: Sequence[int], name: str, title: str
) -> str:
    """The marks of each model over the runs, joined only where runs of the same group follow each other."""

    def draw(axes: Axes) -> None:
        for number, marks in enumerate(lines.values()):
            colour = SERIES[number % len(SERIES)]
            held = [(place, mark) for place, mark in enumerate(marks) if mark.value is not None]
            for (place, mark), (following, other) in pairwise(held):
                if groups[place] == groups[following]:
                    axes.plot([place, following], [mark.value or 0.0, other.value or 0.0], color=colour, linewidth=1.2)
            for place, mark in held:
                if mark.low is not None and mark.high is not None:
                    axes.plot([place, place], [mark.low, mark.high], color=colour, linewidth=0.8)
                marker = MARKERS[number % len(MARKERS)]
                axes.plot([place], [mark.value or 0.0], marker=marker, markersize=5, linestyle="none", color=colour)
        axes.set_ylim(-0.03, 1.03)
        axes.set_yticks([0, 0.5, 1], ["0", "50", "100 %"])
        axes.set_xlim(-0.5, len(labels) - 0.5)
        axes.set_xticks(range(len(labels)), [drawable(label, 14) for label in labels], rotation=35, ha="right")

    return _drawing(draw, 7, name, title, inverted=False)


def _as_points(value: float, _: int) -> str:
    whole = round(100 * value)
    return f"{whole:+d}".replace("-", "−") if whole else "0"


def drawable(label: str, longest: int = LONGEST_LABEL) -> str:
    """A label as a drawing can hold it: one line, without control characters, cut where it is long."""
    line = " ".join(_UNDRAWABLE.sub(" ", label).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def _mark(axes: Axes, mark: Mark, place: float, number: int, offset: float = 0.0) -> None:
    number %= len(SERIES)
    if mark.low is not None and mark.high is not None:
        axes.plot([mark.low, mark.high], [place + offset] * 2, color=SERIES[number], linewidth=1.1, zorder=2)
    axes.plot(
        [mark.value if mark.value is not None else float("nan")],
        [place],
        marker=MARKERS[number],
        color=SERIES[number],
        markeredgecolor=PAPER,
        markeredgewidth=0.6,
        markersize=6,
        linestyle="none",
        zorder=3,
    )


def _labels(axes: Axes, labels: Sequence[str]) -> None:
    axes.set_yticks(range(len(labels)), [drawable(label) for label in labels])
    axes.set_ylim(len(labels) - 0.45, -0.55)


def _drawing(
    draw: Callable[[Axes], None], lines: float, name: str, title: str, *, rule: bool = True, inverted: bool = True
) -> str:
    with _style(name):
        figure = Figure(figsize=(WIDTH, 0.3 * max(lines, 1) + (0.34 if rule else 0.1)), layout="constrained")
        axes = figure.subplots()
        draw(axes)
        for side in ("top", "right", "left", "bottom"):
            axes.spines[side].set_visible(False)
        axes.tick_params(length=0)
        if rule:
            axes.grid(axis="x" if inverted else "y", color=FAINT, linewidth=0.5)
            axes.set_axisbelow(True)
        return to_svg(figure, name, title, CLASSES)


@contextmanager
def _style(name: str) -> Iterator[None]:
    settings: dict[str, object] = {
        "svg.fonttype": "none",
        "svg.hashsalt": name,
        "text.parse_math": False,
        "font.family": "sans-serif",
        "font.sans-serif": ["DejaVu Sans"],
        "font.size": 9.0,
        "text.color": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "axes.edgecolor": FAINT,
        "axes.facecolor": "none",
        "figure.facecolor": "none",
        "savefig.facecolor": "none",
    }
    with matplotlib.rc_context(cast(Any, settings)), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield
