"""One amount at one place: a number with the sign before it and the unit on either side of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Final

from harness.reading.lexemes import Lexeme
from harness.reading.number_words import NUMBER_WORDS, SHORT_SCALES, Spoken, scale_at
from harness.reading.quantity import Quantity, QuantityKind
from harness.reading.spoken import read_spoken
from harness.reading.units import LONGEST_NAME, MONEY, SHARE, Unit, first_money_words, unit_at

_VAGUE: Final = {
    "dozens": 12, "tens": 10, "scores": 20, "hundreds": 100, "thousands": 1000, "millions": 10**6, "billions": 10**9,
}  # fmt: skip
_NOT_A_NUMBER_AFTER: Final = frozenset({"the", "no", "any", "some", "every", "each", "this", "that", "which", "first"}
    | {"last", "another", "many", "such", "only", "a", "loved", "other"})  # fmt: skip
"""What stands before a ``one`` that is a pronoun."""
_ANYBODY: Final = frozenset({"another", "can", "could", "may", "might", "must", "should", "would", "cannot"})
"""What follows a ``one`` that is anybody."""
_SMALL_CODES: Final = """
rs kr rp eur gbp usd rmb nok sek dkk chf jpy cny inr aud cad nzd hkd sgd krw pln czk huf rub uah zar mxn brl ils aed thb
sen
"""
_CODES_BEFORE: Final = frozenset(_SMALL_CODES.split())
"""Codes that stand before an amount in small letters too."""
_LENGTH_CUES: Final = frozenset({"tall", "long", "wide", "high", "deep", "away", "thick", "race", "sprint", "hurdles"}
    | {"above", "below", "across", "apart"})  # fmt: skip
_WARM_WORDS: Final = """
temperature temperatures hot cold heat weather warm cool degrees degree freezing fever celsius boils heated thermometer
"""
_WARMTH: Final = frozenset(_WARM_WORDS.split())
_PARTS: Final = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "third": Decimal(1) / 3}
_SMALLER_PART: Final = {"length": ("foot", "ft", "m"), "mass": ("lb", "stone", "kg"), "time": ()}


@cache
def may_begin_amount() -> frozenset[str]:
    """The folded words and signs with which an amount can begin, digits apart."""
    return frozenset({"a", "an", "minus", "negative", "-", *NUMBER_WORDS, *_VAGUE, *first_money_words()})


def amount_at(text: str, line: Sequence[Lexeme], index: int) -> Quantity | None:
    """The amount that begins at the lexeme ``index``, or None."""
    first = line[index]
    if first.kind == "word" and first.folded in _VAGUE:
        return _vague(text, line, index)
    prefix, place = _leading_currency(line, index)
    sign, place = _sign(line, index, place)
    if place >= len(line) or not _may_be_number(line, place, has_prefix=prefix is not None):
        return _article(text, line, index)
    spoken = read_spoken(line, place, short_letters=prefix is not None)
    if spoken is None:
        return _article(text, line, index)
    spoken = _without_unit_letter(line, place, spoken, has_prefix=prefix is not None)
    measure, after = _trailing_unit(line, spoken, prefix)
    spoken, after = _scale_after_unit(line, measure, spoken, after)
    if measure is not None and measure.dimension == MONEY and measure.factor > 1:
        spoken = replace(spoken, value=spoken.value * measure.factor, step=spoken.step * measure.factor)
        measure = replace(measure, factor=Decimal(1))
    if _ends_in_a_name(line, spoken, after):
        return None
    value = spoken.value * sign
    quantity = Quantity(
        start=line[index].start, end=line[after - 1].end, text=text[line[index].start : line[after - 1].end],
        low=value, high=value, kind=_kind(spoken, measure), measure=measure, step=spoken.step, scale=spoken.scale,
        first=index, after=after,
    )  # fmt: skip
    return _with_parts(text, line, quantity)


def _leading_currency(line: Sequence[Lexeme], index: int) -> tuple[Unit | None, int]:
    """A currency sign or code before the digits, and the index of what follows it."""
    if line[index].folded not in first_money_words():
        return None, index
    if not any(map(_may_follow_currency, line[index + 1 : index + 1 + LONGEST_NAME])):
        return None, index
    found = unit_at(line, index)
    if found is None or found[0].dimension != MONEY or found[1] >= len(line):
        return None, index
    written = "".join(lexeme.text for lexeme in line[index : found[1]])
    is_sign = not written.isalpha() or written.isupper() or written.lower() in _CODES_BEFORE
    if not is_sign or not _may_follow_currency(line[found[1]]):
        return None, index
    return found[0], found[1]


def _may_follow_currency(lexeme: Lexeme) -> bool:
    return lexeme.kind == "number" or lexeme.folded in NUMBER_WORDS or lexeme.folded in ("-", "a")


def _sign(line: Sequence[Lexeme], index: int, place: int) -> tuple[int, int]:
    """-1 and the place after a minus; 1 and ``place`` where there is none. A hyphen after a word is no minus."""
    if place + 1 >= len(line):
        return 1, place
    lexeme, following = line[place], line[place + 1]
    if lexeme.folded in ("minus", "negative") and (following.kind == "number" or following.folded in NUMBER_WORDS):
        return -1, place + 1
    if lexeme.folded != "-" or following.kind != "number" or following.spaced:
        return 1, place
    if place == index and index and not lexeme.spaced and line[index - 1].text not in "([=":
        return 1, place
    return -1, place + 1


def _may_be_number(line: Sequence[Lexeme], place: int, *, has_prefix: bool) -> bool:
    """Whether the lexeme can begin a number: not the digits of a name, not the ``one`` of ``the one``."""
    lexeme = line[place]
    if lexeme.kind == "number":
        return lexeme.value is not None and (has_prefix or not _belongs_to_a_name(line, place))
    if lexeme.folded not in NUMBER_WORDS and lexeme.folded not in ("a", "an"):
        return False
    if lexeme.folded == "one":
        before = line[place - 1].folded if place else ""
        following = line[place + 1].folded if place + 1 < len(line) else ""
        is_counted = place + 1 < len(line) and unit_at(line, place + 1) is not None and following != "another"
        return is_counted or not (before in _NOT_A_NUMBER_AFTER or following in _ANYBODY or _is_described(line, place))
    return lexeme.folded not in SHORT_SCALES


def _is_described(line: Sequence[Lexeme], place: int) -> bool:
    """``the third one``, ``a bigger one``: an article and a describing word before."""
    if place < 2 or line[place - 1].kind != "word":
        return False
    return line[place - 2].folded in _NOT_A_NUMBER_AFTER and line[place - 1].folded not in ("least", "most", "total")


def _belongs_to_a_name(line: Sequence[Lexeme], place: int) -> bool:
    """``S400``, ``S-400``, ``Hwasong-19``, ``#5``, ``@anna_1``: glued to a capitalised word, or after a name's sign."""
    before = line[place - 1] if place else None
    if before is None or line[place].spaced:
        return False
    if before.kind == "word":
        return True
    if before.text in ("#", "@", "_", "\\"):
        return True
    if before.folded != "-" or before.spaced or place < 2:
        return False
    word = line[place - 2]
    return word.kind == "word" and (word.text[0].isupper() or len(word.text) == 1) and unit_at(line, place - 2) is None


