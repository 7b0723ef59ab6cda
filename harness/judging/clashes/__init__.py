"""A clash: a place of a sentence, and the place of the document that says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from harness.judging.windows import PreparedDocument, Word

ClashKind = Literal["number", "name", "kind", "opposite", "negation"]


@dataclass(frozen=True, slots=True)
class Clash:
    """A word of the sentence (``start``, ``end``) and the place of the document that says otherwise."""

    kind: ClashKind
    start: int
    end: int
    document_start: int
    document_end: int
    reason: str


def are_alike(first: Word, second: Word) -> bool:
    """Whether two words are the same, near-synonyms, or begin alike."""
    return first.base == second.base or not set(first.aliases).isdisjoint(second.aliases)


def rival_of(kind: ClashKind, word: Word, other: Word, sentence: str, document: PreparedDocument) -> Clash:
    """The clash of a word of a sentence with the one that the document has in its place, told by both."""
    shown, rival = sentence[word.start : word.end], document.text[other.start : other.end]
    reason = f"“{shown}” where the other text has “{rival}”"
    return Clash(kind, word.start, word.end, other.start, other.end, reason)
