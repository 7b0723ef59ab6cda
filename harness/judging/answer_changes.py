"""Whether an amount in an output is of the asked kind at all: a change or a level, by the month or by the year."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from harness.reading.polarity import direction
from harness.reading.quantity import Quantity
from harness.reading.words import fold

_BY_HOW_MUCH: Final = re.compile(r"\bby\s(?:how\s(?:much|many)|what)\b", re.IGNORECASE)
_TO: Final = re.compile(
    r"\b(?:fell|fallen|falls|rose|risen|rises|dropped|grew|grown|increased|decreased|climbed|went|sank|cut|raised)\s"
    r"(?:back\s)?to\s(?:about\s|around\s|some\s)?$",
    re.IGNORECASE,
)
_BY: Final = re.compile(
    r"\b(?:fell|fallen|rose|risen|dropped|grew|grown|increased|decreased|climbed|up|down)\sby\s(?:about\s|some\s)?$",
    re.IGNORECASE,
)
_CROWDS: Final = frozenset({"people", "men", "women", "children", "staff", "police"})
_NEXT_WORD: Final = re.compile(r"[ ]([^\W\d_]{3,})")
_RATE: Final = re.compile(r"\b(?:a|per|each|every)\s(?P<time>day|week|month|year|hour)\b", re.IGNORECASE)
_BEHIND: Final = re.compile(
    r"\s(?:[\w-]+\s){0,2}?(?:a|per|each|every)\s(?P<time>day|week|month|year|hour)\b", re.IGNORECASE
)


def is_another_measure(output: str, start: int, end: int, answer: str, question: str) -> bool:
    """Whether the amount from `start` to `end` measures another thing than the answer does.

    "Fell to 1.8" where it is asked by how much; "risen by 860" where it is asked how many there are; "85 million a
    month" where the year is asked for.
    """
    if _BY_HOW_MUCH.search(question):
        if _TO.search(output, 0, start):
            return True
    elif _BY.search(output, 0, start) and not direction(question) and not direction(answer):
        return True
    behind, wanted = _BEHIND.match(output, end), _rate(answer) or _rate(question)
    return behind is not None and wanted != "" and behind["time"].lower() != wanted


_UP_FROM: Final = re.compile(r"\b(?:up|down)\sfrom\s(?:about\s|around\s|some\s|roughly\s)?$", re.IGNORECASE)
_EARLIER: Final = re.compile(
    r"\s(?:[\w-]+\s){0,3}?(?:(?:a|one|the)\s(?:day|week|month|year)\s(?:earlier|before|ago)|(?:the day|the week) before"
    r"|earlier|previously|yesterday|last (?:week|month|year))\b",
    re.IGNORECASE,
)


def was_before(output: str, quantity: Quantity) -> bool:
    """Whether an amount is told as what it was: "365 cases, up from 412 a day earlier"."""
    return bool(_UP_FROM.search(output, 0, quantity.start)) and bool(_EARLIER.match(output, quantity.end))


@lru_cache(maxsize=8192)
def _rate(text: str) -> str:
    """The time that a text reckons by, where it names one only."""
    found = {match["time"].lower() for match in _RATE.finditer(text)}
    return found.pop() if len(found) == 1 else ""


def is_elided(output: str, quantity: Quantity) -> bool:
    """ "740,000 dollars or 1.1 million": a large number whose unit was named with another and is left out."""
    return quantity.low >= 1000 and not _NEXT_WORD.match(output, quantity.end) and not quantity.text.isdigit()


def counts_things(output: str, stated: Quantity, gold: Quantity) -> bool:
    """ "70 drivers" where the gold says 70 per cent: a number without a unit that counts a thing."""
    if gold.measure is None or stated.measure is not None or stated.kind != "number":
        return False
    match = _NEXT_WORD.match(output, stated.end)
    return match is not None and (fold(match[1]) in _CROWDS or (match[1].endswith("s") and not match[1].endswith("ss")))