def _ends_in_a_name(line: Sequence[Lexeme], spoken: Spoken, after: int) -> bool:
    """Digits with letters glued to them that are neither scale nor unit: ``777F``, ``24703L202``."""
    if not spoken.is_digits or after != spoken.after or after >= len(line) or spoken.kind == "ordinal":
        return False
    glued = line[after]
    return not glued.spaced and glued.kind == "word" and glued.folded not in ("x", "am", "pm", "s")


def _without_unit_letter(line: Sequence[Lexeme], place: int, spoken: Spoken, *, has_prefix: bool) -> Spoken:
    """``1.8m tall`` is metres, ``7.62mm`` millimetres and ``5t`` tonnes; ``45m people`` is millions, ``10M`` too."""
    last = line[spoken.after - 1]
    if has_prefix or spoken.after - place != 2 or last.spaced or not spoken.is_digits or last.kind != "word":
        return spoken
    money = unit_at(line, spoken.after)
    if money is not None and money[0].dimension == MONEY:
        return spoken
    is_length = last.text == "m" and _has_length_cue(line, spoken.after)
    if is_length or last.text in ("mm", "t", "g"):
        digits = line[place]
        assert digits.value is not None
        return Spoken(digits.value, digits.step, place + 1, is_digits=True)
    return spoken


def _has_length_cue(line: Sequence[Lexeme], after: int) -> bool:
    return any(lexeme.folded in _LENGTH_CUES for lexeme in line[after : after + 2])


def _trailing_unit(line: Sequence[Lexeme], spoken: Spoken, prefix: Unit | None) -> tuple[Unit | None, int]:
    if prefix is not None or spoken.kind == "ordinal":
        return prefix, spoken.after
    place = spoken.after
    if place < len(line) and line[place].folded == "-" and not line[place].spaced:
        place += 1
    found = unit_at(line, place) or (_unit_after_of(line, place) if spoken.kind == "fraction" else None)
    if found is None or not _is_really_a_unit(line, place, found):
        return None, spoken.after
    return found


