"""The forms of dates that name a day, a month or a year: ``12 May 2024``, ``May 12``, ``2024-05-12``, ``the 1990s``.

Each rule is a pattern and a function from its match to the parts it names. Patterns hold no nested repetition, so that
each is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from harness.reading.calendar_parts import NEXT_WEEK, THIS_WEEK, CalendarParts
from harness.reading.date_words import (
    DASH,
    DAY,
    DAY_WORDS,
    DECADES,
    HOLIDAYS,
    MONTH,
    SEASONS,
    SPELLED_YEAR,
    WEEKDAY,
    YEAR,
    day_number,
    month_number,
    weekday_number,
    year_number,
)
from harness.reading.number_words import ORDINALS

Build = Callable[[re.Match[str]], "CalendarParts | None"]
Rule = tuple[str, re.Pattern[str], Build]
"""The name of its hint (see ``date_words.HINTS``), the pattern, and what its match means."""

_EDGE: Final = r"(?<![\w.,/:\-])"
_TAIL: Final = r"(?![\w]|[.,/:\-]\d)"


def _rule(hint: str, pattern: str, build: Build) -> Rule:
    return hint, re.compile(pattern, re.IGNORECASE), build


def _day_month_year(match: re.Match[str]) -> CalendarParts | None:
    year, month, day = match.group("year"), match.group("month"), match.group("day")
    number = month_number(month) if month[0].isalpha() else int(month)
    return _checked(CalendarParts(year=year_number(year) if year else None, month=number, day=day_number(day)))


def _numeric(match: re.Match[str]) -> CalendarParts | None:
    """``month/day``, as in the United States, unless the first is too great for a month or dots divide them."""
    first, second, year = int(match.group("first")), int(match.group("second")), match.group("year")
    is_day_first = first > 12 or (match.group("dot") == "." and bool(year) and second <= 12)
    day, month = (first, second) if is_day_first else (second, first)
    return _checked(CalendarParts(year=_short_year(year) if year else None, month=month, day=day))


def _days(match: re.Match[str]) -> CalendarParts | None:
    parts = _day_month_year(match)
    last = day_number(match.group("last"))
    return replace(parts, to_day=last) if parts and parts.day and parts.day < last else None


def _short_year(year: str) -> int:
    value = int(year)
    return value if len(year) == 4 else value + (1900 if value > 40 else 2000)


def _month_year(match: re.Match[str]) -> CalendarParts:
    return CalendarParts(year=year_number(match.group("year")), month=month_number(match.group("month")))


def _number_year(match: re.Match[str]) -> CalendarParts:
    return CalendarParts(year=year_number(match.group("year")), month=int(match.group("month")))


def _month_only(match: re.Match[str]) -> CalendarParts | None:
    word = match.group("month")
    if (match.group("lead") or "").lower() in _DAY_LEADS and _DAY_BEHIND.match(match.string, match.end()):
        return None
    if not word[0].isupper() or (word.rstrip(".") in ("Mar", "Dec", "Jan", "Jun") and not match.group("lead")):
        return None
    if word in ("May", "March", "August") and not match.group("lead") and match.group() != match.string.strip(" .!?"):
        return None
    return CalendarParts(month=month_number(word), shift=_shift(match.group("lead")))


_DAY_LEADS: Final = frozenset(("of", "on", "since", "until", "till", "by", "from", "to", "through", "between", "for"))
"""Words that stand before a day as well: "on February 4" is no February."""
_DAY_BEHIND: Final = re.compile(rf"\s(?:the\s)?{DAY}(?![\d:]|[.,]\d)", re.IGNORECASE)


def _shift(word: str | None) -> int:
    folded = (word or "").lower().split(" ")[0]
    return -1 if folded in ("last", "past", "previous") else 1 if folded in ("next", "coming", "upcoming") else 0


def _weekday(match: re.Match[str]) -> CalendarParts | None:
    word = match.group("weekday")
    if len(word) < 6 and not (
        word[0].isupper() and (match.group("lead") or word.lower() not in ("sun", "sat", "mon", "wed"))
    ):
        return None
    lead = (match.group("lead") or "").lower()
    shift = {"this": THIS_WEEK, "next": NEXT_WEEK}.get(lead, _shift(lead))
    return CalendarParts(weekday=weekday_number(word), shift=shift)


def _decade(match: re.Match[str]) -> CalendarParts:
    if match.group("word"):
        return CalendarParts(year=1900 + DECADES[match.group("word").lower()], span=10)
    digits = match.group("digits").lstrip("'\u2019")
    year = int(digits) if len(digits) == 4 else (1900 if int(digits) > 20 else 2000) + int(digits)
    return CalendarParts(year=year, span=100 if year % 100 == 0 and year < 2000 else 10)


def _century(match: re.Match[str]) -> CalendarParts:
    digits = re.match(r"\d+", match.group("count"))
    number = int(digits.group()) if digits else ORDINALS[re.sub(r"\s", "-", match.group("count").lower())]
    return CalendarParts(year=(number - 1) * 100 or 1, span=100)


def _season(match: re.Match[str]) -> CalendarParts | None:
    year, lead = match.group("year"), match.group("lead")
    if not year and not lead:
        return None
    return CalendarParts(year=int(year) if year else None, season=match.group("season").lower(), shift=_shift(lead))


def _year(match: re.Match[str]) -> CalendarParts:
    return CalendarParts(year=year_number(match.group("year")))


def _nth_of(match: re.Match[str]) -> CalendarParts:
    word, unit, year = match.group("nth").lower(), match.group("unit").lower(), match.group("year")
    nth = -1 if word == "last" else day_number(word)
    month = match.group("month")
    is_week = unit in ("week", "weekend", "day")
    return CalendarParts(
        year=int(year) if year else None, month=month_number(month) if month else None, nth=nth,
        nth_unit=unit if is_week else "day", weekday=None if is_week else weekday_number(unit),
    )  # fmt: skip


def _holiday(match: re.Match[str]) -> CalendarParts:
    month, day = HOLIDAYS[re.sub("[\u2019]", "'", match.group("name").lower())]
    return CalendarParts(year=int(match.group("year")) if match.group("year") else None, month=month, day=day)


def _weekday_and_day(match: re.Match[str]) -> CalendarParts | None:
    return CalendarParts(weekday=weekday_number(match.group("weekday")), day=day_number(match.group("day")))


def _two_years(match: re.Match[str]) -> CalendarParts | None:
    """``1979-80``: the second year is that of the same century, or of the next where it is smaller."""
    year, last = int(match.group("year")), int(match.group("last"))
    span = (last - year % 100) % 100 + 1
    return CalendarParts(year=year, span=span) if 2 <= span <= 30 else None


def _day_only(match: re.Match[str]) -> CalendarParts | None:
    return _checked(CalendarParts(day=day_number(match.group("day"))))


def _checked(parts: CalendarParts) -> CalendarParts | None:
    is_month = parts.month is None or 1 <= parts.month <= 12
    return parts if is_month and (parts.day is None or 1 <= parts.day <= 31) else None


_ANY_YEAR: Final = rf"(?:{YEAR}|['\u2019]\d\d|{SPELLED_YEAR})"
_YEAR_AFTER: Final = rf"(?:(?:\s?,|\s?{DASH}|\s?/|\sof)?\s{{0,2}}(?P<year>{_ANY_YEAR})(?!\d|:\d))?"
_GLUE: Final = rf"(?:\s?,|\s?{DASH}|\s?/)?\s{{0,2}}"
_SHIFTED: Final = r"last|past|previous|this|next|coming|upcoming"
_LEAD: Final = rf"(?:{_SHIFTED}|in|since|until|till|by|of|early|late|mid|during|from|on|for|every|to|through|between)"
_YEAR_BEFORE: Final = (
    r"(?:in|of|since|until|till|by|from|during|before|after|to|year|early|late|mid|around|about|circa|c\.|the|and|or"
    r"|between|through|for|than|ca\.|autumn|fall|spring|summer|winter|elections?|season)"
)
_FUNCTION_WORDS: Final = (
    r"(?:and|or|to|until|when|where|which|that|with|by|at|in|on|as|for|after|before|but|it|the|was|is|were|a|an|has|had"
    r"|from|through|he|she|they|despite|while|because|following|under|during|against|via|due|just|having|did|does|then"
    r"|along|of|near)\b"
)
"""What may follow a year; another small word after four digits is mostly the noun that they count."""
_CENTURIES: Final = "|".join(
    word.replace("-", "[- ]") for word in ("twenty-first", *(word for word, value in ORDINALS.items() if value < 21))
)
_AFTER_YEAR: Final = rf"(?=\s?(?:{DASH}\s?{YEAR}\b|\)|$|[.;!?](?:\s|$)|,\s|to\s{YEAR}\b|and\s{YEAR}\b))"
_DAY_WORDS_ONLY: Final = (
    rf"(?:{'|'.join(word.replace('-', '[- ]') for word in sorted(DAY_WORDS, key=len, reverse=True))})"
)
_HOLIDAY_NAMES: Final = "|".join(name.replace("'", "['\u2019]") for name in sorted(HOLIDAYS, key=len, reverse=True))
_TO: Final = rf"\s?(?:{DASH}|to|and|until|through)\s?(?:the\s)?"

DATE_RULES: Final[tuple[Rule, ...]] = (
    _rule("digits", rf"{_EDGE}(?P<year>{YEAR})(?P<dot>[-/. ])(?P<month>0?[1-9]|1[0-2])(?P=dot)"
          r"(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)", _day_month_year),
    _rule("month",
          rf"{_EDGE}(?:the\s)?(?P<day>{DAY}){_TO}(?P<last>{DAY})\s(?:of\s)?(?P<month>{MONTH}){_YEAR_AFTER}", _days),
    _rule("month",
          rf"{_EDGE}(?P<month>{MONTH})\s(?:the\s)?(?P<day>{DAY}){_TO}(?P<last>{DAY})(?![\d:.]){_YEAR_AFTER}", _days),
    _rule("month", rf"{_EDGE}(?:the\s)?(?P<day>{DAY}){_GLUE}(?:day\s)?(?:of\s)?(?P<month>{MONTH}){_YEAR_AFTER}",
          _day_month_year),
    _rule("month", rf"{_EDGE}(?P<month>{MONTH}){_GLUE}(?:the\s)?(?P<day>{DAY})(?![\d:]|[.,]\d|\s?(?:am|pm|a\.m|p\.m)\b)"
          rf"{_YEAR_AFTER}", _day_month_year),
    _rule("month",
          rf"{_EDGE}(?P<month>{MONTH})(?:\sof|\s?,|\s?{DASH}|\s?/)?\s{{0,2}}(?P<year>{_ANY_YEAR})(?!\d|,\d|:\d)",
          _month_year),
    _rule("digits",
          rf"{_EDGE}(?P<first>[0-3]?\d)(?P<dot>[-/.])(?P<second>[0-3]?\d)(?P=dot)(?P<year>\d{{4}}|\d\d){_TAIL}",
          _numeric),
    _rule("digits", rf"{_EDGE}(?P<month>0?[1-9]|1[0-2])/(?P<year>{YEAR}){_TAIL}", _number_year),
    _rule("digits", rf"{_EDGE}(?P<first>[0-3]?\d)(?P<dot>/)(?P<second>[0-3]?\d)(?:,\s?(?P<year>\d\d))?{_TAIL}"
          r"(?!\s?(?:of|mile|inch|cup)\b)", _numeric),
    _rule("decade", r"(?<![\w.,/:])(?:(?P<digits>(?:1[0-9]|2[01])\d0|['\u2019][2-9]0)['\u2019]?s"
          rf"|(?P<word>{'|'.join(DECADES)}))\b", _decade),
    _rule("century", rf"\b(?:the\s)?(?P<count>\d\d?(?:st|nd|rd|th)|{_CENTURIES})[\s-]century\b", _century),
    _rule("season", rf"\b(?:(?P<lead>{_SHIFTED}|in|the|early|late|mid)[-\s])?(?P<season>{'|'.join(SEASONS)})"
          rf"(?:(?:\sof)?\s(?P<year>{YEAR}))?\b", _season),
    _rule("month", rf"\b(?:(?P<lead>{_LEAD})[-\s])?(?:the\s)?(?:of\s)?(?P<month>{MONTH})", _month_only),
    _rule("weekday", rf"\b(?:(?P<lead>{_SHIFTED}|on|since|until|by|every|from)\s)?(?P<weekday>{WEEKDAY})"
          r"(?:['\u2019]s)?", _weekday),
    _rule("picked", r"\b(?:the\s)?(?P<nth>first|second|third|fourth|fifth|last|[1-5](?:st|nd|rd|th))"
          rf"\s(?P<unit>week|weekend|day|{WEEKDAY})\s(?:of|in)\s(?:(?P<month>{MONTH})(?:,?\s(?P<year>{YEAR}))?)",
          _nth_of),
    _rule("weekday", rf"\b(?P<weekday>{WEEKDAY}),?\s(?:the\s)?"
          rf"(?P<day>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?|{_DAY_WORDS_ONLY})"
          r"(?![\w:%]|[.,:/-]\d|\s?(?:am|pm|a\.m|p\.m|[a-z]))", _weekday_and_day),
    _rule("feast", rf"\b(?P<name>{_HOLIDAY_NAMES})(?:,?\s(?P<year>{YEAR}))?\b", _holiday),
    _rule("year", rf"(?:\b{_YEAR_BEFORE}[-\s]|\(|{DASH}\s?)(?P<year>{YEAR})(?!\d|[.,:/]\d|\s?%|\s[a-z])", _year),
    _rule("year", rf"(?:\b{_YEAR_BEFORE}\s|\(|{DASH}\s?)(?P<year>{YEAR})(?=\s{_FUNCTION_WORDS})", _year),
    _rule("year", rf"(?<![\w.,:$\u00a3\u20ac])(?P<year>{YEAR}){_AFTER_YEAR}", _year),
    _rule("year", rf"(?<![\w.,:/$\u00a3\u20ac-])(?P<year>{YEAR})\s?{DASH}\s?(?P<last>\d\d)(?![\w%]|[,.:/-]\d)",
          _two_years),
    _rule("spelled", rf"(?:^|\b(?:in|of|since|by|until)\s)(?P<year>{SPELLED_YEAR})(?=$|[.,;)\s])", _year),
    _rule("nth",
          r"\b(?:on|for|until|by|the)\s(?:the\s)?(?P<day>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))\b(?!\s(?:of|[a-z]))",
          _day_only),
)  # fmt: skip
"""Tried in this order; where two find overlapping words, the longer wins, then the earlier rule."""
