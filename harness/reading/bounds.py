"""What stands around quantities: bounds (``at least``, ``up to``, ``about``) and ranges (``from 3 to 5``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from harness.reading.lexemes import Lexeme
from harness.reading.quantity import Bound, Quantity

_PHRASES: Final = {
    "at-least": (
        "at least|no fewer than|no less than|not fewer than|not less than|more than|over|above|upwards of|upward of|"
        "in excess of|exceeding|exceeds|exceeded|greater than|a minimum of|minimum|minimum of|beyond|at a minimum|"
        "north of|surpassing|surpassed|topping|topped|well over|just over|slightly over|just above|larger than|passed"
    ),
    "at-most": (
        "at most|no more than|not more than|up to|as many as|as much as|fewer than|less than|under|below|a maximum of|"
        "maximum|maximum of|at the most|a ceiling of|just under|south of|as high as|within|short of|up to about|"
        "up to around|well under|slightly under|just below"
    ),
    "about": (
        "about|around|roughly|approximately|approx|some|nearly|almost|close to|an estimated|estimated|circa|ca|"
        "more or less|in the region of|in the order of|on the order of|an average of|virtually|practically|nearly about"
    ),
}
_BEFORE: Final[dict[tuple[str, ...], Bound]] = {
    tuple(phrase.split()): bound  # type: ignore[misc]  # the keys of _PHRASES are bounds
    for bound, phrases in _PHRASES.items()
    for phrase in phrases.split("|")
}
_LONGEST: Final = max(map(len, _BEFORE))
_AFTER: Final[dict[tuple[str, ...], Bound]] = {
    ("or", "more"): "at-least", ("or", "so"): "about", ("or", "less"): "at-most", ("or", "fewer"): "at-most",
    ("at", "least"): "at-least", ("at", "most"): "at-most", ("and", "more"): "at-least", ("plus",): "at-least",
    ("or", "over"): "at-least", ("or", "under"): "at-most", ("or", "older"): "at-least", ("and", "over"): "at-least",
    ("or", "thereabouts"): "about", ("upwards",): "at-least", ("and", "above"): "at-least",
}  # fmt: skip
_ARTICLES: Final = frozenset({"a", "an", "the"})
_HANDED: Final = frozenset({"hand", "hands", "handed", "handing", "turned", "turn", "turns", "signed"})
"""Verbs that "over" goes with, so that it sets no bound."""
_CHANGE_WORDS: Final = """
    rose rise rises risen rising fell fall falls fallen falling grew grow grows grown growing dropped drop drops
    increased increase increases increasing decreased decrease decreases decreasing climbed climb climbs jumped jump
    jumps slipped slid slumped cut cuts reduced raised raise raises lowered lower widened narrowed went gone up down
    surged soared shrank shrunk declined decline declines moved changed
    upgraded downgraded doubled tripled swelled revised revise corrected correct corrects dipped advanced gained
    extended shortened reducing raising cutting lifting lifted hiked trimmed
