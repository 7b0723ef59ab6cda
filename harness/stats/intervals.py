"""A mean with a 95 % interval where items come in clusters: questions of one document are not independent.

Which interval, and why, was decided by simulation (``benchmarks/gate_simulation.py``, ``docs/statistics.md``):

- a share or another mean between 0 and 1: delete-one-document jackknife with Student's t on the logit, which covers as
  it should also for few documents and for shares near 0 or 1;
- a difference: the same without the logit for fewer than :data:`ENOUGH_CLUSTERS` documents, since a bootstrap that
  draws from so few comes out too narrow; a bootstrap of documents for more, percentiles widened for their number; and
  again the first for more than :data:`MOST_RESAMPLED`, where the two agree within 5 % of their half-width and a table
  of resamples would fill the memory;
- one document: items take the place of clusters, and the interval speaks of questions about that document only;
- all values equal: Wilson's interval over items, since no spread is no certainty.

The interval is never narrower than half of that of independent items: documents that agree by chance prove nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from harness.stats.bootstrap import cluster_bootstrap_interval
from harness.stats.distributions import student_below, student_quantile

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.intp]
Method = Literal["jackknife", "bootstrap", "items", "equal", "none"]

LEVEL: Final = 0.95
RESAMPLES: Final = 10_000
ENOUGH_CLUSTERS: Final = 20
MOST_RESAMPLED: Final = 1_000
NORMAL_QUANTILE: Final = 1.959963984540054
"""The 97.5 % point of the standard normal distribution."""
LEAST_SHARE_OF_INDEPENDENT_WIDTH: Final = 0.5


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and how far it can be trusted.

    ``low`` and ``high`` are None for fewer than two items. ``standard_error`` and ``freedom`` (degrees of freedom of
    Student's t) are those of the cluster jackknife, 0 and ``clusters`` - 1 where all values are equal.
    """

    value: float
    low: float | None
    high: float | None
    standard_error: float
    freedom: float
    items: int
    clusters: int
    method: Method


def mean_interval(
    values: Floats,
    clusters: Integers,
    *,
    bounds: tuple[float, float] | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Interval | None:
    """The mean of the values and its 95 % interval; None for no values.

    ``clusters`` holds a number from 0 for each value, equal for items of one document. ``bounds`` are those that the
    metric cannot leave; by default 0 and 1, or none for a metric that has left them. Shapes: both (items,).
    """
    items = len(values)
    if items == 0:
        return None
    bounds = bounds or natural_bounds(values)
    value = float(values.mean())
    codes = renumbered(clusters)
    count = int(codes.max()) + 1
    if items == 1:
        return Interval(value, None, None, 0.0, 0.0, 1, 1, "none")
    if float(np.ptp(values)) == 0.0:
        low, high = equal_values_interval(value, items, bounds)
        return Interval(value, low, high, 0.0, float(max(count - 1, 1)), items, count, "equal")
    codes = np.arange(items) if count == 1 else codes
    sums, sizes = np.bincount(codes, values).astype(np.float64), np.bincount(codes).astype(np.float64)
    freedom = effective_clusters(sizes) - 1
    error = max(jackknife_error(sums, sizes), _least_error(values, freedom))
    half = student_quantile(0.5 + LEVEL / 2, freedom) * error
    low, high = value - half, value + half
    method: Method = "items" if count == 1 else "jackknife"
    if bounds == (0.0, 1.0) and 0.0 < value < 1.0:
        low, high = _on_logit(value, half)
    elif ENOUGH_CLUSTERS <= count <= MOST_RESAMPLED:
        method = "bootstrap"
        drawn = cluster_bootstrap_interval(sums, sizes, level=LEVEL, resamples=resamples, seed=seed)
        least = _least_half_width(values)
        low, high = min(drawn[0], value - least), max(drawn[1], value + least)
    return Interval(value, max(low, bounds[0]), min(high, bounds[1]), error, freedom, items, count, method)


def jackknife_error(sums: Floats, sizes: Floats) -> float:
    """Standard error of ``sums.sum() / sizes.sum()`` by leaving out one cluster at a time.

    Source: Cameron & Miller (2015), "A practitioner's guide to cluster-robust inference", CV3; the left-out means are
    centred at their own mean.
    """
    count = len(sums)
    without = (sums.sum() - sums) / (sizes.sum() - sizes)
    return math.sqrt((count - 1) / count * float(((without - without.mean()) ** 2).sum()))


def effective_clusters(sizes: Floats) -> float:
    """How many clusters of equal size these count for, at least 2: Kish's (sum n)² / sum n²."""
    return max(2.0, float(sizes.sum()) ** 2 / float((sizes**2).sum()))


def equal_values_interval(value: float, items: int, bounds: tuple[float, float]) -> tuple[float, float]:
    """The interval where every item has the same value, by Wilson's for a share of 0 in so many items.

    It reaches from the value towards each bound that is not reached yet, by z² / (items + z²) of the way; without
    both bounds there is no saying how far, and the interval is the value itself.
    """
    if math.isinf(bounds[0]) or math.isinf(bounds[1]):
        return value, value
    reach = NORMAL_QUANTILE**2 / (items + NORMAL_QUANTILE**2)
    return value - reach * (value - bounds[0]), value + reach * (bounds[1] - value)


def natural_bounds(values: Floats) -> tuple[float, float]:
    """0 and 1 for values within them; else the metric is no share, and has at most 0 as its lower bound."""
    lowest = 0.0 if bool((values >= 0.0).all()) else -math.inf
    return (0.0, 1.0) if lowest == 0.0 and bool((values <= 1.0).all()) else (lowest, math.inf)


def two_sided_p(value: float, error: float, freedom: float) -> float:
    """Two-sided p of Student's t for a mean of 0; 1 where the mean is 0, else 0 where the error is."""
    if value == 0.0:
        return 1.0
    return 2 * student_below(-abs(value) / error, freedom) if error > 0 else 0.0


def renumbered(clusters: Integers) -> Integers:
    """The clusters' numbers anew, from 0 without a gap, in the same order; nothing is sorted. Shape: (items,).

    Their largest is to be of the size of their number, as it is for whatever :func:`cluster_codes` gives.
    """
    there = np.bincount(clusters) > 0
    return (np.cumsum(there) - 1)[clusters]


def cluster_codes(names: Sequence[str]) -> Integers:
    """Whole numbers for cluster names, in the names' own order, so that the items' order does not matter."""
    places = {name: place for place, name in enumerate(sorted(set(names)))}
    return np.array([places[name] for name in names], dtype=np.intp)


def _on_logit(value: float, half: float) -> tuple[float, float]:
    """The interval of a share whose logit is ``half`` / (value (1 - value)) either way, by the delta method."""
    reach = math.exp(-half / (value * (1 - value)))
    odds = value / (1 - value)
    return odds * reach / (1 + odds * reach), odds / (odds + reach)


def _least_half_width(values: Floats) -> float:
    spread = float(values.std(ddof=1)) / math.sqrt(len(values))
    return LEAST_SHARE_OF_INDEPENDENT_WIDTH * NORMAL_QUANTILE * spread


def _least_error(values: Floats, freedom: float) -> float:
    return _least_half_width(values) / student_quantile(0.5 + LEVEL / 2, freedom)
