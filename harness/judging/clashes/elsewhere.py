"""A figure of a fact told of another place: "20 in Lund and 30 in Berg" for 20 in Berg.

The words are all there, so that no share of words can see it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from harness.judging.alignment import Alignment
from harness.judging.clashes import Clash, are_alike, rival_of
from harness.judging.clashes.figures import figure_places, is_figure
from harness.judging.lexicon import DATES, kinds
from harness.judging.windows import PreparedDocument, Word
from harness.reading.names import place_key

_IN: Final = frozenset(("in", "at", "near"))
_REACH: Final = 6
"""Within how many words behind a figure stands where those are that it counts."""


def misplaced(fact: str, words: Sequence[Word], alignment: Alignment, document: PreparedDocument) -> Iterator[Clash]:
    """Each figure that the best window puts in another place than the fact does."""
    for sentence in range(alignment.window[0], alignment.window[1] + 1):
        there = document.places_in(sentence, sentence)
        for mine, theirs in _in_another_place(fact, words, there, document):
            yield rival_of("name", words[mine], document.words[theirs], fact, document)


def _in_another_place(
    fact: str, words: Sequence[Word], there: range, document: PreparedDocument
) -> Iterator[tuple[int, int]]:
    """A figure with another place behind it, where the fact's own has another figure, or the text never names it.

    A place that the text never names may be told as its country: only another place of no country is at odds then.
    """
    for position, word in enumerate(words):
        place = _place_of(position, fact, words) if is_figure(position, words, fact) else None
        if place is None:
            continue
        own = words[place]
        placed = _placed(document, there)
        figures = [at for at in figure_places(word, document) if at in there]
        others = [placed[at] for at in figures if at in placed]
        if len(others) < len(figures) or not others or any(are_alike(own, document.words[other]) for other in others):
            continue
        is_taken = any(at not in figures and are_alike(own, document.words[other]) for at, other in placed.items())
        is_local = not _is_country(own, fact) and not _is_country(document.words[others[0]], document.text)
        if is_taken or (is_local and not document.positions.get(own.base)):
            yield place, others[0]


def _placed(document: PreparedDocument, there: range) -> dict[int, int]:
    """The place of each figure of a sentence that has one."""
    words, text = document.words, document.text
    found = {at: _place_of(at, text, words) for at in there if is_figure(at, words, text)}
    return {at: place for at, place in found.items() if place is not None}


def _is_country(word: Word, text: str) -> bool:
    return place_key(text[word.start : word.end]) is not None


def _place_of(position: int, text: str, words: Sequence[Word]) -> int | None:
    """The first name behind "in", "at" or "near" behind a figure, before any other figure."""
    for at in range(position + 1, min(len(words) - 1, position + 1 + _REACH)):
        if words[at].kind == "number" or set(text[words[at - 1].end : words[at].start]) & set(".;:"):
            return None
        if words[at].base not in _IN:
            continue
        name = at + 1 if words[at + 1].base != "the" else at + 2
        if name < len(words) and words[name].kind == "name" and not kinds(words[name].base) & DATES:
            return name
    return None
