"""Resampling of whole clusters, vectorised: draw documents with replacement, take the mean of all their items."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from harness.stats.distributions import normal_below, student_quantile

Floats = npt.NDArray[np.float64]
CHUNK: Final = 250_000
"""Cells of the resamples × clusters table that are drawn at once; few enough for the cache, which makes it fast."""


def cluster_bootstrap_interval(
    sums: Floats, sizes: Floats, *, level: float, resamples: int, seed: int
) -> tuple[float, float]:
    """Expanded percentile interval of ``sums.sum() / sizes.sum()`` over resampled clusters.

    The percentiles are those of a normal distribution at ``-t * sqrt(G / (G - 1))``, t from Student's with G - 1
    degrees of freedom, which makes up for the narrowness of plain percentiles with G clusters.
    Source: Hesterberg (2015), "What teachers should know about the bootstrap", section 5.2 (expanded percentiles).
    """
    count = len(sums)
    student = student_quantile(0.5 - level / 2, count - 1)
    tail = normal_below(math.sqrt(count / (count - 1)) * student)
    low, high = np.quantile(resampled_means(sums, sizes, resamples=resamples, seed=seed), [tail, 1 - tail])
    return float(low), float(high)


def resampled_means(sums: Floats, sizes: Floats, *, resamples: int, seed: int) -> Floats:
    """The mean over items in each resample of clusters; shape (resamples,). The same seed draws the same clusters."""
    weights = _weights(len(sums), resamples, seed)
    totals = (weights @ np.column_stack((sums, sizes)).astype(np.float32)).astype(np.float64)
    return np.asarray(totals[:, 0] / totals[:, 1])


@lru_cache(maxsize=4)
def _weights(count: int, resamples: int, seed: int) -> npt.NDArray[np.float32]:
    """How often each cluster is drawn in each resample; shape (resamples, count)."""
    generator = np.random.default_rng((seed, count))
    weights = np.empty((resamples, count), dtype=np.float32)
    rows = max(1, CHUNK // count)
    for start in range(0, resamples, rows):
        stop = min(start + rows, resamples)
        drawn = generator.integers(0, count, size=(stop - start, count))
        drawn += np.arange(stop - start)[:, None] * count
        weights[start:stop] = np.bincount(drawn.ravel(), minlength=drawn.size).reshape(drawn.shape)
    return weights
