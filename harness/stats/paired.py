"""The change of one metric between two models or runs, over the items that both have.

Each item is its own control: only how its score changed counts, and documents are the clusters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from harness.stats.intervals import RESAMPLES, Interval, mean_interval, natural_bounds, renumbered, two_sided_p
from harness.stats.power import detectable_difference, items_needed
from harness.stats.significance import mcnemar_p, sign_flip_p

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.intp]
Method = Literal["jackknife", "bootstrap", "items", "equal", "same words", "none"]


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """After minus before, over the items that both have; a positive value means more of the metric.

    ``low`` and ``high`` are None for fewer than two items. ``wins`` and ``losses`` count items that got better and
    worse, so for a metric of which less is better a win is a fall. ``p`` belongs to the interval (Student's t over
    documents); ``p_mcnemar`` is there for yes/no metrics only and takes items as independent; ``p_sign_flip`` flips
    whole documents. ``detectable`` is the smallest true difference that would have been shown with 80 % power, None
    where nothing varies; ``needed`` the items in all that would show the difference found.
    """

    before: float
    after: float
    value: float
    low: float | None
    high: float | None
    standard_error: float
    freedom: float
    items: int
    clusters: int
    method: Method
    wins: int
    ties: int
    losses: int
    p: float | None
    p_mcnemar: float | None
    p_sign_flip: float | None
    detectable: float | None
    needed: int | None


def paired_difference(
    before: Floats,
    after: Floats,
    clusters: Integers,
    *,
    lower_is_better: bool = False,
    same_words: bool = False,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> PairedDifference | None:
    """The paired difference with everything that is to be said of it; None for no items. Shapes: all (items,).

    ``same_words`` says that every output is the same in both: then no change is certain, and the interval is zero.
    """
    change = after - before
    lowest, highest = natural_bounds(np.concatenate((before, after))) if len(before) else (0.0, 1.0)
    reach = highest - lowest
    bounds = (-reach, reach)
    interval = mean_interval(change, clusters, bounds=bounds, resamples=resamples, seed=seed)
    if interval is None:
        return None
    certain = same_words and not change.any()
    gained, lost = int((change > 0).sum()), int((change < 0).sum())
    sums = np.bincount(renumbered(clusters), change).astype(np.float64)
    flip_over = change if len(sums) == 1 else sums
    exact = mcnemar_p(gained, lost) if _is_yes_no(before) and _is_yes_no(after) else None
    flipped = sign_flip_p(flip_over, resamples=resamples, seed=seed) if interval.items > 1 else None
    varies = interval.standard_error > 0
    return PairedDifference(
        before=float(before.mean()),
        after=float(after.mean()),
        value=interval.value,
        low=0.0 if certain else interval.low,
        high=0.0 if certain else interval.high,
        standard_error=interval.standard_error,
        freedom=interval.freedom,
        items=interval.items,
        clusters=interval.clusters,
        method="same words" if certain else interval.method,
        wins=lost if lower_is_better else gained,
        ties=interval.items - gained - lost,
        losses=gained if lower_is_better else lost,
        p=_p(interval, gained, lost),
        p_mcnemar=exact,
        p_sign_flip=flipped,
        detectable=detectable_difference(interval.standard_error, interval.freedom) if varies else None,
        needed=_needed(interval),
    )


def _is_yes_no(values: Floats) -> bool:
    return bool(np.isin(values, (0.0, 1.0)).all())


def _p(interval: Interval, gained: int, lost: int) -> float | None:
    """Student's p over documents; where every item changed alike, the sign test's over items, as the interval's."""
    if interval.low is None:
        return None
    if interval.standard_error == 0.0:
        return mcnemar_p(gained, lost)
    return two_sided_p(interval.value, interval.standard_error, interval.freedom)


def _needed(interval: Interval) -> int | None:
    units = interval.items if interval.method == "items" else interval.clusters
    return items_needed(interval.value, interval.standard_error, interval.items, units)
