"""A key fact in other words, known by who tells it: "the mayor expects running water by Friday".

Less of a fact's words is needed where its own source tells them than where anybody might have said them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from harness.judging.alignment import found_at
from harness.judging.clashes.figures import figure_places, is_figure
from harness.judging.clashes.negation import negated_there, negated_words
from harness.judging.facts.figures import ToldFigures
from harness.judging.mentions import sources_named
from harness.judging.speakers import credit_at
from harness.judging.windows import PreparedDocument, Word, read_words
from harness.reading.sentences import Span
from harness.reading.words import tokens

_LEAST_SHARE: Final = 0.45
"""The share of a fact's words, its source left out, that its source must tell in one sentence."""

_LEAST_WEIGHT: Final = 0.8


def told_by_source(
    fact: str,
    words: Sequence[Word],
    document: PreparedDocument,
    voices: Mapping[str, Sequence[str]],
    own: Sequence[str],
    beside: Sequence[str] = (),
) -> ToldFigures | None:
    """The first sentence in which the fact's source tells enough of it, every number and name with it.

    ``beside`` are the other facts of the item: what they are about too doesn't show that this one is told.
    """
    ids = {source for source, names in voices.items() if tuple(names) == tuple(own)}
    if not ids:
        return None
    places = {
        position: figure_places(word, document) if is_figure(position, words, fact) else list(found_at(word, document))
        for position, word in enumerate(words)
        if word.weight
    }
    facts = [position for position in places if words[position].kind in ("number", "name")]
    enough = _LEAST_SHARE * _weight(places, words)
    own_words = _words_of_its_own(places, words, beside)
    for sentence in _sentences_of(places.values(), document):
        here = document.places_in(sentence, sentence)
        found = {position: next((at for at in where if at in here), None) for position, where in places.items()}
        held = {position: at for position, at in found.items() if at is not None}
        has_facts = all(position in held for position in facts)
        is_enough = _weight(held, words) >= enough
        telling = {position: at for position, at in held.items() if words[position].weight >= _LEAST_WEIGHT}
        has_own = not own_words or not own_words.isdisjoint(telling)
        if not (has_own and has_facts and is_enough and _are_negated_alike(fact, words, telling, sentence, document)):
            continue
        if _is_theirs(telling, words, sentence, document, voices, ids):
            return ToldFigures(sentence, tuple((at, words[position].weight) for position, at in telling.items()))
    return None


@lru_cache(maxsize=4096)
def _findable(fact: str) -> frozenset[str]:
    """What the words of a fact can be found under; kept, since every other fact of its item asks."""
    return frozenset(key for word in read_words(fact) for key in (word.base, *word.aliases))


def _words_of_its_own(positions: Iterable[int], words: Sequence[Word], beside: Sequence[str]) -> set[int]:
    """The telling words of a fact that no other fact has, itself or in a near-synonym."""
    topics = [_findable(other) for other in beside]
    return {
        position
        for position in positions
        if words[position].weight >= _LEAST_WEIGHT
        and all(topic.isdisjoint((words[position].base, *words[position].aliases)) for topic in topics)
    }


def _sentences_of(places: Iterable[Sequence[int]], document: PreparedDocument) -> list[int]:
    """The sentences that hold any of some positions, in order."""
    return sorted({document.sentence_of[at] for where in places for at in where})


def _are_negated_alike(
    fact: str, words: Sequence[Word], telling: Mapping[int, int], sentence: int, document: PreparedDocument
) -> bool:
    """Whether fact and sentence negate the same of the words that they share, and either something or nothing."""
    mine = negated_words(fact, words).words
    negated = negated_there(document, sentence).words
    is_alike = all((at in negated) == (position in mine) for position, at in telling.items())
    return is_alike and bool(mine) == bool(negated)


def _weight(positions: Iterable[int], words: Sequence[Word]) -> float:
    return sum(words[position].weight for position in positions)


def _is_theirs(
    telling: Mapping[int, int],
    words: Sequence[Word],
    sentence: int,
    document: PreparedDocument,
    voices: Mapping[str, Sequence[str]],
    ids: set[str],
) -> bool:
    """Whether most of what the sentence has of the fact is told as its source's."""
    span = document.sentences[sentence]
    written = tokens(span.of(document.text))
    mentions = sorted(
        (span.start + written[one.first].start, one.source) for one in sources_named(span.of(document.text), voices)
    )
    theirs = 0.0
    for position, place in telling.items():
        word = document.words[place]
        before = [source for start, source in mentions if start <= word.start][-1:]
        credited = credit_at(document.text, Span(word.start, word.end), voices).sources
        if not ids.isdisjoint(credited) or (not credited and not ids.isdisjoint(before)):
            theirs += words[position].weight
    return theirs > _weight(telling, words) / 2
