"""How well one amount agrees with another: by unit, bound and rounding, whatever the form."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from harness.reading.quantities import Quantity
from harness.reading.units import MONEY, SHARE, Unit, unit_named
from harness.reading.words import tokens

ROUNDING: Final = Decimal("0.01")
"""How far a rounded figure may lie from the exact one, as a share of it, where nothing says that it is rounded."""
HEDGED_ROUNDING: Final = Decimal("0.05")
"""The same where the words say so: about, nearly, more than."""
NO_UNIT: Final = 0.8
"""The score of the right number without the unit that the answer has."""
_SAME: Final = Decimal("1e-9")
_IMPLIED: Final = {
    "old": ("time",), "long": ("time", "length"), "far": ("length",), "tall": ("length",), "high": ("length",),
    "wide": ("length",), "deep": ("length",), "heavy": ("mass",), "hot": ("temperature", "angle"), "fast": ("speed",),
    "cold": ("temperature", "angle"), "big": ("area", "length", "volume"), "large": ("area", "length", "volume"),
    "much": (MONEY, "mass", "volume", SHARE), "age": ("time",), "temperature": ("temperature", "angle"),
    "length": ("length", "time"), "height": ("length",), "weight": ("mass",), "weigh": ("mass",), "speed": ("speed",),
    "distance": ("length",), "cost": (MONEY,), "price": (MONEY,), "percentage": (SHARE,), "percent": (SHARE,),
    "share": (SHARE,), "proportion": (SHARE,), "rate": (SHARE, "points"), "worth": (MONEY,), "pay": (MONEY,),
    "paid": (MONEY,), "fine": (MONEY,), "size": ("area", "length", "volume"), "area": ("area",), "salary": (MONEY,),
}  # fmt: skip


_METRES: Final = re.compile(r"\d+(?:\.\d+)?m\.?")
"""Millions, elsewhere than where a length is the answer: "7.4m"."""


def agreement(gold: Quantity, stated: Quantity, question: str) -> float:
    """How well a stated amount agrees with the gold one: 1 the same, ``NO_UNIT`` without its unit, 0 another one."""
    if (gold.kind == "ordinal") != (stated.kind == "ordinal") or (gold.kind == "vague") != (stated.kind == "vague"):
        return 0.0
    if gold.measure is not None and gold.measure.dimension == "length" and _METRES.fullmatch(stated.text):
        return 1.0 if stated.low / 10**6 == gold.base_low and stated.scale == 10**6 else 0.0
    by_unit = _unit_agreement(gold, stated, question)
    if not by_unit or _bounds_clash(gold, stated):
        return 0.0
    if is_comparable_in_base(gold, stated):
        pair = (gold.base_low, gold.base_high, gold.base_step), (stated.base_low, stated.base_high, stated.base_step)
    else:
        pair = (gold.low, gold.high, gold.step), (stated.low, stated.high, stated.step)
    (low, high, step), (other_low, other_high, other_step) = pair
    is_hedged = _is_loose(gold) or _is_loose(stated)
    is_same_unit = gold.measure is None or stated.measure is None or gold.measure.is_same(stated.measure)
    room = HEDGED_ROUNDING if is_hedged or not is_same_unit else ROUNDING
    grain = max(step, other_step) if _is_approximate(gold) else other_step
    low_score = _closeness(low, other_low, grain, room)
    high_score = _closeness(high, other_high, grain, room)
    return by_unit * min(low_score, high_score)


def _unit_agreement(gold: Quantity, stated: Quantity, question: str) -> float:
    mine, theirs = gold.measure, stated.measure
    if mine is not None and theirs is not None:
        return 1.0 if mine.is_kin(theirs) else 0.0
    if mine is None and theirs is None:
        return 1.0
    if mine is None and theirs is not None:
        is_share = gold.kind == "fraction" and theirs.dimension == SHARE
        return 1.0 if is_share or _asks_for(question, theirs) else 0.0
    if mine is not None and stated.kind == "fraction":
        return 1.0 if mine.dimension == SHARE else 0.0
    return 1.0 if mine is not None and _names_unit(question, mine) else NO_UNIT


def _asks_for(question: str, unit: Unit) -> bool:
    """Whether the question asks for an amount of that unit, so that the gold could leave it out."""
    if _names_unit(question, unit):
        return True
    words = {token.folded for token in tokens(question)}
    return any(unit.dimension in _IMPLIED[word] for word in words & _IMPLIED.keys())


@lru_cache(maxsize=4096)
def _question_units(question: str) -> tuple[Unit, ...]:
    named = (unit_named(token.folded) for token in tokens(question) if len(token.folded) > 2)
    return tuple(unit for unit in named if unit is not None)


def _names_unit(question: str, unit: Unit) -> bool:
    return any(unit.is_kin(named) for named in _question_units(question))


def is_comparable_in_base(gold: Quantity, stated: Quantity) -> bool:
    """Whether the amounts are to be converted: both have a unit, or one is a fraction and the other a share.

    Degrees that leave their scale open are those of the other amount.
    """
    if gold.measure is not None and stated.measure is not None:
        return {gold.measure.dimension, stated.measure.dimension} != {"angle", "temperature"}
    return {gold.kind, stated.kind} == {"percent", "fraction"}


def _bounds_clash(gold: Quantity, stated: Quantity) -> bool:
    return {gold.bound, stated.bound} == {"at-least", "at-most"}


def turns_the_bound(gold: Quantity, stated: Quantity) -> bool:
    """Whether a stated amount is the gold's bound turned round: "at least 8,000" for "up to 8,000"."""
    return _bounds_clash(gold, stated) and (gold.base_high == stated.base_high or gold.high == stated.high)


def _is_loose(quantity: Quantity) -> bool:
    return quantity.is_hedged or quantity.bound in ("about", "at-least", "at-most")


def _is_approximate(gold: Quantity) -> bool:
    """Whether the gold's own wording is an approximation; an exact one may be rounded, but not made more exact."""
    return gold.is_hedged or gold.bound == "about"


def _closeness(gold: Decimal, stated: Decimal, step: Decimal, room: Decimal) -> float:
    """1 for the same amount, 0.9 where rounding to ``step`` explains the difference, 0 otherwise."""
    difference, size = abs(gold - stated), max(abs(gold), abs(stated))
    if difference <= _SAME * size:
        return 1.0
    return 0.9 if gold * stated > 0 and difference <= step / 2 and difference <= room * size else 0.0
