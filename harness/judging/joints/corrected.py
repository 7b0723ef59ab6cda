"""What a document first told and then put right, told as current."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from harness.judging.clashes import Clash, are_alike, rival_of
from harness.judging.lexicon import DATES, kinds
from harness.judging.windows import PreparedDocument, Word

_NOT: Final = re.compile(r"(?:,|\band|\bbut)\s+not\s+(?:(?:on|in|at|to|by|the|from|about)\s+)*$")
_TO: Final = re.compile(r"\b(?:correct|revis|chang|amend|rais|lower)\w*\s(?:[\w'’]+\s){0,8}?to\s(?:about\s)?$")
_HISTORY: Final = re.compile(
    r"\b(?:first|earlier|initial\w*|originally|previous\w*|before|once|correct\w*|revis\w+|instead|rather|withdr\w+"
    r"|down from|up from|no longer|wrong\w*|mistak\w+|retract\w*|former|changed|moved"
    r"|had (?:put|said|told|given|named|spoken|reported|announced))\b",
    re.IGNORECASE,
)
"""What shows that a sentence tells the old value as the old one."""

_REACH: Final = 14
"""Within how many words before "not" stands the value that is right."""


def told_as_current(sentence: str, words: Sequence[Word], document: PreparedDocument) -> Iterator[Clash]:
    """Each number, day or name that the document takes back for another, where the sentence tells it for the same."""
    denied = {word.start for word in words if _NOT.search(sentence[: word.start])}
    asserted = [word for word in words if word.start not in denied]
    if not denied and _HISTORY.search(sentence):
        return
    for old, new in _corrections(document):
        gone, right = document.words[old], document.words[new]
        mine = next((word for word in asserted if _is_value(word) and word.base == gone.base), None)
        if mine is None or any(word.base == right.base for word in asserted):
            continue
        if _is_of_same(sentence, mine, words, new, old, document):
            yield rival_of("number" if mine.kind == "number" else "name", mine, right, sentence, document)


def _corrections(document: PreparedDocument) -> Iterator[tuple[int, int]]:
    """Pairs of the value that was taken back and the one that stands in its place."""
    for position, word in enumerate(document.words):
        if not _is_value(word):
            continue
        lead = document.text[max(0, word.start - 90) : word.start]
        number = document.sentence_of[position]
        first = document.places_in(number, number).start
        if _NOT.search(lead):
            before = [at for at in range(max(first, position - _REACH), position) if _match(document.words[at], word)]
            yield from ((position, at) for at in before[-1:])
        elif _TO.search(lead):
            start = document.places_in(max(0, number - 1), number).start
            before = [at for at in range(start, position) if _match(document.words[at], word)]
            yield from ((at, position) for at in before[-1:])


def _is_value(word: Word) -> bool:
    return word.kind in ("number", "name") and bool(word.weight)


def _match(one: Word, other: Word) -> bool:
    if one.kind != other.kind or one.base == other.base:
        return False
    return (kinds(one.base) & DATES) == (kinds(other.base) & DATES)


def _is_of_same(
    sentence: str, mine: Word, words: Sequence[Word], new: int, old: int, document: PreparedDocument
) -> bool:
    """Whether the sentence tells the value of the same as the correction, which shares a telling word with it."""
    around = (
        document.places_in(document.sentence_of[new], document.sentence_of[old])
        if new <= old
        else range(
            document.places_in(document.sentence_of[old], document.sentence_of[old]).start,
            document.places_in(document.sentence_of[new], document.sentence_of[new]).stop,
        )
    )
    others = [word for word in words if word is not mine and word.kind in ("content", "name") and word.weight >= 1]
    others = [word for word in others if sentence[word.start].islower()]
    return any(are_alike(word, document.words[at]) for word in others for at in around)
