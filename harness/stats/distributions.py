"""The distribution functions in use, typed; scipy.special is a fifth of the import time of scipy.stats."""

from __future__ import annotations

from scipy import special  # type: ignore[import-untyped]  # scipy ships no types


def normal_below(z: float) -> float:
    """P(Z ≤ z) of the standard normal distribution."""
    return float(special.ndtr(z))


def student_below(t: float, freedom: float) -> float:
    """P(T ≤ t) of Student's t; ``freedom`` may be a fraction."""
    return float(special.stdtr(freedom, t))


def student_quantile(share: float, freedom: float) -> float:
    """The t below which that share of Student's t lies."""
    return float(special.stdtrit(freedom, share))


def shifted_student_below(t: float, freedom: float, shift: float) -> float:
    """P(T ≤ t) of the noncentral t with noncentrality ``shift``."""
    return float(special.nctdtr(freedom, shift, t))


def fair_coin_below(heads: int, tosses: int) -> float:
    """P(at most so many heads) in tosses of a fair coin; 1 for no tosses."""
    return float(special.bdtr(heads, tosses, 0.5)) if tosses else 1.0


def chi_square_median(freedom: float) -> float:
    """The median of the chi-square distribution."""
    return float(special.chdtri(freedom, 0.5))