"""
_CHANGES: Final = frozenset(_CHANGE_WORDS.split())
"""After these, ``from 3 to 5`` is a movement between two numbers and no range."""


def with_bounds(text: str, line: Sequence[Lexeme], quantities: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """The quantities with the words around them taken in: neighbours joined to ranges, bounds set."""
    joined: list[Quantity] = []
    for quantity in quantities:
        merged = _range(text, line, joined[-1], quantity) if joined else None
        if merged is not None:
            joined[-1] = merged
        else:
            joined.append(quantity)
    return tuple(_bounded(line, quantity) for quantity in joined)


def _range(text: str, line: Sequence[Lexeme], lower: Quantity, upper: Quantity) -> Quantity | None:
    """The range of two neighbours, or None where the words between them do not join them."""
    joint = tuple(lexeme.folded for lexeme in line[lower.after : upper.first])
    if lower.bound == "range" or upper.kind == "vague" or not _joins(line, lower, upper, joint):
        return None
    measure = lower.measure or upper.measure
    if lower.measure is not None and upper.measure is not None and not lower.measure.is_same(upper.measure):
        return None
    if (lower.kind == "ordinal") != (upper.kind == "ordinal"):
        return None
    low = lower.low
    if lower.scale == 1 and upper.scale > 1 and low < upper.high / upper.scale:
        low *= upper.scale
    if low >= upper.high:
        return None
    start, end = lower.start, upper.end
    kind = upper.kind if lower.measure is None else lower.kind
    return replace(
        upper, start=start, end=end, text=text[start:end], low=low, kind=kind, measure=measure, bound="range",
        first=lower.first,
    )  # fmt: skip


def _joins(line: Sequence[Lexeme], lower: Quantity, upper: Quantity, joint: tuple[str, ...]) -> bool:
    before = [lexeme.folded for lexeme in line[max(0, lower.first - 5) : lower.first]]
    if joint in (("-",), ("~",)):
        chained = upper.after < len(line) and line[upper.after].folded in ("-", "/") and not line[upper.after].spaced
        return not chained and not (before and before[-1] in ("-", "/"))
    if joint == ("or",):
        return upper.high - lower.low <= max(Decimal(1), lower.low / 2)
    if joint in (("to",), ("-", "to"), ("up", "to")):
        return not ("from" in before and _CHANGES.intersection(before)) and not _ends_in_change(before)
    if joint in (("and",), ("-", "and")):
        return "between" in before[-2:]
    return False


def _ends_in_change(before: Sequence[str]) -> bool:
    """ "Rose 3 to 5", "rose by about 3 to 5"; not "people fall ill three to five days later"."""
    near = next((word for word in reversed(before[-2:]) if word not in _ABOUT), "")
    return near in _CHANGES


_ABOUT: Final = frozenset(("by", "about", "around", "some", "roughly", "nearly", "almost", "only", "just", "a", "back"))


def _bounded(line: Sequence[Lexeme], quantity: Quantity) -> Quantity:
    bound, first = _bound_before(line, quantity.first)
    if bound is None:
        bound = _bound_after(line, quantity.after)
    if bound is None or quantity.kind == "ordinal":
        return quantity
    is_hedged = quantity.is_hedged or bound == "about"
    if quantity.bound != "exact":
        return replace(quantity, is_hedged=is_hedged)
    again, _ = _bound_before(line, first)
    return replace(quantity, bound=again if bound == "about" and again else bound, is_hedged=is_hedged)


def _bound_before(line: Sequence[Lexeme], first: int) -> tuple[Bound | None, int]:
    """The bound that the words before a lexeme set, and where those words begin."""
    if first and line[first - 1].text in ("~", "\u2248", "\u2243"):
        return "about", first - 1
    if first and line[first - 1].text in (">", "\u2265"):
        return "at-least", first - 1
    if first and line[first - 1].text in ("<", "\u2264"):
        return "at-most", first - 1
    if first >= 2 and line[first - 1].folded == "." and line[first - 2].folded in ("c", "ca", "approx"):
        return "about", first - 2
    last = first - 1 if first and line[first - 1].folded in _ARTICLES else first
    for length in range(_LONGEST, 0, -1):
        if length <= last:
            bound = _BEFORE.get(tuple(lexeme.folded for lexeme in line[last - length : last]))
            if bound is not None and not _is_of_verb(line, last - length):
                return bound, last - length
    return None, first


def _is_of_verb(line: Sequence[Lexeme], place: int) -> bool:
    """Whether a bound's word belongs to the verb before it: "handed over 115 soldiers"."""
    return place > 0 and line[place].folded == "over" and line[place - 1].folded in _HANDED


def _bound_after(line: Sequence[Lexeme], after: int) -> Bound | None:
    if after < len(line) and line[after].folded == "+":
        return "at-least"
    words = tuple(lexeme.folded for lexeme in line[after : after + 3])
    for start in (0, 1):
        for length in (2, 1):
            bound = _AFTER.get(words[start : start + length])
            if bound is not None:
                return bound
    return None
