"""Intervals: what they hold, what they never leave, and how often they cover."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.stats.intervals import (
    ENOUGH_CLUSTERS,
    cluster_codes,
    effective_clusters,
    equal_values_interval,
    jackknife_error,
    mean_interval,
)

clustered = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30)), min_size=2, max_size=60)


def test_no_values_have_no_interval():
    """Nothing to take a mean of gives None, not zero."""
    assert mean_interval(np.array([]), np.array([], dtype=int)) is None


def test_one_item_has_a_value_but_no_interval():
    """A single item says nothing about how far it can be trusted."""
    found = mean_interval(np.array([1.0]), np.array([0]))
    assert (found.value, found.low, found.high) == (1.0, None, None)


@given(clustered)
@settings(max_examples=60, deadline=None)
def test_interval_holds_its_mean_and_stays_in_bounds(rows):
    """The mean lies within its interval, and a share stays between 0 and 1."""
    values, clusters = np.array([value for value, _ in rows]), np.array([cluster for _, cluster in rows])
    found = mean_interval(values, clusters, resamples=200)
    assert 0.0 <= found.low <= found.value + 1e-9
    assert found.value - 1e-9 <= found.high <= 1.0


@given(clustered, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_order_of_items_does_not_matter(rows, random):
    """The same items in another order have the same interval."""
    shuffled = list(rows)
    random.shuffle(shuffled)
    first, second = (
        mean_interval(np.array([v for v, _ in part]), np.array([c for _, c in part]), resamples=200)
        for part in (rows, shuffled)
    )
    assert (first.low, first.high) == pytest.approx((second.low, second.high))


def test_all_right_is_no_certainty():
    """Twenty right answers of twenty leave room below 1: Wilson's bound for 20 of 20 is 0.8389."""
    found = mean_interval(np.ones(20), np.repeat(np.arange(5), 4))
    assert found.high == 1.0
    assert found.low == pytest.approx(0.8389, abs=1e-4)


def test_equal_values_reach_to_both_bounds():
    """No changed item among 100 leaves about 3.7 points either way of zero."""
    assert equal_values_interval(0.0, 100, (-1.0, 1.0)) == pytest.approx((-0.03699, 0.03699), abs=1e-5)


def test_documents_that_agree_by_chance_do_not_make_certainty():
    """Five documents with exactly the same share right still have an interval with some width."""
    values = np.tile([1.0, 0.0, 0.0, 0.0], 5)
    found = mean_interval(values, np.repeat(np.arange(5), 4))
    assert found.high - found.low > 0.15


def test_jackknife_equals_plain_error_for_single_items():
    """With one item in each cluster, the jackknife gives the textbook standard error."""
    values = np.random.default_rng(3).random(40)
    assert jackknife_error(values, np.ones(40)) == pytest.approx(values.std(ddof=1) / np.sqrt(40))


def test_few_documents_give_a_wider_interval_than_many():
    """Items that agree within five documents say less than the same items in fifty."""
    values = np.repeat([1.0, 0.0, 1.0, 0.0, 1.0], 20)
    few = mean_interval(values, np.repeat(np.arange(5), 20))
    many = mean_interval(values, np.arange(100))
    assert few.high - few.low > 3 * (many.high - many.low)


def test_differences_over_many_documents_are_bootstrapped():
    """A change over few documents has the jackknife, over many the bootstrap, and both are about the same."""
    change = np.random.default_rng(2).choice([-1.0, 0.0, 1.0], size=120)
    few = mean_interval(change, np.arange(120) % (ENOUGH_CLUSTERS - 1), bounds=(-1, 1))
    many = mean_interval(change, np.arange(120) % ENOUGH_CLUSTERS, bounds=(-1, 1))
    assert (few.method, many.method) == ("jackknife", "bootstrap")
    assert few.high - few.low == pytest.approx(many.high - many.low, rel=0.3)


def test_share_near_an_edge_has_a_lopsided_interval():
    """One right of forty: there is more room upwards than downwards, and zero itself is out."""
    values = np.zeros(40)
    values[0] = 1.0
    found = mean_interval(values, np.arange(40) % 10)
    assert 0 < found.low < found.value
    assert found.high - found.value > 2 * (found.value - found.low)


def test_one_document_falls_back_to_items():
    """Questions about a single document are resampled themselves, and the record says so."""
    found = mean_interval(np.array([1.0, 0.0] * 10), np.zeros(20, dtype=int))
    assert (found.method, found.clusters) == ("items", 1)


def test_uneven_documents_count_for_fewer():
    """One long document and nine tiny ones are worth less than ten equal ones."""
    assert effective_clusters(np.full(10, 7.0)) == pytest.approx(10)
    assert effective_clusters(np.array([91.0] + [1.0] * 9)) == 2.0


def test_same_seed_same_interval():
    """The bootstrap repeats itself by its seed and moves a little with another."""
    values, clusters = np.random.default_rng(0).random(100), np.arange(100) % (ENOUGH_CLUSTERS + 5)
    seeds = (1, 1, 2)
    first, again, other = (mean_interval(values, clusters, bounds=(-1, 1), seed=seed, resamples=500) for seed in seeds)
    assert first == again
    assert first != other


def test_cluster_codes_follow_names_not_order():
    """A cluster's number comes from its name."""
    assert cluster_codes(["b", "a", "b"]).tolist() == [1, 0, 1]


@pytest.mark.parametrize(("documents", "within"), [(5, 0.0), (5, 0.2), (12, 0.2), (40, 0.2)])
def test_intervals_cover_about_as_often_as_they_say(documents, within):
    """Over 400 simulated golds of 120 items the interval holds the truth in 91 to 99 % (95 % nominal, 2 sd = 2.2)."""
    generator = np.random.default_rng(7)
    clusters = np.repeat(np.arange(documents), 120 // documents)
    covered = 0
    for _ in range(400):
        shares = generator.beta(0.4 / within, 0.6 / within, documents) if within else np.full(documents, 0.4)
        values = (generator.random(len(clusters)) < shares[clusters]).astype(float)
        found = mean_interval(values, clusters, resamples=400)
        covered += found.low <= 0.4 <= found.high
    assert 0.91 <= covered / 400 <= 0.99


def test_a_metric_that_is_no_share_has_no_bounds():
    """A density of copied words may be above 1, and so may its interval."""
    found = mean_interval(np.array([2.0, 4.0, 3.0, 5.0]), np.arange(4))
    assert found.low < 3.5 < found.high
    assert found.high > 4
    assert mean_interval(np.array([3.0, 3.0]), np.arange(2)).high == 3.0


def test_a_metric_without_an_upper_bound_still_has_zero_below():
    """A compression can't be negative, and neither can its interval."""
    found = mean_interval(np.array([0.0, 0.1, 9.0]), np.arange(3))
    assert found.low == 0.0
    assert found.high > 9.0
