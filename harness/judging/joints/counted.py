"""A figure of one sentence with the thing of another: "46 soldiers" where 46 prisoners and nine soldiers are told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from harness.judging.alignment import found_at
from harness.judging.clashes import Clash, are_alike, rival_of
from harness.judging.clashes.figures import counted, figure_places, is_figure, measure_of
from harness.judging.windows import PreparedDocument, Word

_REACH: Final = 6


def counted_elsewhere(sentence: str, words: Sequence[Word], document: PreparedDocument) -> Iterator[Clash]:
    """Each figure that everywhere in the document counts other things, while its thing is counted by other figures."""
    for position, word in enumerate(words):
        if not is_figure(position, words, sentence) or word.base.endswith("th") or measure_of(word):
            continue
        mine = counted(position, words, sentence)
        if mine is None or mine.kind != "content" or mine.weight < 1:
            continue
        places = figure_places(word, document)
        things = [counted(at, document.words, document.text) for at in places]
        if not places or any(thing is None or thing.kind == "generic" for thing in things):
            continue
        if any(_stands_behind(at, mine, document) for at in places):
            continue
        others = [
            at
            for at in found_at(mine, document)
            if at and document.words[at - 1].kind == "number" and document.words[at - 1].base != word.base
        ]
        if others:
            yield rival_of("number", word, document.words[others[0] - 1], sentence, document)


def _stands_behind(place: int, thing: Word, document: PreparedDocument) -> bool:
    number = document.sentence_of[place]
    there = document.places_in(number, number)
    return any(are_alike(thing, document.words[at]) for at in there)
