"""Columns of values in a byte each, and of names."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.stats.numbers import Names, Numbers


@given(st.dictionaries(st.integers(0, 600), st.floats(allow_nan=False).map(lambda value: value + 0.0), max_size=300))
def test_values_come_back_as_they_were(values: dict[int, float]) -> None:
    """Each row has its very value, rows without one have none, however many different values there are."""
    column = Numbers()
    for row in sorted(values):
        column.put(row, values[row])
    found = column.at(np.arange(700))
    assert {row: value for row, value in enumerate(found.tolist()) if not math.isnan(value)} == values


@pytest.mark.parametrize("different", [254, 255, 256, 1000])
def test_more_values_than_a_byte_tells_apart(different: int) -> None:
    """On either side of the number of codes nothing is lost; rows may be asked for in any order."""
    column = Numbers()
    for row in range(2 * different):
        column.put(row, (row % different) / 3)
    rows = np.arange(2 * different)[::-1]
    assert column.at(rows).tolist() == [(row % different) / 3 for row in rows]


@given(st.lists(st.text()))
def test_names_come_back(names: list[str]) -> None:
    """Texts of any length and script, empty ones too, stand at their rows."""
    held = Names()
    for name in names:
        held.append(name)
    assert list(held) == names
    assert len(held) == len(names)


@given(st.lists(st.text(max_size=2)))
def test_names_are_put_in_order_in_parts_as_at_once(names: list[str]) -> None:
    """However few are sorted at once, the order is that of the texts, of equal ones that in which they came."""
    held = Names()
    for name in names:
        held.append(name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("harness.stats.numbers.TEXTS_SORTED_AT_ONCE", 2)
        assert list(held.order()) == sorted(range(len(names)), key=names.__getitem__)
        counts = Counter(names)
        assert list(held.doubles()) == [(name, counts[name]) for name in sorted(counts) if counts[name] > 1]
