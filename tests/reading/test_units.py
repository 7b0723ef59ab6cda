"""Unit names, currencies, and which amounts can be one amount."""

import pytest

from harness.reading.units import unit_named


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("kilometres", "km"),
        ("per cent", "%"),
        ("degrees Fahrenheit", "°F"),
        ("Norwegian kroner", "NOK"),
        ("US dollars", "US$"),
        ("square kilometers", "km²"),
        ("pounds sterling", "£"),
        ("litres per second", "L/s"),
        ("megawatts", "MW"),
    ],
)
def test_names_signs_and_codes_of_one_unit(first: str, second: str) -> None:
    """A unit's name, sign and code are the same unit."""
    one, two = unit_named(first), unit_named(second)
    assert one is not None
    assert two is not None
    assert one.is_same(two)


@pytest.mark.parametrize(
    ("loose", "exact", "is_kin"),
    [
        ("dollars", "USD", True),
        ("dollars", "EUR", False),
        ("kroner", "NOK", True),
        ("CAD", "USD", False),
        ("pounds", "kg", True),
        ("pounds", "£", True),
        ("degrees", "celsius", True),
        ("miles", "km", True),
        ("hours", "km", False),
        ("percent", "percentage points", False),
    ],
)
def test_open_names_agree_with_what_they_leave_open(loose: str, exact: str, is_kin: bool) -> None:
    """Dollars may be US dollars but never euros; a share is no difference of shares."""
    one, two = unit_named(loose), unit_named(exact)
    assert one is not None
    assert two is not None
    assert one.is_kin(two) is is_kin
    assert two.is_kin(one) is is_kin


def test_case_tells_milli_from_mega() -> None:
    """`mW` and `MW` differ by a factor of a billion."""
    small, large = unit_named("mW"), unit_named("MW")
    assert small is not None
    assert large is not None
    assert large.factor / small.factor == 10**9
