"""The metrics of the contract: their names, their order, and which way is better."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

METRICS: Final[Mapping[str, tuple[str, ...]]] = {
    "qa": (
        "factual",
        "rival",
        "abstained",
        "credit",
        "miscredit",
        "citation_precision",
        "citation_recall",
        "citation_f1",
        "em",
        "f1",
    ),
    "summary": (
        "fact_recall",
        "contradicted",
        "supported",
        "credit",
        "laundered",
        "rouge1",
        "rouge2",
        "rougeLsum",
    ),
}
"""Metrics of each task, in the order in which tables show them."""

FURTHER: Final[Mapping[str, str]] = {"summary.vital_recall": "fact_recall", "summary.miscredit": "credit"}
"""Metrics beyond the contract of which it is known which way is better, with the one after which each is shown."""

LOWER_IS_BETTER: Final = frozenset({"rival", "abstained", "miscredit", "contradicted", "laundered"})

OF_WHAT_IS_STATED: Final = frozenset({"credit", "miscredit", "laundered", "citation_precision"})
"""Metrics that apply only where the output states or cites something, so that a silent model has none of them."""


def is_lower_better(metric: str) -> bool:
    """Whether less of the metric is better; the name may be bare or ``task.metric``. An unknown one counts upwards."""
    return metric.rpartition(".")[2] in LOWER_IS_BETTER


def has_direction(task: str, metric: str) -> bool:
    """Whether either way is better; a metric that nobody knows only describes."""
    return metric in METRICS.get(task, ()) or f"{task}.{metric}" in FURTHER


def all_metric_names() -> tuple[str, ...]:
    """Every ``task.metric`` of the contract."""
    return tuple(f"{task}.{metric}" for task, metrics in METRICS.items() for metric in metrics)


def in_order(task: str, found: Iterable[str]) -> tuple[str, ...]:
    """The task's metrics of the contract, those that go with one beside it, then whatever else was found, by name."""
    others = set(found) - set(METRICS.get(task, ()))
    known: list[str] = []
    for metric in METRICS.get(task, ()):
        beside = (name for name in others if FURTHER.get(f"{task}.{name}") == metric)
        known += [metric, *sorted(beside)]
    return (*known, *sorted(others - set(known)))
