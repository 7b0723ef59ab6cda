"""Tests of differences against reference implementations and their own edges."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, permutation_test

from harness.stats.significance import holm, mcnemar_p, sign_flip_p


@given(st.integers(0, 60), st.integers(0, 60))
def test_mcnemar_is_the_binomial_test(gained, lost):
    """The exact McNemar test is scipy's two-sided binomial test of a fair coin."""
    expected = binomtest(gained, gained + lost).pvalue if gained + lost else 1.0
    assert mcnemar_p(gained, lost) == pytest.approx(expected)


def test_sign_flip_goes_through_all_patterns():
    """Few clusters: the p is the share of all sign patterns that are as far from zero."""
    sums = np.array([3.0, -1.0, 2.0, 0.5, 0.0])
    totals = [
        abs(sum(s * x for s, x in zip(signs, sums, strict=True))) for signs in itertools.product((1, -1), repeat=5)
    ]
    assert sign_flip_p(sums, resamples=10, seed=0) == pytest.approx(np.mean([t >= 4.5 for t in totals]))


def test_sign_flip_by_chance_agrees_with_scipy():
    """Many clusters: random patterns give scipy's permutation p within the noise of 10,000 draws."""
    sums = np.random.default_rng(6).normal(0.3, 1.0, 60)
    expected = permutation_test((sums,), np.sum, permutation_type="samples", n_resamples=20_000, rng=1).pvalue
    assert sign_flip_p(sums, resamples=40_000, seed=0) == pytest.approx(expected, abs=0.015)


def test_nothing_changed_is_no_evidence():
    """No change gives a p of 1 by either test."""
    assert mcnemar_p(0, 0) == 1.0
    assert sign_flip_p(np.zeros(8), resamples=100, seed=0) == 1.0


def test_holm_by_hand():
    """The smallest of three is tripled, the next doubled, and none falls below the one before."""
    assert holm([0.01, None, 0.04, 0.03]) == pytest.approx((0.03, None, 0.06, 0.06), nan_ok=True)


@given(st.lists(st.floats(0, 1), max_size=12))
def test_holm_never_lowers_a_p(values):
    """An adjusted p is at least its own and at most 1."""
    assert all(p <= adjusted <= 1.0 for p, adjusted in zip(values, holm(values), strict=True))
