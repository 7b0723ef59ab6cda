"""Fractions and ordinals in words and digits: ``two thirds``, ``10 1/2``, ``half a million``, ``twenty-first``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from harness.reading.lexemes import Lexeme
from harness.reading.number_words import FRACTION_WORDS, ORDINALS, SCALES, TENS, UNITS, Spoken, scale_at

_STEP: Final = Decimal("0.01")
"""How finely a fraction is meant: ``two thirds`` stands for 0.67, not for sixteen digits."""

_BEHIND_A_CHANGE_WORDS: Final = "in from since during after within over on at and but when while as this last compared"
_BEHIND_A_CHANGE: Final = frozenset(_BEHIND_A_CHANGE_WORDS.split())
"""What follows a share by which something changes, and no thing that is counted."""

ReadCardinal = Callable[[Sequence[Lexeme], int], Spoken | None]


def part_of_a_scale(line: Sequence[Lexeme], index: int) -> Spoken | None:
    """``half a million``, ``half million``, ``half a dozen``, ``a quarter of a million``."""
    position = index + 1 if _word(line, index) in ("a", "an") else index
    numerator = UNITS.get(_word(line, position), 0)
    if numerator and _word(line, position + 1) in FRACTION_WORDS:
        position += 1
    share = _word(line, position)
    if share not in FRACTION_WORDS:
        return None
    after = position + 1
    for joint in ("of", "a"):
        after = after + 1 if _word(line, after) in (joint, "an" if joint == "a" else joint) else after
    scale = scale_at(line, after)
    if scale in (1, 100):
        return None
    value = Decimal(max(numerator, 1)) / FRACTION_WORDS[share] * scale
    return Spoken(value, value, after + 1, scale)


def lone_fraction(line: Sequence[Lexeme], index: int) -> Spoken | None:
    """``half``, ``a half``, ``a third of``, ``by a third in May``, ``a trillionth``.

    An article before a small ordinal needs an ``of``, or a ``by`` or ``to`` in front and nothing counted behind.
    """
    word = _word(line, index)
    if word == "half":
        return Spoken(Decimal("0.5"), _STEP, index + 1, kind="fraction")
    if word not in ("a", "an"):
        return None
    share = _word(line, index + 1)
    if share in FRACTION_WORDS:
        return Spoken(Decimal(1) / FRACTION_WORDS[share], _STEP, index + 2, kind="fraction")
    denominator = ORDINALS.get(share, 0)
    is_last = index + 2 >= len(line) or line[index + 2].kind == "sign"
    behind = _word(line, index + 2)
    is_change = index > 0 and _word(line, index - 1) in ("by", "to") and behind in _BEHIND_A_CHANGE
    if denominator < 3 or (denominator < 1000 and not is_last and behind != "of" and not is_change):
        return None
    return Spoken(Decimal(1) / denominator, Decimal(1) / denominator, index + 2, kind="fraction")


def lone_ordinal(line: Sequence[Lexeme], index: int) -> Spoken | None:
    """``third``, ``twentieth``."""
    value = ORDINALS.get(_word(line, index))
    return None if value is None else Spoken(Decimal(value), Decimal(1), index + 1, kind="ordinal")


def mixed_fraction(line: Sequence[Lexeme], index: int) -> Spoken | None:
    """``1/4``, ``10 1/2`` and ``3 \u00bd`` in digits; the slash must stand between small whole numbers."""
    following = line[index + 1] if index + 1 < len(line) else None
    first = line[index]
    if first.value is None:
        return None
    if following is not None and following.folded == "vulgar" and following.value is not None:
        return Spoken(first.value + following.value, _STEP, index + 2, kind="fraction", is_digits=True)
    slashed = _slashed(line, index + 1)
    if slashed is not None and following is not None and following.spaced and slashed.value < 1:
        return Spoken(first.value + slashed.value, _STEP, slashed.after, kind="fraction", is_digits=True)
    return _slashed(line, index)


def with_point(line: Sequence[Lexeme], cardinal: Spoken) -> Spoken | None:
    """``nine point nought four``; None where no ``point`` with digits in words follows."""
    if cardinal.is_digits or _word(line, cardinal.after) != "point":
        return None
    digits, position = "", cardinal.after + 1
    while (value := UNITS.get(_word(line, position))) is not None and len(digits) < 15:
        digits, position = digits + str(value), position + 1
    if not digits:
        return None
    return Spoken(cardinal.value + Decimal(f"0.{digits}"), Decimal(1).scaleb(-len(digits)), position)


def denominated(line: Sequence[Lexeme], cardinal: Spoken) -> Spoken | None:
    """The cardinal over the denominator after it: ``two thirds``, ``one fifth``, ``3 quarters``."""
    position = _past_hyphen(line, cardinal.after)
    word = _word(line, position)
    if cardinal.kind != "cardinal":
        return None
    if word in FRACTION_WORDS and (word.endswith("s") or cardinal.value == 1):
        return _over(cardinal, FRACTION_WORDS[word], position + 1)
    plural = word.endswith("s") and word[:-1] in ORDINALS
    if plural and word not in ("seconds", "firsts"):
        return _over(cardinal, ORDINALS[word[:-1]], position + 1)
    if cardinal.value == 1 and not cardinal.is_digits and ORDINALS.get(word, 0) > 2:
        return _over(cardinal, ORDINALS[word], position + 1)
    return None


def over(line: Sequence[Lexeme], cardinal: Spoken, read: ReadCardinal) -> Spoken | None:
    """``one over one hundred``, where nothing follows that could be counted (``20 over 3 years``)."""
    if _word(line, cardinal.after) != "over" or cardinal.after + 1 >= len(line):
        return None
    under = read(line, cardinal.after + 1)
    if under is None or under.value < 2 or under.value != under.value.to_integral_value():
        return None
    is_last = under.after >= len(line) or line[under.after].kind == "sign"
    return _over(cardinal, int(under.value), under.after) if is_last else None


def tens_denominated(line: Sequence[Lexeme], index: int, cardinal: Spoken, read: ReadCardinal) -> Spoken | None:
    """``three twenty-firsts`` and ``one hundred thirty-fifths``: the tens belong to the denominator."""
    for place in (cardinal.after - 1, cardinal.after):
        if _word(line, place) not in TENS or _word(line, place - 1) == "and" or place <= index:
            continue
        last = _past_hyphen(line, place + 1)
        unit = ORDINALS.get(_word(line, last).removesuffix("s"), 0)
        numerator = read(line[:place], index)
        if 0 < unit < 10 and _word(line, last).endswith("s") and numerator is not None and numerator.after == place:
            return _over(numerator, TENS[_word(line, place)] + unit, last + 1)
    return None


def with_added_fraction(line: Sequence[Lexeme], cardinal: Spoken, read: ReadCardinal) -> Spoken | None:
    """``two and a half``, ``five and two thirds``, ``one and three quarters``."""
    if _word(line, cardinal.after) != "and" or cardinal.kind != "cardinal":
        return None
    position = cardinal.after + 1
    scaled = part_of_a_scale(line, position)
    if scaled is not None and scaled.value < cardinal.scale:
        return Spoken(cardinal.value + scaled.value, scaled.step, scaled.after)
    scaled = part_of_a_scale(line, position)
    if scaled is not None and scaled.value < cardinal.scale:
        return Spoken(cardinal.value + scaled.value, scaled.step, scaled.after)
    if _word(line, position) in ("a", "an", "one") and _word(line, position + 1) in {**FRACTION_WORDS, **ORDINALS}:
        name = _word(line, position + 1)
        denominator = FRACTION_WORDS.get(name) or ORDINALS[name]
        if denominator < 2 or name == "second":
            return None
        return _sum(cardinal, Decimal(1) / denominator, position + 2)
    if _word(line, position) == "half":
        return _sum(cardinal, Decimal("0.5"), position + 1)
    numerator = read(line, position) if position < len(line) else None
    part = denominated(line, numerator) if numerator is not None else None
    return _sum(cardinal, part.value, part.after) if part is not None and part.value < 1 else None


def compound_ordinal(line: Sequence[Lexeme], cardinal: Spoken) -> Spoken | None:
    """``twenty-first``, ``two hundredth``, ``one hundred and fifth``, ``2nd``."""
    position = cardinal.after
    word = _word(line, position)
    if cardinal.is_digits:
        is_suffix = word in ("st", "nd", "rd", "th") and not line[position].spaced
        return _ordinal(cardinal.value, position + 1) if is_suffix else None
    position = _past_hyphen(line, position)
    if word == "and":
        position = cardinal.after + 1
    word = _word(line, position)
    value = ORDINALS.get(word)
    if value is None:
        return None
    if value in SCALES.values():
        return _ordinal(cardinal.value * value, position + 1) if word != "dozenth" else None
    if cardinal.value > _LARGEST_BEFORE_AN_ORDINAL:
        return None
    room = 10 if cardinal.step == 10 and cardinal.value % 10 == 0 else 100 if cardinal.value % 100 == 0 else 0
    return _ordinal(cardinal.value + value, position + 1) if value < room and cardinal.value else None


_LARGEST_BEFORE_AN_ORDINAL: Final = 10**18
"""Nobody writes "a trillion million and third"; beyond the precision of Decimal its remainder can't be had."""


