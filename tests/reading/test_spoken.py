"""Numbers in words, mixed with digits, scales and fractions."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.reading.lexemes import lexemes
from harness.reading.spoken import read_spoken

_SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen"""
_ONES = _SMALL.split()
_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell(number: int) -> str:
    """The English words of a number below a billion."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        rest = f" and {spell(number % 100)}" if number % 100 else ""
        return f"{_ONES[number // 100]} hundred{rest}"
    for scale, name in ((10**6, "million"), (10**3, "thousand")):
        if number >= scale:
            rest = number % scale
            joint = " and " if 0 < rest < 100 else " "
            return f"{spell(number // scale)} {name}" + (f"{joint}{spell(rest)}" if rest else "")
    raise AssertionError(number)


@given(st.integers(min_value=0, max_value=999_999_999))
def test_spelled_numbers_read_back(number: int) -> None:
    """A number written in words is read as that number, to its last word."""
    line = lexemes(spell(number))
    spoken = read_spoken(line, 0)
    assert spoken is not None
    assert spoken.value == number
    assert spoken.after == len(line)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("a dozen", "12"),
        ("half a million", "500000"),
        ("a quarter of a million", "250000"),
        ("five and a half million", "5500000"),
        ("4.2k", "4200"),
        ("425mn", "425000000"),
        ("6 thousand 2 hundred and 11", "6211"),
        ("twelve hundred", "1200"),
        ("3½", "3.5"),
        ("7 1/2", "7.5"),
        ("six point nought four", "6.04"),
        ("three quarters", "0.75"),
        ("one billion and three quarters of a million", "1000750000"),
    ],
)
def test_numbers_in_words_and_digits(words: str, value: str) -> None:
    """Scale words, fractions and mixtures are read as people mean them."""
    spoken = read_spoken(lexemes(words), 0)
    assert spoken is not None
    assert spoken.value == Decimal(value)


@pytest.mark.parametrize(
    ("words", "rank"), [("twenty-first", 21), ("two hundredth", 200), ("3rd", 3), ("one hundred and fifth", 105)]
)
def test_ordinals_are_ranks(words: str, rank: int) -> None:
    """An ordinal is read with its rank and its kind."""
    spoken = read_spoken(lexemes(words), 0)
    assert spoken is not None
    assert (spoken.value, spoken.kind) == (rank, "ordinal")


def test_two_numbers_stay_two() -> None:
    """`two million and three million` stops before the second number."""
    spoken = read_spoken(lexemes("two million and three million"), 0)
    assert spoken is not None
    assert spoken.value == 2_000_000
