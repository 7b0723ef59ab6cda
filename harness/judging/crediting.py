"""Whether a sentence credits the same source as the document does for the same words.

Only a positive finding counts: the document tells the words as somebody else's, and both are known by their names
(``aliases``). Words that the document tells as nobody's are no wrong credit. Without names nothing is found: "the prime
minister" may be Smith, and "the group" may be its name. (Tried: two proper names, or two plain descriptions, without a
word in common. On news summaries this was wrong as often as right.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from harness.judging.alignment import Alignment, align
from harness.judging.windows import PreparedDocument, Word, read_words
from harness.reading.attribution import Attribution, find_attributions
from harness.reading.sentences import Span

_LEAST_SHARE: Final = 0.6
_MOST_SHARE: Final = 0.9

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
    found = [_wrong_credit(sentence, words, one, document, aliases) for one in spoken_parts(sentence)]
    return tuple(one for one in found if one is not None)


def _wrong_credit(
    sentence: str, words: Sequence[Word], credit: Attribution, document: PreparedDocument, aliases: Aliases
) -> WrongCredit | None:
    source = credit.antecedent or credit.source
    told = [word for word in words if credit.covers(Span(word.start, word.end))]
    alignment = align(told, document)
    if source is None or alignment.in_window < _LEAST_SHARE:
        return None
    here = source.of(sentence)
    for places in _places_to_ask(told, alignment, document):
        there = _tellers(places, document)
        if there and not any(_may_be_same(here, span.of(document.text), document, aliases) for span in there):
            span = there[0]
            reason = f"credited to {here!r}, in the document to {span.of(document.text)!r}"
            return WrongCredit(source.start, source.end, span.start, span.end, reason)
    return None


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
    """Who tells each of some sentences of the document; none where one of them is told by nobody."""
    found: list[Span] = []
    for place in places:
        span = document.sentences[place]
        start, end = (
            document.sentences[max(0, place - 1)].start,
            document.sentences[min(place + 1, len(document.sentences) - 1)].end,
        )
        tellers = [
            Span(teller.start + start, teller.end + start)
            for one in find_attributions(document.text[start:end])
            if one.kind != "label"
            and (teller := one.antecedent or one.source)
            and any(span.start <= stretch.start + start < span.end for stretch in one.content)
        ]
        if not tellers:
            return []
        found.extend(tellers)
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
        for name in names:
            parts = {word.base for word in read_words(name) if word.weight}
            if parts and parts <= bases:
                found.add(number)
    return found
