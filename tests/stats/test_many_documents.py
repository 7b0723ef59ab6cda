"""Intervals and tests over more documents than a table of resamples should hold."""

import numpy as np
import pytest

from harness.stats import significance
from harness.stats.intervals import MOST_RESAMPLED, Interval, mean_interval
from harness.stats.significance import sign_flip_p


def ends(found: Interval | None) -> tuple[float, float]:
    """How far the interval reaches below and above its mean."""
    assert found is not None
    assert found.low is not None
    assert found.high is not None
    return found.value - found.low, found.high - found.value


def test_the_jackknife_says_what_the_bootstrap_says() -> None:
    """On either side of the border the method is another, and its ends are within 5 % of a half-width."""
    generator = np.random.default_rng(2)
    clusters = np.repeat(np.arange(MOST_RESAMPLED + 1), generator.integers(1, 12, MOST_RESAMPLED + 1))
    values = generator.integers(-1, 2, len(clusters)).astype(np.float64) + 0.1
    more = mean_interval(values, clusters, bounds=(-2, 2))
    fewer = mean_interval(values[clusters > 0], clusters[clusters > 0], bounds=(-2, 2))
    assert more is not None
    assert more.method == "jackknife"
    assert fewer is not None
    assert fewer.method == "bootstrap"
    assert ends(more) == pytest.approx(ends(fewer), rel=0.05)


def test_patterns_of_signs_are_drawn_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The patterns are the same ones however many are held at a time, and so is the p."""
    sums = np.random.default_rng(3).normal(0.1, 1.0, 500)
    whole = sign_flip_p(sums, resamples=2000, seed=1)
    monkeypatch.setattr(significance, "CELLS", 40_000)
    assert sign_flip_p(sums, resamples=2000, seed=1) == whole
