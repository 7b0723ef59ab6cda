"""The word of a margin: what passes, what fails, what nobody can tell."""

import numpy as np
import pytest

from harness.gate.lines import margin_word
from harness.stats.paired import paired_difference


def word(before, after, clusters, margin=0.05, **options):
    """The word for these scores."""
    found = paired_difference(np.array(before, float), np.array(after, float), np.array(clusters), resamples=300)
    options = {"lower_is_better": False, "p": found.p, **options}
    return margin_word(found, margin, **options)


SPREAD = list(range(20)) * 10


def test_no_change_passes():
    """Two hundred unchanged items are enough for five points."""
    assert word([1] * 200, [1] * 200, SPREAD)[0] == "pass"


def test_few_unchanged_items_are_undecided():
    """Ten unchanged verdicts can't tell that less than five points are lost."""
    found, why = word([1] * 10, [1] * 10, range(10))
    assert found == "undecided"
    assert "10 items are too few" in why


def test_a_broad_fall_fails():
    """A quarter of all items newly wrong, everywhere."""
    after = [0 if place // 20 % 4 == 0 else 1 for place in range(200)]
    assert word([1] * 200, after, SPREAD)[0] == "fail"


def test_a_rise_of_a_bad_thing_fails():
    """More of a metric of which less is better is worse."""
    after = [1 if place // 20 % 4 == 0 else 0 for place in range(200)]
    assert word([0] * 200, after, SPREAD, lower_is_better=True)[0] == "fail"
    assert word([0] * 200, after, SPREAD)[0] == "pass"


def test_a_sure_fall_within_the_margin_passes():
    """Worse beyond doubt, but by less than is allowed."""
    after = [0 if place % 50 == 0 else 1 for place in range(2000)]
    assert word([1] * 2000, after, [place // 50 for place in range(2000)], margin=0.05)[0] == "pass"


def test_many_lines_ask_for_more():
    """What is beyond chance for one line need not be for the worst of many."""
    after = [0 if place // 20 % 4 == 0 else 1 for place in range(200)]
    assert word([1] * 200, after, SPREAD, p=0.2, lines=8)[0] == "undecided"


def test_all_newly_wrong_fails_in_few_documents():
    """A total collapse needs no more documents."""
    assert word([1] * 20, [0] * 20, [place % 5 for place in range(20)])[0] == "fail"


@pytest.mark.parametrize("margin", [0.0, 0.05])
def test_one_item_is_never_enough(margin):
    """One item has no interval."""
    assert word([1], [1], [0], margin)[0] == "undecided"
