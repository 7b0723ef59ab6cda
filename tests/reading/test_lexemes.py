"""Digits in every grouping, and lexemes with their places."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.reading.lexemes import lexemes, read_digits


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("12,000", "12000"),
        ("4.800", "4.8"),
        ("1.234.567", "1234567"),
        ("12,34,567.89", "1234567.89"),
        ("4,25", "4.25"),
        ("1.234,5", "1234.5"),
        ("007", "7"),
    ],
)
def test_separators_group_or_divide(digits: str, value: str) -> None:
    """Commas before three digits group thousands, a single dot is a decimal point."""
    read = read_digits(digits)
    assert read is not None
    assert read[0] == Decimal(value)


@pytest.mark.parametrize("digits", ["1.2.3", "127.0.0.1", "10,20,30"])
def test_versions_and_addresses_are_no_numbers(digits: str) -> None:
    """Digits that no grouping explains have no value."""
    assert read_digits(digits) is None


def test_spaces_group_three_digits_only() -> None:
    """A thin or plain space before exactly three digits groups; before four it does not."""
    assert [lexeme.value for lexeme in lexemes("40\u202f000")] == [Decimal(40000)]
    assert [lexeme.value for lexeme in lexemes("423 0000")] == [Decimal(423), Decimal(0)]


def test_the_step_is_the_last_place_that_was_meant() -> None:
    """`12,000` is meant to the thousand, `4.25` to the hundredth."""
    assert [lexeme.step for lexeme in lexemes("12,000 4.25 7")] == [Decimal(1000), Decimal("0.01"), Decimal(1)]


@given(st.text(max_size=400))
def test_lexemes_never_overlap(text: str) -> None:
    """On any text lexemes come in order, each the slice that its offsets name."""
    end = 0
    for lexeme in lexemes(text):
        assert lexeme.start >= end
        assert text[lexeme.start : lexeme.end] == lexeme.text
        end = lexeme.end
