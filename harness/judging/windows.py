"""A text prepared for being asked many times whether it says something: words, sentences, and where each word stands.

Positions are word numbers; spans are code points of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from harness.judging.weighed_words import RARE_WEIGHT, WEIGHTS, Word, WordKind, read_words
from harness.reading.sentences import Span, split_sentences

__all__ = ["RARE_WEIGHT", "WEIGHTS", "PreparedDocument", "Word", "WordKind", "prepare", "read_words", "sentences_of"]

_LOOSE_STOP: Final = re.compile(r"(?<=\s)[.!?]['\"`]*\s+(?=\S)|(?<=[^\W\d_]{3}[.!?])\s+(?=[a-z])")
_MAY_HAVE_LOOSE_STOP: Final = re.compile(r"[.!?]['\"`]* [a-z]|\s[.!?]['\"`]*\s")


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """A text with its sentences, its words, the positions of every base form, and the base forms of every alias.

    ``starts`` has the position of each sentence's first word, and behind them twice the number of words.
    """

    text: str
    sentences: tuple[Span, ...]
    words: tuple[Word, ...]
    sentence_of: tuple[int, ...]
    starts: tuple[int, ...]
    positions: dict[str, list[int]]
    bases: dict[str, list[str]]
    names: frozenset[str]

    def loose_positions(self, word: Word) -> Iterator[int]:
        """The positions of words that share an alias with this one, itself included; some may come twice."""
        for alias in word.aliases:
            for base in self.bases.get(alias, ()):
                yield from self.positions[base]

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that holds a code point, or of the last before it."""
        return max(0, bisect_right(self.sentences, offset, key=lambda span: span.start) - 1)

    def places_in(self, first: int, last: int) -> range:
        """The positions of the words of a stretch of sentences, both ends included."""
        return range(self.starts[first], self.starts[last + 1])


@lru_cache(maxsize=32)
def prepare(text: str) -> PreparedDocument:
    """Reads a text once, so that many sentences are judged against it fast. Cached by the text itself."""
    sentences = sentences_of(text)
    words = read_words(text, sentence_starts=frozenset(span.start for span in sentences))
    positions: dict[str, list[int]] = {}
    bases: dict[str, list[str]] = {}
    aliases: dict[str, tuple[str, ...]] = {}
    for position, (_, _, base, _, _, others) in enumerate(words):
        if base in positions:
            positions[base].append(position)
        else:
            positions[base] = [position]
        if aliases.get(base) is not others:
            aliases.setdefault(base, others)
            for alias in others:
                alike = bases.setdefault(alias, [])
                if base not in alike:
                    alike.append(base)
    names = frozenset(word.base for word in words if word.kind == "name")
    starts = _first_positions(words, sentences)
    sentence_of = tuple(number for number, (first, last) in enumerate(pairwise(starts)) for _ in range(first, last))
    return PreparedDocument(text, sentences, words, sentence_of, starts, positions, bases, names)


def _first_positions(words: Sequence[Word], sentences: Sequence[Span]) -> tuple[int, ...]:
    """Each sentence's first word; what stands before the first sentence belongs to it."""
    later = [bisect_left(words, span.start, key=lambda word: word.start) for span in sentences[1:]]
    return (0, *later, len(words), len(words))


def sentences_of(text: str) -> tuple[Span, ...]:
    """The sentences of a text; a full stop between spaces, as in tokenised text in lower case, ends one too."""
    if not _MAY_HAVE_LOOSE_STOP.search(text):
        return split_sentences(text)
    found: list[Span] = []
    for span in split_sentences(text):
        start = span.start
        for match in _LOOSE_STOP.finditer(text, span.start, span.end):
            found.append(Span(start, match.start() + len(match.group().rstrip())))
            start = match.end()
        if start < span.end:
            found.append(Span(start, span.end))
    return tuple(found)
