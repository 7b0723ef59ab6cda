"""Whether a sentence credits the same source as the document does for the same words.

Only a positive finding counts: the document tells the words as somebody else's. Words that the document tells as
nobody's are no wrong credit. Where the sources and their names are known (``aliases``), any two of them are told
apart. Where they aren't, "the prime minister" may be Smith and "the group" may be its name, so only two proper names,
or two plain descriptions, without a word in common count as different.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from harness.judging.alignment import Alignment, align
from harness.judging.windows import PreparedDocument, Word, read_words
from harness.reading.attribution import Attribution, find_attributions
from harness.reading.cues import is_speaker_noun
from harness.reading.sentences import Span

_SIDE_BY_SIDE: Final = 4
_LEAST_SHARE: Final = 0.6
_MOST_SHARE: Final = 0.9

Aliases = Sequence[Sequence[str]]
"""One list of names for each source."""


@dataclass(frozen=True, slots=True)
class WrongCredit:
    """The source that the sentence names (code points of the sentence), and the one that the document names.

    ``is_sure``: both are known by their names; otherwise the two are only named differently.
    """

    start: int
    end: int
    document_start: int
    document_end: int
    is_sure: bool
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
            sure = bool(
                _known(_content(here, document), aliases)
                and _known(_content(span.of(document.text), document), aliases)
            )
            return WrongCredit(source.start, source.end, span.start, span.end, sure, reason)
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
    loose = [at for alias in word.aliases for at in document.loose_positions.get(alias, ())]
    return loose + document.positions.get(word.base, [])


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
    if known and also_known:
        return not known.isdisjoint(also_known)
    if not one or not other or not _is_speaker(first, one) or not _is_speaker(second, other):
        return True
    if any(word.kind == "name" for word in one) != any(word.kind == "name" for word in other):
        return True
    return _stand_together(one, other, document)


def _content(text: str, document: PreparedDocument) -> tuple[Word, ...]:
    return tuple(word for word in read_words(text, known_names=document.names) if word.weight)


def _is_speaker(text: str, words: Sequence[Word]) -> bool:
    return any(word.kind == "name" or is_speaker_noun(text[word.start : word.end].lower()) for word in words)


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


def _stand_together(first: Sequence[Word], second: Sequence[Word], document: PreparedDocument) -> bool:
    """Whether the document has a word of each side by side in one sentence, as in "the operator, Fjordline"."""
    return any(
        0 < abs(here - there) <= _SIDE_BY_SIDE and document.sentence_of[here] == document.sentence_of[there]
        for one in first
        for other in second
        for here in document.positions.get(one.base, ())
        for there in document.positions.get(other.base, ())
    )
