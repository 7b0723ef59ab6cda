"""Quantities in a text: numbers, amounts of money, shares, measures and ordinals, with their bounds and ranges.

``find_quantities`` reads every form that news uses: digits and words, scale words and their abbreviations, currencies
as signs, codes and names, units with their dimension, ranges (``10,000-12,000``), bounds (``at least``, ``up to``) and
fractions. Digits of a name are no quantity (``S-400``, ``Hwasong-19``, ``COVID-19``, ``@anna_1``). Digits of a date are
read here as plain numbers: ask ``dates.find_dates`` for their places and leave those out where it matters.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from harness.reading.amounts import amount_at, may_begin_amount
from harness.reading.bounds import with_bounds
from harness.reading.lexemes import lexemes
from harness.reading.number_words import NUMBER_WORDS
from harness.reading.quantity import Bound, Quantity, QuantityKind

__all__ = ["Bound", "Quantity", "QuantityKind", "find_quantities"]

_DIGIT: Final = re.compile(r"\d|[\u00bc-\u00be\u2150-\u215e]")
_WORD: Final = re.compile(r"[a-z]+")
_HINTS: Final = NUMBER_WORDS | {"a", "an", "tens"}
_ADDRESS: Final = re.compile(r"\b(?:https?://|www\.)\S{1,2000}|[\w.+-]{1,64}@\w[\w.-]{1,250}", re.IGNORECASE)
_MAY_HAVE_ADDRESS: Final = re.compile(r"@|://|www\.", re.IGNORECASE)


@lru_cache(maxsize=8192)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity of a text, in order, none overlapping another. Linear in the length of the text."""
    if not _DIGIT.search(text) and _HINTS.isdisjoint(_WORD.findall(text.lower())):
        return ()
    line = lexemes(text)
    found: list[Quantity] = []
    position = 0
    openers = may_begin_amount()
    addresses = [match.span() for match in _ADDRESS.finditer(text)] if _MAY_HAVE_ADDRESS.search(text) else []
    while position < len(line):
        lexeme = line[position]
        if lexeme.kind != "number" and lexeme.folded not in openers:
            position += 1
            continue
        is_address = any(start <= lexeme.start < end for start, end in addresses)
        quantity = None if is_address else amount_at(text, line, position)
        if quantity is not None:
            found.append(quantity)
        position = position + 1 if quantity is None else quantity.after
    return with_bounds(text, line, tuple(found))
