"""What a text says about a day or a time, before it is known which day that is; and the days that it can mean.

Nothing here reads text. ``resolve`` turns the parts into the first and the last day they cover, with the day on which
the text was published as the anchor for what the text leaves out.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Final

DAY_MINUTES: Final = 24 * 60
THIS_WEEK: Final = 2
NEXT_WEEK: Final = 3


@dataclass(frozen=True, slots=True)
class CalendarParts:
    """The parts that the words name; None for each that they leave out.

    ``weekday`` is 0 for Monday. ``from_minute`` and ``to_minute`` are minutes of the day, equal for a moment.
    ``span`` years long from ``year``: 10 for a decade, 100 for a century. ``earliest`` and ``latest`` are days that the
    words give by themselves, as ``yesterday`` does. ``shift`` tells which of the days a weekday or month can mean:
    -1 the one before, 1 the one after, 0 the nearest, past rather than coming. ``to_day`` closes a stretch of days
    within one month (``3-5 May``). ``nth`` and ``nth_unit`` pick from the month or year: 1 and ``week`` for the first
    week, -1 for the last; with a unit of ``day`` and a weekday, the first Friday.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    from_minute: int | None = None
    to_minute: int | None = None
    span: int = 1
    earliest: date | None = None
    latest: date | None = None
    shift: int = 0
    is_twelve_hour: bool = False
    season: str = ""
    to_day: int | None = None
    nth: int = 0
    nth_unit: str = ""

    def joined(self, other: CalendarParts) -> CalendarParts | None:
        """The two together, as in ``Tuesday`` + ``12 May``; None where both name a part differently."""
        merged = self
        for field in fields(self):
            mine, theirs = getattr(self, field.name), getattr(other, field.name)
            if theirs == field.default or mine == theirs:
                continue
            if mine != field.default:
                return None
            merged = replace(merged, **{field.name: theirs})
        return merged

    @property
    def has_day(self) -> bool:
        """Whether a single day is named, in whatever way."""
        one_day = self.earliest is not None and self.earliest == self.latest
        return one_day or self.weekday is not None or self.day is not None

    @property
    def has_time(self) -> bool:
        """Whether a time of the day is named."""
        return self.from_minute is not None

    @property
    def has_date(self) -> bool:
        """Whether anything but a time of the day is named."""
        return self.has_day or self.year is not None or self.month is not None or self.earliest is not None


def resolve(parts: CalendarParts, published: date | None) -> tuple[date, date] | None:
    """The first and last day that the parts cover; None where they cannot be placed (or name no real day)."""
    if parts.earliest is not None and parts.latest is not None:
        return _weekday_within(parts, parts.earliest, parts.latest)
    if parts.year is not None:
        return _nth(parts, _in_year(parts, parts.year))
    if published is None:
        return None
    if parts.month is not None:
        return _nth(parts, _nearest_year(parts, published))
    if parts.day is not None:
        return _nearest_month(parts, parts.day, published)
    if parts.weekday is not None:
        day = nearest_weekday(parts.weekday, published, parts.shift)
        return day, day
    return (published, published) if parts.has_time and not parts.season else None


def _nth(parts: CalendarParts, span: tuple[date, date] | None) -> tuple[date, date] | None:
    """The first, second or last week, weekend or weekday of a month or year; the span itself where none is picked."""
    if not parts.nth or span is None:
        return span
    length = {"week": 7, "weekend": 2}.get(parts.nth_unit, 1)
    weekday = {"week": 0, "weekend": 5}.get(parts.nth_unit, parts.weekday)
    first = span[0].toordinal() if weekday is None else span[0].toordinal() + (weekday - span[0].weekday()) % 7
    step = 1 if weekday is None else 7
    last = span[1].toordinal() - (span[1].toordinal() - first) % step
    start = first + step * (parts.nth - 1) if parts.nth > 0 else last
    return (date.fromordinal(start), date.fromordinal(start + length - 1)) if start <= span[1].toordinal() else None


def nearest_weekday(weekday: int, published: date, shift: int) -> date:
    """The weekday that news of that day means: today or one of the six days before.

    ``shift`` 1 for the coming one, 2 for the one in the same week from Monday, 3 for the one in the next week.
    """
    if shift >= THIS_WEEK:
        return published + timedelta(days=weekday - published.weekday() + 7 * (shift - THIS_WEEK))
    if shift > 0:
        return published + timedelta(days=(weekday - published.weekday() - 1) % 7 + 1)
    back = (published.weekday() - weekday) % 7
    return published - timedelta(days=back if back or shift == 0 else 7)


def month_span(year: int, month: int) -> tuple[date, date]:
    """The first and the last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def add_months(day: date, months: int) -> date | None:
    """The same day some months later, or the last one of that month; None outside the calendar."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= years <= 9999:
        return None
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def add_days(day: date, days: int) -> date | None:
    """The day some days later; None outside the calendar."""
    ordinal = day.toordinal() + days
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def _in_year(parts: CalendarParts, year: int) -> tuple[date, date] | None:
    last = year + parts.span - 1
    if not 1 <= year <= last <= 9999:
        return None
    if parts.month is None:
        return date(year, 1, 1), date(last, 12, 31)
    first_day, last_day = month_span(year, parts.month)
    if parts.day is None:
        return first_day, last_day
    if parts.day > last_day.day:
        return None
    day = first_day.replace(day=parts.day)
    return day, first_day.replace(day=min(max(parts.to_day or 0, parts.day), last_day.day))


def _nearest_year(parts: CalendarParts, published: date) -> tuple[date, date] | None:
    """Without a year: the nearest one, or with a shift the last or the coming one."""
    spans = [span for year in range(-4, 5) if (span := _in_year(parts, published.year + year)) is not None]
    if parts.shift < 0:
        spans = [span for span in spans if span[1] < published] or spans
    if parts.shift > 0:
        spans = [span for span in spans if span[0] > published] or spans
    return min(spans, key=lambda span: (_distance(span, published), span), default=None)


def _nearest_month(parts: CalendarParts, day: int, published: date) -> tuple[date, date] | None:
    anchors = [add_months(published.replace(day=1), months) for months in range(-12, 13)]
    days = [
        anchor.replace(day=day) for anchor in anchors if anchor and day <= month_span(anchor.year, anchor.month)[1].day
    ]
    if parts.weekday is not None:
        days = [candidate for candidate in days if candidate.weekday() == parts.weekday] or days
    nearest = min(days, key=lambda candidate: _distance((candidate, candidate), published), default=None)
    return None if nearest is None else (nearest, nearest)


def _weekday_within(parts: CalendarParts, earliest: date, latest: date) -> tuple[date, date]:
    if parts.weekday is None or earliest == latest:
        return earliest, latest
    day = add_days(earliest, (parts.weekday - earliest.weekday()) % 7)
    return (day, day) if day is not None and day <= latest else (earliest, latest)


def _distance(span: tuple[date, date], published: date) -> int:
    """Days between; those to come count double, since news mostly tells what has happened."""
    if span[0] <= published <= span[1]:
        return 0
    return (published - span[1]).days if span[1] < published else 2 * (span[0] - published).days
