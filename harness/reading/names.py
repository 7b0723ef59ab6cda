"""Names of people, places and bodies: where they stand in a text, and when two of them name the same.

``same_name`` compares last names first, then looks for a clash of first names, initials or numerals. Titles, particles
and company suffixes don't count; transliterations, spellings and short forms of one name do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from harness.reading.name_tables import (
    CAPITALS,
    FAMILY_FIRST,
    LINKS,
    PARTICLES,
    SAME_PLACES,
    SPELLINGS,
    SUFFIXES,
    TITLES,
)
from harness.reading.words import STOPWORDS, Token, fold, tokens

_ROMAN: Final = re.compile(r"(?=[ivx])(?:x{0,3})(?:ix|iv|v?i{0,3})")
_SOUNDS: Final = (
    (re.compile(r"shch|sch"), "sh"), (re.compile(r"kh"), "h"), (re.compile(r"gh"), "g"), (re.compile(r"ph"), "f"),
    (re.compile(r"q|ck"), "k"), (re.compile(r"dj|dzh"), "j"), (re.compile(r"tz"), "ts"), (re.compile(r"x"), "ks"),
    (re.compile(r"(?:iy|yi|ii|ij|yy|ey|ei|ie|y)$"), "i"), (re.compile(r"ya|ja"), "ia"), (re.compile(r"yu|ju"), "iu"),
    (re.compile(r"ye|je"), "e"), (re.compile(r"ou|oo"), "u"), (re.compile(r"ff$"), "v"), (re.compile(r"w"), "v"),
    (re.compile(r"y"), "i"), (re.compile(r"(.)\1"), r"\1"), (re.compile(r"'"), ""),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A run of capitalised words, code points ``start`` to ``end`` of the text."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=4096)
def find_names(text: str) -> tuple[NameSpan, ...]:
    """The names of a text by capitalisation; particles inside a name belong to it, stopwords in capitals do not."""
    found: list[NameSpan] = []
    run: list[Token] = []
    for token in tokens(text):
        is_capital = (token.text[0].isupper() and token.folded not in STOPWORDS) or token.text in ("US", "U.S.")
        may_join = not run or _touches(text, run[-1], token)
        if may_join and (is_capital or (run and token.folded in LINKS)):
            run.append(token)
        else:
            _close(text, run, found)
            run = [token] if is_capital else []
    _close(text, run, found)
    return tuple(found)


@lru_cache(maxsize=65536)
def same_name(first: str, second: str) -> bool:
    """Whether two names can be those of one person, place or body.

    A last name alone agrees with the full name; full names agree when last names do and nothing before them clashes.
    Acronyms agree with the long form, demonyms with their country. Symmetric and reflexive, not transitive.
    """
    if fold(first) == fold(second):
        return bool(fold(first).strip())
    place, other_place = place_key(first), place_key(second)
    if place is not None or other_place is not None:
        return place == other_place
    parts, others = name_parts(first), name_parts(second)
    if not parts or not others:
        return False
    if _is_acronym(first, second) or _is_acronym(second, first):
        return True
    return _same_person(parts, others) or _same_words(parts, others)


@lru_cache(maxsize=65536)
def same_word(first: str, second: str) -> bool:
    """Whether two folded words are one name in two spellings: tables, transliteration, or one letter in a long word."""
    if first == second:
        return True
    if first in _variants().get(second, frozenset()):
        return True
    if min(len(first), len(second)) < 5 or first[:1].isdigit() or second[:1].isdigit():
        return False
    if sound_key(first) == sound_key(second):
        return True
    room = 1 if min(len(first), len(second)) < 11 else 2
    distance = OSA.distance(first, second, score_cutoff=room)
    return distance <= room and first[0] == second[0] and not _is_inflection(first, second)


@lru_cache(maxsize=65536)
def sound_key(word: str) -> str:
    """The word with letters and endings that transliterations differ in made one."""
    key = fold(word)
    for pattern, sound in _SOUNDS:
        key = pattern.sub(sound, key)
    return key


@lru_cache(maxsize=16384)
def name_parts(name: str) -> tuple[str, ...]:
    """The folded words that tell a name from others: no titles before it, no particles, no suffixes after it."""
    words = [token.folded for token in tokens(name)]
    bare = [word for word in words if word not in PARTICLES]
    while len(bare) > 1 and bare[0] in TITLES:
        bare = bare[1:]
    while len(bare) > 1 and bare[-1] in SUFFIXES:
        bare = bare[:-1]
    return tuple(bare)


@lru_cache(maxsize=16384)
def place_key(name: str) -> str | None:
    """The country or union that a name or demonym of the table stands for; None for any other name."""
    return _places().get(re.sub(r"^the ", "", fold(name).strip()))


@lru_cache(maxsize=16384)
def capital_of(name: str) -> str | None:
    """The country for whose government news names this capital ("Canberra has signed"); None for any other name."""
    return _capitals().get(fold(name).strip())


@cache
def place_words() -> frozenset[str]:
    """Every word of the names, demonyms and capitals of countries, folded: most words are of none."""
    return frozenset(word for name in (*_places(), *_capitals()) for word in name.split())


@cache
def _capitals() -> dict[str, str]:
    return {fold(capital): line[0] for line in CAPITALS for capital in line[1:]}


def acronym(name: str) -> str:
    """The initials of a name's main words, folded: ``World Health Organization`` is ``who``."""
    words = [token.folded for token in tokens(name) if token.folded not in LINKS]
    return "".join(word[0] for word in words)


