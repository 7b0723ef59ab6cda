"""A key fact that is known by its figures: "270, by the union's count", where the fact says that 270 flights were cut.

A figure says more than most words. Where a sentence has every figure of a fact, of the same value and measure, little
more is needed: that the fact's own source stands beside it, that hardly another fact could have such a figure, or some
of what the fact says of it. Days, years and times of day are no figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from harness.judging.alignment import found_at
from harness.judging.clashes import are_alike
from harness.judging.clashes.figures import counted, figure_places, is_figure
from harness.judging.clashes.negation import negated_there, negated_words
from harness.judging.clashes.outcomes import fate_at_odds
from harness.judging.clashes.turned import bound
from harness.judging.mentions import sources_named
from harness.judging.quantity_words import QUANTITY_MARK, same_quantity
from harness.judging.windows import PreparedDocument, Word
from harness.reading.sentences import Span
from harness.reading.words import tokens

_LEAST_GROUND: Final = 0.25
"""The share of a fact's other words that must stand by its figures where its source doesn't, or where another thing is
counted."""

_TELLING_DIGITS: Final = 3
"""From how many digits that are no closing nought on a figure is hardly that of anything else."""


@dataclass(frozen=True, slots=True)
class ToldFigures:
    """The sentence of a text that has the figures of a fact, and their positions there, each with its weight."""

    sentence: int
    told: tuple[tuple[int, float], ...]


def told_by_figures(
    fact: str,
    words: Sequence[Word],
    document: PreparedDocument,
    voices: Mapping[str, Sequence[str]],
    own: Sequence[str],
) -> ToldFigures | None:
    """The first sentence that tells a fact by its figures; ``own`` are the names of the fact's source."""
    figures = [position for position in range(len(words)) if is_figure(position, words, fact)]
    found = {position: figure_places(words[position], document) for position in figures}
    negated = negated_words(fact, words).words if figures and all(found.values()) else frozenset()
    for sentence in range(len(document.sentences)) if figures and all(found.values()) else ():
        here = document.places_in(sentence, sentence)
        if not all(any(place in here for place in places) for places in found.values()):
            continue
        mine = negated_there(document, sentence).words
        told: dict[int, int] = {}
        for position, places in found.items():
            near = [place for place in places if place in here]
            alike = [place for place in near if (place in mine) == (position in negated)]
            if alike:
                told[position] = max(alike, key=lambda at: _likeness(position, words, fact, at, document))
        if len(told) == len(figures) and _is_told(fact, words, told, document, voices, own):
            return ToldFigures(sentence, tuple((place, words[position].weight) for position, place in told.items()))
    return None


def _is_told(
    fact: str,
    words: Sequence[Word],
    told: Mapping[int, int],
    document: PreparedDocument,
    voices: Mapping[str, Sequence[str]],
    own: Sequence[str],
) -> bool:
    likeness = min(_likeness(position, words, fact, place, document) for position, place in told.items())
    if any(bound(position, words) * bound(place, document.words) < 0 for position, place in told.items()):
        return False
    sentence = document.sentence_of[next(iter(told.values()))]
    if fate_at_odds(fact, words, (sentence, sentence), document):
        return False
    if _ground(words, told, document, sentence) >= _LEAST_GROUND:
        return True
    if not likeness:
        return False
    if not _ground(words, told, document, sentence) and any(
        _counts_another(position, words, fact, place, document) for position, place in told.items()
    ):
        return False
    is_telling = any(len(words[position].base.replace(".", "").rstrip("0")) >= _TELLING_DIGITS for position in told)
    return is_telling or all(_is_beside(place, document, voices, own) for place in told.values())


def _likeness(position: int, words: Sequence[Word], fact: str, place: int, document: PreparedDocument) -> int:
    """2 where both figures count the same, 1 where one of them leaves open what it counts, 0 where they differ."""
    mine = counted(position, words, fact)
    theirs = counted(place, document.words, document.text, same_quantity(words[position], document.text))
    if mine is None or theirs is None or "generic" in (mine.kind, theirs.kind):
        return 1
    return 2 if are_alike(mine, theirs) else 0


def _counts_another(position: int, words: Sequence[Word], fact: str, place: int, document: PreparedDocument) -> bool:
    """ "Thanked 42 firefighters" beside "evacuated 42 people": some special people of whom nothing of it is told."""
    mine, theirs = counted(position, words, fact), counted(place, document.words, document.text)
    return mine is not None and theirs is not None and mine.kind == "generic" and theirs.kind == "content"


def _ground(words: Sequence[Word], told: Mapping[int, int], document: PreparedDocument, sentence: int) -> float:
    """The share of a fact's words, figures and their units left out, that its sentence or the one before it has."""
    here = document.places_in(max(0, sentence - 1), sentence)
    total = held = 0.0
    for word in words:
        if word.kind == "number" or not word.weight or any(alias[0] == QUANTITY_MARK for alias in word.aliases):
            continue
        total += word.weight
        held += word.weight * any(place in here for place in found_at(word, document))
    return held / total if total else 0.0


def _is_beside(place: int, document: PreparedDocument, voices: Mapping[str, Sequence[str]], own: Sequence[str]) -> bool:
    """Whether the fact's own source is the nearest before a figure of a sentence, or the nearest behind it."""
    span = document.sentences[document.sentence_of[place]]
    text = span.of(document.text)
    written = tokens(text)
    figure = document.words[place]
    mentions = [
        (Span(span.start + written[one.first].start, span.start + written[one.last - 1].end), one.source)
        for one in sources_named(text, voices)
    ]
    before = [source for at, source in mentions if at.end <= figure.start][-1:]
    behind = [source for at, source in mentions if at.start >= figure.end][:1]
    return any(tuple(voices[source]) == tuple(own) for source in (*before, *behind))
