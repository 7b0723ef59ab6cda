"""Offices by whatever form: "Russia's defence ministry", "the Russian MoD", "the Ministry of Defence in Moscow".

An office is a set of words: its country, and what the country has, in one spelling. Order, possessives, demonyms, the
capital for the country, and the small words between them tell nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from harness.reading.names import capital_of, place_key, place_words
from harness.reading.words import Token, fold, tokens

_LINKS: Final = frozenset(("of", "the", "in", "for", "and", "s"))
_AFFAIRS: Final = frozenset(("affairs", "national"))
"""What an office's long name has more: the ministry of foreign affairs, of national defence."""
_SMALL: Final = _LINKS | _AFFAIRS
_SAME: Final = {
    "defense": ("defence",),
    "mod": ("ministry", "defence"),
    "mfa": ("ministry", "foreign"),
    "department": ("ministry",),
    "internal": ("interior",),
    "spokesman": ("spokesperson",),
    "spokeswoman": ("spokesperson",),
}
_OPENING_WORDS: Final = "ministry minister ministers department defence defense foreign interior"
OPENERS: Final = frozenset(_OPENING_WORDS.split())
"""Words in small letters that such a form may begin with: "the ministry of defence of Norland"."""
_ROLE_WORDS: Final = """
president chancellor premier prime secretary spokesperson ambassador envoy government army military navy forces police
intelligence parliament court prosecutor prosecutors chief commander treasury embassy press
"""
_NAMELESS: Final = _SMALL | OPENERS | _SAME.keys()
_TELLING: Final = OPENERS | _SAME.keys() | frozenset(_ROLE_WORDS.split())
"""Words of which an office has one."""
_LONGEST: Final = 9
_LONGEST_COUNTRY: Final = 3
_FEWEST: Final = 2
"""A country and what it has."""
_COUNTRY: Final = "="
"""What marks a country's name among an office's words."""


@lru_cache(maxsize=4096)
def office(name: str) -> frozenset[str]:
    """The words of an office, a country's name with a mark; empty for a name that is none."""
    words = tokens(name)
    found = _office(words, 0, len(words))
    is_office = any(word.folded in _TELLING for word in words)
    return found if is_office and len(found) >= _FEWEST else frozenset()


def words_of_offices(offices: Iterable[frozenset[str]]) -> frozenset[str]:
    """Every word that one of these offices may be told by, but for its country's, in any spelling."""
    had = frozenset().union(*offices)
    return had | {word for word, same in _SAME.items() if not had.isdisjoint(same)}


def may_hold_office(words: Iterable[Token]) -> bool:
    """Whether some words have one of those that every office has."""
    return any(word.folded in _TELLING for word in words)


def office_at(
    words: Sequence[Token], position: int, offices: Mapping[frozenset[str], str], known: frozenset[str]
) -> tuple[str, int] | None:
    """The source whose office begins at a word, and the word behind it: the longest; None where none begins there.

    ``known``: the words of these offices.
    """
    if words[position].folded in _LINKS:
        return None
    end = _reach(words, position, known)
    telling = next((at for at in range(position, end) if words[at].folded in _TELLING), end)
    for last in range(end, max(telling, position), -1):
        if words[last - 1].folded not in _LINKS:
            source = offices.get(_office(words, position, last))
            if source is not None:
                return None if _is_of_another(words, position, last) else (source, last)
    return None


def _reach(words: Sequence[Token], first: int, known: frozenset[str]) -> int:
    """The first word behind which no office that begins at `first` goes on: neither an office nor a country has it."""
    end = min(first + _LONGEST, len(words))
    return next((at for at in range(first, end) if not _may_be_of_office(words[at], known)), end)


def _may_be_of_office(word: Token, known: frozenset[str]) -> bool:
    return word.folded in known or word.folded in _SMALL or fold(word.text) in place_words()


def _is_of_another(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether somebody stands before or behind an office that names none: "Ukraine's defence ministry"."""
    if any(map(_is_name, words[first:last])):
        return False
    is_before = first > 0 and _is_name(words[first - 1])
    is_behind = last + 1 < len(words) and words[last].folded in ("of", "in") and _is_name(words[last + 1])
    return is_before or is_behind


def _is_name(word: Token) -> bool:
    return word.text[0].isupper() and word.folded not in _NAMELESS


def _office(words: Sequence[Token], first: int, last: int) -> frozenset[str]:
    found: set[str] = set()
    position = first
    while position < last:
        country, behind = _country(words, position, last)
        if country:
            found.add(_COUNTRY + country)
        elif words[position].folded not in _SMALL:
            found.update(_SAME.get(words[position].folded, (words[position].folded,)))
        position = behind
    return frozenset(found)


def _country(words: Sequence[Token], position: int, last: int) -> tuple[str, int]:
    """The country that begins at a word, by name or capital, with the word behind it; none for a small letter."""
    if words[position].text[0].isupper():
        for behind in range(min(last, position + _LONGEST_COUNTRY), position, -1):
            name = " ".join(word.text for word in words[position:behind])
            country = place_key(name) or capital_of(name)
            if country is not None:
                return country, behind
    return "", position + 1
