"""Dates and times in a text, placed on the calendar where the text and its day of publication allow it.

Reads dates in any order, with or without a year, weekdays, months, years, decades and centuries, times of the day,
days told from the day of publication (``yesterday``, ``last week``), and ranges. Months before days where digits leave
it open (``4/5`` is 5 April), days first where dots divide them. Durations (``five years``, ``three-minute``) are
quantities of time.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from harness.reading.calendar_parts import CalendarParts, resolve
from harness.reading.date_rules import DATE_RULES
from harness.reading.date_words import DASH, HINTS
from harness.reading.quantities import find_quantities
from harness.reading.quantity import Quantity
from harness.reading.relative_rules import RELATIVE_RULES
from harness.reading.time_rules import TIME_RULES

Granularity = Literal["time", "day", "month", "season", "year", "decade", "period"]
DateBound = Literal["exact", "before", "after", "about", "range"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or time that a text names, code points ``start`` to ``end``.

    ``earliest`` and ``latest`` are the first and last day it covers, None where it stays open which day that is.
    ``parts`` are what the words name; for a range those of its first date, and ``until`` those of its last.
    """

    start: int
    end: int
    text: str
    parts: CalendarParts
    earliest: date | None
    latest: date | None
    bound: DateBound = "exact"
    until: CalendarParts | None = None

    @property
    def granularity(self) -> Granularity:
        """How fine the words are."""
        parts = self.parts
        if parts.has_time:
            return "time"
        if self.until is not None:
            return "period"
        if parts.has_day:
            return "day"
        if parts.month is not None:
            return "month"
        if parts.season:
            return "season"
        if parts.year is not None:
            return "year" if parts.span == 1 else "decade"
        return "period"


_HINT: Final = re.compile(
    r"\d|day\b|night|morning|evening|noon|dawn|dusk|week|month|year|decade|centur|quarter|jan|feb|mar|apr|may|jun|jul"
    r"|aug|sep|oct|nov|dec|mon\b|tue|wed|thu|fri\b|sat\b|sun\b|spring|summer|autumn|fall|winter|ties\b|ago\b|tomorrow|now\b"
    r"|clock|nineteen|eighteen|twenty|two thousand|current|half|quarter|past|christmas|halloween",
    re.IGNORECASE,
)
_JOINT: Final = re.compile(
    r"(?:\s?,)?\s?(?:(?:at|on|in|of|the|around|about|early|late|by|just|before|after|roughly|approximately|local time"
    r"|[A-Z]{2,4})\s){0,4}"
)
_TO: Final = re.compile(rf"\s?(?:to|until|till|through|thru|{DASH})\s?(?:the\s)?", re.IGNORECASE)
_AND: Final = re.compile(r"\sand\s", re.IGNORECASE)
_BEFORE: Final = re.compile(
    r"\b(before|until|till|by|prior to|up to|no later than|as late as)\s(?:the\s)?$", re.IGNORECASE
)
_AFTER: Final = re.compile(
    r"\b(after|since|from|starting|beginning|as of|following|as early as)\s(?:the\s|on\s|in\s)?$", re.IGNORECASE
)
_ABOUT: Final = re.compile(
    r"\b(about|around|circa|c\.|ca\.|roughly|approximately|some time in)\s?(?:the\s)?$", re.IGNORECASE
)


_NAMING_RULES: Final = (*DATE_RULES, *TIME_RULES)


@lru_cache(maxsize=8192)
def find_dates(text: str, published: date | None = None) -> tuple[DateMention, ...]:
    """Every date and time that a text names, in order, none overlapping another.

    ``published`` places what the text tells from its own day; without it such mentions keep their parts only, and those
    that have none (``yesterday``) keep nothing but their place.
    """
    if not _HINT.search(text):
        return ()
    found = _longest_first(_mentions(text, published))
    told = [mention for mention in found if mention.text.lower() not in _NOW] or found
    ranged = _ranged(text, _joined(text, told, published), published)
    return tuple(_with_bound(text, mention) for mention in ranged)


_NOW: Final = frozenset(("now", "currently"))
"""Words that say only that what another date tells is the latest: "will now be held on 21 February"."""


def in_other_order(mention: DateMention, published: date | None = None) -> DateMention | None:
    """A date in digits with day and month exchanged (``03/11/2024`` is 3 November too); None where they are plain."""
    parts = mention.parts
    if parts.day is None or parts.month is None or parts.day > 12 or not _IN_DIGITS.fullmatch(mention.text):
        return None
    return _placed(replace(mention, parts=replace(parts, day=parts.month, month=parts.day)), published)


_IN_DIGITS: Final = re.compile(r"\d\d?([/-])\d\d?(?:\1(?:\d\d){1,2})?")


def find_durations(text: str) -> tuple[Quantity, ...]:
    """Every stretch of time that a text names, as a quantity whose base unit is the second."""
    return tuple(quantity for quantity in find_quantities(text) if quantity.kind == "duration")


def _mentions(text: str, published: date | None) -> list[DateMention]:
    found: list[DateMention] = []
    lowered = text.lower()
    hinted = {name for name, hint in HINTS.items() if hint.search(lowered)}
    for hint, pattern, build in _NAMING_RULES:
        for match in pattern.finditer(text) if hint in hinted else ():
            parts = build(match)
            if parts is not None:
                found.append(_mention(match, parts, published))
    for hint, pattern, build_from in RELATIVE_RULES:
        for match in pattern.finditer(text) if hint in hinted else ():
            parts = build_from(match, published) if published is not None else CalendarParts()
            if parts is not None:
                found.append(_mention(match, parts, published))
    return found


