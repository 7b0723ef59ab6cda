"""Ways to tell one proposition of the news: words and phrases of several words, on either side of an opposition.

Wider than the near-synonyms of ``lexicon``, and used for answers only: "stands by", "keeps faith with" and "lends its
backing to" are one side, "abandons" and "turns its back on" the other, and either side is the other one denied. The
table is ``data/wordings.txt``; a word that it doesn't hold is related to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from harness.judging.lexicon import base_form
from harness.reading.polarity import REACH, is_denial, is_denied
from harness.reading.words import STOPWORDS, Token, tokens

SIDES: Final = 8
"""How many numbers each line of the table takes, one for each of its sides; a side is a line's first number or more."""
NOT: Final = "not"
_DENYING_WORDS: Final = "not no never nobody nothing none neither nor without cannot hardly"
_DENYING: Final = frozenset(_DENYING_WORDS.split())
_TURNING_WORDS: Final = "fail unable cease stop refrain avoid lack absence far failure"
_TURNING: Final = frozenset(map(base_form, _TURNING_WORDS.split()))
"""Words that say of what follows that it is not so: "fail to agree", "stop backing", "far from safe"."""
_NOT_DONE: Final = frozenset(map(base_form, ["refuse", "fail", "decline"]))
_LINKS: Final = frozenset(["to", "of", "from", "in", "the", "a", "an", "any", "being", "its", "their", "his", "her"])
_BREAK: Final = re.compile(r"[.;:!?\n]")
_NEAR: Final = 3
"""How many function words may stand within a phrase."""
_FAR: Final = 4
"""How many words of any kind may stand where the table leaves a gap."""


class Wording(NamedTuple):
    """The tokens from ``first`` to ``last`` (both in it) tell one of ``sides``; ``places``: the phrase's own words.

    ``denies``: it stands for something that is denied, or denies by itself ("not full", "refuses").
    """

    first: int
    last: int
    places: tuple[int, ...]
    sides: frozenset[int]
    denies: bool


class _Word(NamedTuple):
    key: str
    place: int
    is_light: bool


class _Phrase(NamedTuple):
    """The keys of its words, whether a gap stands before each, and its side."""

    keys: tuple[str, ...]
    gaps: tuple[bool, ...]
    side: int


@lru_cache(maxsize=4096)
def wordings(text: str) -> tuple[Wording, ...]:
    """What of a text the table holds, in order, what is denied as the other side; longer phrases before their parts.

    What is denied and has no other side, or several, tells nothing.
    """
    line = tokens(text)
    words = _words(text, line)
    openers = _openers()
    found: dict[tuple[int, ...], list[_Phrase]] = {}
    for at, word in enumerate(words):
        for phrase in openers.get(word.key, ()):
            if (places := _follow(words, at, phrase)) is not None:
                found.setdefault(places, []).append(phrase)
    holding: dict[int, list[tuple[int, ...]]] = {}
    for places in found:
        for place in places:
            holding.setdefault(place, []).append(places)
    whole = [places for places in found if not any(_is_part(places, other) for other in holding[places[0]])]
    denying = {places[-1] for places in whole if any(is_negation(line[place].folded) for place in places)}
    return tuple(_told(text, line, places, found[places], denying) for places in whole)


def is_negation(folded: str) -> bool:
    """Whether a folded word does nothing but deny."""
    return folded in _DENYING or folded.endswith("n't")


def denies_what_follows(folded: str) -> bool:
    """Whether a folded verb only says that what follows isn't done: "refuses to sign", "failed to agree"."""
    return base_form(folded) in _NOT_DONE


def tells_otherwise(text: str, said: frozenset[int]) -> bool:
    """Whether a word or phrase of the text is on another side than ``said``, on some line, and on none the same.

    Where a line has one side only, its denial is no other way to tell anything.
    """
    own = sides_of(text)
    return any(
        one.sides.isdisjoint(said) and any(not _rivals(side).isdisjoint(said - own) for side in one.sides)
        for one in wordings(text)
    )


@lru_cache(maxsize=8192)
def sides_of(text: str) -> frozenset[int]:
    """Every side that a text tells."""
    return frozenset(side for one in wordings(text) for side in one.sides)


