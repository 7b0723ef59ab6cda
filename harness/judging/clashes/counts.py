"""The same figure of something else: "42 launchers and four drones" for 42 drones, dollars for kroner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from harness.judging.alignment import Alignment, found_at
from harness.judging.clashes import Clash, are_alike, rival_of
from harness.judging.clashes.figures import counted, is_figure, measure_of
from harness.judging.quantity_words import QUANTITY_MARK, quantity_marks
from harness.judging.windows import PreparedDocument, Word

_REACH: Final = 5
"""Within how many words behind a figure stands what it counts."""

_DIMENSION_NAMES: Final = "length mass volume area temperature speed length/time mass/volume energy power"
_DIMENSIONS: Final = frozenset(_DIMENSION_NAMES.split())
"""Dimensions in which the same digits of two units are two amounts: miles and kilometres, pounds and kilograms."""


def count_clashes(
    sentence: str, words: Sequence[Word], alignment: Alignment, document: PreparedDocument
) -> Iterator[Clash]:
    """Each figure of a sentence that counts another thing, or is of another unit, in the best window."""
    for number in range(alignment.window[0], alignment.window[1] + 1):
        there = document.places_in(number, number)
        found = (*_counts(sentence, words, there, document), *_measures(sentence, words, there, document))
        for mine, theirs in found:
            yield rival_of("number", words[mine], document.words[theirs], sentence, document)


def _counts(
    sentence: str, words: Sequence[Word], there: range, document: PreparedDocument
) -> Iterator[tuple[int, int]]:
    """ "42 launchers and four drones" for 42 drones: the figure counts another thing, and that thing has another."""
    for position in range(len(words)):
        is_count = is_figure(position, words, sentence) and not words[position].base.endswith("th")
        mine = counted(position, words, sentence) if is_count else None
        if mine is None or mine.kind == "generic":
            continue
        figures = {
            at: thing
            for at in there
            if is_figure(at, document.words, document.text)
            and not document.words[at].base.endswith("th")  # "the second raid" is no count
            and (thing := counted(at, document.words, document.text)) is not None
        }
        same = [at for at in found_at(words[position], document) if at in figures]
        others = [at for at, thing in figures.items() if at not in same and are_alike(mine, thing)]
        if same and others and not any(_may_count(at, mine, document) for at in same):
            yield position, others[0]


def _may_count(position: int, thing: Word, document: PreparedDocument) -> bool:
    """Whether a thing stands behind a figure before any other: "seven Premier League games" are games."""
    for word in document.words[position + 1 : position + 1 + _REACH]:
        if word.kind == "number":
            return False
        if are_alike(thing, word):
            return True
    return False


def _measures(
    sentence: str, words: Sequence[Word], there: range, document: PreparedDocument
) -> Iterator[tuple[int, int]]:
    """The same figure of another unit or currency: "2 million dollars" for 2 million kroner."""
    for position, word in enumerate(words):
        mine = [alias for alias in word.aliases if alias[0] == QUANTITY_MARK] if word.kind == "number" else []
        if not mine or not measure_of(word):
            continue
        same = [at for at in document.positions.get(word.base, ()) if at in there]
        theirs = {at: quantity_marks(at, document.text) for at in same}
        if same and all(marks and _is_of_another_unit(mine[0], marks[0]) for marks in theirs.values()):
            yield position, same[0]


def _is_of_another_unit(first: str, second: str) -> bool:
    """Whether two values of the same digits have other currencies, or other units of a dimension."""
    mine, theirs = (mark[1:].partition(":")[0] for mark in (first, second))
    if first == second or {mine, theirs} & {"number", "share", "time"}:
        return False
    return mine != theirs or mine in _DIMENSIONS