def _mention(match: re.Match[str], parts: CalendarParts, published: date | None) -> DateMention:
    is_year = parts.year is not None and parts.month is None and parts.span == 1 and not parts.season
    start = match.start("year") if is_year and "year" in match.re.groupindex else match.start()
    end = match.start() + len(match.group().rstrip(" ,-"))
    return _placed(DateMention(start, end, match.string[start:end], parts, None, None), published)


def _placed(mention: DateMention, published: date | None) -> DateMention:
    span = resolve(mention.parts, published)
    if span is None:
        return replace(mention, earliest=None, latest=None)
    if mention.until is None:
        return replace(mention, earliest=span[0], latest=span[1])
    until = resolve(mention.until, published)
    return replace(mention, earliest=span[0], latest=until[1] if until is not None and until[1] >= span[0] else None)


def _longest_first(mentions: list[DateMention]) -> list[DateMention]:
    """The mentions without those that overlap a longer one; of equally long ones the first found stays."""
    taken: list[DateMention] = []
    starts: list[int] = []
    for mention in sorted(mentions, key=lambda mention: mention.start - mention.end):
        place = bisect_right(starts, mention.start)
        is_clear = place == 0 or taken[place - 1].end <= mention.start
        if is_clear and (place == len(taken) or mention.end <= starts[place]):
            taken.insert(place, mention)
            starts.insert(place, mention.start)
    return taken


def _joined(text: str, mentions: list[DateMention], published: date | None) -> list[DateMention]:
    """Neighbours that tell one day: ``Tuesday, 12 May``, ``6.40 pm on Tuesday``."""
    joined: list[DateMention] = []
    for mention in mentions:
        previous = joined[-1] if joined else None
        together = _together(text, previous, mention) if previous else None
        if previous is None or together is None:
            joined.append(mention)
            continue
        whole = replace(previous, end=mention.end, text=text[previous.start : mention.end], parts=together)
        joined[-1] = _placed(whole, published)
    return joined


def _together(text: str, first: DateMention, second: DateMention) -> CalendarParts | None:
    between = text[first.end : second.start]
    if len(between) > 40 or not _JOINT.fullmatch(between if between.endswith(" ") else between + " "):
        return None
    if first.parts.has_time and second.parts.has_time:
        return _refined(first.parts, second.parts)
    return first.parts.joined(second.parts)


def _refined(first: CalendarParts, second: CalendarParts) -> CalendarParts | None:
    """``Tuesday evening, around 18:40``: the finer time, where it lies in the coarser one."""
    coarse, fine = (first, second) if first.from_minute != first.to_minute else (second, first)
    low, high, minute = coarse.from_minute, coarse.to_minute, fine.from_minute
    if low is None or high is None or minute is None or fine.to_minute != minute or low == high:
        return None
    candidates = [minute, (minute + 720) % 1440] if fine.is_twelve_hour else [minute]
    fitting = next((candidate for candidate in candidates if low <= candidate <= high), None)
    if fitting is None:
        return None
    exact = replace(fine, from_minute=fitting, to_minute=fitting, is_twelve_hour=False)
    return replace(coarse, from_minute=None, to_minute=None).joined(exact)


def _ranged(text: str, mentions: list[DateMention], published: date | None) -> list[DateMention]:
    """Neighbours with ``to``, a dash or ``between … and`` between them, as one mention."""
    ranged: list[DateMention] = []
    for mention in mentions:
        previous = ranged[-1] if ranged else None
        if previous is None or not _spans(text, previous, mention):
            ranged.append(mention)
            continue
        first, last = _shared(previous.parts, mention.parts)
        whole = replace(previous, end=mention.end, text=text[previous.start : mention.end], parts=first, until=last)
        ranged[-1] = _placed(replace(whole, bound="range"), published)
    return ranged


def _spans(text: str, first: DateMention, second: DateMention) -> bool:
    between = text[first.end : second.start]
    if len(between) > 12 or first.until is not None or first.granularity != second.granularity:
        return False
    if _TO.fullmatch(between):
        return True
    return bool(_AND.fullmatch(between)) and text[max(0, first.start - 9) : first.start].lower().rstrip().endswith(
        "between"
    )


def _shared(first: CalendarParts, last: CalendarParts) -> tuple[CalendarParts, CalendarParts]:
    """What one end of a range leaves to the other: ``3 May to 5 June 2024`` shares its year."""
    if first.year is None and last.year is not None and first.month is not None:
        first = replace(first, year=last.year - (last.month is not None and first.month > last.month))
    if last.year is None and first.year is not None and last.month is not None:
        last = replace(last, year=first.year)
    return first, last


def _with_bound(text: str, mention: DateMention) -> DateMention:
    if mention.bound != "exact":
        return mention
    before = text[max(0, mention.start - 24) : mention.start]
    for pattern, bound in _BOUNDS:
        if pattern.search(before):
            return replace(mention, bound=bound)
    return mention


_BOUNDS: Final[tuple[tuple[re.Pattern[str], DateBound], ...]] = (
    (_BEFORE, "before"),
    (_AFTER, "after"),
    (_ABOUT, "about"),
)
