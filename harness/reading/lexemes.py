"""Lexemes: the numbers, words and signs that written quantities and dates are put together from.

Finer than ``words.tokens``: signs are kept, digits come apart from letters glued to them, and each lexeme knows whether
white space stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache, partial
from typing import Final, Literal, NamedTuple

from harness.reading.words import fold

LexemeKind = Literal["number", "word", "sign"]

_SPACE: Final = " \u00a0\u2007\u2009\u202f"
_VULGAR: Final = "\u00bc-\u00be\u2150-\u215e\u2189"
_WORD: Final = rf"[^\W\d_{_VULGAR}\u00b2\u00b3\u00b9]+(?:['\u2019](?=[^\W\d_])[^\W\d_{_VULGAR}]+)*"
_LEXEME: Final = re.compile(
    r"(?=\S)(?:"  # nothing else is tried at a space
    rf"(?P<word>[A-Za-z]{{2,}}+(?=[ \n,.])|(?!(?:[^\W\d_]\.){{2}}){_WORD})"
    rf"|(?P<grouped>(?<![\d.,])\d{{1,3}}(?:[{_SPACE}]\d{{3}}){{1,6}}(?!\d)(?:[.,]\d+(?![\d.,]*\d))?)"
    rf"|(?P<vulgar>[{_VULGAR}])"
    r"|(?P<number>\d+(?:[.,]\d+)*|(?<![\w.])\.\d+)"
    r"|(?P<dotted>(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?)"
    r"|(?P<sign>\S))"
)
"""Words come first, being most of a text, plain ones before all; but ``U.S.`` is one lexeme."""
_EXPONENT: Final = re.compile(r"[eE][+-]?\d{1,3}(?!\w)|\^[+-]{0,2}\d{1,3}(?![\w.])")
_ONE: Final = Decimal(1)
_SIGNS: Final = {"\u2212": "-", "\u2013": "-", "\u2014": "\u2014", "\u2012": "-", "\u2010": "-", "\u2011": "-"}


class Lexeme(NamedTuple):
    """A number, a word or a sign; ``folded`` is what rules compare, ``value`` is None where the digits are no number.

    ``spaced`` says whether white space, or nothing, stands before it.
    ``step`` is the place value of the last digit that was written with intent: 1000 for ``12,000``, 0.1 for ``4.2``.
    """

    kind: LexemeKind
    folded: str
    text: str
    start: int
    end: int
    spaced: bool
    value: Decimal | None = None
    step: Decimal = _ONE


_Fields = tuple[LexemeKind, str, str, int, int, bool, Decimal | None, Decimal]
_lexeme: Final[Callable[[_Fields], Lexeme]] = partial(tuple.__new__, Lexeme)
"""The same ``Lexeme`` in less than half the time, for the many words of a document."""


@lru_cache(maxsize=8192)
def lexemes(text: str) -> tuple[Lexeme, ...]:
    """Every lexeme of a text, in order; they never overlap. Linear in the length of the text."""
    found: list[Lexeme] = []
    last_end = -1
    for match in _LEXEME.finditer(text):
        start = match.start()
        if start < last_end:
            continue
        if match.lastgroup == "word":
            raw = match.group()
            end = match.end()
            found.append(_lexeme(("word", fold(raw), raw, start, end, start != last_end, None, _ONE)))
            last_end = end
        else:
            found.append(_read(match, text, spaced=start != last_end))
            last_end = found[-1].end
    return tuple(found)


def read_digits(digits: str) -> tuple[Decimal, Decimal] | None:
    """The value and the step of a number in digits; None for digits that are a version, a date or an address.

    ``12,000`` ``12 000`` ``1.234.567`` ``12,34,567.89`` group thousands; ``4.2`` ``4,25`` ``1.234,5`` hold decimals.
    One dot before three digits is a decimal point (``4.800``), one comma before three digits is none (``4,800``).
    """
    plain = _plain_digits(digits)
    if plain is None:
        return None
    value = Decimal(plain)
    if "." in plain:
        return value, Decimal(1).scaleb(-len(plain.partition(".")[2]))
    zeros = len(plain) - len(plain.rstrip("0"))
    return value, Decimal(1) if value == 0 else Decimal(10) ** zeros


def _plain_digits(digits: str) -> str | None:
    marks = [character for character in digits if character in ".,"]
    groups = re.split(r"[.,]", digits)
    if not marks:
        return digits
    if len(set(marks)) == 1:
        return _one_kind_of_mark(marks, groups)
    if marks[-1] in marks[:-1] or len(set(marks[:-1])) != 1 or not _are_groups(groups[:-1]):
        return None
    return "".join(groups[:-1]) + "." + groups[-1]


def _one_kind_of_mark(marks: list[str], groups: list[str]) -> str | None:
    if marks == ["."]:
        return f"{groups[0] or '0'}.{groups[1]}"
    if _are_groups(groups) and groups[0] != "0":
        return "".join(groups)
    return f"{groups[0]}.{groups[1]}" if marks == [","] else None


def _are_groups(groups: list[str]) -> bool:
    inner = {len(group) for group in groups[1:-1]}
    return (1 <= len(groups[0]) <= 3 and (len(groups) == 1 or len(groups[-1]) == 3) and inner <= {3}) or (
        len(groups) > 2 and len(groups[-1]) == 3 and inner == {2} and len(groups[0]) <= 2
    )


def _read(match: re.Match[str], text: str, *, spaced: bool) -> Lexeme:
    """Every other lexeme than a plain word."""
    kind, raw, start, end = match.lastgroup, match.group(), match.start(), match.end()
    if kind in ("grouped", "number"):
        digits = "".join(character for character in fold(raw) if character not in " ")
        read = read_digits(digits)
        if read is not None and (exponent := _EXPONENT.match(text, end)):
            read, end = _raised(read, exponent.group()), exponent.end()
        value, step = read or (None, Decimal(1))
        return Lexeme("number", digits, text[start:end], start, end, spaced, value, step)
    if kind == "vulgar":
        value = _vulgar(raw)
        return Lexeme("number", "vulgar", raw, start, end, spaced, value, Decimal("0.01"))
    folded = fold(raw)
    if kind == "dotted":
        return Lexeme("word", folded.replace(".", ""), raw, start, end, spaced)
    return Lexeme("sign", _SIGNS.get(raw, folded), raw, start, end, spaced)


def _vulgar(character: str) -> Decimal:
    numerator, _, denominator = _VULGAR_PARTS[character].partition("/")
    return Decimal(numerator) / Decimal(denominator)


def _raised(read: tuple[Decimal, Decimal], exponent: str) -> tuple[Decimal, Decimal]:
    value, step = read
    if exponent[0] in "eE":
        power = int(exponent[1:])
        return value.scaleb(power), step.scaleb(power)
    power = int(exponent.lstrip("^+-")) * (-1 if exponent.count("-") % 2 else 1)
    if (value == 0 and power <= 0) or abs(value.adjusted()) > 99:
        return read if value else (Decimal(1), Decimal(1))
    raised = value**power
    return raised, Decimal(1) if raised == raised.to_integral_value() else abs(raised).scaleb(-6)


_VULGAR_PARTS: Final = {
    "\u00bc": "1/4", "\u00bd": "1/2", "\u00be": "3/4", "\u2150": "1/7", "\u2151": "1/9", "\u2152": "1/10",
    "\u2153": "1/3", "\u2154": "2/3", "\u2155": "1/5", "\u2156": "2/5", "\u2157": "3/5", "\u2158": "4/5",
    "\u2159": "1/6", "\u215a": "5/6", "\u215b": "1/8", "\u215c": "3/8", "\u215d": "5/8", "\u215e": "7/8",
    "\u2189": "0/3",
}  # fmt: skip
