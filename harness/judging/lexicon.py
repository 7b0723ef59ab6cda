"""What words have to do with one another: base forms, near-synonyms, opposites, things of one kind.

The tables are short hand-made text files beside this module (``data/``). A word that no table holds is related to
nothing but itself, so the tables can only add matches and clashes, never take a verbatim match away.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from harness.reading.words import stem

_UNITS: Final = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty
"""
_TENS: Final = "thirty forty fifty sixty seventy eighty ninety"
_PLACES: Final = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_NUMBER_WORDS: Final = {word: str(value) for value, word in enumerate(_UNITS.split())} | {
    word: str(value) for value, word in zip(range(30, 100, 10), _TENS.split(), strict=True)
}
_ORDINALS: Final = {word: f"{value}th" for value, word in enumerate(_PLACES.split(), start=1)}
_SUFFIXED: Final = {"1st": "1th", "2nd": "2th", "3rd": "3th"}
_GENERIC_WORDS: Final = """
be have do go get make take give come put set become say tell add include happen occur place use call name
incident event thing man woman person people group way time lot case fact part kind type number someone somebody
something anyone new last late recent recently speak according report well now today
"""


@lru_cache(maxsize=65536)
def base_form(folded: str) -> str:
    """The form under which a folded word is compared: its stem, or the stem of its dictionary form.

    Number words and ordinals become digits (``nine`` is ``9``, ``third`` and ``3rd`` are ``3th``); separators of
    thousands fall away.
    """
    if folded[:1].isdigit():
        digits = folded.replace(",", "")
        return _SUFFIXED.get(digits, digits)
    if folded in _NUMBER_WORDS:
        return _NUMBER_WORDS[folded]
    if folded in _ORDINALS:
        return _ORDINALS[folded]
    return stem(_irregular().get(folded, folded))


def related_groups(base: str) -> frozenset[int]:
    """The numbers of the groups of near-synonyms that a base form stands in; empty for most words."""
    return _groups().get(base, frozenset())


def phrase_groups(first: str, second: str) -> frozenset[int]:
    """The groups of the one word that two base forms in a row stand for (``found guilty``: those of ``convict``)."""
    return _phrases().get((first, second), frozenset())


def phrase_concepts(first: str, second: str) -> frozenset[str]:
    """The base forms of the words that two base forms in a row stand for; empty where they are no phrase."""
    return _concepts().get((first, second), frozenset())


@cache
def phrase_openers() -> frozenset[str]:
    """The base forms that a phrase of two words can begin with."""
    return frozenset(first for first, _ in _phrases())


def opposites(base: str) -> frozenset[str]:
    """The base forms that mean the opposite, or cannot be true of the same thing."""
    return _opposites().get(base, frozenset())


def kinds(base: str) -> frozenset[int]:
    """The lines of mutually exclusive things (weekdays, colours, sports) that a base form stands in."""
    return _kinds().get(base, frozenset())


def is_generic(base: str) -> bool:
    """Whether a word says little of a fact on its own (``incident``, ``happen``, ``say``)."""
    return base in _generic()


def is_common(base: str) -> bool:
    """Whether any table knows the word, so that it is no rare word and no name."""
    return base in _groups() or base in _generic() or base in _opposites()


def _lines(name: str) -> list[list[str]]:
    text = files("harness.judging").joinpath("data").joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _irregular() -> dict[str, str]:
    return {form: forms[0] for forms in _lines("irregular") for form in forms[1:]}


@cache
def _groups() -> dict[str, frozenset[int]]:
    return _numbered(_lines("synonyms"))


@cache
def _kinds() -> dict[str, frozenset[int]]:
    return _numbered(_lines("kinds"))


def _numbered(lines: list[list[str]]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, words in enumerate(lines):
        for word in words:
            found.setdefault(base_form(word), set()).add(number)
    return {base: frozenset(numbers) for base, numbers in found.items()}


@cache
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for first, second in _lines("antonyms"):
        left, right = base_form(first), base_form(second)
        if left != right:
            found.setdefault(left, set()).add(right)
            found.setdefault(right, set()).add(left)
    return {base: frozenset(words) for base, words in found.items()}


@cache
def _phrases() -> dict[tuple[str, str], frozenset[int]]:
    return {
        (base_form(first), base_form(second)): related_groups(base_form(concept))
        for first, second, _, concept in _lines("phrases")
    }


@cache
def _concepts() -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for first, second, _, concept in _lines("phrases"):
        found.setdefault((base_form(first), base_form(second)), set()).add(base_form(concept))
    return {pair: frozenset(concepts) for pair, concepts in found.items()}


@cache
def _generic() -> frozenset[str]:
    return frozenset(base_form(word) for word in _GENERIC_WORDS.split())


WEEKDAYS: Final = kinds(base_form("monday"))
MONTHS: Final = kinds(base_form("january"))
TIME_UNITS: Final = kinds(base_form("week"))
"""The numbers of the lines of weekdays, of months, and of units of time."""
DATES: Final = WEEKDAYS | MONTHS
