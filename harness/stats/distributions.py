"""The distribution functions in use, typed; scipy.special is a fifth of the import time of scipy.stats.

It is imported by the first of them that is called: a third of a second that no run waits for before it asks.
"""

from __future__ import annotations

from typing import Any


def normal_below(z: float) -> float:
    """P(Z ≤ z) of the standard normal distribution."""
    return float(_special().ndtr(z))


def student_below(t: float, freedom: float) -> float:
    """P(T ≤ t) of Student's t; ``freedom`` may be a fraction."""
    return float(_special().stdtr(freedom, t))


def student_quantile(share: float, freedom: float) -> float:
    """The t below which that share of Student's t lies."""
    return float(_special().stdtrit(freedom, share))


def shifted_student_below(t: float, freedom: float, shift: float) -> float:
    """P(T ≤ t) of the noncentral t with noncentrality ``shift``."""
    return float(_special().nctdtr(freedom, shift, t))


def fair_coin_below(heads: int, tosses: int) -> float:
    """P(at most so many heads) in tosses of a fair coin; 1 for no tosses."""
    return float(_special().bdtr(heads, tosses, 0.5)) if tosses else 1.0


def chi_square_median(freedom: float) -> float:
    """The median of the chi-square distribution."""
    return float(_special().chdtri(freedom, 0.5))


def _special() -> Any:
    from scipy import special  # type: ignore[import-untyped]  # scipy ships no types

    return special
