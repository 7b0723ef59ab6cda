"""Where the words of a sentence stand in a document: in it at all, in one window of it, in order, near each other.

A *window* is one sentence of the document or two in a row. Every measure is in [0, 1]; content is weighed by
``windows.WEIGHTS``, so function words count only in copied runs. A word that the document has only as a near-synonym
or as a word with the same beginning counts ``LOOSE_STRENGTH``; a quantity of the same value is found as surely as its
words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from harness.judging.quantity_words import same_quantity
from harness.judging.windows import WEIGHTS, PreparedDocument, Word

LOOSE_STRENGTH: Final = 0.75

NEAR: Final = 3
"""So many words more than in the sentence may stand between two words of the document that are near each other."""

TURNED: Final = 0.5
"""What a pair counts for that stands near each other the other way round."""

Hits = Mapping[int, float]
"""For one word: the document's sentences that hold it, with how well."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """How far a document holds the words of a sentence.

    ``anywhere``: weighted share found in the document. ``in_window``: share found in the best window. ``window``:
    that window's first and last sentence; ``sentence``: the one sentence that holds most. ``ordered``: share that
    the window holds in the same order. ``copied``: 1 where the sentence is one stretch of the document, less the
    more stretches it was put together from. ``near``: share of its pairs of words that stand near each other
    somewhere. ``strengths``: how well the window holds each word, and ``strengths_anywhere`` the document.
    """

    anywhere: float
    in_window: float
    window: tuple[int, int]
    sentence: int
    ordered: float
    copied: float
    near: float
    strengths: tuple[float, ...]
    strengths_anywhere: tuple[float, ...]


def align(words: Sequence[Word], document: PreparedDocument) -> Alignment:
    """Aligns the words of a sentence with a document; zeros where either has no content words."""
    hits = [_sentence_hits(word, document) for word in words]
    total = sum(word.weight for word in words) or 1.0
    window, sentence = _best_window(words, hits, len(document.sentences))
    if _add_quantities(hits, words, document, window):
        window, sentence = _best_window(words, hits, len(document.sentences))
    strengths = tuple(max(hit.get(window[0], 0.0), hit.get(window[1], 0.0)) for hit in hits)
    anywhere = tuple(max(hit.values(), default=0.0) for hit in hits)
    return Alignment(
        _weighted(words, anywhere) / total,
        _weighted(words, strengths) / total,
        window,
        sentence,
        _ordered(words, strengths, document, window) / total,
        _copied(words, document),
        _near(words, document),
        strengths,
        anywhere,
    )


def places(word: Word, document: PreparedDocument, window: tuple[int, int]) -> list[tuple[int, float]]:
    """The positions of a word in a window of the document, with how well each matches; best match first."""
    here = document.places_in(*window)
    start, stop = here.start, here.stop
    found = {position: LOOSE_STRENGTH for position in document.loose_positions(word) if start <= position < stop}
    for position in document.positions.get(word.base, ()):
        if start <= position < stop:
            found[position] = 1.0
    for position in () if found else same_quantity(word, document.text):
        if start <= position < stop:
            found[position] = 1.0
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def found_at(word: Word, document: PreparedDocument) -> Iterator[int]:
    """Every position of the document where a word stands, itself, as a near-synonym, or in a quantity of its value."""
    yield from document.loose_positions(word)
    exact = document.positions.get(word.base, ())
    yield from exact or same_quantity(word, document.text)


def _sentence_hits(word: Word, document: PreparedDocument) -> dict[int, float]:
    hits: dict[int, float] = {}
    if not word.weight:
        return hits
    sentence_of = document.sentence_of
    for position in document.loose_positions(word):
        hits[sentence_of[position]] = LOOSE_STRENGTH
    for position in document.positions.get(word.base, ()):
        hits[sentence_of[position]] = 1.0
    return hits


def _add_quantities(
    hits: Sequence[dict[int, float]], words: Sequence[Word], document: PreparedDocument, window: tuple[int, int]
) -> bool:
    """Adds where the document has the quantities that the window lacks in other words; whether there are any.

    A document is read for its quantities only then: most figures stand there as they are told.
    """
    found = False
    for word, hit in zip(words, hits, strict=True):
        if word.weight and window[0] not in hit and window[1] not in hit:
            for position in same_quantity(word, document.text):
                hit[document.sentence_of[position]] = 1.0
                found = True
    return found


def _weighted(words: Sequence[Word], strengths: Sequence[float]) -> float:
    return sum(word.weight * strength for word, strength in zip(words, strengths, strict=True))


def _best_window(words: Sequence[Word], hits: Sequence[Hits], sentences: int) -> tuple[tuple[int, int], int]:
    """The earliest window that holds most, one sentence before two that hold no more; and the best sentence."""
    single, double = [0.0] * (sentences + 1), [0.0] * (sentences + 1)
    for word, hit in zip(words, hits, strict=True):
        weight = word.weight
        for sentence, strength in hit.items():
            single[sentence] += weight * strength
            double[sentence] += weight * max(strength, hit.get(sentence + 1, 0.0))
            if sentence and sentence - 1 not in hit:
                double[sentence - 1] += weight * strength
    alone, pair = single.index(max(single)), double.index(max(double))
    if double[pair] <= single[alone] + 1e-9:
        return (alone, alone), alone
    return (pair, min(pair + 1, sentences - 1)), alone


def _ordered(
    words: Sequence[Word], strengths: Sequence[float], document: PreparedDocument, window: tuple[int, int]
) -> float:
    """The heaviest chain of matches that rises in both texts."""
    chains: list[tuple[int, float]] = []
    best = 0.0
    for word, strength in zip(words, strengths, strict=True):
        if not strength:
            continue
        for position, match in sorted(places(word, document, window), reverse=True):
            before = 0.0
            for last, weight in chains:
                if last < position and weight > before:
                    before = weight
            chain = before + word.weight * match
            chains.append((position, chain))
            best = max(best, chain)
    return best


def _copied(words: Sequence[Word], document: PreparedDocument) -> float:
    bases = [word.base for word in words]
    if not bases:
        return 0.0
    position = runs = 0
    while position < len(bases):
        position += max(1, _longest_run(bases, position, document))
        runs += 1
    return 1 - (runs - 1) / len(bases)


def _near(words: Sequence[Word], document: PreparedDocument) -> float:
    """The share of each content word's pairs with the next and the next but one that the document has near each other.

    No pairs: 1. Source: skip-bigrams within a distance, ROUGE-S4 (Lin, 2004); here of content words in any form that
    they can be found under, their own distance in the sentence allowed for.
    """
    content = [index for index, word in enumerate(words) if word.weight >= WEIGHTS["content"]]
    found = [_positions(words[index], document) for index in content]
    held = [
        _nearness(found[first], found[second], content[second] - content[first] + NEAR)
        for first in range(len(content))
        for second in range(first + 1, min(first + 3, len(content)))
    ]
    return sum(held) / len(held) if held else 1.0


def _positions(word: Word, document: PreparedDocument) -> Sequence[int]:
    """Every position where a word can be found, in order; see ``found_at``."""
    bases = {base for alias in word.aliases for base in document.bases.get(alias, ())}
    if word.base in document.positions:
        bases.add(word.base)
    if len(bases) == 1:
        return document.positions[bases.pop()]
    return sorted(position for base in bases for position in document.positions[base]) or same_quantity(
        word, document.text
    )


def _nearness(first: Sequence[int], second: Sequence[int], reach: int) -> float:
    """1 where a second position is behind a first within reach, ``TURNED`` where one is before it, else 0."""
    best = 0.0
    for position in first:
        index = bisect_right(second, position)
        if index < len(second) and second[index] - position <= reach:
            return 1.0
        index = bisect_left(second, position)
        if index and position - second[index - 1] <= reach:
            best = TURNED
    return best


def _longest_run(bases: Sequence[str], position: int, document: PreparedDocument) -> int:
    longest, end, others = 0, len(bases), document.words
    for start in document.positions.get(bases[position], ()):
        length = 1
        while (
            position + length < end
            and start + length < len(others)
            and others[start + length].base == bases[position + length]
        ):
            length += 1
        longest = max(longest, length)
    return longest
