"""Offices by whatever form: "Russia's defence ministry", "the Russian MoD", "the Ministry of Defence in Moscow".

An office is a set of words: the land, and what it has, in one spelling. Order, possessives, demonyms, the capital for
the land, and the small words between them tell nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from harness.reading.names import land_of
from harness.reading.words import Token, tokens

_LINKS: Final = frozenset(("of", "the", "in", "for", "and", "s"))
_AFFAIRS: Final = frozenset(("affairs", "national"))
"""What an office's long name has more: the ministry of foreign affairs, of national defence."""
_SAME: Final = {
    "defense": ("defence",),
    "mod": ("ministry", "defence"),
    "mfa": ("ministry", "foreign"),
    "department": ("ministry",),
    "internal": ("interior",),
    "spokesman": ("spokesperson",),
    "spokeswoman": ("spokesperson",),
}
OFFICES: Final = frozenset(
    ("ministry", "ministers", "minister", "department", "defence", "defense", "foreign", "interior")
)
"""Words in small letters that such a form may begin with: "the ministry of defence of Norland"."""
_ROLE_WORDS: Final = """
president chancellor premier prime secretary spokesperson ambassador envoy government army military navy forces police
intelligence parliament court prosecutor prosecutors chief commander treasury embassy press
"""
_TELLING: Final = OFFICES | _SAME.keys() | frozenset(_ROLE_WORDS.split())
"""Words of which an office has one."""
_LONGEST: Final = 9
_LONGEST_LAND: Final = 3
_FEWEST: Final = 2
"""A land and what it has."""


@lru_cache(maxsize=4096)
def office(name: str) -> frozenset[str]:
    """The words of an office, a land's name with a mark; empty for a name that is none."""
    words = tokens(name)
    found = _office(words, 0, len(words))
    is_office = any(word.folded in _TELLING for word in words)
    return found if is_office and len(found) >= _FEWEST else frozenset()


def office_at(words: Sequence[Token], position: int, offices: Mapping[frozenset[str], str]) -> tuple[str, int] | None:
    """The source whose office begins at a word, and the word behind it: the longest; None where none begins there."""
    if words[position].folded in _LINKS or not any(
        word.folded in _TELLING for word in words[position : position + _LONGEST]
    ):
        return None
    for last in range(min(len(words), position + _LONGEST), position + 1, -1):
        if words[last - 1].folded not in _LINKS:
            source = offices.get(_office(words, position, last))
            if source is not None:
                return None if _is_of_another(words, position, last) else (source, last)
    return None


def _is_of_another(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether somebody stands before or behind an office that names none: "Ukraine's defence ministry"."""
    if any(word.text[0].isupper() and _is_name(word) for word in words[first:last]):
        return False
    is_before = first > 0 and words[first - 1].text[0].isupper() and _is_name(words[first - 1])
    is_behind = last + 1 < len(words) and words[last].folded in ("of", "in") and _is_name(words[last + 1])
    return is_before or is_behind


def _is_name(word: Token) -> bool:
    return word.text[0].isupper() and word.folded not in _LINKS | _AFFAIRS | OFFICES | _SAME.keys()


_LAND: Final = "="


def _office(words: Sequence[Token], first: int, last: int) -> frozenset[str]:
    found: set[str] = set()
    position = first
    while position < last:
        land, behind = _land(words, position, last)
        if land:
            found.add(_LAND + land)
        elif words[position].folded not in _LINKS | _AFFAIRS:
            found.update(_SAME.get(words[position].folded, (words[position].folded,)))
        position = behind
    return frozenset(found)


def _land(words: Sequence[Token], position: int, last: int) -> tuple[str, int]:
    """The land that begins at a word, with the word behind it; none where the word has a small letter."""
    if words[position].text[0].isupper():
        for behind in range(min(last, position + _LONGEST_LAND), position, -1):
            land = land_of(" ".join(word.text for word in words[position:behind]))
            if land is not None:
                return land, behind
    return "", position + 1