def _word(line: Sequence[Lexeme], index: int) -> str:
    return line[index].folded if index < len(line) and line[index].kind == "word" else ""


def _past_hyphen(line: Sequence[Lexeme], index: int) -> int:
    return index + 1 if index < len(line) and line[index].folded == "-" else index


def _over(cardinal: Spoken, denominator: int, after: int) -> Spoken:
    return Spoken(cardinal.value / denominator, _STEP, after, kind="fraction")


def _sum(cardinal: Spoken, part: Decimal, after: int) -> Spoken:
    scale = cardinal.scale if cardinal.scale > 100 else 1
    return Spoken(cardinal.value + part * scale, Decimal("0.1") * scale, after, scale, is_digits=cardinal.is_digits)


def _ordinal(value: Decimal, after: int) -> Spoken:
    return Spoken(value, Decimal(1), after, kind="ordinal")


def _slashed(line: Sequence[Lexeme], index: int) -> Spoken | None:
    if index + 2 >= len(line) or line[index + 1].folded != "/":
        return None
    over, under = line[index].value, line[index + 2].value
    if over is None or under is None or not 0 < under <= 1000 or over != over.to_integral_value() or over >= under:
        return None
    if index + 3 < len(line) and line[index + 3].folded == "/":
        return None
    return Spoken(over / under, _STEP, index + 3, kind="fraction", is_digits=True)