def _touches(text: str, before: Token, token: Token) -> bool:
    between = text[before.end : token.start]
    return (
        len(between) <= 3
        and not set(between) & set(',;:!?()[]"\u201c\u201d\n/')
        and ("." not in between or len(before.text) <= 3)
    )


def _close(text: str, run: list[Token], found: list[NameSpan]) -> None:
    while run and run[-1].folded in LINKS:
        run = run[:-1]
    if run:
        found.append(NameSpan(run[0].start, run[-1].end, text[run[0].start : run[-1].end]))


def _same_person(parts: tuple[str, ...], others: tuple[str, ...]) -> bool:
    parts, number = _numeral(parts)
    others, other_number = _numeral(others)
    if number and other_number and number != other_number:
        return False
    if not parts or not others:
        return False
    parts, others = _family_last(parts), _family_last(others)
    return same_word(parts[-1], others[-1]) and not _clash(parts[:-1], others[:-1])


def _family_last(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The parts with a family name that stands first (``Kim Jong Un``) put last."""
    return (*parts[1:], parts[0]) if len(parts) > 1 and parts[0] in FAMILY_FIRST else parts


def _numeral(parts: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """A king's or pope's number apart from the name; a spelled one too (``Henry the Eighth``)."""
    if len(parts) > 1 and _ROMAN.fullmatch(parts[-1]):
        return parts[:-1], parts[-1]
    spelled = {
        "first": "i",
        "second": "ii",
        "third": "iii",
        "fourth": "iv",
        "fifth": "v",
        "sixth": "vi",
        "eighth": "viii",
    }
    if len(parts) > 1 and parts[-1] in spelled:
        return parts[:-1], spelled[parts[-1]]
    return parts, ""


def _clash(given: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether the first names of two people of one last name tell them apart; no first name clashes with none."""
    if not given or not others:
        return False
    return not any(_same_given(mine, theirs) for mine in given for theirs in others)


def _same_given(first: str, second: str) -> bool:
    if len(first) == 1 or len(second) == 1:
        return first[0] == second[0]
    return same_word(first, second)


def _same_words(parts: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """The same words in another order: ``Ministry of Defence``, ``defence ministry``."""
    return len(parts) == len(others) > 1 and all(any(same_word(one, two) for two in others) for one in parts)


def _is_acronym(short: str, long: str) -> bool:
    letters = re.sub(r"[^\w]", "", short)
    if not 2 <= len(letters) <= 7 or not letters.isupper() or " " in short.strip():
        return False
    return fold(letters) == acronym(long)


def _is_inflection(first: str, second: str) -> bool:
    """``Korea`` and ``Korean`` differ in one letter and are not one name."""
    short, long = sorted((first, second), key=len)
    return long.startswith(short) and long[len(short) :] not in ("e", "h")


@cache
def _variants() -> dict[str, frozenset[str]]:
    groups: dict[str, frozenset[str]] = {}
    for group in SPELLINGS:
        for word in group:
            groups[word] = groups.get(word, frozenset()) | frozenset(group)
    return groups


@cache
def _places() -> dict[str, str]:
    return {fold(name): group[0] for group in SAME_PLACES for name in group}
