"""Whether a sentence credits the same source as the document does for the same words.

Only a positive finding counts: the document tells the words as somebody else's, and both are known by their names
(``aliases``). Words that the document tells as nobody's are no wrong credit. Without names nothing is found: "the prime
minister" may be Smith, and "the group" may be its name. (Tried: two proper names, or two plain descriptions, without a
word in common. On news summaries this was wrong as often as right.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from harness.judging.alignment import Alignment, align
from harness.judging.windows import PreparedDocument, Word, prepare, read_words
from harness.reading.attribution import Attribution, find_attributions
from harness.reading.sentences import Span

_LEAST_SHARE: Final = 0.6
_MOST_SHARE: Final = 0.9
_ELSEWHERE_SHARE: Final = 0.6

Aliases = Sequence[Sequence[str]]
"""One list of names for each source."""


@dataclass(frozen=True, slots=True)
class WrongCredit:
    """The source that the sentence names (code points of the sentence), and the one that the document names."""

    start: int
    end: int
    document_start: int
    document_end: int
    reason: str


def spoken_parts(text: str) -> tuple[Attribution, ...]:
    """The stretches of a text that it tells as what a named source said, wrote or announced."""
    return tuple(
        one
        for one in find_attributions(text)
        if one.is_speech and one.source is not None and one.content and one.kind not in ("label", "gapped")
    )


def wrong_credits(
    sentence: str, words: Sequence[Word], document: PreparedDocument, aliases: Aliases = ()
) -> tuple[WrongCredit, ...]:
    """The sources of a sentence to whom the document does not give these words, but to another."""
    if not aliases:
        return ()
    outer = _outermost(spoken_parts(sentence))
    found = [_wrong_credit(sentence, words, one, document, aliases) for one in outer]
    return tuple(one for one in found if one is not None)


def _outermost(credits: Sequence[Attribution]) -> list[Attribution]:
    """Those that are not themselves told by another."""
    return [
        one
        for one in credits
        if not any(other is not one and one.source and other.covers(one.source) for other in credits)
    ]


def _wrong_credit(
    sentence: str, words: Sequence[Word], credit: Attribution, document: PreparedDocument, aliases: Aliases
) -> WrongCredit | None:
    source = credit.antecedent or credit.source
    told = [word for word in words if credit.covers(Span(word.start, word.end))]
    alignment = align(told, document)
    if source is None or alignment.in_window < _LEAST_SHARE:
        return None
    here = source.of(sentence)
    if _tells_elsewhere(here, told, alignment.in_window, document, aliases):
        return None
    for places in _places_to_ask(told, alignment, document):
        there = _tellers(places, document)
        if there and not any(_may_be_same(here, span.of(document.text), document, aliases) for span in there):
            span = there[0]
            reason = f"credited to {here!r}, in the document to {span.of(document.text)!r}"
            return WrongCredit(source.start, source.end, span.start, span.end, reason)
    return None


def _tells_elsewhere(
    here: str, told: Sequence[Word], share: float, document: PreparedDocument, aliases: Aliases
) -> bool:
    """Whether the source tells much the same in any other sentence of the document."""
    total = sum(word.weight for word in told) or 1.0
    known = _known(_content(here, document), aliases)
    if not known:
        return False
    for telling in _tellings(document.text, tuple(map(tuple, aliases))):
        if known.isdisjoint(telling.known):
            continue
        sentences = telling.sentences
        held = sum(
            word.weight
            for word in told
            if not sentences.isdisjoint(document.sentence_of[at] for at in _positions(word, document))
        )
        numbers = [word for word in told if word.kind == "number"]
        has_numbers = all(
            any(document.sentence_of[at] in sentences for at in document.positions.get(word.base, ()))
            for word in numbers
        )
        if held >= _ELSEWHERE_SHARE * share * total and has_numbers:
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Telling:
    """Which sources a teller of the document may be, and the sentences with words of his."""

    known: frozenset[int]
    sentences: frozenset[int]


@lru_cache(maxsize=64)
def _tellings(text: str, aliases: tuple[tuple[str, ...], ...]) -> tuple[_Telling, ...]:
    document = prepare(text)
    found = []
    for one in find_attributions(text):
        teller = one.antecedent or one.source
        known = _known(_content(teller.of(text), document), aliases) if teller else None
        if known:
            words = (at for at, word in enumerate(document.words) if one.covers(Span(word.start, word.end)))
            found.append(_Telling(frozenset(known), frozenset(document.sentence_of[at] for at in words)))
    return tuple(found)


def _places_to_ask(told: Sequence[Word], alignment: Alignment, document: PreparedDocument) -> list[list[int]]:
    """The sentence that holds the words, or both of the window where one is not enough; and those of each number."""
    total = sum(word.weight for word in told) or 1.0
    alone = [
        word for word in told if alignment.sentence in {document.sentence_of[at] for at in _positions(word, document)}
    ]
    first, last = alignment.window
    enough = sum(word.weight for word in alone) >= _MOST_SHARE * alignment.in_window * total
    asked = [[alignment.sentence] if enough else list(range(first, last + 1))]
    for word in told:
        if word.kind == "number":
            asked.append(sorted({document.sentence_of[at] for at in document.positions.get(word.base, ())}))
    return [places for places in asked if places]


def _positions(word: Word, document: PreparedDocument) -> list[int]:
    return [*document.loose_positions(word), *document.positions.get(word.base, ())]


def _tellers(places: Sequence[int], document: PreparedDocument) -> list[Span]:
    """Who tells each of some sentences of the document; none where one of them is told by nobody, or by a pronoun."""
    found: list[Span] = []
    for place in places:
        span = document.sentences[place]
        tellers = [
            one
            for one in find_attributions(document.text)
            if one.kind != "label" and one.source and any(span.start <= part.start < span.end for part in one.content)
        ]
        if not tellers or any(one.antecedent is not None for one in tellers):
            return []
        found.extend(one.source for one in tellers if one.source)
    return found


def _may_be_same(first: str, second: str, document: PreparedDocument, aliases: Aliases) -> bool:
    one, other = _content(first, document), _content(second, document)
    if any(a.base == b.base or not set(a.aliases).isdisjoint(b.aliases) for a in one for b in other):
        return True
    known, also_known = _known(one, aliases), _known(other, aliases)
    return not known or not also_known or not known.isdisjoint(also_known)


def _content(text: str, document: PreparedDocument) -> tuple[Word, ...]:
    return tuple(word for word in read_words(text, known_names=document.names) if word.weight)


def _known(words: Sequence[Word], aliases: Aliases) -> set[int]:
    """The sources one of whose names stands in the words as a whole."""
    bases = {word.base for word in words}
    found = set()
    for number, names in enumerate(aliases):
        if any(parts and parts <= bases for parts in map(_name_parts, names)):
            found.add(number)
    return found


@lru_cache(maxsize=8192)
def _name_parts(name: str) -> frozenset[str]:
    return frozenset(word.base for word in read_words(name) if word.weight)
