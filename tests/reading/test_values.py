"""The flat view of values that labelled sets are compared with."""

from datetime import date

import pytest

from harness.reading.values import read_values, same_unit


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("a 29km road and 3 bridges", "number", ["3"]),
        ("between 3 and 5 bridges", "number", ["3", "5"]),
        ("the fourth bridge", "ordinal", ["4"]),
        ("12 per cent and 3 bridges", "percent", ["12"]),
        ("paid €45m", "currency", ["45000000"]),
        ("it was 20 degrees Celsius and 3 km away", "temperature", ["20"]),
        ("it was 20 degrees Celsius and 3 km away", "dimension", ["3"]),
        ("a man, 34 years old, waited 2 hours", "age", ["34"]),
        ("on 12 May 2024", "date", ["2024-05-12"]),
        ("at 18:40 on 12 May 2024", "date", ["2024-05-12T18:40"]),
        ("in May 2024", "date", ["2024-05-01/2024-05-31"]),
    ],
)
def test_each_kind_has_its_own_values(text: str, kind: str, values: list[str]) -> None:
    """A kind is given the values that its table row promises, and no others."""
    assert [str(value.value) for value in read_values(text, kind, date(2024, 11, 14))] == values


def test_units_of_sets_are_compared_through_the_tables() -> None:
    """Names of one unit agree, an open currency agrees with what it can be, unknown names by their letters."""
    assert same_unit("Kilometer", "km")
    assert same_unit("Pound", "GBP")
    assert not same_unit("Pound", "USD")
    assert same_unit("widget", "Widgets")
    assert not same_unit("widget", None)
