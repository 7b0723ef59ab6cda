"""One flat view of the values in a text, for comparing the readers with labelled sets of written numbers and dates.

``read_values(text, kind)`` maps a set's kind to what the readers find:

=============  ======================================================================================================
kind           values
=============  ======================================================================================================
number         the number of every quantity, without its unit; no ordinals, no digits glued to letters (``29km``), and
               none of the numbers of a date with a named month; a range gives both its ends
ordinal        the rank of every ordinal
percent        the number of every share; a bare ``percent`` without a number has the value None
currency       every amount of money, with its unit; a currency that is named without an amount has the value None
dimension      every measure but time and temperature, with its unit
temperature    every temperature, and degrees without a scale
age            every stretch of time before ``old``, with its unit
quantity       every quantity, bare numbers and years included; the middle of a range, as ``value`` sets have it
date, datetime  every date and time as ``first day/last day`` (ISO 8601, last day included) with the minutes of the day
               after a ``T``, and every duration in seconds
=============  ======================================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from harness.reading.dates import DateMention, find_dates, find_durations
from harness.reading.lexemes import Lexeme, lexemes
from harness.reading.quantities import find_quantities
from harness.reading.quantity import Quantity
from harness.reading.units import MONEY, Unit, unit_at, unit_named

_BARE_PERCENT: Final = re.compile(r"\bper\s?cent(?:age)?\b", re.IGNORECASE)
_PERCENT_OF: Final = re.compile(r"\bper\s?cent(?:age)?\sof\s", re.IGNORECASE)
_AGED: Final = re.compile(r"\baged?(?:\sof)?\s$", re.IGNORECASE)
_WARMTH: Final = re.compile(r"temperature|warm|hot\b|cold|heat|cool|thermostat|weather", re.IGNORECASE)
_LETTER: Final = re.compile(r"[^\W\d_]")
_OLD: Final = re.compile(r"[\s-]{1,2}(?:old|of age)\b|\s?'s old", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReadValue:
    """A value that a text states: a number with its unit's name, or an ISO 8601 date, time or interval as text.

    ``value`` is None for a unit that is named without an amount.
    """

    start: int
    end: int
    value: Decimal | str | None
    unit: str | None = None


def read_values(text: str, kind: str, published: date | None = None) -> tuple[ReadValue, ...]:
    """The values of one kind that a text states, in order; empty for a kind that is not in the table above."""
    if kind in ("date", "datetime"):
        return tuple(_times(text, published))
    if kind in ("number", "quantity"):
        return tuple(_numbers(text, kind))
    found = [_valued(quantity) for quantity in find_quantities(text) if _is_of_kind(quantity, kind, text)]
    if kind == "currency":
        found += _bare_currencies(text, found)
    if kind == "temperature":
        found += _bare_temperatures(text, found)
    if kind == "percent" and not found:
        found += _bare_percents(text)
    return tuple(sorted(found, key=lambda value: value.start))


def same_unit(first: str | None, second: str | None) -> bool:
    """Whether two unit names are one unit: through the tables where both are known, as words otherwise.

    A currency that one of them leaves open (``Pound``) is that of the other (``GBP``).
    """
    if first is None or second is None:
        return first == second
    mine, theirs = unit_named(first), unit_named(second)
    if mine is None or theirs is None:
        return first.lower().rstrip("s") == second.lower().rstrip("s")
    return mine.is_kin(theirs) if mine.dimension == theirs.dimension == MONEY else mine.is_same(theirs)


def _is_of_kind(quantity: Quantity, kind: str, text: str) -> bool:
    dimension = quantity.measure.dimension if quantity.measure else ""
    if kind == "ordinal":
        return quantity.kind == "ordinal"
    if kind == "percent":
        return quantity.kind == "percent"
    if kind == "currency":
        return dimension == MONEY
    if kind == "temperature":
        return dimension == "temperature" or (quantity.unit == "degree" and bool(_WARMTH.search(text)))
    if kind == "age":
        is_aged = quantity.kind == "number" and bool(_AGED.search(text, 0, quantity.start))
        return is_aged or (dimension == "time" and bool(_OLD.match(text, quantity.end)))
    if kind == "dimension":
        is_warmth = quantity.unit == "degree" and _WARMTH.search(text)
        return quantity.kind == "measure" and dimension not in ("temperature", "time") and not is_warmth
    return False


def _valued(quantity: Quantity) -> ReadValue:
    return ReadValue(quantity.start, quantity.end, quantity.high, quantity.unit)


def _numbers(text: str, kind: str) -> Iterator[ReadValue]:
    dated = [mention for mention in find_dates(text) if _LETTER.search(mention.text) and not _is_year(mention)]
    for quantity in find_quantities(text):
        is_dated = any(mention.start < quantity.end and quantity.start < mention.end for mention in dated)
        if is_dated or quantity.kind in ("ordinal", "vague"):
            continue
        if kind == "quantity":
            yield ReadValue(quantity.start, quantity.end, (quantity.low + quantity.high) / 2, quantity.unit)
        elif not _is_glued(text, quantity):
            yield from (
                ReadValue(quantity.start, quantity.end, value) for value in dict.fromkeys((quantity.low, quantity.high))
            )


def _is_year(mention: DateMention) -> bool:
    return mention.granularity in ("year", "period", "decade")


def _is_glued(text: str, quantity: Quantity) -> bool:
    """``29km``: digits with a unit glued to them are no plain number."""
    is_article = text[quantity.start].lower() == "a" and quantity.measure is not None
    return is_article or bool(re.fullmatch(r"[\d.,]+[^\W\d_]+", quantity.text) and quantity.measure is not None)


def _bare_percents(text: str) -> Iterator[ReadValue]:
    """``percent`` alone, and ``percent of 10``, which sets of written numbers label as the share of ten percent."""
    if (match := _PERCENT_OF.search(text)) and (after := find_quantities(text[match.end() :])):
        yield ReadValue(match.start(), match.end() + after[0].end, after[0].high, "percent")
    elif match := _BARE_PERCENT.search(text):
        yield ReadValue(match.start(), match.end(), None, "percent")


def _bare_temperatures(text: str, found: list[ReadValue]) -> Iterator[ReadValue]:
    """``to Celsius``: the scale alone."""
    line, position = lexemes(text), 0
    while position < len(line):
        named = unit_at(line, position)
        is_free = not any(value.start <= line[position].start < value.end for value in found)
        if named and is_free and named[0].dimension == "temperature" and len(line[named[1] - 1].text) > 3:
            yield ReadValue(line[position].start, line[named[1] - 1].end, None, named[0].name)
        position = named[1] if named else position + 1


def _bare_currencies(text: str, found: list[ReadValue]) -> list[ReadValue]:
    line = lexemes(text)
    bare: list[ReadValue] = []
    for place, lexeme in enumerate(line):
        unit = _currency_word(unit_at(line, place))
        taken = any(value.start <= lexeme.start < value.end for value in (*found, *bare))
        if unit is not None and not taken and _is_plain_name(lexeme):
            bare.append(ReadValue(lexeme.start, lexeme.end, None, unit.name))
    return bare


def _is_plain_name(lexeme: Lexeme) -> bool:
    return (
        lexeme.folded.isalpha()
        and len(lexeme.text) > 2
        and lexeme.folded not in _WORDS_TOO
        and not lexeme.text.isupper()
    )


def _currency_word(found: tuple[Unit, int] | None) -> Unit | None:
    return found[0] if found is not None and found[0].dimension == MONEY and found[0].name != "cent" else None


_WORDS_TOO: Final = frozenset(
    {
        "won",
        "mark",
        "marks",
        "crown",
        "crowns",
        "sol",
        "rand",
        "bucks",
        "buck",
        "quid",
        "sterling",
        "pound",
        "pounds",
        "try",
    }
)
"""Names of currencies that are other words too, so that alone they name none."""


def _times(text: str, published: date | None) -> Iterator[ReadValue]:
    mentions = find_dates(text, published)
    for mention in mentions:
        yield ReadValue(mention.start, mention.end, _iso(mention))
    for duration in find_durations(text):
        if not any(mention.start < duration.end and duration.start < mention.end for mention in mentions):
            yield ReadValue(duration.start, duration.end, duration.base_high, "s")


def _iso(mention: DateMention) -> str:
    days = ""
    if mention.earliest is not None and mention.latest is not None:
        days = mention.earliest.isoformat()
        if mention.latest != mention.earliest:
            days += f"/{mention.latest.isoformat()}"
    minutes = (mention.parts.from_minute, mention.parts.to_minute)
    if minutes[0] is None or minutes[1] is None:
        return days
    first, last = (f"{minute // 60:02}:{minute % 60:02}" for minute in minutes if minute is not None)
    return f"{days}T{first}" if first == last else f"{days}T{first}/{last}"
