"""What the reports call things: metrics, verdicts and credits in an editor's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from harness.stats.metrics import has_direction, is_lower_better


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the reports with its mark and its meaning in a sentence."""

    name: str
    mark: str
    meaning: str


VERDICTS: Final[Mapping[str, Term]] = {
    "correct": Term("correct", "✓", "States the answer that the asked source gives."),
    "partial": Term("partial", "◐", "States some items of a list, and no wrong one in the place of all."),
    "rival": Term(
        "rival", "⇄", "Gives the answer of another source than the asked one, whether or not it says whose it is."
    ),
    "wrong": Term("wrong", "✗", "States something else."),
    "abstained": Term("abstained", "○", "Says that the document does not tell, though it does."),
    "empty": Term("empty", "∅", "Nothing that could be read."),
    "error": Term("error", "!", "The model gave no output."),
}
"""Verdicts on answers, the best first."""

CREDITS: Final[Mapping[str, Term]] = {
    "right": Term("right source", "●", "Names the source that said it."),
    "none": Term("no source", "◌", "Names nobody, though a source said it: a claim has become a fact."),
    "wrong": Term("wrong source", "▲", "Puts it into the mouth of somebody who did not say it."),
    "na": Term("no credit due", "·", "Nothing was stated, or there was nobody to credit."),
}
"""Whom an answer credits, the best first."""

METRICS: Final[Mapping[str, str]] = {
    "qa.factual": "questions answered right",
    "qa.rival": "rival’s answer taken",
    "qa.abstained": "no answer given",
    "qa.credit": "right source named",
    "qa.miscredit": "wrong source named",
    "qa.citation_precision": "cited sections that fit",
    "qa.citation_recall": "due sections cited",
    "qa.citation_f1": "citation F1",
    "qa.em": "exact match",
    "qa.f1": "token F1",
    "summary.fact_recall": "key facts stated",
    "summary.vital_recall": "vital facts stated",
    "summary.contradicted": "key facts contradicted",
    "summary.supported": "sentences borne out",
    "summary.credit": "right source in summaries",
    "summary.miscredit": "wrong source in summaries",
    "summary.laundered": "claims told as facts",
    "summary.rouge1": "ROUGE-1",
    "summary.rouge2": "ROUGE-2",
    "summary.rougeLsum": "ROUGE-Lsum",
    "summary.compression": "words of the document to one of the summary",
    "summary.coverage": "share of words taken from the document",
    "summary.density": "length of the passages taken over, in words",
}

TASKS: Final[Mapping[str, str]] = {"qa": "questions", "summary": "summaries"}

CONTROLS: Final = frozenset({"gold", "reference", "rival", "silent"})
"""Backends that are no models: their verdicts are known beforehand, and nobody wants to hear that they win."""

BASELINES: Final = frozenset({"lead"})


class Measured(Protocol):
    """Anything that knows its task and metric."""

    @property
    def task(self) -> str: ...  # noqa: D102
    @property
    def metric(self) -> str: ...  # noqa: D102


def metric_name(task: str, metric: str) -> str:
    """A metric in words; one that nobody described by its own name."""
    return METRICS.get(f"{task}.{metric}", metric.replace("_", " "))


def direction(metric: str) -> str:
    """A hint beside a metric's name: which way is better, where it is the less usual way."""
    return "less is better" if is_lower_better(metric) else ""


def percent(value: float | None, decimals: int = 1) -> str:
    """A share in per cent without the sign: ``49.9``; a dash for nothing."""
    return "–" if value is None else f"{100 * value:.{decimals}f}"


def quantity(row: Measured, value: float | None, decimals: int = 1) -> str:
    """A value as its metric is told: a share in per cent, a metric that only describes as the number that it is."""
    if value is None or has_direction(row.task, row.metric):
        return percent(value, decimals)
    return f"{value:.{decimals + 1}f}"


def change_of(row: Measured, value: float | None) -> str:
    """A difference as its metric is told: in points for a share, else as the number that it is, with its sign."""
    if value is None or has_direction(row.task, row.metric):
        return points(value)
    return f"{value:+.2f}".replace("-", "−")


def points(value: float | None) -> str:
    """A difference of shares in percentage points, with its sign and a real minus."""
    if value is None:
        return "–"
    return f"{100 * value:+.1f}".replace("-", "−")
