"""Times of the day: ``6.40 pm``, ``18:40``, ``half past six``, ``in the evening``."""

from __future__ import annotations

import re
from typing import Final

from harness.reading.calendar_parts import DAY_MINUTES, CalendarParts
from harness.reading.date_rules import Rule
from harness.reading.date_words import DASH, DAY_PARTS, count_number
from harness.reading.number_words import TENS, UNITS

_HALF: Final = r"(?P<half>[ap]\.?\s?m\b\.?|(?<=\d)[ap](?=[\s.,]|$))"
_HOURS: Final = "|".join(word for word, value in UNITS.items() if 1 <= value <= 12)
_HOUR: Final = rf"(?:2[0-4]|1\d|0?\d|{_HOURS})"
_MINUTES: Final = rf"(?:(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(UNITS)}))?|(?:{'|'.join(UNITS)})|\d\d?)"
_HOUR_SHIFT: Final = {"morning": 0, "afternoon": 12, "evening": 12, "night": 12}


def _clock(match: re.Match[str]) -> CalendarParts | None:
    groups = match.groupdict()
    hour = count_number(groups["hour"])
    minute = int(groups.get("minute") or 0)
    half = (groups.get("half") or "").lower()[:1]
    part = (groups.get("part") or "").lower()
    if hour > 24 or minute > 59 or (half and not 1 <= hour <= 12):
        return None
    if half == "p" or (part in _HOUR_SHIFT and _HOUR_SHIFT[part] and hour < 12):
        hour = hour % 12 + 12
    elif half == "a" and hour == 12:
        hour = 0
    is_open = not half and not part and 1 <= hour <= 12 and not groups["hour"].startswith("0")
    return _moment(hour * 60 + minute, is_open)


def _clock_range(match: re.Match[str]) -> CalendarParts | None:
    """``5 to 6pm``, ``8.30am-5pm``, ``09:00-17:30``: the half of the day that closes it holds for its start too."""
    first, half = (match.group("first") or "").lower(), (match.group("half") or "").lower()
    last = _minutes_of(match.group("to_hour"), match.group("to_minute"), half)
    start = _minutes_of(match.group("hour"), match.group("minute"), first or half)
    if start > last and half and not first:
        start = _minutes_of(match.group("hour"), match.group("minute"), "a" if half == "p" else "p")
    return CalendarParts(from_minute=start, to_minute=last) if start < last <= DAY_MINUTES else None


def _minutes_of(hour: str, minute: str | None, half: str) -> int:
    number = count_number(hour)
    if half:
        number = number % 12 + (12 if half == "p" else 0)
    return number * 60 + int(minute or 0)


def _past_the_hour(match: re.Match[str]) -> CalendarParts | None:
    word = match.group("minutes").lower()
    minutes = {"half": 30, "quarter": 15, "a quarter": 15}.get(word)
    if minutes is None:
        minutes = sum(count_number(part) for part in re.split(r"[-\s]", word))
    hour = count_number(match.group("hour"))
    if minutes > 59 or not 1 <= hour <= 12:
        return None
    signed = minutes if match.group("side").lower() in ("past", "after") else -minutes
    half = (match.groupdict().get("half") or "").lower()[:1]
    part = (match.groupdict().get("part") or match.groupdict().get("night") or "").lower()
    half = half or ("" if not part else "p" if _HOUR_SHIFT[part] else "a")
    total = (hour % 12 + (12 if half == "p" else 0)) * 60 + signed
    return _moment(total % DAY_MINUTES, is_open=not half)


def _part_of_day(match: re.Match[str]) -> CalendarParts:
    low, high = DAY_PARTS[match.group("part").lower()]
    return CalendarParts(from_minute=low, to_minute=high)


def _moment(minute: int, is_open: bool) -> CalendarParts:
    minute %= DAY_MINUTES
    return CalendarParts(from_minute=minute, to_minute=minute, is_twelve_hour=is_open and minute < DAY_MINUTES)


def _rule(hint: str, pattern: str, build: object) -> Rule:
    return hint, re.compile(pattern, re.IGNORECASE), build  # type: ignore[return-value]  # one of the functions above


_IN_THE_PART: Final = r"(?:\s(?:in\sthe\s)?(?:early\s)?(?P<part>morning|afternoon|evening)|\sat\s(?P<night>night))"

TIME_RULES: Final[tuple[Rule, ...]] = (
    _rule("half",
          rf"(?<![\w.:,])(?P<hour>2[0-4]|1\d|0?\d)(?:[:.h](?P<minute>[0-5]\d)(?::[0-5]\d)?)?\s?{_HALF}", _clock),
    _rule("half", rf"\b(?P<hour>{_HOURS})\s?{_HALF}", _clock),
    _rule("colon",
          rf"(?<![\w.:,/\-])(?P<hour>2[0-4]|1\d|0?\d):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d:])(?:{_IN_THE_PART})?",
          _clock),
    _rule("clock", rf"\b(?P<hour>2[0-4]|1\d|0?[1-9]|{_HOURS})(?::(?P<minute>[0-5]\d))?\s?o['\u2019]?\s?clock\b"
          rf"(?:{_IN_THE_PART})?", _clock),
    _rule("part", rf"(?<![\w.,:$])(?P<hour>1[0-2]|0?[1-9]|{_HOURS}){_IN_THE_PART}\b", _clock),
    _rule("half",
          rf"\b(?:(?:from|between)\s)?(?P<hour>{_HOUR})(?:[:.](?P<minute>[0-5]\d))?(?:\s?(?P<first>[ap])\.?m\b\.?)?"
          rf"\s?(?:{DASH}|to|and|until|till)\s?(?P<to_hour>{_HOUR})(?:[:.](?P<to_minute>[0-5]\d))?"
          r"\s?(?P<half>[ap])\.?m\b\.?", _clock_range),
    _rule("colon", rf"\b(?:(?:from|between)\s)?(?P<hour>{_HOUR}):(?P<minute>[0-5]\d)\s?(?:{DASH}|to|and|until|till)\s?"
          rf"(?P<to_hour>{_HOUR}):(?P<to_minute>[0-5]\d)(?P<half>)(?P<first>)(?![\d:])", _clock_range),
    _rule("zone",
          r"(?<![\w.:,])(?P<hour>[01]\d|2[0-3]):?(?P<minute>[0-5]\d)\s?(?:hrs|hours|gmt|utc|est|cet)\b", _clock),
    _rule("point", r"(?<![\w.:,])at\s(?P<hour>[01]?\d|2[0-3])\.(?P<minute>[0-5]\d)(?![\d%])", _clock),
    _rule("past",
          rf"\b(?P<minutes>half|(?:a\s)?quarter|{_MINUTES}(?=\sminutes?\s)|five|ten|twenty(?:[- ]five)?)(?:\sminutes?)?"
        rf"\s(?P<side>past|after|to|before)\s(?P<hour>1[0-2]|[1-9]|{_HOURS})\b(?:\s?{_HALF}|{_IN_THE_PART})?"
        r"(?!\s?(?:percent|per|million|thousand|hundred|%|days?|weeks?|months?|years?|hours?|minutes?))",
        _past_the_hour),
    _rule("part", rf"\b(?:12\s)?(?P<part>{'|'.join(DAY_PARTS)})\b", _part_of_day),
)  # fmt: skip
