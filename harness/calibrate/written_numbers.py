"""Whether our reading of written numbers and dates finds what a person marked: same words, same value, same unit."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from harness.calibrate.rows import NumberContent, WrittenValue
from harness.reading.calendar_parts import CalendarParts
from harness.reading.dates import DateMention, find_dates
from harness.reading.quantities import find_quantities
from harness.reading.quantity import Quantity


def numbers_read(content: NumberContent) -> float | None:
    """The share of the marked values that are read with their value at their place; None where nothing is judged.

    Values within a millionth of one another are the same, since the sets round fractions. Units are not compared by
    name, since sets name them differently; a marked unit asks for a unit, and a percentage for a percentage. Dates are
    compared by day, month and year, as far as the mark has them; marks without any (times, periods, relative dates
    without a day) and rows without marks are not judged.
    """
    if content.kind in ("date", "datetime"):
        return _dates_read(content)
    values = [(mark, number) for mark in content.values if (number := _decimal(mark.value)) is not None]
    if not values:
        return None
    found = find_quantities(content.text)
    return sum(any(_is_read(content, mark, number, one) for one in found) for mark, number in values) / len(values)


_CLOSE: Final = Decimal("0.000001")


def _decimal(value: str) -> Decimal | None:
    try:
        return Decimal(value.strip().rstrip("%"))
    except InvalidOperation:
        return None


def _is_read(content: NumberContent, mark: WrittenValue, number: Decimal, found: Quantity) -> bool:
    start = content.text.lower().find(mark.text.lower())
    if not (found.start < start + len(mark.text) and start < found.end):
        return False
    middle = (found.low + found.high) / 2
    room = _CLOSE * max(Decimal(1), abs(number))
    is_same = any(abs(value - number) <= room for value in (found.low, found.high, middle))
    if mark.value.endswith("%"):
        return is_same and found.kind == "percent"
    needs_unit = mark.unit is not None and mark.unit not in ("dimensionless", "percentage")
    return is_same and (not needs_unit or found.measure is not None)


def _dates_read(content: NumberContent) -> float | None:
    marks = [parts for mark in content.values if (parts := _timex(mark.value)) is not None]
    if not marks:
        return None
    reference = date.fromisoformat(content.reference[:10]) if content.reference else None
    found = find_dates(content.text, reference)
    return sum(any(_is_same_day(mentioned, parts) for mentioned in found) for parts in marks) / len(marks)


def _timex(value: str) -> Mapping[str, int] | None:
    """Year, month and day of a calendar timex such as `2016-10-02` or `XXXX-10-02`; None for any other."""
    parts = value.split("T")[0].split("-")
    if len(parts) != 3 or len(parts[0]) != 4 or any(len(part) != 2 for part in parts[1:]):
        return None
    named = zip(("year", "month", "day"), parts, strict=True)
    found = {name: int(part) for name, part in named if part.isdigit()}
    return found if "month" in found and "day" in found else None


def _is_same_day(mentioned: DateMention, parts: Mapping[str, int]) -> bool:
    """Whether a mention is the marked day; where it is placed on the calendar its day counts, else its words."""
    day = mentioned.earliest
    found: CalendarParts | date = mentioned.parts if day is None else day
    same = (found.month, found.day) == (parts["month"], parts["day"])
    return same and ("year" not in parts or found.year in (parts["year"], None))
