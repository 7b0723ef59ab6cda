"""A number, weekday or month of a fact for which a text has another one, counting, measuring or dating the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from harness.judging.alignment import Alignment, found_at
from harness.judging.clashes import Clash, ClashKind, are_alike
from harness.judging.lexicon import DATES, base_form, kinds
from harness.judging.quantity_words import QUANTITY_MARK, quantity_marks
from harness.judging.windows import PreparedDocument, Word

LEAST_GROUND: Final = 0.5
"""The share of a fact's other words, its number's unit and its source left out, that the sentence must hold."""

_AT_LEAST: Final = [[base_form(first), base_form(second)] for first, second in (("more", "than"), ("at", "least"))]
_REACH: Final = 3
_CURRENCIES: Final = "$€£¥"
_MORE: Final = frozenset(base_form(word) for word in ("another", "further", "additional", "extra"))
"""Words in front of a number that counts others than those counted before."""


def number_clash(fact: str, words: Sequence[Word], alignment: Alignment, document: PreparedDocument) -> Clash | None:
    """The first number, weekday or month that the window lacks and that has a rival there.

    A rival number is of the same form with the same unit or noun; a rival day or year needs no noun.
    """
    own = {word.base for word in words}
    for position, word in enumerate(words):
        if not word.weight or alignment.strengths[position] or not (word.kind == "number" or kinds(word.base) & DATES):
            continue
        units = _units(position, words) if word.kind == "number" else []
        measure = [place for place, one in enumerate(words) if not set(_marks(one)).isdisjoint(_marks(word))]
        for place in document.places_in(*alignment.window):
            other = document.words[place]
            if (
                other.base not in own
                and _is_rival(position, words, fact, place, document)
                and _has_ground(words, document, document.sentence_of[place], {position, *units[:1], *measure})
            ):
                shown = document.text[other.start : other.end]
                reason = f"“{fact[word.start : word.end]}” where the other text has “{shown}”"
                kind: ClashKind = "number" if word.kind == "number" else "kind"
                return Clash(kind, word.start, word.end, other.start, other.end, reason)
    return None


def _is_rival(position: int, words: Sequence[Word], fact: str, place: int, document: PreparedDocument) -> bool:
    word, other = words[position], document.words[place]
    if word.kind != "number":
        return bool(kinds(word.base) & kinds(other.base) & DATES)
    if other.kind != "number" or _form(other, document.text) != _form(word, fact):
        return False
    if place and document.words[place - 1].base in _MORE and (not position or words[position - 1].base not in _MORE):
        return False
    if _form(word, fact) == "year":
        return True
    if _measure(_marks(word)) != _measure(quantity_marks(place, document.text)):
        return False
    if _is_lower_bound(place, document) and _value(other) < _value(word):
        return False
    if _measure(_marks(word)) in _EXTENTS:
        return True
    here = document.sentence_of[place]
    theirs = [document.words[unit] for unit in _units(place, document.words) if document.sentence_of[unit] == here]
    mine = [words[unit] for unit in _units(position, words)]
    if not mine:
        own = [one for one in words if one.weight and one.kind == "content"]
        return not theirs or any(are_alike(one, theirs[0]) for one in own)
    currency = _currency(word, fact)
    is_same_money = bool(currency) and currency == _currency(other, document.text)
    return is_same_money or any(
        are_alike(first, second)
        for number, first in enumerate(mine)
        for count, second in enumerate(theirs)
        if not number or not count
    )


def _marks(word: Word) -> tuple[str, ...]:
    return tuple(alias for alias in word.aliases if alias[0] == QUANTITY_MARK)


def _measure(marks: Sequence[str]) -> str:
    """What a quantity measures, money of any currency being one; a bare number, and none, measure nothing."""
    name = marks[-1].partition(":")[0][1:] if marks else "number"
    return "" if name == "number" else name


_EXTENTS: Final = frozenset({"time", "length", "mass"})
"""Measures whose units may differ from text to text: ten days for three weeks."""


def _is_lower_bound(place: int, document: PreparedDocument) -> bool:
    """``more than 300``, ``over 300``, ``at least 300``: more may be true as well."""
    before = [word.base for word in document.words[max(0, place - 2) : place]]
    return bool(before) and (before[-1] == "over" or before in _AT_LEAST)


def _value(word: Word) -> float:
    return float(word.base) if word.base.replace(".", "", 1).isdigit() else 0.0


def _has_ground(words: Sequence[Word], document: PreparedDocument, sentence: int, left_out: set[int]) -> bool:
    """Whether the rival's sentence holds most of the other content words; other numbers that it lacks may be wrong too
    and are left out. A fact that only names and counts ("The party had 40 percent") needs all its names."""
    total = held = 0.0
    has_more_than_names = is_named = False
    for position, word in enumerate(words):
        is_held = bool(word.weight) and sentence in {document.sentence_of[at] for at in found_at(word, document)}
        if position in left_out or not word.weight or (word.kind == "number" and not is_held):
            continue
        has_more_than_names = has_more_than_names or (word.kind not in ("name", "generic") and is_held)
        if word.kind == "generic":
            continue
        is_named = is_named or word.kind == "name"
        total += word.weight
        held += word.weight * is_held
    if not total:
        return any(words[position].kind == "content" for position in left_out)
    return held >= (LEAST_GROUND * total if has_more_than_names or not is_named else total)


def _units(position: int, words: Sequence[Word]) -> list[int]:
    """The positions of the first words behind a number that are no numbers and say something: its unit or its noun."""
    found = []
    for place in range(position + 1, min(len(words), position + 1 + _REACH)):
        if words[place].kind in ("content", "generic", "name"):
            found.append(place)
    return found


def _form(word: Word, text: str) -> str:
    """Years, ordinals and plain numbers do not clash with one another."""
    shown = text[word.start : word.end]
    if len(shown) == 4 and shown.isdigit() and shown[:2] in ("18", "19", "20"):
        return "year"
    return "plain" if word.base[-1].isdigit() else word.base.lstrip("0123456789.")


def _currency(word: Word, text: str) -> str:
    before = text[max(0, word.start - 1) : word.start]
    return before if before and before in _CURRENCIES else ""
