"""Whether an answer has another word in the place of one of the gold's: "the farm policy" for "the energy policy"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from harness.judging.answers.indexed import word_key
from harness.judging.lexicon import is_common, is_generic, kinds, related_groups
from harness.judging.wordings import is_negation, sides_of, wordings
from harness.reading.words import STOPWORDS, Token, tokens

_DETERMINING_WORDS: Final = """
the a an its their his her our more some any all this that these those own another other next same such
several many few numerous various both each every first last
"""
_DETERMINERS: Final = frozenset(_DETERMINING_WORDS.split())
_PLACING: Final = frozenset(["of", "from", "at", "in", "on", "near", "by"])
"""Prepositions between two nouns that may stand for one another: "the smell from the plant", "noise at the plant"."""
_UNITS: Final = frozenset({"percent", "per", "cent", "percentage"})
_LIGHT: Final = frozenset({"let", "lets", "letting", "help", "helps"})
_BREAK: Final = re.compile(r"[.,;:!?()\n]")
_ALIKE: Final = 4
"""How many letters two words have in common at their front that may be forms of one."""


class _Slot(NamedTuple):
    """A content word by a neighbour: which, on which side it stands of it, and the function words between them."""

    neighbour: str
    is_before: bool
    links: tuple[str, ...]


def exchanges_a_word(answer: str, question: str, clause: str) -> bool:
    """Whether beside a word of the answer another stands than there, in the same place, and that one is nowhere.

    Only a word in small letters that some table knows, and relates to nothing of the answer: of others it can't be
    told whether they mean the same.
    """
    wanted = _slots(answer)
    if not wanted:
        return False
    keys = {word_key(token) for token in tokens(clause)}
    asked = {word_key(token) for token in tokens(question)}
    told = sides_of(clause)
    groups = frozenset(group for key in keys for group in related_groups(key))
    theirs: dict[_Slot, list[Token]] = {}
    for token, slot in _each_slot(clause):
        theirs.setdefault(slot, []).append(token)
    return any(
        slot in theirs
        and key not in keys
        and sides.isdisjoint(told)
        and related_groups(key).isdisjoint(groups)
        and any(_is_another(word, key, asked, answer) for word in theirs[slot])
        for key, sides, slot in wanted
    )


def _is_another(word: Token, key: str, asked: set[str], answer: str) -> bool:
    other = word_key(word)
    if other[:_ALIKE] == key[:_ALIKE] or other in asked or not word.text[0].islower() or not _is_known(word):
        return False
    keys = _keys(answer)
    is_told = not sides_of(word.folded).isdisjoint(sides_of(answer))
    return not is_told and other not in keys and not any(related_groups(other) & related_groups(one) for one in keys)


def _is_known(word: Token) -> bool:
    key = word_key(word)
    if is_generic(key) or word.folded in _UNITS or word.folded in _LIGHT:
        return False
    return is_common(key) or bool(kinds(key)) or bool(wordings(word.folded))


@lru_cache(maxsize=8192)
def _keys(answer: str) -> frozenset[str]:
    return frozenset(map(word_key, tokens(answer)))


@lru_cache(maxsize=8192)
def _slots(answer: str) -> tuple[tuple[str, frozenset[int], _Slot], ...]:
    """The answer's words in small letters, with what each tells by the table of wordings, in each place of theirs."""
    line = tokens(answer)
    told = {line[place].start: one.sides for one in wordings(answer) for place in one.places}
    return tuple(
        (word_key(token), told.get(token.start, frozenset()), slot)
        for token, slot in _each_slot(answer)
        if token.text[0].islower() and token.folded not in _UNITS and not _says_little(word_key(token))
        if not slot.neighbour[0].isdigit()
    )


def _says_little(key: str) -> bool:
    return is_generic(key) or key[0].isdigit()


def _each_slot(text: str) -> Iterator[tuple[Token, _Slot]]:
    """Each content word with its neighbours before and behind, as far as no mark parts them."""
    before: Token | None = None
    links: list[str] = []
    end = 0
    for token in tokens(text):
        if _BREAK.search(text, end, token.start):
            before = None
        end = token.end
        if token.folded in STOPWORDS or is_negation(token.folded):
            if token.folded not in _DETERMINERS:
                links.append("of" if token.folded in _PLACING else token.folded)
            continue
        if token.folded in _DETERMINERS:
            continue
        if before is not None:
            yield token, _Slot(word_key(before), True, tuple(links))
            yield before, _Slot(word_key(token), False, tuple(links))
        before, links = token, []
