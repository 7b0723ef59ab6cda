"""Whether an output states the day, month, year or time that an answer names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from harness.judging.answers.indexed import says_the_opposite
from harness.judging.answers.records import AnswerSpan, StatedValue
from harness.reading.calendar_parts import CalendarParts
from harness.reading.dates import DateBound, DateMention, find_dates, in_other_order
from harness.reading.polarity import is_denied
from harness.reading.quantities import find_quantities

WITHOUT_TIME: Final = 0.8
"""The score of the right day without the time of the day that the answer has as well."""
COARSER: Final = 0.4
"""The score of a date that is right as far as it goes but coarser than the answer: the year for the day."""
ONE_END: Final = 0.6
"""The score of a stretch that begins or ends with the day or year of the answer."""
YEAR_ONLY: Final = 0.45
"""The score of the right year or month where the answer is a day or month."""
LAST_DAY: Final = 0.9
"""The score of the end of a month or year where the answer is its last day."""
_END_OF: Final = re.compile(r"\bend\s(?:of\s(?:the\s)?)?$", re.IGNORECASE)
_SEASON_YEARS: Final = 2
_GRAINS: Final = ("year", "month", "day")


def find_same_dates(
    output: str, answers: Sequence[str], *, question: str = "", published: date | None = None
) -> Iterator[AnswerSpan]:
    """Every place of the output that states one of the dates; nothing for answers that hold no date.

    Digits that leave open which is the day and which the month (``03/11/2024``) state both.
    """
    stated = find_dates(output, published)
    turned = (in_other_order(mention, published) for mention in stated)
    stated += tuple(mention for mention in turned if mention is not None)
    asks_time = "what time" in question.lower()
    whole = [gold for answer in answers for gold in find_dates(answer, published) if gold.parts.day is not None]
    months = [gold for answer in answers for gold in find_dates(answer, published) if gold.granularity == "month"]
    stated = tuple(one for one in stated if not _is_another_day(one, whole) and not _is_another_year(one, months))
    side = _side_asked(question) or _one_side(answers, published)
    is_on = side is None and not _leaves_open(answers, published)
    stated = tuple(one for one in stated if not (is_on and _is_beside(output, one)))
    for index, answer in enumerate(answers):
        golds = find_dates(answer, published)
        if not golds:
            continue
        for mention in stated:
            scores = [date_agreement(gold, mention, needs_time=asks_time) for gold in golds]
            if any(_is_its_end(output, mention, gold) for gold in golds):
                scores = [LAST_DAY for _ in golds]
            score = min(scores) if len(golds) == 1 else max(scores) * (scores.count(0.0) == 0 or 0.6)
            is_turned = says_the_opposite(question, _sentence(output, mention)) != (
                side is not None and _side(output, mention) not in (None, side)
            )
            is_told = _is_not_before(output, mention) if side == "after" else False
            if score > 0 and not is_turned and (is_told or not is_denied(output, mention.start, mention.end)):
                yield AnswerSpan(mention.start, mention.end, index, score, "date", _reason(score, mention, answer))
        yield from _bare_years(output, golds, stated, index)


_UNTIL_WHEN: Final = re.compile(
    r"\b(?:until|till|by)\s(?:when|wh(?:at|ich)\s(?:day|date|time|month|year))\b", re.IGNORECASE
)
_SINCE_WHEN: Final = re.compile(
    r"\b(?:since|from)\s(?:when|wh(?:at|ich)\s(?:day|date|time|month|year))\b", re.IGNORECASE
)


def _side_asked(question: str) -> DateBound | None:
    """Whether the question asks for an end ("until when") or for a beginning ("since when")."""
    return "before" if _UNTIL_WHEN.search(question) else "after" if _SINCE_WHEN.search(question) else None


def _one_side(answers: Sequence[str], published: date | None) -> DateBound | None:
    """The side on which the answers leave a day open, where all that leave any leave the same."""
    sides = {_side(answer, gold) for answer in answers for gold in find_dates(answer, published)} - {None}
    return sides.pop() if len(sides) == 1 else None


def _leaves_open(answers: Sequence[str], published: date | None) -> bool:
    """Whether any answer tells a day as a limit, or only about."""
    return any(gold.bound not in ("exact", "range") for answer in answers for gold in find_dates(answer, published))


def _side(text: str, mention: DateMention) -> DateBound | None:
    """On which side of a day the words lie: "by Monday" before it, "after Monday" and "not before Monday" after it."""
    if mention.bound == "before":
        return "after" if _is_not_before(text, mention) else "before"
    return "after" if mention.bound == "after" else None


def _is_beside(text: str, mention: DateMention) -> bool:
    """Whether the words put it before or after a day, not on it, by it or since it."""
    return _STRICTLY.search(text, 0, mention.start) is not None


_STRICTLY: Final = re.compile(r"\b(?:before|after|later than|earlier than)\s(?:the\s)?$", re.IGNORECASE)


def _is_not_before(text: str, mention: DateMention) -> bool:
    return mention.bound == "before" and _NOT_BEFORE.search(text, 0, mention.start) is not None


_NOT_BEFORE: Final = re.compile(
    r"(?:\bnot\b|n['\u2019]t\b|\bnever\b)[^.;:\n]{0,60}\bbefore\s(?:the\s)?$", re.IGNORECASE
)


def _is_its_end(output: str, mention: DateMention, gold: DateMention) -> bool:
    """Whether an output names the end of a month or year whose last day is the answer: "until the end of May"."""
    is_end = mention.granularity in ("month", "year") and _END_OF.search(output[: mention.start]) is not None
    return is_end and gold.granularity == "day" and gold.latest is not None and gold.latest == mention.latest


def _sentence(output: str, mention: DateMention) -> str:
    end = output.find(". ", mention.end)
    return output[output.rfind(". ", 0, mention.start) + 1 : end if end >= 0 else len(output)]


def _is_another_day(mention: DateMention, whole: Sequence[DateMention]) -> bool:
    """Whether a date names a year, or a day with its month, that every answer naming one contradicts.

    An accepted weekday alone does not make "Friday, 22 February" right where the day is also known as 1 November; nor
    does "10 March" make one of another year right where an answer, or the day of publication, tells the year.
    """
    parts = mention.parts
    years = {year for gold in whole for year in _years(gold)}
    if parts.year is not None and mention.until is None and parts.span <= 1 and years and parts.year not in years:
        return True
    if parts.day is None or parts.month is None or not whole:
        return False
    return all((gold.parts.day, gold.parts.month) != (parts.day, parts.month) for gold in whole if gold.parts.month)


def _is_another_year(mention: DateMention, months: Sequence[DateMention]) -> bool:
    """Whether a date names a year that every answer with a month and a year contradicts: "December" is one of them."""
    years = {gold.parts.year for gold in months if gold.parts.year is not None}
    return bool(years) and mention.parts.year is not None and mention.until is None and mention.parts.year not in years


def _years(gold: DateMention) -> set[int]:
    """The years that a day falls in: the one that it names, else those of the days that it may mean."""
    if gold.parts.year is not None:
        return {gold.parts.year} | ({gold.until.year} if gold.until and gold.until.year else set())
    if gold.earliest is None or gold.latest is None:
        return set()
    return {gold.earliest.year, gold.latest.year}


def _bare_years(
    output: str, golds: Sequence[DateMention], stated: Sequence[DateMention], index: int
) -> Iterator[AnswerSpan]:
    """The digits of a year before a noun (``the 2018 film``), where the answer is just that year."""
    if len(golds) != 1 or golds[0].granularity != "year":
        return
    for quantity in find_quantities(output):
        is_known = any(mention.start < quantity.end and quantity.start < mention.end for mention in stated)
        if not is_known and quantity.kind == "number" and quantity.low == golds[0].parts.year:
            yield AnswerSpan(quantity.start, quantity.end, index, 0.9, "date", f"names {quantity.text}")


def stated_dates(output: str, *, question: str = "", published: date | None = None) -> Iterator[StatedValue]:
    """The dates that the output states, without those that the question names and those it denies."""
    asked = find_dates(question, published)
    for mention in find_dates(output, published):
        is_known = any(
            date_agreement(known, mention) >= 1 and known.granularity == mention.granularity for known in asked
        )
        if not is_known and not is_denied(output, mention.start, mention.end):
            yield StatedValue(mention.start, mention.end, mention.text, "date")


def date_agreement(gold: DateMention, stated: DateMention, *, needs_time: bool = False) -> float:
    """How well a stated date agrees with the gold one: 1 the same or finer, ``COARSER`` vaguer, 0 another one.

    A weekday agrees with the day of the month that it resolves to. A missing year is no clash, a missing month is.
    """
    if (gold.until is None) != (stated.until is None):
        return _range_against_one(gold, stated)
    if gold.until is not None and stated.until is not None:
        first = _parts_agreement(gold.parts, stated.parts)
        return min(first, _parts_agreement(gold.until, stated.until))
    if _times_clash(gold.parts, stated.parts):
        return 0.0
    if gold.parts.has_time and not gold.parts.has_date:
        return 1.0 if stated.parts.has_time else 0.0
    if gold.parts.has_date and not stated.parts.has_date and stated.parts.has_time:
        return 0.0 if not gold.parts.has_time else (1.0 if needs_time else COARSER)
    score = _day_agreement(gold, stated)
    if gold.parts.has_time and not stated.parts.has_time:
        return score * (COARSER if needs_time else WITHOUT_TIME)
    return score


def _range_against_one(gold: DateMention, stated: DateMention) -> float:
    """One date for a range, or the reverse, is a part of the truth; a year that spans the same days is the whole."""
    if gold.earliest is not None and (gold.earliest, gold.latest) == (stated.earliest, stated.latest):
        return 1.0
    if gold.earliest is None or gold.latest is None or stated.earliest is None or stated.latest is None:
        return 0.0
    if gold.until is None and stated.until is not None and _is_short_span(stated):
        return ONE_END if gold.earliest <= stated.latest and stated.earliest <= gold.latest else 0.0
    if gold.until is None and gold.latest in (stated.earliest, stated.latest):
        return ONE_END
    return COARSER if gold.earliest <= stated.latest and stated.earliest <= gold.latest else 0.0


def _is_short_span(mention: DateMention) -> bool:
    """A season over the turn of a year (``2014-15``) is named by either of its years."""
    parts, until = mention.parts, mention.until
    years = (parts.year, until.year if until else None)
    return parts.month is None and years[0] is not None and years[1] == years[0] + 1


def _day_agreement(gold: DateMention, stated: DateMention) -> float:
    mine, theirs = gold.parts, stated.parts
    if mine.weekday is not None and theirs.weekday is not None:
        if mine.weekday != theirs.weekday:
            return 0.0
        if not (_has_calendar_day(mine) and _has_calendar_day(theirs)):
            return 1.0
    if mine.earliest is not None or theirs.earliest is not None or (mine.weekday is None) != (theirs.weekday is None):
        return _by_resolved_days(gold, stated)
    return _parts_agreement(mine, theirs)


def _has_calendar_day(parts: CalendarParts) -> bool:
    return parts.day is not None and parts.month is not None


def _by_resolved_days(gold: DateMention, stated: DateMention) -> float:
    if gold.earliest is None or stated.earliest is None or gold.latest is None or stated.latest is None:
        named = (gold.parts, stated.parts)
        both_named = all(parts.day or parts.month or parts.year for parts in named)
        return _parts_agreement(*named) if both_named else float(gold.text.lower() == stated.text.lower())
    if gold.earliest <= stated.earliest and stated.latest <= gold.latest:
        return 1.0
    return COARSER if stated.earliest <= gold.earliest and gold.latest <= stated.latest else 0.0


def _parts_agreement(gold: CalendarParts, stated: CalendarParts) -> float:
    """By year, month and day as they are named: each that both name must be the same."""
    if gold.season or stated.season:
        same_season = gold.season == stated.season or not stated.season or not gold.season
        return float(same_season) * float(gold.year == stated.year or None in (gold.year, stated.year))
    if gold.span > 1 or stated.span > 1:
        return _decades(gold, stated)
    for grain in _GRAINS:
        mine, theirs = getattr(gold, grain), getattr(stated, grain)
        if mine is not None and theirs is not None and mine != theirs:
            return 0.0
    if gold.to_day is not None and stated.to_day is not None and gold.to_day != stated.to_day:
        return 0.0
    finest = next((grain for grain in reversed(_GRAINS) if getattr(gold, grain) is not None), None)
    if finest is None:
        return 0.0
    if getattr(stated, finest) is None:
        return (
            YEAR_ONLY if any(getattr(stated, grain) == getattr(gold, grain) is not None for grain in _GRAINS) else 0.0
        )
    return YEAR_ONLY if finest == "day" and stated.month is None and gold.month is not None else 1.0


def _decades(gold: CalendarParts, stated: CalendarParts) -> float:
    if gold.year is None or stated.year is None:
        return 0.0
    if gold.year == stated.year and gold.span == stated.span:
        return 1.0
    if gold.year <= stated.year and stated.year + stated.span <= gold.year + gold.span:
        return 1.0
    if stated.span == _SEASON_YEARS and stated.year <= gold.year <= stated.year + 1 and gold.span == 1:
        return ONE_END
    return COARSER if stated.year <= gold.year and gold.year + gold.span <= stated.year + stated.span else 0.0


def _times_clash(gold: CalendarParts, stated: CalendarParts) -> bool:
    """Whether both name a time of the day and the times cannot be one; half of an open clock (6:40) is either half."""
    low, high = gold.from_minute, gold.to_minute
    other_low, other_high = stated.from_minute, stated.to_minute
    if low is None or high is None or other_low is None or other_high is None:
        return False
    if low == high and other_low == other_high:
        gap = abs(low - other_low)
        return min(gap, abs(gap - 720) if gold.is_twelve_hour or stated.is_twelve_hour else gap) > 0
    return other_low > high or other_high < low


def _reason(score: float, mention: DateMention, answer: str) -> str:
    if score >= 1:
        return f"states {mention.text}, which agrees with {answer}"
    if score == WITHOUT_TIME:
        return f"states {mention.text} without the time of {answer}"
    return f"states {mention.text}, which is less exact than {answer}"
