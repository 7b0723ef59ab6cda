"""Numbers as people write and speak them: ``two hundred and twelve``, ``4.2 million``, ``half a dozen``.

Works on lexemes; a number is read from a place and ends where the words stop to be one number. English only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from harness.reading import fractions
from harness.reading.lexemes import Lexeme
from harness.reading.number_words import FRACTION_WORDS, ORDINALS, SCALES, SHORT_SCALES, TENS, UNITS, Spoken, scale_at

_ONE: Final = Decimal(1)


def read_spoken(line: Sequence[Lexeme], index: int, *, short_letters: bool = False) -> Spoken | None:
    """The number that begins at ``index``, or None.

    ``short_letters`` lets ``m``, ``b`` and ``k`` after a space be scales, as after a currency (``NOK 45 m``).
    """
    if index >= len(line):
        return None
    half = fractions.part_of_a_scale(line, index)
    if half is not None:
        return half
    cardinal = read_cardinal(line, index, short_letters=short_letters)
    if cardinal is None:
        return fractions.lone_fraction(line, index) or fractions.lone_ordinal(line, index)
    cardinal = fractions.with_point(line, cardinal) or cardinal
    fraction = fractions.tens_denominated(line, index, cardinal, read_cardinal)
    fraction = fraction or _with_fraction(line, cardinal, short_letters=short_letters)
    return fraction or fractions.compound_ordinal(line, cardinal) or cardinal


def _with_fraction(line: Sequence[Lexeme], cardinal: Spoken, *, short_letters: bool) -> Spoken | None:
    """``two thirds``, or ``five and a half`` with the scale that may follow: ``five and a half million``."""
    whole = fractions.denominated(line, cardinal) or fractions.with_added_fraction(line, cardinal, read_cardinal)
    whole = whole or fractions.over(line, cardinal, read_cardinal)
    if whole is None:
        return None
    scale = scale_at(line, whole.after, short_letters=short_letters)
    if scale == 1:
        return whole
    return replace(
        whole, value=whole.value * scale, step=whole.step * scale, after=whole.after + 1, scale=scale, kind="cardinal"
    )


def read_cardinal(line: Sequence[Lexeme], index: int, *, short_letters: bool = False) -> Spoken | None:
    """The cardinal number that begins at ``index``, without fractions; None where there is none."""
    running, position = _Sum(), index
    if line[index].folded in ("a", "an") and scale_at(line, index + 1) > 1:
        position = index + 1
    start = position
    while position < len(line):
        following = _skip_joint(line, position, running) if position > start else position
        taken = _take(line, following, running, short_letters=short_letters)
        if taken is None:
            break
        position = taken
    if position == start:
        return None
    is_digits = line[start].value is not None
    return Spoken(running.value, running.step, position, running.last_scale, is_digits=is_digits)


def _take(line: Sequence[Lexeme], index: int, running: _Sum, *, short_letters: bool) -> int | None:
    """Add the lexeme at ``index`` to the sum, and give the index after it; None where it is no part of the number."""
    if index >= len(line):
        return None
    lexeme = line[index]
    if lexeme.kind == "number":
        if lexeme.value is None or not _may_follow(running, lexeme) or not running.can_add(lexeme.value):
            return None
        mixed = fractions.mixed_fraction(line, index)
        if mixed is not None:
            running.add(mixed.value, mixed.step, 1)
            return mixed.after
        running.add(lexeme.value, lexeme.step, 1)
        return index + 1
    if lexeme.kind != "word":
        return None
    word = lexeme.folded
    if word in UNITS or word in TENS:
        value = UNITS.get(word, TENS.get(word, 0))
        if not running.can_add(Decimal(value)) or (value == 0 and running.group is not None):
            return None
        running.add(Decimal(value), Decimal(10) if word in TENS else _ONE, 10 if word in TENS else 1)
        return index + 1
    scale = scale_at(line, index, short_letters=short_letters)
    if scale == 1 or not _may_scale(line, index, running, scale):
        return None
    running.multiply(scale)
    return index + 1


def _may_follow(running: _Sum, lexeme: Lexeme) -> bool:
    """Digits go on with a number only after a scale word: ``4 thousand 3 hundred``, not ``4000 3 hundred``."""
    return (running.group is None and not running.total) or (running.last_scale > 1 and lexeme.spaced)


def _may_scale(line: Sequence[Lexeme], index: int, running: _Sum, scale: int) -> bool:
    if running.group is None and not running.total:
        return not line[index].folded.endswith("s") and len(line[index].folded) > 3
    if scale == 100:
        return running.last_scale == 1 and running.group is not None and running.group > 0
    return not (line[index].folded in SHORT_SCALES and running.last_scale > 1)


def _skip_joint(line: Sequence[Lexeme], index: int, running: _Sum) -> int:
    """Past a hyphen, a comma or an ``and`` inside one number; ``index`` itself where none of them joins."""
    if index + 1 >= len(line):
        return index
    joint, following = line[index].folded, line[index + 1]
    if joint == "-" and following.kind == "word" and not (running.last_scale > 1 and following.spaced):
        return index + 1
    scaled = running.last_scale > 1
    if scaled and joint in ("and", "&") and _is_small(line, index + 1, running):
        return index + 1
    if scaled and joint == "," and running.last_scale >= 1000 and following.folded in (UNITS | TENS):
        closes = next((lexeme for lexeme in line[index + 2 : index + 4] if lexeme.folded in SCALES), None)
        return index + 1 if closes is not None else index
    return index


def _is_small(line: Sequence[Lexeme], index: int, running: _Sum) -> bool:
    """Whether what follows an ``and`` is smaller than the scale before it and has no greater scale of its own."""
    lexeme = line[index]
    following = line[index + 1].folded if index + 1 < len(line) else ""
    is_denominator = following in FRACTION_WORDS or (following.endswith("s") and following[:-1] in ORDINALS)
    if is_denominator and (running.last_scale > 100 or following in FRACTION_WORDS):
        return False
    if lexeme.folded in UNITS or lexeme.folded in TENS:
        return not _has_own_scale(line, index, running)
    return lexeme.value is not None and running.last_scale == 100 and 0 < lexeme.value < 100 and lexeme.spaced


def _has_own_scale(line: Sequence[Lexeme], index: int, running: _Sum) -> bool:
    """``two million and three million`` are two numbers; ``two hundred and two thousand`` is one."""
    for lexeme in line[index + 1 : index + 4]:
        if lexeme.folded in SCALES:
            return running.last_scale > 100 and SCALES[lexeme.folded] >= running.last_scale
        if lexeme.folded not in UNITS and lexeme.folded not in TENS and lexeme.folded != "-":
            return False
    return False


class _Sum:
    """What is added up while the words of one cardinal go by: whole groups, and the group below a thousand."""

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.group: Decimal | None = None
        self.step = _ONE
        self.last_scale = 1
        self.room = Decimal(10) ** 30

    def can_add(self, value: Decimal) -> bool:
        return value < self.room and (self.group is None or self.room > 1)

    def add(self, value: Decimal, step: Decimal, room: int) -> None:
        self.group = (self.group or Decimal(0)) + value
        self.step, self.room, self.last_scale = step, Decimal(room), 1

    def multiply(self, scale: int) -> None:
        group = _ONE if self.group is None else self.group
        if scale == 100 or scale == 12:
            self.group = group * scale
            self.room = Decimal(scale)
        elif self.group is None and self.total and self.last_scale > 1:
            self.total *= scale
            self.room = Decimal(scale)
        else:
            self.total, self.group = self.total + group * scale, None
            self.room = Decimal(scale)
        self.step = (self.step if self.step < 1 else max(_ONE, self.step)) * scale
        self.last_scale = scale

    @property
    def value(self) -> Decimal:
        return self.total + (self.group or Decimal(0))
