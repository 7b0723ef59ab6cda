"""The words of a quantity can be found under its value, whatever its unit and spelling: "48 hours" and "two days".

Values are compared in the base unit of their dimension, money within its currency, shares as parts of one, so that "a
fifth" is "20 percent" and "£38m" is "38 million pounds". Nothing is rounded but the last of five digits: a quantity in
other words is the same one, a near one is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from harness.judging.windows import Word, prepare
from harness.reading.quantities import find_quantities
from harness.reading.quantity import Quantity

QUANTITY_MARK: Final = "%"
"""How an alias begins that is a value."""

_LEAST_NUMBER: Final = 2


def with_quantities(text: str, words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of a text, those of a quantity with its value as a further alias."""
    keys = _keys(text, words)
    if not keys:
        return tuple(words)
    return tuple(
        word._replace(aliases=(*word.aliases, keys[position])) if position in keys else word
        for position, word in enumerate(words)
    )


def same_quantity(word: Word, text: str) -> tuple[int, ...]:
    """The positions of the words of a prepared text that belong to a quantity of the same value as this word's."""
    for alias in reversed(word.aliases):
        if alias[0] == QUANTITY_MARK:
            return _places(text).get(alias, ())
    return ()


def quantity_marks(position: int, text: str) -> tuple[str, ...]:
    """The value of the quantity that a word of a prepared text belongs to, as an alias; empty where it has none."""
    return tuple(key for key, places in _places(text).items() if position in places)


@lru_cache(maxsize=32)
def _places(text: str) -> Mapping[str, tuple[int, ...]]:
    """The positions of the words of each value; the text is read for it only when a sentence asks."""
    found: dict[str, tuple[int, ...]] = {}
    for position, key in _keys(text, prepare(text).words).items():
        found[key] = (*found.get(key, ()), position)
    return found


def _keys(text: str, words: Sequence[Word]) -> dict[int, str]:
    found: dict[int, str] = {}
    position = 0
    for quantity in find_quantities(text):
        key = _key(quantity)
        while position < len(words) and words[position].end <= quantity.start:
            position += 1
        inside = position
        while key and inside < len(words) and words[inside].start < quantity.end:
            if words[inside].weight:
                found[inside] = key
            inside += 1
    return found


def _key(quantity: Quantity) -> str:
    """The value in words that compare: dimension or currency, then the amount, or both ends of a range."""
    low, high = float(quantity.base_low), float(quantity.base_high)
    if quantity.kind in ("ordinal", "vague") or low < (_LEAST_NUMBER if quantity.kind == "number" else 0):
        return ""
    name = _dimension(quantity)
    return f"{QUANTITY_MARK}{name}:{low:.5g}" + (f"-{high:.5g}" if high != low else "")


def _dimension(quantity: Quantity) -> str:
    if quantity.kind in ("percent", "fraction"):
        return "share"
    if quantity.measure is None:
        return "number"
    return (
        (quantity.measure.family or quantity.measure.name) if quantity.kind == "money" else quantity.measure.dimension
    )