def _scale_after_unit(line: Sequence[Lexeme], measure: Unit | None, spoken: Spoken, after: int) -> tuple[Spoken, int]:
    """``75 USD million``: the scale word behind the currency."""
    scale = scale_at(line, after) if measure is not None and measure.dimension == MONEY and spoken.scale == 1 else 1
    if scale < 1000 or after == spoken.after:
        return spoken, after
    return replace(spoken, value=spoken.value * scale, step=spoken.step * scale, scale=scale), after + 1


def _unit_after_of(line: Sequence[Lexeme], place: int) -> tuple[Unit, int] | None:
    """``half a mile``, ``three quarters of an hour``."""
    position = place
    for words in (("of",), ("a", "an")):
        if position < len(line) and line[position].folded in words:
            position += 1
    found = unit_at(line, position) if position > place else None
    return found if found is not None and found[0].dimension not in (MONEY, SHARE) else None


def _is_really_a_unit(line: Sequence[Lexeme], place: int, found: tuple[Unit, int]) -> bool:
    """``2 in`` is inches at the end of a clause only; ``5 second-hand cars`` has no seconds in it."""
    lexeme, after = line[place], found[1]
    following = line[after] if after < len(line) else None
    if lexeme.folded == "in" and after == place + 1:
        return following is None or following.kind == "sign" or following.folded in ("more", "tall", "long", "wide")
    if following is not None and following.kind == "number" and not following.spaced and found[0].dimension != MONEY:
        return False
    if found[0].dimension == MONEY and following is not None and following.kind == "number" and not following.spaced:
        return lexeme.text.isalnum() and not following.text[0].isdigit()
    if len(lexeme.text) == 1 and lexeme.text.isalpha() and after == place + 1:
        return _is_unit_letter(line, place)
    return True


def _is_unit_letter(line: Sequence[Lexeme], place: int) -> bool:
    """``20C`` and ``3 L`` have units; ``777F`` needs a word of warmth, and the ``s`` of ``1960s`` is a plural."""
    letter, number = line[place], line[place - 1]
    if letter.text == "F":
        return len(line) <= 3 or any(lexeme.folded in _WARMTH for lexeme in line)
    if letter.text == "s" and number.value is not None and number.value < 10_000 and number.value % 10 == 0:
        return False
    if letter.text == "m" and letter.spaced:
        return _ends_a_measure(line, place + 1)
    return not letter.spaced or letter.text in "LKW"


def _ends_a_measure(line: Sequence[Lexeme], after: int) -> bool:
    """Whether a spaced ``m`` is metres: a word of length follows, or nothing does that could be counted in millions."""
    following = line[after] if after < len(line) else None
    return following is None or following.folded in _LENGTH_CUES | {"x", "by"} or following.text in ".,;)/"


def _kind(spoken: Spoken, measure: Unit | None) -> QuantityKind:
    if spoken.kind == "ordinal":
        return "ordinal"
    if measure is None:
        return "fraction" if spoken.kind == "fraction" else "number"
    if measure.dimension == MONEY:
        return "money"
    if measure.dimension in (SHARE, "points"):
        return "percent"
    return "duration" if measure.dimension == "time" else "measure"


def _vague(text: str, line: Sequence[Lexeme], index: int) -> Quantity | None:
    """``dozens``, ``hundreds of thousands``: at least two of the scale, less than ten."""
    scale = Decimal(_VAGUE[line[index].folded])
    after = index + 1
    if after + 1 < len(line) and line[after].folded == "of" and line[after + 1].folded in _VAGUE:
        scale *= _VAGUE[line[after + 1].folded]
        after += 2
    start, end = line[index].start, line[after - 1].end
    high = scale * 10 - 1
    return Quantity(start, end, text[start:end], scale * 2, high, "vague", bound="about", step=scale, is_hedged=True,
                    first=index, after=after)  # fmt: skip


