"""Which model is better, and is that sure: paired differences, put into a sentence.

A difference counts as shown where its p, adjusted by Holm for the number of models the first is set against, is below
0.05; the very rule of ``harness compare``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from harness.reports.run_data import RunData
from harness.reports.terms import percent, points
from harness.schema import Estimate, Verdict
from harness.stats.metrics import is_lower_better
from harness.stats.paired import PairedDifference
from harness.stats.pairing import metric_change, pair_verdicts
from harness.stats.significance import holm

SHOWN: Final = 0.05
_WIDE: Final = 0.15
_NARROW: Final = 0.1
COMPARED: Final = (
    ("qa", "factual"),
    ("qa", "rival"),
    ("qa", "credit"),
    ("summary", "fact_recall"),
    ("summary", "supported"),
)
"""The metrics of the table of differences; the first of them that the run has decides who stands first."""


@dataclass(frozen=True, slots=True)
class Gap:
    """The first model less another on one metric; ``is_shown`` where the difference is more than chance may be."""

    task: str
    metric: str
    difference: PairedDifference
    p: float | None
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Against:
    """The first model against another one, a gap for each metric that both have."""

    model: str
    gaps: tuple[Gap | None, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The word at the top: a headline, the sentence under it, and the differences that bear it out."""

    headline: str
    standfirst: str
    first: str | None
    metrics: tuple[tuple[str, str], ...]
    against: tuple[Against, ...]


def rank(data: RunData) -> Ranking:
    """Who stands first among the run's models, and against whom that is shown."""
    metrics = tuple(pair for pair in COMPARED if any(_has_value(row, *pair) for row in data.estimates))
    if not metrics:
        return Ranking("Nothing was scored.", "The run holds no verdicts with a score.", None, (), ())
    order = _in_order(data, *metrics[0])
    if len(order) < 2:
        return Ranking(*_alone(order, data), None, metrics, ())
    first, *others = order
    columns = [_gaps(data, first.model, [other.model for other in others], *pair) for pair in metrics]
    against = tuple(
        Against(other.model, tuple(column[place] for column in columns)) for place, other in enumerate(others)
    )
    headline, standfirst = _words(first, others, against)
    if data.role(first.model) == "baseline":
        standfirst += f" {first.model} is a baseline: it repeats sentences of the document and needs no model."
    return Ranking(headline, standfirst, first.model, metrics, against)


def _has_value(row: Estimate, task: str, metric: str) -> bool:
    return (row.task, row.metric) == (task, metric) and not row.where and row.value is not None


def _in_order(data: RunData, task: str, metric: str) -> list[Estimate]:
    """The contenders' rows, the highest first; equal ones by name."""
    contenders = data.contenders()
    rows = [row for row in data.estimates if _has_value(row, task, metric) and row.model in contenders]
    return sorted(rows, key=lambda row: (-(row.value or 0.0), row.model))


def _gaps(data: RunData, first: str, others: Sequence[str], task: str, metric: str) -> list[Gap | None]:
    """The first against each other model, with p adjusted over the others."""
    own = _of(data, first, task)
    found = [_difference(_of(data, other, task), own, task, metric) for other in others]
    adjusted = holm([one.p if one else None for one in found])
    return [
        None if one is None else Gap(task, metric, one, p, p is not None and p < SHOWN and one.value != 0.0)
        for one, p in zip(found, adjusted, strict=True)
    ]


def _of(data: RunData, model: str, task: str) -> list[Verdict]:
    return [verdict for verdict in data.verdicts if verdict.model == model and verdict.task == task]


def _difference(before: Sequence[Verdict], after: Sequence[Verdict], task: str, metric: str) -> PairedDifference | None:
    return metric_change(pair_verdicts(before, after).within(task, {}), metric, resamples=2000).difference


def _alone(order: Sequence[Estimate], data: RunData) -> tuple[str, str]:
    if not order:
        return f"{len(data.models)} models, none with a score.", ""
    row = order[0]
    does, of = _deed(row.task)
    headline = f"{row.model} {does} {percent(row.value, 0)} % of {row.n} {of}."
    return (
        headline,
        f"The 95 % interval reaches from {percent(row.low)} to {percent(row.high)} %. {_more(row)}{_documents(row)}",
    )


def _deed(task: str) -> tuple[str, str]:
    return ("answers", "questions right") if task == "qa" else ("states", "summaries’ key facts")


def _more(row: Estimate) -> str:
    """What would narrow a wide interval: its width falls with the root of the number of documents, as they stand."""
    if row.low is None or row.high is None or (half := (row.high - row.low) / 2) <= _WIDE or not row.documents:
        return ""
    times = (half / _NARROW) ** 2
    items, documents = ceil(times * row.n), ceil(times * row.documents)
    return (
        f"About {items} items on {documents} documents such as these would narrow it to ±{100 * _NARROW:.0f} points. "
    )


def _documents(row: Estimate) -> str:
    documents = f"{row.documents} document, which is" if row.documents == 1 else f"{row.documents} documents, which are"
    return f"The items rest on {documents} resampled as a whole; documents that are asked about together count as one."


def _words(first: Estimate, others: Sequence[Estimate], against: Sequence[Against]) -> tuple[str, str]:
    """The headline and the sentence under it; only what is shown is said to be so."""
    beaten = [one.model for one in against if _is_ahead(one.gaps[0])]
    open_ = [one.model for one in against if not _is_ahead(one.gaps[0])]
    deed = "answers more questions right than" if first.task == "qa" else "states more key facts than"
    by = "by their answers" if first.task == "qa" else "by their key facts"
    if not open_:
        headline = f"{first.model} {deed} {_listed(beaten)}."
    elif not beaten:
        headline = f"{first.model} and {_listed(open_)} can’t be told apart {by}."
    else:
        headline = f"{first.model} {deed} {_listed(beaten)}, but can’t be told apart from {_listed(open_)}."
    return headline, _standfirst(first, others[0], against[0].gaps[0])


def _is_ahead(gap: Gap | None) -> bool:
    return gap is not None and gap.is_shown and (gap.difference.value > 0) is not is_lower_better(gap.metric)


def _listed(names: Sequence[str], most: int = 3) -> str:
    if len(names) > most:
        return f"{len(names)} others"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _standfirst(first: Estimate, second: Estimate, gap: Gap | None) -> str:
    _, of = _deed(first.task)
    text = f"{percent(first.value)} % against {percent(second.value)} % of {first.n} {of}"
    if gap is None:
        return f"{text}; they share no items, so nothing can be said of the difference."
    found = gap.difference
    text += f": {points(found.value)} points over {second.model}"
    if found.low is not None:
        text += f", 95 % interval {points(found.low)} to {points(found.high)}"
    if gap.is_shown:
        return f"{text}. The difference is larger than chance would explain."
    more = f" About {found.needed:,} items would show it, were it real." if found.needed else ""
    return f"{text}. That is no more than chance would explain.{more}"
