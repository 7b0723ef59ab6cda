"""Power: the announced figures against the distribution they speak of."""

import numpy as np
import pytest

from harness.stats.intervals import mean_interval
from harness.stats.power import detectable_difference, items_needed, power_for, power_to_fail


def test_detectable_difference_has_the_power_it_names():
    """For many clusters the noncentral t gives back the power that the difference was made for."""
    assert power_for(detectable_difference(0.02, 60.0), 0.02, 60.0) == pytest.approx(0.8, abs=0.005)


def test_power_is_kept_in_simulation():
    """A true drop of 10 points on 200 items over 40 documents is found about as often as announced (sd 2.2 points)."""
    generator = np.random.default_rng(1)
    clusters = np.repeat(np.arange(40), 5)
    found, announced = 0, []
    for _ in range(400):
        change = generator.choice([-1.0, 0.0, 1.0], p=[0.22, 0.66, 0.12], size=200)
        interval = mean_interval(change, clusters, bounds=(-1, 1), resamples=300)
        found += interval.high < 0
        announced.append(power_for(0.10, interval.standard_error, interval.freedom))
    assert found / 400 == pytest.approx(np.mean(announced), abs=0.07)


def test_no_margin_means_plain_power():
    """Without a margin a gate fails with the power of the interval, up to the shape of the noncentral t."""
    assert power_to_fail(0.1, 0.0, 0.03, 50.0) == pytest.approx(power_for(0.1, 0.03, 50.0), abs=0.02)


def test_a_drop_of_just_the_margin_fails_half_the_time():
    """A true drop that is as large as a wide margin is beyond it in half of the runs."""
    assert power_to_fail(0.1, 0.1, 0.01, 30.0) == pytest.approx(0.5)


def test_items_needed_grow_with_the_square():
    """Half the difference needs about four times the items; a difference that is shown already needs no more."""
    few, many = items_needed(0.10, 0.05, 200, 40), items_needed(0.05, 0.05, 200, 40)
    assert 3.5 < many / few < 4.5
    assert items_needed(0.2, 0.05, 200, 40) < 200


def test_no_difference_needs_no_number():
    """Nobody can say how many items would show nothing."""
    assert items_needed(0.0, 0.05, 200, 40) is None
    assert items_needed(0.1, 0.05, 200, 1) is None


def test_certainty_has_full_power():
    """Where nothing varies, any difference is seen."""
    assert (power_for(0.1, 0.0, 4.0), power_for(0.0, 0.0, 4.0), power_to_fail(0.1, 0.05, 0.0, 4.0)) == (1.0, 0.0, 1.0)