def _article(text: str, line: Sequence[Lexeme], index: int) -> Quantity | None:
    """``an hour``, ``a whole day``: one of the unit, unless the article means ``per`` (``50 km an hour``)."""
    if line[index].folded not in ("a", "an") or (index and _is_rate_before(line[index - 1])):
        return None
    if index + 1 < len(line) and line[index + 1].folded == "couple":
        return _couple(text, line, index)
    if index + 2 < len(line) and (line[index + 1].folded, line[index + 2].folded) == ("pair", "of"):
        start, end = line[index].start, line[index + 1].end
        return Quantity(start, end, text[start:end], Decimal(2), Decimal(2), "number", first=index, after=index + 2)
    at = index + 1 + (index + 2 < len(line) and line[index + 1].folded in _WHOLE)
    found = unit_at(line, at)
    if found is None or found[0].dimension in (MONEY, SHARE, "points", "angle") or len(line[at].text) < 3:
        return None
    if line[at].folded in ("second", "bit", "bar", "mole", "stone"):
        return None
    start, end = line[index].start, line[found[1] - 1].end
    one = Spoken(Decimal(1), Decimal(1), found[1])
    quantity = Quantity(start, end, text[start:end], one.value, one.value, _kind(one, found[0]), found[0],
                        first=index, after=found[1])  # fmt: skip
    return _with_parts(text, line, quantity)


def _couple(text: str, line: Sequence[Lexeme], index: int) -> Quantity:
    """``a couple of``: about two."""
    start, end, two = line[index].start, line[index + 1].end, Decimal(2)
    return Quantity(start, end, text[start:end], two, two, "number", bound="about", is_hedged=True, first=index,
                    after=index + 2)  # fmt: skip


def _is_rate_before(lexeme: Lexeme) -> bool:
    is_plural = lexeme.folded.endswith("s") and lexeme.folded not in _NO_PLURAL
    return lexeme.kind == "number" or lexeme.folded in ("twice", "once") or is_plural


_NO_PLURAL_WORDS: Final = """
is was has as its his this thus perhaps less plus unless lasts takes says means does needs gives goes always us across
"""
_NO_PLURAL: Final = frozenset(_NO_PLURAL_WORDS.split())
"""Words in -s that count nothing, so that an article behind them means no "per": "it was a fortnight"."""
_WHOLE: Final = frozenset(("whole", "full", "entire", "single", "mere", "further", "good"))


def _with_parts(text: str, line: Sequence[Lexeme], whole: Quantity) -> Quantity:
    """The amount with the smaller parts after it: ``5 ft 2 in``, ``1 hour and 30 minutes``, ``$4 and 50 cents``."""
    if whole.measure is None or whole.kind not in ("money", "measure", "duration"):
        return whole
    place = whole.after
    if place < len(line) and line[place].folded in ("and", ","):
        place += 1
    if place + 1 < len(line) and line[place].folded in ("a", "one") and line[place + 1].folded in _PARTS:
        added, end = whole.low + _PARTS[line[place + 1].folded], line[place + 1].end
        return replace(whole, low=added, high=added, end=end, text=text[whole.start : end], after=place + 2)
    spoken = read_spoken(line, place) if place < len(line) else None
    if spoken is None or spoken.kind != "cardinal":
        return whole
    part, after = _trailing_unit(line, spoken, None)
    factor = _part_factor(whole.measure, part) or _bare_cents(line, whole, spoken)
    if factor is None or not 0 < spoken.value * factor < 1 + (whole.measure.dimension == "time") * 59:
        return whole
    added = whole.low + spoken.value * factor
    end = line[after - 1].end
    joined = replace(
        whole, low=added, high=added, end=end, text=text[whole.start : end], step=spoken.step * factor, after=after
    )
    return _with_parts(text, line, joined)


def _bare_cents(line: Sequence[Lexeme], whole: Quantity, spoken: Spoken) -> Decimal | None:
    """``15 dollars 50``: two digits, or an ``and`` with a small number, where the clause ends after them."""
    is_money = whole.kind == "money" and whole.low == whole.low.to_integral_value() and whole.scale == 1
    ends = spoken.after >= len(line) or line[spoken.after].folded in (".", ",", "!", "?", ")")
    is_cents = spoken.value < 100 and (spoken.value >= 10 or line[whole.after].folded == "and")
    return Decimal("0.01") if is_money and ends and is_cents and line[whole.after].folded != "," else None


def _part_factor(whole: Unit, part: Unit | None) -> Decimal | None:
    """What one of the part is in units of the whole; None where it is no part of it."""
    if part is None:
        return None
    if whole.dimension == MONEY:
        return part.factor if part.name == "cent" and whole.name != "cent" else None
    if part.dimension != whole.dimension or part.factor >= whole.factor or whole.dimension not in _SMALLER_PART:
        return None
    if whole.dimension != "time" and whole.name not in _SMALLER_PART[whole.dimension]:
        return None
    return part.factor / whole.factor
