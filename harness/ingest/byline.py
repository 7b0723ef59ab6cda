"""The lines above a story that say who wrote it and when: no news, so they are dropped, and the day is kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from harness.ingest.records import Block, Note
from harness.reading.dates import find_dates

_LOOKED_AT: Final = 6
_LONGEST: Final = 16
_BY: Final = re.compile(r"^(?:by|words by|text by|reported by)\s+(?=[A-Z])", re.IGNORECASE)
_NAMES: Final = re.compile(
    r"[A-Z][\w.'’-]*(?:\s+(?:(?:de|da|di|van|von|der|al|bin|la|le)\s+)*[A-Z][\w.'’-]*){0,3}"
    r"(?:(?:\s*,\s*|\s+and\s+|\s*&\s*)[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){0,3})*"
)
_BESIDE: Final = re.compile(
    r"\b(published|updated|posted|last|on|at|\d{1,2}[:.]\d\d|[ap]\.?m\.?|gmt|utc|[cb]e?st)\b|[\s,.:;|/·•–—-]+",
    re.IGNORECASE,
)


def drop_byline(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Note, ...], date | None]:
    """The blocks without bylines and bare dates near their beginning, notes of what went, and the day that they name.

    A line goes where nothing but names after "By", a date and words such as "updated" stands in it. The day is None
    where none is named wholly.
    """
    kept: list[Block] = []
    notes: list[Note] = []
    day: date | None = None
    for number, block in enumerate(blocks):
        if 0 < number < _LOOKED_AT and (found := _kind(block.text)):
            notes.append(Note("dropped", found, block.text))
            day = day or _day(block.text)
        else:
            kept.append(block)
    return tuple(kept), tuple(notes), day


def _kind(text: str) -> str:
    """``byline`` or ``date line``; empty for news."""
    line = text.strip().rstrip(".")
    if len(line.split()) > _LONGEST:
        return ""
    dates = find_dates(line)
    rest = line
    for one in reversed(dates):
        rest = rest[: one.start] + " " + rest[one.end :]
    is_by = _BY.match(rest)
    if is_by:
        rest = rest[is_by.end() :].strip(" ,|·•–—-")
        named = _NAMES.match(rest)
        rest = rest[named.end() :] if named else rest
    if _BESIDE.sub("", rest):
        return ""
    return "byline" if is_by else "date line" if dates else ""


def _day(text: str) -> date | None:
    days = [one.earliest for one in find_dates(text) if one.earliest and one.earliest == one.latest]
    return days[0] if days else None
