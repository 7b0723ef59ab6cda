"""Days that are told from the day of publication: ``yesterday``, ``last week``, ``three days ago``, ``this month``."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from harness.reading.calendar_parts import CalendarParts, add_days, add_months, month_span
from harness.reading.date_words import COUNT, DASH, DAY, count_number, day_number

RelativeBuild = Callable[[re.Match[str], "date"], "CalendarParts | None"]
RelativeRule = tuple[str, re.Pattern[str], RelativeBuild]

_DAYS: Final = {
    "today": 0, "tonight": 0, "now": 0, "yesterday": -1, "tomorrow": 1, "last night": -1, "this morning": 0,
    "this afternoon": 0, "this evening": 0, "the day before yesterday": -2, "day before yesterday": -2,
    "the day after tomorrow": 2, "day after tomorrow": 2, "the next day": 1, "next day": 1, "the previous day": -1,
    "the day before": -1, "the following day": 1, "currently": 0, "last evening": -1,
}  # fmt: skip
_MINUTES: Final = {
    "tonight": (1080, 1440), "last night": (1080, 1440), "this morning": (300, 720), "this afternoon": (720, 1080),
    "this evening": (1020, 1380), "last evening": (1020, 1380),
}  # fmt: skip
_SHIFTS: Final = {
    "last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "following": 1,
    "upcoming": 1, "the": 0,
}  # fmt: skip
_UNIT: Final = r"(?P<unit>day|week|fortnight|month|quarter|year|decade|century|weekend|centurie)s?"


def _one_day(match: re.Match[str], published: date) -> CalendarParts | None:
    words = re.sub(r"\s+", " ", match.group("words").lower())
    day = add_days(published, _DAYS[words])
    low, high = _MINUTES.get(words, (None, None))
    return CalendarParts(earliest=day, latest=day, from_minute=low, to_minute=high)


def _period(match: re.Match[str], published: date) -> CalendarParts | None:
    """``last week``, ``this month``, ``next year``: the whole week, month or year."""
    shift = _SHIFTS[match.group("shift").lower()]
    span = period(published, match.group("unit").lower(), shift)
    return None if span is None else CalendarParts(earliest=span[0], latest=span[1])


def period(day: date, unit: str, shift: int) -> tuple[date, date] | None:
    """The whole week (from Monday), month, quarter, year … that is ``shift`` away from the one around ``day``."""
    if unit in ("day", "week", "weekend", "fortnight"):
        return _weeks(day, unit, shift)
    if unit in ("month", "quarter"):
        months = 3 if unit == "quarter" else 1
        first = add_months(day.replace(day=1, month=day.month - (day.month - 1) % months), shift * months)
        last = add_months(first, months - 1) if first else None
        return (first, month_span(last.year, last.month)[1]) if first and last else None
    years = {"year": 1, "decade": 10, "century": 100}.get(unit, 1)
    start = day.year - day.year % years + shift * years
    return (date(start, 1, 1), date(start + years - 1, 12, 31)) if 1 <= start <= 9999 - years else None


def _weeks(day: date, unit: str, shift: int) -> tuple[date, date] | None:
    if unit == "day":
        moved = add_days(day, shift)
        return (moved, moved) if moved else None
    monday = add_days(day, 7 * shift - day.weekday())
    if monday is None or monday.year > 9990:
        return None
    if unit == "weekend":
        return monday + timedelta(days=5), monday + timedelta(days=6)
    return monday, monday + timedelta(days=13 if unit == "fortnight" else 6)


def _day_of_month(match: re.Match[str], published: date) -> CalendarParts | None:
    """``the 20th of next month``; None where that month has no such day."""
    span = period(published, "month", _SHIFTS[match.group("shift").lower()])
    day = day_number(match.group("day"))
    if span is None or not 1 <= day <= span[1].day:
        return None
    return CalendarParts(year=span[0].year, month=span[0].month, day=day)


def _ago(match: re.Match[str], published: date) -> CalendarParts | None:
    """``three days ago``, ``two weeks from now``, ``in five years``, ``2 days before yesterday``."""
    groups = match.groupdict()
    side = (groups.get("side") or "in").lower()
    anchor = (groups.get("anchor") or "").lower()
    sign = -1 if side in ("ago", "earlier", "before", "prior to", "back") else 1
    start = add_days(published, _DAYS.get(anchor, 0))
    unit = match.group("unit").lower()
    moved = _moved(start, unit, sign * count_number(match.group("count"))) if start else None
    if moved is None:
        return None
    if unit in ("year", "decade", "century", "centurie"):
        return CalendarParts(year=moved.year)
    if unit in ("month", "quarter") and not anchor:
        return CalendarParts(year=moved.year, month=moved.month)
    return CalendarParts(earliest=moved, latest=moved)


def _moved(day: date, unit: str, count: int) -> date | None:
    if unit in ("day", "week", "fortnight", "weekend"):
        return add_days(day, count * {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}[unit])
    return add_months(day, count * {"month": 1, "quarter": 3, "year": 12, "decade": 120}.get(unit, 1200))


def _stretch(match: re.Match[str], published: date) -> CalendarParts | None:
    """``the last three weeks``, ``the next 10 days``: up to, or from, the day of publication."""
    shift = _SHIFTS[match.group("shift").lower()]
    count = count_number(match.group("count"))
    if not shift or not count:
        return None
    far = _moved(published, match.group("unit").lower(), shift * count)
    if far is None:
        return None
    return CalendarParts(earliest=min(far, published), latest=max(far, published))


def _rule(hint: str, pattern: str, build: RelativeBuild) -> RelativeRule:
    return hint, re.compile(pattern, re.IGNORECASE), build


_DAY_WORDS: Final = "|".join(word.replace(" ", r"\s") for word in sorted(_DAYS, key=len, reverse=True))
_SHIFTED: Final = r"(?P<shift>last|past|previous|this|current|next|coming|upcoming|following)"
_ANCHOR: Final = r"(?P<anchor>now|today|yesterday|tomorrow)"
_NO_MODAL: Final = "".join(
    rf"(?<!\b{word}\s)" for word in ["to", "will", "would", "can", "could", "may", "might", "must", "shall", "should"]
)
"""Behind one of these words "last" is a verb: "the truce is to last 60 days"."""
RELATIVE_RULES: Final[tuple[RelativeRule, ...]] = (
    _rule("relative", rf"\b(?P<words>{_DAY_WORDS})\b", _one_day),
    _rule("relative", rf"\b(?:(?:earlier|later|late|early)\s)?(?:the\s)?{_SHIFTED}\s{_UNIT}\b", _period),
    _rule("relative", rf"\b(?:the\s)?(?P<day>{DAY})(?:\sday)?\s(?:of\s)?(?:the\s)?{_SHIFTED}\smonth\b", _day_of_month),
    _rule("relative", rf"{_NO_MODAL}\b(?:the\s)?{_SHIFTED}\s(?P<count>{COUNT})\s{_UNIT}\b", _stretch),
    _rule("relative", rf"\b(?P<count>{COUNT})[\s-]{_UNIT}\s(?P<side>ago|earlier|back)\b", _ago),
    _rule("relative", rf"\b(?P<count>{COUNT})\s{_UNIT}\s(?P<side>from|after|before|later than)\s{_ANCHOR}\b", _ago),
    _rule(
        "relative", rf"\bin\s(?P<count>{COUNT})\s{_UNIT}(?:['\u2019]s?)?(?:\stime)?\b(?!\s(?:of|old|long|{DASH}))", _ago
    ),
)
