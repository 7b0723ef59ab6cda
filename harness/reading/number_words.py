"""The words that numbers are made of, and what a number that was read looks like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from harness.reading.lexemes import Lexeme

UNITS: Final[dict[str, int]] = {
    "zero": 0, "nought": 0, "naught": 0, "nil": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS: Final[dict[str, int]] = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
SCALES: Final[dict[str, int]] = {
    "hundred": 100, "thousand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7, "billion": 10**9,
    "trillion": 10**12, "quadrillion": 10**15, "dozen": 12,
}  # fmt: skip
SHORT_SCALES: Final[dict[str, int]] = {
    "k": 10**3, "m": 10**6, "mm": 10**6, "mn": 10**6, "mln": 10**6, "mio": 10**6, "b": 10**9, "bn": 10**9, "bln": 10**9,
    "g": 10**9, "t": 10**12, "tn": 10**12, "trn": 10**12, "tln": 10**12,
}  # fmt: skip
"""Abbreviated scale words; the single letters count only where they are glued to the digits or a currency leads."""

_IRREGULAR_ORDINALS: Final[dict[str, int]] = {
    "first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "nineth": 9, "twelfth": 12,
}  # fmt: skip
FRACTION_WORDS: Final[dict[str, int]] = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4}


def _ordinals() -> dict[str, int]:
    regular = {
        f"{word}th": value for word, value in {**UNITS, **SCALES}.items() if value and word not in ("one", "two")
    }
    tens = {word.removesuffix("y") + "ieth": value for word, value in TENS.items()}
    return {**regular, **tens, **_IRREGULAR_ORDINALS}


ORDINALS: Final[dict[str, int]] = _ordinals()
NUMBER_WORDS: Final[frozenset[str]] = frozenset(
    {*UNITS, *TENS, *SCALES, *(f"{word}s" for word in SCALES), *ORDINALS, *(f"{word}s" for word in ORDINALS),
     *FRACTION_WORDS, *(word for word in SHORT_SCALES if len(word) > 2)}
)  # fmt: skip
"""Every word that can begin or go on with a number."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number that was read: its value, its step (see ``Lexeme``), and the index of the lexeme after it.

    ``scale`` is the scale word that closes it (1 where there is none): what a range hands from its end to its start.
    ``kind`` is ``cardinal``, ``ordinal`` or ``fraction``; ``is_digits`` tells whether it begins with digits.
    """

    value: Decimal
    step: Decimal
    after: int
    scale: int = 1
    kind: str = "cardinal"
    is_digits: bool = False


def scale_at(line: Sequence[Lexeme], index: int, *, short_letters: bool = False) -> int:
    """The scale word at ``index`` as a factor; 1 where there is none."""
    if index >= len(line) or line[index].kind != "word":
        return 1
    lexeme = line[index]
    word = lexeme.folded
    if word in SCALES:
        return SCALES[word]
    if word.endswith("s") and word[:-1] in SCALES:
        return SCALES[word[:-1]]
    if word in SHORT_SCALES and (not lexeme.spaced or short_letters or len(word) > 2 or word in ("mn", "bn", "tn")):
        return SHORT_SCALES[word]
    return 1
