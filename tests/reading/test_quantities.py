"""Quantities in running text: forms, units, bounds, ranges, and digits that are none."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.reading.quantities import Quantity, find_quantities


def only(text: str) -> Quantity:
    """The one quantity of a text."""
    found = find_quantities(text)
    assert len(found) == 1, found
    return found[0]


_FORMS = (
    "{n}",
    "{n:,}",
    "about {n:,} people",
    "{thin} people",
    "({n:,})",
    "{n:,}.",
    "exactly {n:,} of them",
)


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from(_FORMS))
def test_every_form_of_an_integer_reads_back(number: int, form: str) -> None:
    """Grouped by commas or thin spaces, in brackets or before a full stop, the value is the same."""
    text = form.format(n=number, thin=f"{number:,}".replace(",", "\u202f"))
    assert only(text).low == number


@given(st.decimals(min_value=0, max_value=999, places=1), st.sampled_from(("m", "mn", " million", "bn", " billion")))
def test_scales_multiply_amounts_of_money(number: Decimal, scale: str) -> None:
    """A currency amount with a scale word or its abbreviation is the whole amount."""
    factor = 10**9 if scale.strip().startswith("b") else 10**6
    quantity = only(f"It cost €{number}{scale}.")
    assert (quantity.low, quantity.unit, quantity.kind) == (number * factor, "EUR", "money")


@given(st.integers(min_value=1, max_value=500), st.integers(min_value=1, max_value=500))
def test_ranges_hold_both_ends(low: int, width: int) -> None:
    """A dash, `to` and `between … and` read as one range with both ends."""
    high = low + width
    for text in (f"{low}-{high} men", f"{low} to {high} men", f"between {low} and {high} men", f"{low}–{high} men"):
        quantity = only(text)
        assert (quantity.low, quantity.high, quantity.bound) == (low, high, "range")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("NOK 45m", "45000000", "NOK"),
        ("45 million kroner", "45000000", "krone"),
        ("US$4.2m", "4200000", "USD"),
        ("thirteen dollars and forty-five cents", "13.45", "dollar"),
        ("two and a half miles", "2.5", "mile"),
        ("12 per cent", "12", "percent"),
        ("a 14-hour shift", "14", "hour"),
        ("minus 20C", "-20", "C"),
        ("a 1.8m tall fence", "1.8", "m"),
        ("120 MEUR", "120000000", "EUR"),
        ("75 USD million", "75000000", "USD"),
        ("300 litres per second", "300", "litres/second"),
    ],
)
def test_amounts_with_their_units(text: str, value: str, unit: str) -> None:
    """Signs, codes and names, before and after the number, give the unit."""
    quantity = only(text)
    assert quantity.low == Decimal(value)
    if "/" in unit:
        assert quantity.measure is not None
        assert quantity.measure.dimension == "volume/time"
    else:
        assert quantity.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "HIMARS and S-400 batteries",
        "a Hwasong-19",
        "COVID-19",
        "the F-16s",
        "@anna_1 wrote",
        "see https://example.org/12?a=30%25",
        "No one said anything.",
        "the one that got away",
    ],
)
def test_digits_of_names_are_no_quantities(text: str) -> None:
    """Weapons, handles, addresses and pronouns count nothing."""
    assert find_quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("at least 40", "at-least"),
        ("no fewer than 40", "at-least"),
        ("more than 40", "at-least"),
        ("40 or more", "at-least"),
        ("as many as 40", "at-most"),
        ("up to 40", "at-most"),
        ("fewer than 40", "at-most"),
        ("about 40", "about"),
        ("nearly 40", "about"),
        ("40", "exact"),
    ],
)
def test_bounds(text: str, bound: str) -> None:
    """The words around a number tell which side it bounds."""
    assert only(text).bound == bound


def test_a_movement_is_no_range() -> None:
    """`rose from 3% to 5%` states two shares."""
    assert [quantity.low for quantity in find_quantities("It rose from 3% to 5%.")] == [3, 5]


def test_the_scale_of_a_range_holds_for_its_start() -> None:
    """`between 10 and 12 thousand` starts at ten thousand."""
    assert only("between 10 and 12 thousand").low == 10_000


def test_vague_counts_keep_their_size() -> None:
    """`dozens` and `tens of thousands` are counts of no exact value."""
    kinds = [(quantity.kind, quantity.low) for quantity in find_quantities("dozens, then tens of thousands")]
    assert kinds == [("vague", 24), ("vague", 20_000)]


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    """No text makes it fail, and every quantity is the slice that its offsets name."""
    for quantity in find_quantities(text):
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.low <= quantity.high


@given(st.text(alphabet="0123456789.,- andonehuredtsmilk%$€½/^e", max_size=200))
def test_number_soup_is_read(text: str) -> None:
    """Neither does a text of nothing but number signs."""
    assert all(quantity.low <= quantity.high for quantity in find_quantities(text))


@pytest.mark.parametrize("piece", ["1,", "1 000 ", "one and ", "9^9", "$", "between 1 and ", "-1", "1/", "a hundred "])
def test_long_texts_take_linear_time(piece: str) -> None:
    """Ten thousand characters of a nasty pattern take well under a second of the processor."""
    text = (piece * 10_000)[:10_000]
    started = time.process_time()
    find_quantities(text)
    assert time.process_time() - started < 4