def other_sides(side: int) -> frozenset[int]:
    """The sides that cannot be true of the same thing as this one."""
    line = side - side % SIDES
    return frozenset(range(line, line + max(2, _counts()[line]))) - {side}


def _rivals(side: int) -> frozenset[int]:
    """The same where the line has written sides beside this one."""
    return other_sides(side) if _counts()[side - side % SIDES] > 1 else frozenset()


def _is_part(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether a wording is a piece of a longer one: "give" of "give up"."""
    return len(one) < len(other) and set(one) <= set(other)


def _words(text: str, line: Sequence[Token]) -> list[_Word]:
    words: list[_Word] = []
    for place, token in enumerate(line):
        if place and _BREAK.search(text, line[place - 1].end, token.start):
            words.append(_Word("", place, is_light=False))
        folded = token.folded
        if is_negation(folded):
            words.append(_Word(NOT, place, is_light=False))
        else:
            words.append(_Word(base_form(folded), place, folded in STOPWORDS or "'" in folded))
    return words


def _follow(words: Sequence[_Word], at: int, phrase: _Phrase) -> tuple[int, ...] | None:
    """The places of a phrase that begins with the word at ``at``; None where it doesn't go on."""
    places = [words[at].place]
    for key, has_gap in zip(phrase.keys[1:], phrase.gaps[1:], strict=True):
        for step in range(1, (_FAR if has_gap else _NEAR) + 2):
            if at + step >= len(words) or not words[at + step].key:
                return None
            if words[at + step].key == key:
                break
            if not has_gap and not words[at + step].is_light:
                return None
        else:
            return None
        at += step
        places.append(words[at].place)
    return tuple(places)


def _told(
    text: str,
    line: Sequence[Token],
    places: tuple[int, ...],
    phrases: Sequence[_Phrase],
    denying: Set[int],
) -> Wording:
    """What a phrase tells: its sides where it is affirmed, the other one of two where it is denied.

    ``denying``: where the phrases end that hold a word that denies, which denies nothing behind them any more.
    """
    first, last = places[0], places[-1]
    is_spent = not denying.isdisjoint(range(first - REACH, first))
    is_negated = any(is_negation(line[place].folded) for place in places)
    is_turned = not is_negated and not is_spent and is_denied(text, line[first].start, line[last].end)
    is_turned ^= _stands_behind_turning(line, first)
    sides = {phrase.side for phrase in phrases}
    if is_turned:
        others = [other_sides(side) for side in sides]
        sides = {next(iter(one)) for one in others if len(one) == 1}
    denies = is_turned or is_negated or any(is_denial(line[place].folded) for place in places)
    return Wording(first, last, places, frozenset(sides), denies)


def _stands_behind_turning(line: Sequence[Token], first: int) -> bool:
    at = first - 1
    while at >= 0 and first - at <= _NEAR and line[at].folded in _LINKS:
        at -= 1
    return at >= 0 and base_form(line[at].folded) in _TURNING


@cache
def _table() -> tuple[dict[str, tuple[_Phrase, ...]], dict[int, int]]:
    text = files("harness.judging").joinpath("data").joinpath("wordings.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    openers: dict[str, list[_Phrase]] = {}
    counts: dict[int, int] = {}
    for number, line in enumerate(lines):
        sides = line.split("<>")
        counts[number * SIDES] = len(sides)
        for side, words in enumerate(sides):
            for written in words.split():
                phrase = _phrase(written, number * SIDES + side)
                openers.setdefault(phrase.keys[0], []).append(phrase)
    return {key: tuple(dict.fromkeys(phrases)) for key, phrases in openers.items()}, counts


def _phrase(written: str, side: int) -> _Phrase:
    parts = re.split(r"(\.\.|_)", written)
    keys = tuple(NOT if part == "NOT" else base_form(part) for part in parts[::2])
    return _Phrase(keys, (False, *(joint == ".." for joint in parts[1::2])), side)


def _openers() -> dict[str, tuple[_Phrase, ...]]:
    return _table()[0]


def _counts() -> dict[int, int]:
    return _table()[1]
