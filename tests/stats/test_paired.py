"""Paired differences: directions, certainty, and speed."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.stats.paired import paired_difference

pairs = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1), st.integers(0, 8)), min_size=2, max_size=60)


def arrays(rows):
    """Columns of (before, after, cluster) rows."""
    before, after, clusters = zip(*rows, strict=True)
    return np.array(before, float), np.array(after, float), np.array(clusters)


@given(pairs)
@settings(max_examples=60, deadline=None)
def test_swapping_the_models_mirrors_everything(rows):
    """The difference the other way has the opposite sign and interval, and the same p."""
    before, after, clusters = arrays(rows)
    there = paired_difference(before, after, clusters, resamples=200)
    back = paired_difference(after, before, clusters, resamples=200)
    assert back.value == pytest.approx(-there.value)
    assert (back.low, back.high) == pytest.approx((-there.high, -there.low))
    assert (back.wins, back.losses, back.p) == (there.losses, there.wins, pytest.approx(there.p))


def test_less_of_a_bad_thing_is_a_win():
    """For a metric of which less is better, a fall counts as a win while the value stays negative."""
    found = paired_difference(np.ones(6), np.array([0, 0, 1, 1, 1, 1.0]), np.arange(6), lower_is_better=True)
    assert (found.value < 0, found.wins, found.losses, found.ties) == (True, 2, 0, 4)


def test_same_words_are_certain():
    """Byte for byte the same outputs leave no doubt: the interval is zero wide."""
    found = paired_difference(np.ones(4), np.ones(4), np.arange(4), same_words=True)
    assert (found.low, found.high, found.method) == (0.0, 0.0, "same words")


def test_same_scores_of_other_words_are_not_certain():
    """Four unchanged verdicts on changed outputs leave a wide interval."""
    found = paired_difference(np.ones(4), np.ones(4), np.arange(4))
    assert (found.low, found.high) == pytest.approx((-0.49, 0.49), abs=0.01)
    assert found.p == 1.0


def test_mcnemar_for_yes_no_only():
    """Graded scores have no McNemar p, yes/no ones have."""
    clusters = np.arange(10)
    graded = paired_difference(np.linspace(0, 1, 10), np.linspace(0.1, 0.9, 10), clusters)
    yes_no = paired_difference(np.zeros(10), np.array([1.0] * 6 + [0.0] * 4), clusters)
    assert graded.p_mcnemar is None
    assert yes_no.p_mcnemar == pytest.approx(0.03125)


def test_no_items_no_difference():
    """Without a shared item there is nothing to say."""
    assert paired_difference(np.array([]), np.array([]), np.array([], int)) is None


def test_clustered_changes_are_not_taken_for_many():
    """A change in two of five documents is far from shown, whatever the number of questions there."""
    before = np.ones(100)
    after = np.concatenate([np.zeros(40), np.ones(60)])
    found = paired_difference(before, after, np.repeat(np.arange(5), 20))
    assert found.p_mcnemar < 1e-9
    assert found.low < 0 < found.high
    assert found.p > 0.05


def test_a_thousand_items_and_ten_thousand_resamples_take_under_a_second():
    """The promise of speed, with every item its own document, the slowest case."""
    generator = np.random.default_rng(0)
    before, after = (generator.random((2, 1000)) < 0.5).astype(float)
    start = time.process_time()
    paired_difference(before, after, np.arange(1000), resamples=10_000)
    assert time.process_time() - start < 1.0
