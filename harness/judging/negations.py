"""Words that a sentence negates and the document does not, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from harness.judging.alignment import Alignment
from harness.judging.clash import Clash, are_alike
from harness.judging.lexicon import base_form
from harness.judging.windows import PreparedDocument, Word

_NEGATION_REACH: Final = 4
_HARD: Final = "not no never none nobody nothing neither nor without cannot"
_SOFT: Final = (
    "fail refuse deny stop prevent avoid lack unable reject unlikely halt block ban hardly barely without struggle"
)
_NEGATORS: Final = frozenset(base_form(word) for word in _HARD.split())
_SOFT_NEGATORS: Final = frozenset(base_form(word) for word in _SOFT.split())


def negation_clashes(
    text: str, words: Sequence[Word], alignment: Alignment, document: PreparedDocument
) -> Iterator[Clash]:
    """The first word negated on one side only: by the word before it here, by no word of the sentence there."""
    others = document.places_in(alignment.sentence, alignment.sentence)
    here = [position for position, word in enumerate(words) if word.base in _NEGATORS]
    there = [place for place in others if document.words[place].base in _NEGATORS]
    if here and not there:
        for negator in here:
            negated = _negated(words, negator)
            if negated is None or not alignment.strengths[negated]:
                continue
            place = _place(words[negated], others, document)
            if place is not None and not _is_negated_anywhere(words[negated], document):
                yield _negation(text, words[negator], words[negated], document.words[place], "here")
                return
    if there and not here:
        for negator in there:
            negated = _negated(document.words, negator)
            if negated is None or document.words[negated].kind == "name":
                continue
            base = document.words[negated].base
            for word in words:
                if word.base == base and len(document.positions[base]) == 1:
                    yield _negation(text, word, word, document.words[negator], "in the document")
                    return


def _is_negated_anywhere(word: Word, document: PreparedDocument) -> bool:
    """Whether a sentence of the document that has the word, or a near-synonym, also has a negation of any kind."""
    holding = {document.sentence_of[place] for place in document.positions.get(word.base, ())}
    holding |= {document.sentence_of[place] for place in document.loose_positions(word)}
    return any(
        document.words[place].base in _NEGATORS or document.words[place].base in _SOFT_NEGATORS
        for sentence in holding
        for place in document.places_in(sentence, sentence)
    )


def _negation(text: str, first: Word, last: Word, other: Word, side: str) -> Clash:
    reason = f"{text[last.start : last.end]!r} is negated {side} only"
    return Clash("negation", first.start, last.end, other.start, other.end, reason)


def _negated(words: Sequence[Word], negator: int) -> int | None:
    """The position of the first telling word after a negator, if it comes soon."""
    for position in range(negator + 1, min(len(words), negator + 1 + _NEGATION_REACH)):
        if words[position].kind in ("content", "number", "name"):
            return position
    return None


def _place(word: Word, places: Sequence[int], document: PreparedDocument) -> int | None:
    return next((place for place in places if are_alike(word, document.words[place])), None)
