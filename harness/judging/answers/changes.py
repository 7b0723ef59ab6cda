"""Whether an amount in an output is of the asked kind at all: a change or a level, by the month or by the year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from harness.reading.polarity import direction
from harness.reading.quantity import Quantity
from harness.reading.words import fold, stem

_BY_HOW_MUCH: Final = re.compile(r"\bby\s(?:how\s(?:much|many)|what)\b", re.IGNORECASE)
_TO: Final = re.compile(
    r"\b(?:fell|fallen|falls|rose|risen|rises|dropped|grew|grown|increased|decreased|climbed|went|sank|cut|raised)\s"
    r"(?:back\s)?to\s(?:about\s|around\s|some\s)?$",
    re.IGNORECASE,
)
_OF_BEFORE: Final = re.compile(
    r"\sof\s(?:what\s|its\s(?:former|old|previous)\s|the\s(?:former|old|previous)\s)", re.IGNORECASE
)
"""How a level is told as a share of what there was: "35 per cent of what it cost before"."""
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


_EACH: Final = re.compile(r"\s(?:each|apiece|per (?:person|head|capita))\b", re.IGNORECASE)
_ASKS_TOTAL: Final = re.compile(
    r"\b(?:together|total\w*|altogether|overall|combined|in all|sum)\b"
    r"|\bthe (?:two|three|four|five|six|seven|eight|\d+)\s",
    re.IGNORECASE,
)
"""How a question asks for what several make together."""


def is_another_measure(output: str, start: int, end: int, answer: str, question: str) -> bool:
    """Whether the amount from `start` to `end` measures another thing than the answer does.

    "Fell to 1.8" where it is asked by how much; "risen by 860" where it is asked how many there are; "85 million a
    month" where the year is asked for; "11 million each" where it is asked what the three are worth.
    """
    if _EACH.match(output, end) and _ASKS_TOTAL.search(question):
        return True
    if _BY_HOW_MUCH.search(question):
        if _TO.search(output, 0, start) or _OF_BEFORE.match(output, end):
            return True
    elif _BY.search(output, 0, start) and not direction(question) and not direction(answer):
        return True
    behind, wanted = _BEHIND.match(output, end), _rate(answer) or _rate(question)
    return behind is not None and wanted != "" and behind["time"].lower() != wanted


_UP_FROM: Final = re.compile(r"\b(?:up|down)\sfrom\s(?:about\s|around\s|some\s|roughly\s)?$", re.IGNORECASE)
_CHANGED_FROM: Final = re.compile(
    r"\b(?:correct|revis|chang|rais|lower|cut|increas|reduc|rose|fell|grew|grown|dropp|climb|went)\w*\s[^.;,\n]{0,60}\bfrom\s$",
    re.IGNORECASE,
)
_TO_ANOTHER: Final = re.compile(r"[^.;,\n]{0,20}\sto\s[^.;,\n]{0,12}\d")
_ADDED: Final = re.compile(r"\b(?:another|a further|an additional|an extra)\s$", re.IGNORECASE)
_ASKS_ADDED: Final = re.compile(r"\b(?:another|further|more|additional|extra|other)\b", re.IGNORECASE)


def was_before(output: str, quantity: Quantity) -> bool:
    """Whether an amount is told as what it was: "365 cases, up from 412", "corrected from 124 to 142"."""
    if _UP_FROM.search(output, 0, quantity.start):
        return True
    is_changed = _CHANGED_FROM.search(output, 0, quantity.start) is not None
    return is_changed and _TO_ANOTHER.match(output, quantity.end) is not None


def is_added(output: str, quantity: Quantity, question: str) -> bool:
    """Whether an amount comes on top of another one that is asked for: "600 have left, another 420 are to follow"."""
    return _ADDED.search(output, 0, quantity.start) is not None and not _ASKS_ADDED.search(question)


_ASKS_DEAD: Final = re.compile(r"\b(?:killed|died|dead|deaths?|die|fatalities)\b", re.IGNORECASE)
_ASKS_HURT: Final = re.compile(r"\b(?:wounded|injured|hurt|injuries)\b", re.IGNORECASE)
_DEAD: Final = re.compile(r"\b(?:kill\w*|died?|dead|deaths?|dying|lives?|fatalities|perished|bodies)\b", re.IGNORECASE)


def is_other_harm(clause: str, question: str) -> bool:
    """Whether a clause tells of the wounded where the dead alone are asked for, or the reverse."""
    asks_dead, asks_hurt = _ASKS_DEAD.search(question) is not None, _ASKS_HURT.search(question) is not None
    if asks_dead == asks_hurt:
        return False
    dead, hurt = _DEAD.search(clause) is not None, _ASKS_HURT.search(clause) is not None
    return (hurt and not dead) if asks_dead else (dead and not hurt)


def stems_of_harm(question: str) -> frozenset[str]:
    """Words for the dead, or for the hurt, where a question asks how many there are: "no deaths" tells that too."""
    dead = _STEMS_OF_DEATH if _ASKS_DEAD.search(question) else frozenset()
    return dead | (_STEMS_OF_HURT if _ASKS_HURT.search(question) else frozenset())


_STEMS_OF_DEATH: Final = frozenset(stem(word) for word in ["dead", "deaths", "fatalities", "died", "killed", "lives"])
_STEMS_OF_HURT: Final = frozenset(stem(word) for word in ["injuries", "injured", "wounded", "hurt", "wounds"])

_LACKING: Final = re.compile(r"\b(?:no|without)\s(?P<thing>[^\W\d_]{3,})\b", re.IGNORECASE)
_LACKS: Final = re.compile(
    r"\b(?:no|not|without|lost|lack\w*|out|cut|off|dark|interrupted|failed?)\b|n['\u2019]t\b", re.IGNORECASE
)


def is_had(clause: str, question: str) -> bool:
    """Whether a clause tells who has what the question asks the lack of: "40% had power" for "had no power"."""
    lacking = _LACKING.search(question)
    if lacking is None or _LACKS.search(clause):
        return False
    return re.search(rf"\b{re.escape(lacking['thing'])}\b", clause, re.IGNORECASE) is not None


@lru_cache(maxsize=8192)
def _rate(text: str) -> str:
    """The time that a text reckons by, where it names one only."""
    found = {match["time"].lower() for match in _RATE.finditer(text)}
    return found.pop() if len(found) == 1 else ""


def is_elided(output: str, quantity: Quantity) -> bool:
    """ "740,000 dollars or 1.1 million": a large number whose unit was named with another and is left out."""
    return quantity.low >= 1000 and not _NEXT_WORD.match(output, quantity.end) and not quantity.text.isdigit()


def with_shared_units(output: str, amounts: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The amounts of an output, a bare number as a time where one stands before: "Moe said three hours, Lund five"."""
    told: list[Quantity] = []
    for one in amounts:
        before = told[-1] if told else None
        shares = before is not None and before.kind == "duration" and _stands_alone(output, before, one)
        told.append(replace(one, measure=before.measure, kind=before.kind) if before and shares else one)
    return tuple(told)


def _stands_alone(output: str, before: Quantity, number: Quantity) -> bool:
    is_bare = number.measure is None and number.kind == "number" and number.start - before.end <= _FAR
    return is_bare and _NOTHING_BEHIND.match(output, number.end) is not None


_FAR: Final = 120
"""How many letters behind a unit it is still understood."""
_NOTHING_BEHIND: Final = re.compile(r"\W*$|[.,;:)\]]\s|\s(?:instead|only|while|but|and|according|by)\b", re.IGNORECASE)


def counts_things(output: str, stated: Quantity, gold: Quantity) -> bool:
    """ "70 drivers" where the gold says 70 per cent: a number without a unit that counts a thing."""
    if gold.measure is None or stated.measure is not None or stated.kind != "number":
        return False
    match = _NEXT_WORD.match(output, stated.end)
    return match is not None and (fold(match[1]) in _CROWDS or (match[1].endswith("s") and not match[1].endswith("ss")))
