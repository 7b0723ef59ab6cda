"""What a comparison could have shown: the smallest difference, the power for a given one, the items still needed.

All of it rests on the standard error that was found, so it is an estimate itself. With few documents that error is
too small more often than too large; it is corrected to be as often the one as the other (:func:`typical_error`),
without which the announced power was too high in simulation.
"""

from __future__ import annotations

import math
from typing import Final

from harness.stats.distributions import chi_square_median, shifted_student_below, student_below, student_quantile
from harness.stats.intervals import LEVEL

POWER: Final = 0.8
MOST_CLUSTERS: Final = 10_000_000


def typical_error(error: float, freedom: float) -> float:
    """The median-unbiased standard error: that found, over the root of the median of its chi-square distribution."""
    return error * math.sqrt(freedom / chi_square_median(freedom))


def detectable_difference(error: float, freedom: float, *, power: float = POWER) -> float:
    """The true difference whose 95 % interval leaves out zero with that probability.

    Formula: (t of 97.5 % + t of the power) · standard error. Source: Bloom (1995), "Minimum detectable effects".
    """
    quantiles = student_quantile(0.5 + LEVEL / 2, freedom) + student_quantile(power, freedom)
    return quantiles * typical_error(error, freedom)


def power_for(difference: float, error: float, freedom: float) -> float:
    """The probability that the 95 % interval leaves out zero on the right side, for that true difference.

    From the noncentral t distribution; 1 where nothing varies and there is a difference.
    """
    if error <= 0.0:
        return float(difference != 0.0)
    edge = student_quantile(0.5 + LEVEL / 2, freedom)
    return 1.0 - shifted_student_below(edge, freedom, abs(difference) / typical_error(error, freedom))


def detectable_drop(margin: float, error: float, freedom: float, *, lines: int = 1, power: float = POWER) -> float:
    """The true drop that a gate with that margin fails with that probability; see :func:`power_to_fail`."""
    error = typical_error(error, freedom)
    return _edge(margin, error, freedom, lines) + student_quantile(power, freedom) * error


def power_to_fail(drop: float, margin: float, error: float, freedom: float, *, lines: int = 1) -> float:
    """The probability that a gate with that margin fails a true drop: significant, and beyond the margin.

    With several lines it is the least: that of the line that Holm's procedure asks the most of.
    """
    if error <= 0.0:
        return float(drop > margin)
    error = typical_error(error, freedom)
    return student_below((drop - _edge(margin, error, freedom, lines)) / error, freedom)


def _edge(margin: float, error: float, freedom: float, lines: int) -> float:
    """The smallest drop found that fails."""
    return max(student_quantile(1 - (1 - LEVEL) / 2 / lines, freedom) * error, margin)


def items_needed(difference: float, error: float, items: int, clusters: int, *, power: float = POWER) -> int | None:
    """How many items in all, in further documents of the same kind, would show that difference; None for none.

    Standard error shrinks with the square root of the number of documents; items for each document stay as they are.
    """
    if difference == 0.0 or error <= 0.0 or clusters < 2:
        return None

    def enough(count: int) -> bool:
        shrunk = error * math.sqrt(clusters / count)
        return detectable_difference(shrunk, count - 1.0, power=power) <= abs(difference)

    high = 2
    while not enough(high):
        high *= 2
        if high > MOST_CLUSTERS:
            return None
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if middle > 1 and enough(middle) else (middle, high)
    return math.ceil(high * items / clusters)
