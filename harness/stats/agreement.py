"""How far a scorer agrees with people, each statistic with an interval over resampled clusters.

Rows of one document or question are no independent evidence, so whole clusters are drawn. Every statistic takes a
matrix of row weights, one line a resample, and is computed for all of them at once; the point estimate is the line of
ones. A statistic that is not defined (one class only, no spread, no systems) is None, and resamples in which it is not
defined are left out of its interval. Intervals are plain percentiles at 95 %; for fewer than two clusters None.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.intp]
Statistic = Callable[[Floats], Floats]
"""Row weights of shape (resamples, rows) to one value a resample, NaN where it is not defined."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A statistic of agreement with its 95 % interval; all None where it does not apply."""

    value: float | None = None
    low: float | None = None
    high: float | None = None


def agreement(statistic: Statistic, weights: Floats, rows: int) -> Agreement:
    """The statistic over all rows, with its interval over the resamples of `weights`, shape (resamples, rows)."""
    if rows == 0:
        return Agreement()
    value = statistic(np.ones((1, rows)))[0]
    if not np.isfinite(value):
        return Agreement()
    if len(weights) == 0:
        return Agreement(float(value))
    values = np.concatenate([statistic(weights[start : start + _BATCH]) for start in range(0, len(weights), _BATCH)])
    values = values[np.isfinite(values)]
    if len(values) < len(weights) / 2:
        return Agreement(float(value))
    low, high = np.quantile(values, [0.025, 0.975])
    return Agreement(float(value), float(low), float(high))


def cluster_weights(clusters: Integers, *, resamples: int, seed: int) -> Floats:
    """How often each row counts in each resample of whole clusters; shape (resamples, rows), (0, rows) for one cluster.

    `clusters` holds a number from 0 for each row. The same seed draws the same clusters.
    """
    count = int(clusters.max()) + 1 if len(clusters) else 0
    if count < 2:
        return np.zeros((0, len(clusters)))
    drawn = np.random.default_rng(seed).integers(0, count, size=(resamples, count))
    drawn += np.arange(resamples)[:, None] * count
    counts = np.bincount(drawn.ravel(), minlength=resamples * count).reshape(resamples, count)
    return np.asarray(counts[:, clusters], dtype=np.float64)


def kappa(labels: Floats, verdicts: Floats) -> Statistic:
    """Cohen's kappa of two yes/no codings (Cohen, 1960); undefined where chance alone would agree wholly."""

    def of(weights: Floats) -> Floats:
        total = weights.sum(axis=1)
        agreed = weights @ (labels == verdicts) / total
        yes, also_yes = weights @ labels / total, weights @ verdicts / total
        expected = yes * also_yes + (1 - yes) * (1 - also_yes)
        return _divided(agreed - expected, 1 - expected)

    return of


def accuracy(labels: Floats, verdicts: Floats) -> Statistic:
    """The share of rows on which the verdict is the label."""
    return lambda weights: _divided(weights @ (labels == verdicts), weights.sum(axis=1))


def balanced_accuracy(labels: Floats, verdicts: Floats) -> Statistic:
    """The mean of the share of yes rows called yes and of no rows called no; undefined for one class only."""

    def of(weights: Floats) -> Floats:
        hits = _divided(weights @ (labels * verdicts), weights @ labels)
        refusals = _divided(weights @ ((1 - labels) * (1 - verdicts)), weights @ (1 - labels))
        return (hits + refusals) / 2

    return of


def auroc(labels: Floats, scores: Floats) -> Statistic:
    """The chance that a yes row scores above a no row, ties counting half (Mann and Whitney, 1947)."""
    order = np.argsort(scores, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(scores[order]) > 0])
    positive = labels[order]

    def of(weights: Floats) -> Floats:
        sorted_weights = weights[:, order]
        yes = np.add.reduceat(sorted_weights * positive, starts, axis=1)
        no = np.add.reduceat(sorted_weights * (1 - positive), starts, axis=1)
        below = np.cumsum(no, axis=1) - no
        wins = (yes * (below + no / 2)).sum(axis=1)
        return _divided(wins, yes.sum(axis=1) * no.sum(axis=1))

    return of


def pearson(labels: Floats, scores: Floats) -> Statistic:
    """The linear correlation of graded labels and scores; undefined where either has no spread."""
    return lambda weights: _correlation(weights, labels[None, :], scores[None, :])


def spearman(labels: Floats, scores: Floats) -> Statistic:
    """The correlation of ranks, ties at their middle rank; ranks are taken anew in each resample."""
    rank_of_label, rank_of_score = _ranker(labels), _ranker(scores)
    return lambda weights: _correlation(weights, rank_of_label(weights), rank_of_score(weights))


def system_error(labels: Floats, verdicts: Floats, systems: Integers) -> Statistic:
    """How far a system's mean verdict is from its mean label: the mean absolute difference over systems, in [0, 1].

    `systems` holds a number from 0 for each row, -1 for rows without one. A system without rows in a resample is left
    out of it; fewer than two systems: undefined.
    """
    count = int(systems.max()) + 1 if len(systems) else 0
    members = (systems[:, None] == np.arange(count)[None, :]).astype(np.float64)

    def of(weights: Floats) -> Floats:
        if count < 2:
            return np.full(len(weights), np.nan)
        sizes = weights @ members
        differences = np.abs(_divided((weights * (verdicts - labels)) @ members, sizes))
        present = sizes > 0
        return _divided(np.where(present, differences, 0.0).sum(axis=1), present.sum(axis=1).astype(np.float64))

    return of


def mean_of(values: Floats) -> Statistic:
    """The mean of a value a row, such as whether the best section is a right one."""
    return lambda weights: _divided(weights @ values, weights.sum(axis=1))


def numbered(names: Sequence[str]) -> Integers:
    """A number from 0 for each name, in the names' own order, so that the order of rows does not matter."""
    places = {name: place for place, name in enumerate(sorted(set(names)))}
    return np.array([places[name] for name in names], dtype=np.intp)


_BATCH: Final = 250
"""Resamples that are computed at once: bounds memory to some tens of megabytes."""


def _divided(above: Floats, below: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(below > _NOTHING, above / below, np.nan))


_NOTHING: Final = 1e-12


def _correlation(weights: Floats, left: Floats, right: Floats) -> Floats:
    total = weights.sum(axis=1, keepdims=True)
    left = left - (weights * left).sum(axis=1, keepdims=True) / total
    right = right - (weights * right).sum(axis=1, keepdims=True) / total
    together = (weights * left * right).sum(axis=1)
    spread = (weights * left**2).sum(axis=1) * (weights * right**2).sum(axis=1)
    return _divided(together, np.sqrt(np.where(spread > _NOTHING, spread, 0.0)))


def _ranker(values: Floats) -> Callable[[Floats], Floats]:
    """A function from row weights to the weighted middle rank of each row."""
    order = np.argsort(values, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(values[order]) > 0])
    group = np.empty(len(values), dtype=np.intp)
    group[order] = np.repeat(np.arange(len(starts)), np.diff(np.r_[starts, len(values)]))

    def ranks(weights: Floats) -> Floats:
        sizes = np.add.reduceat(weights[:, order], starts, axis=1)
        middle = np.cumsum(sizes, axis=1) - sizes + (sizes + 1) / 2
        return np.asarray(middle[:, group])

    return ranks
