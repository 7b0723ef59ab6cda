"""The figures of one scorer on one set: every statistic of agreement that the rows allow, with intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from harness.calibrate.rows import LabelledRow
from harness.calibrate.scorers import ScorerSpec
from harness.stats.agreement import (
    Agreement,
    Floats,
    accuracy,
    agreement,
    auroc,
    balanced_accuracy,
    cluster_weights,
    kappa,
    mean_of,
    numbered,
    pearson,
    spearman,
    system_error,
)

STATISTICS: Final = (
    "kappa",
    "balanced_accuracy",
    "auroc",
    "pearson",
    "spearman",
    "system_error",
    "any_head",
    "hit_at_1",
    "accuracy",
)
"""The columns of the table, in order; `any_head` is for named sources, `hit_at_1` for sections."""


@dataclass(frozen=True, slots=True)
class CalibrationRow:
    """How far one scorer agrees with people on one set or one genre of it.

    `n` rows were judged, in `groups` documents or questions. A statistic that does not apply is missing from `figures`.
    From `threshold` up a score counts as yes; None where no yes or no is given.
    """

    set: str
    genre: str | None
    scorer: str
    is_baseline: bool
    n: int
    groups: int
    figures: Mapping[str, Agreement] = field(default_factory=dict)
    threshold: float | None = None


@dataclass(frozen=True, slots=True)
class Resampling:
    """How intervals are drawn: so many resamples of whole clusters, by this seed."""

    resamples: int = 1000
    seed: int = 0


def measured(
    rows: Sequence[LabelledRow],
    scores: Sequence[float | None],
    spec: ScorerSpec,
    genre: str | None,
    resampling: Resampling,
) -> CalibrationRow:
    """The figures of a scorer on rows of one set; rows with the score None are left out."""
    pairs = [(row, score) for row, score in zip(rows, scores, strict=True) if score is not None]
    kept = [row for row, _ in pairs]
    values = np.array([score for _, score in pairs], dtype=np.float64)
    clusters = numbered([row.group for row in kept])
    weights = cluster_weights(clusters, resamples=resampling.resamples, seed=resampling.seed)
    figures = _figures(kept, values, spec, weights)
    return CalibrationRow(
        rows[0].set,
        genre,
        spec.name,
        spec.is_baseline,
        len(kept),
        len(set(clusters.tolist())),
        {name: figure for name, figure in figures.items() if figure.value is not None},
        spec.threshold if kept and kept[0].kind not in _SHARES and spec.threshold <= 1 else None,
    )


_SHARES: Final = {"sources": "any_head", "sections": "hit_at_1", "numbers": "accuracy"}


def _figures(rows: Sequence[LabelledRow], scores: Floats, spec: ScorerSpec, weights: Floats) -> dict[str, Agreement]:
    if not rows:
        return {}
    if rows[0].kind in _SHARES:
        return {_SHARES[rows[0].kind]: agreement(mean_of(scores), weights, len(rows))}
    return {**_against_labels(rows, scores, spec, weights), **_against_grades(rows, scores, weights)}


def _against_labels(
    rows: Sequence[LabelledRow], scores: Floats, spec: ScorerSpec, weights: Floats
) -> dict[str, Agreement]:
    """The statistics of yes/no labels, over the rows that have one."""
    has_label = np.array([row.label is not None for row in rows])
    labels = np.array([row.label for row in rows if row.label is not None], dtype=np.float64)
    if not len(labels):
        return {}
    scores, weights = scores[has_label], weights[:, has_label]
    verdicts = (scores >= spec.threshold).astype(np.float64)
    statistics = {"auroc": auroc(labels, scores)}
    if spec.threshold <= 1:
        statistics |= {
            "kappa": kappa(labels, verdicts),
            "balanced_accuracy": balanced_accuracy(labels, verdicts),
            "accuracy": accuracy(labels, verdicts),
            "system_error": system_error(labels, verdicts, _systems([row for row in rows if row.label is not None])),
        }
    return {name: agreement(statistic, weights, len(labels)) for name, statistic in statistics.items()}


def _against_grades(rows: Sequence[LabelledRow], scores: Floats, weights: Floats) -> dict[str, Agreement]:
    """The correlations with graded labels, over the rows that have one; the system error where nothing else is."""
    has_grade = np.array([row.graded is not None for row in rows])
    grades = np.array([row.graded for row in rows if row.graded is not None], dtype=np.float64)
    if not len(grades):
        return {}
    scores, weights = scores[has_grade], weights[:, has_grade]
    statistics = {"pearson": pearson(grades, scores), "spearman": spearman(grades, scores)}
    if all(row.label is None for row in rows):
        statistics["system_error"] = system_error(grades, scores, _systems(rows))
    return {name: agreement(statistic, weights, len(grades)) for name, statistic in statistics.items()}


def _systems(rows: Sequence[LabelledRow]) -> "np.typing.NDArray[np.intp]":
    if any(not row.system for row in rows):
        return np.full(len(rows), -1, dtype=np.intp)
    return numbered([row.system or "" for row in rows])
