"""What a document says otherwise than a sentence: another number, day or kind of thing, the opposite, or the negation.

A clash needs common ground: the words around the one that differs must stand near the one that it clashes with, in
the window of the document that holds most of the sentence. Found by rule, so a clash always shows its two places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from harness.judging.alignment import Alignment
from harness.judging.lexicon import kinds, opposites
from harness.judging.windows import PreparedDocument, Word

ClashKind = Literal["number", "kind", "opposite", "negation"]

_AFTER: Final = 5
_BEFORE: Final = 4
"""How many words after and before a word are its surroundings."""

_NEGATION_REACH: Final = 4
_NEGATORS: Final = frozenset(["not", "no", "never", "none", "nobody", "neither", "nor", "without", "cannot"])


@dataclass(frozen=True, slots=True)
class Clash:
    """A word of the sentence (``start``, ``end``) and the place of the document that says otherwise."""

    kind: ClashKind
    start: int
    end: int
    document_start: int
    document_end: int
    reason: str


def find_clashes(
    text: str, words: Sequence[Word], alignment: Alignment, document: PreparedDocument
) -> tuple[Clash, ...]:
    """Every clash of a sentence with its best window of the document, in the order of the sentence."""
    window = _window_positions(alignment, document)
    if not window:
        return ()
    bases = {word.base for word in words}
    found: list[Clash] = []
    for position, word in enumerate(words):
        if not word.weight or alignment.strengths[position] == 1.0:
            continue
        clash = _clash(position, words, window, document, bases)
        if clash is not None:
            kind, rival = clash
            other = document.words[rival]
            reason = f"{_shown(text, word)!r} where the document has {_shown(document.text, other)!r}"
            found.append(Clash(kind, word.start, word.end, other.start, other.end, reason))
    return (*found, *_negation_clashes(text, words, alignment, document))


def _window_positions(alignment: Alignment, document: PreparedDocument) -> list[int]:
    first, last = alignment.window
    return [place for place, sentence in enumerate(document.sentence_of) if first <= sentence <= last]


def _clash(
    position: int, words: Sequence[Word], window: Sequence[int], document: PreparedDocument, bases: set[str]
) -> tuple[ClashKind, int] | None:
    word = words[position]
    for place in window:
        other = document.words[place]
        if other.base in bases or not other.weight:
            continue
        kind = _kind_of_clash(word, other)
        if kind is not None and _share_ground(position, words, place, document, counted=kind == "number"):
            return kind, place
    return None


def _kind_of_clash(word: Word, other: Word) -> ClashKind | None:
    if word.kind == "number" and other.kind == "number":
        return "number" if _form(word) == _form(other) else None
    if word.base in opposites(other.base):
        return "opposite"
    shared = kinds(word.base) & kinds(other.base)
    return "kind" if shared and set(word.aliases).isdisjoint(other.aliases) else None


def _form(word: Word) -> str:
    """Years, ordinals and plain numbers do not clash with one another."""
    if len(word.base) == 4 and word.base.isdigit() and word.base[:2] in ("18", "19", "20"):
        return "year"
    return "plain" if word.base[-1].isdigit() else word.base.lstrip("0123456789.")


def _share_ground(
    position: int, words: Sequence[Word], place: int, document: PreparedDocument, *, counted: bool
) -> bool:
    """Whether the surroundings of the two words have a telling word in common; for numbers, one that comes after."""
    before = 0 if counted else _BEFORE
    mine = _surroundings(words, position, before, _AFTER)
    theirs = _surroundings(document.words, place, before, _AFTER)
    return any(_same(first, second) for first in mine for second in theirs)


def _surroundings(words: Sequence[Word], position: int, before: int, after: int) -> list[Word]:
    near = (*words[max(0, position - before) : position], *words[position + 1 : position + 1 + after])
    return [word for word in near if word.weight and word.kind not in ("generic", "number")]


def _same(first: Word, second: Word) -> bool:
    return first.base == second.base or not set(first.aliases).isdisjoint(second.aliases)


def _negation_clashes(
    text: str, words: Sequence[Word], alignment: Alignment, document: PreparedDocument
) -> Iterator[Clash]:
    """The first word negated on one side only: by the word before it here, by no word of the sentence there."""
    others = [place for place, sentence in enumerate(document.sentence_of) if sentence == alignment.sentence]
    here = [position for position, word in enumerate(words) if _negates(word, text)]
    there = [place for place in others if _negates(document.words[place], document.text)]
    if here and not there:
        for negator in here:
            negated = _negated(words, negator)
            if (
                negated is not None
                and alignment.strengths[negated]
                and (place := _place(words[negated], others, document)) is not None
            ):
                yield _negation(text, words[negator], words[negated], document.words[place], "here")
                return
    if there and not here:
        for negator in there:
            negated = _negated(document.words, negator)
            if negated is None:
                continue
            for word in words:
                if word.base == document.words[negated].base:
                    yield _negation(text, word, word, document.words[negator], "in the document")
                    return


def _negation(text: str, first: Word, last: Word, other: Word, side: str) -> Clash:
    reason = f"{_shown(text, last)!r} is negated {side} only"
    return Clash("negation", first.start, last.end, other.start, other.end, reason)


def _negates(word: Word, text: str) -> bool:
    return word.base in _NEGATORS or text[word.start : word.end].lower().endswith(("n't", "n\u2019t"))


def _negated(words: Sequence[Word], negator: int) -> int | None:
    """The position of the first telling word after a negator, if it comes soon."""
    for position in range(negator + 1, min(len(words), negator + 1 + _NEGATION_REACH)):
        if words[position].kind in ("content", "number", "name"):
            return position
    return None


def _place(word: Word, places: Sequence[int], document: PreparedDocument) -> int | None:
    return next((place for place in places if _same(word, document.words[place])), None)


def _shown(text: str, word: Word) -> str:
    return text[word.start : word.end]
