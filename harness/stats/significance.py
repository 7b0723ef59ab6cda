"""Tests of a paired difference, and what is left of them when several are made at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from harness.stats.distributions import fair_coin_below

Floats = npt.NDArray[np.float64]
CELLS: Final = 4_000_000
MOST_EXACT_CLUSTERS: Final = 13
"""Up to so many clusters all sign patterns are gone through: 2^13 = 8,192."""


def mcnemar_p(gained: int, lost: int) -> float:
    """Two-sided exact p of McNemar's test for yes/no verdicts that changed; 1 where none did.

    Takes the items as independent, so it is too bold where questions share documents.
    Source: McNemar (1947); the binomial form of ``statsmodels.stats.contingency_tables.mcnemar(exact=True)``.
    """
    return min(1.0, 2 * fair_coin_below(min(gained, lost), gained + lost))


def sign_flip_p(sums: Floats, *, resamples: int, seed: int) -> float:
    """Two-sided p of the sign-flip test: each cluster's summed difference could as well have had the other sign.

    Exact for up to :data:`MOST_EXACT_CLUSTERS` clusters that changed, else over random patterns, counting the one that
    was seen. With G clusters that changed no p is below 2 / 2^G. Shape of ``sums``: (clusters,).
    """
    moved = np.abs(sums[sums != 0.0])
    if len(moved) == 0:
        return 1.0
    seen = abs(float(sums.sum()))
    if len(moved) <= MOST_EXACT_CLUSTERS:
        patterns = np.arange(2 ** len(moved))[:, None] >> np.arange(len(moved)) & 1
        totals = np.abs((2.0 * patterns - 1.0) @ moved)
        return float(np.mean(totals >= seen - 1e-9))
    totals = np.abs(_random_totals(moved, resamples, seed))
    return float((np.sum(totals >= seen - 1e-5 * max(1.0, float(moved.sum()))) + 1) / (resamples + 1))


def holm(p_values: Sequence[float | None]) -> tuple[float | None, ...]:
    """Holm's adjusted p-values, in the order given; None stays None and does not count as a test.

    Source: Holm (1979), "A simple sequentially rejective multiple test procedure".
    """
    places = sorted((p, place) for place, p in enumerate(p_values) if p is not None)
    adjusted: list[float | None] = [None] * len(p_values)
    highest = 0.0
    for rank, (p, place) in enumerate(places):
        highest = max(highest, min(1.0, p * (len(places) - rank)))
        adjusted[place] = highest
    return tuple(adjusted)


def _random_totals(moved: Floats, resamples: int, seed: int) -> npt.NDArray[np.float32]:
    """The total of each random pattern of signs; so many patterns at a time as :data:`CELLS` has room for."""
    generator = np.random.default_rng((seed, len(moved)))
    width, sizes = (len(moved) + 7) // 8, moved.astype(np.float32)
    totals = np.empty(resamples, dtype=np.float32)
    rows = max(4, CELLS // len(moved) // 4 * 4)  # the generator throws away what is left of four bytes
    for start in range(0, resamples, rows):
        drawn = generator.integers(0, 256, size=(min(rows, resamples - start), width), dtype=np.uint8)
        heads = np.unpackbits(drawn, axis=1)[:, : len(moved)].astype(np.float32)
        totals[start : start + rows] = 2 * (heads @ sizes) - np.float32(moved.sum())
    return totals
