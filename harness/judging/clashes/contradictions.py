"""What a document says otherwise than a sentence: another number, day or kind of thing, or the opposite.

A clash needs common ground: the words around the one that differs must stand near the one that it clashes with, in
the window of the document that holds most of the sentence; and no less so than where the document has the word itself
elsewhere. Found by rule, so a clash always shows its two places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from harness.judging.alignment import Alignment, found_at, places
from harness.judging.clashes import Clash, ClashKind, are_alike
from harness.judging.clashes.negation import negated_there, negated_words
from harness.judging.clashes.turned import turned_around
from harness.judging.lexicon import DATES, base_form, kinds, opposites, phrase_concepts
from harness.judging.windows import PreparedDocument, Word

_AFTER: Final = 5
_BEFORE: Final = 4
"""How many words after and before a word are its surroundings."""

_LEAST_ROOT: Final = 4
_NEGATIVE_PREFIXES: Final = frozenset({"un", "in", "im", "il", "ir", "dis", "non"})
_BESIDE: Final = 2
"""Within how many sentences of each other two tellers' figures of one thing stand."""

_MARK: Final = re.compile(r"[.,;:!?)(\n]")
_SLOT: Final = 6
"""Within how many words two neighbours of the sentence stand in the document, for what is between to be a rival."""


def find_clashes(
    text: str, words: Sequence[Word], alignment: Alignment, document: PreparedDocument
) -> tuple[Clash, ...]:
    """Every clash of a sentence with its best window of the document, in the order of the sentence."""
    window = _window_positions(alignment, document)
    if not window:
        return ()
    bases = {word.base for word in words}
    rivals = [at for at in window if document.words[at].weight and document.words[at].base not in bases]
    found: list[Clash] = []
    negated = negated_words(text, words).words
    for position, word in enumerate(words):
        if not word.weight or alignment.strengths[position] == 1.0:
            continue
        clash = _clash(position, words, rivals, document) or _other_in_slot(position, words, alignment, document, bases)
        if clash is not None:
            kind, rival = clash
            other = document.words[rival]
            if kind == "opposite" and _agrees(position, words, rival, document, position in negated):
                continue
            reason = f"“{_shown(text, word)}” where the document has “{_shown(document.text, other)}”"
            found.append(Clash(kind, word.start, word.end, other.start, other.end, reason))
    return tuple(found) or tuple(turned_around(text, words, alignment, document))


def _agrees(position: int, words: Sequence[Word], rival: int, document: PreparedDocument, is_negated: bool) -> bool:
    """Whether an opposite says the same: "no danger" of what is safe, "bought from" of what was sold to."""
    is_denied = rival in negated_there(document, document.sentence_of[rival]).words
    if is_negated != is_denied:
        return True
    pair = frozenset((words[position].base, document.words[rival].base))
    if pair not in _CONVERSES:
        return False
    mine, theirs = _thing_before(position, words), _thing_before(rival, document.words)
    return mine is not None and theirs is not None and not are_alike(mine, theirs)


def _thing_before(position: int, words: Sequence[Word]) -> Word | None:
    return next((word for word in reversed(words[max(0, position - _BEFORE) : position]) if word.weight >= 1), None)


_CONVERSES: Final = frozenset(
    frozenset((base_form(first), base_form(second)))
    for first, second in (
        ("sell", "buy"),
        ("sell", "acquire"),
        ("sell", "purchase"),
        ("lend", "borrow"),
        ("win", "lose"),
        ("give", "receive"),
    )
)
"""Verbs by which each of two tells the same of himself."""


def _window_positions(alignment: Alignment, document: PreparedDocument) -> range:
    first, last = alignment.window
    return document.places_in(first, last)


def _clash(
    position: int, words: Sequence[Word], rivals: Sequence[int], document: PreparedDocument
) -> tuple[ClashKind, int] | None:
    """The first of the window's telling words, those of the sentence left out, that clashes with one of it."""
    word = words[position]
    ending, against, mine = word.base[-_LEAST_ROOT:], opposites(word.base), kinds(word.base)
    is_number = word.kind == "number"
    for place in rivals:
        other = document.words[place]
        is_phrase = bool(against) and _is_opposite_phrase(place, document, against)
        if not (is_number and other.kind == "number") and not (
            mine or is_phrase or other.base in against or other.base[-_LEAST_ROOT:] == ending
        ):
            continue
        kind = _kind_of_clash(word, other) or ("opposite" if is_phrase else None)
        if kind is None:
            continue
        counted = kind == "number" and _form(word) != "year"
        needed = 1
        for elsewhere in document.positions.get(word.base, ()):
            needed = max(needed, 1 + _shared_ground(position, words, elsewhere, document, counted=counted))
        if _shared_ground(position, words, place, document, counted=counted) >= needed:
            if counted and _is_told_beside(position, words, place, document):
                continue
            return kind, place
    return None


def _is_opposite_phrase(place: int, document: PreparedDocument, against: frozenset[str]) -> bool:
    """ "Turned down" where the sentence has "approved": two words that stand for an opposite."""
    following = document.words[place + 1].base if place + 1 < len(document.words) else ""
    return not against.isdisjoint(phrase_concepts(document.words[place].base, following))


def _is_told_beside(position: int, words: Sequence[Word], rival: int, document: PreparedDocument) -> bool:
    """Whether the document has the number too, near its rival and with no noun of its own: another teller's figure.

    "Moe counted 212 passengers. Fjordline put it at 198.": both are right of the passengers.
    """
    near = document.sentence_of[rival]
    mine = _surroundings(words, position, 0, _AFTER)
    for place in found_at(words[position], document):
        if document.words[place].kind != "number" or abs(document.sentence_of[place] - near) > _BESIDE:
            continue
        noun = _noun_behind(place, document)
        if noun is None or any(are_alike(noun, one) for one in mine):
            return True
    return False


def _noun_behind(place: int, document: PreparedDocument) -> Word | None:
    """The first telling word behind a number, up to a mark that ends its clause."""
    last = document.words[place]
    for word in document.words[place + 1 : place + 1 + _AFTER]:
        if _MARK.search(document.text, last.end, word.start):
            return None
        if word.weight and word.kind not in ("generic", "number"):
            return word
        last = word
    return None


def _other_in_slot(
    position: int, words: Sequence[Word], alignment: Alignment, document: PreparedDocument, bases: set[str]
) -> tuple[ClashKind, int] | None:
    """Another name or number that stands in the document between the same two neighbours as this one here."""
    kind = words[position].kind
    if kind not in ("name", "number") or alignment.strengths[position]:
        return None
    before = next((word for word in reversed(words[:position]) if word.weight), None)
    after = next((word for word in words[position + 1 :] if word.weight), None)
    if before is None or after is None:
        return None
    for left, _ in places(before, document, alignment.window):
        for right, _ in places(after, document, alignment.window):
            between = [place for place in range(left + 1, right) if document.words[place].weight]
            if 0 < right - left <= _SLOT and len(between) == 1:
                other = document.words[between[0]]
                if (
                    other.kind == kind
                    and other.base not in bases
                    and not _are_forms(other.base, words[position].base)
                    and kinds(other.base) & DATES == kinds(words[position].base) & DATES
                    and (kind == "name" or _form(other) == _form(words[position]))
                    and not (kind == "number" and _is_told_beside(position, words, between[0], document))
                ):
                    return kind, between[0]
    return None


def _are_forms(first: str, second: str) -> bool:
    """``West`` and ``Western``; a figure with more digits is another figure."""
    return first.isalpha() and second.isalpha() and (first.startswith(second) or second.startswith(first))


def _kind_of_clash(word: Word, other: Word) -> ClashKind | None:
    if word.kind == "number" and other.kind == "number":
        return "number" if _form(word) == _form(other) else None
    if word.base in opposites(other.base) or _differ_by_prefix(word.base, other.base):
        return "opposite"
    shared = kinds(word.base) & kinds(other.base)
    return "kind" if shared and set(word.aliases).isdisjoint(other.aliases) else None


def _differ_by_prefix(first: str, second: str) -> bool:
    """``unsafe`` and ``safe``, ``disagree`` and ``agree``."""
    short, long = sorted((first, second), key=len)
    return len(short) >= _LEAST_ROOT and long.endswith(short) and long[: -len(short)] in _NEGATIVE_PREFIXES


def _form(word: Word) -> str:
    """Years, ordinals and plain numbers do not clash with one another."""
    if len(word.base) == 4 and word.base.isdigit() and word.base[:2] in ("18", "19", "20"):
        return "year"
    return "plain" if word.base[-1].isdigit() else word.base.lstrip("0123456789.")


def _shared_ground(
    position: int, words: Sequence[Word], place: int, document: PreparedDocument, *, counted: bool
) -> int:
    """How many telling words the surroundings of the two words have in common; for numbers, those that come after."""
    before = 0 if counted else _BEFORE
    mine = _surroundings(words, position, before, _AFTER)
    theirs = _surroundings(document.words, place, before, _AFTER)
    return sum(any(are_alike(first, second) for second in theirs) for first in mine)


def _surroundings(words: Sequence[Word], position: int, before: int, after: int) -> list[Word]:
    near = (*words[max(0, position - before) : position], *words[position + 1 : position + 1 + after])
    return [word for word in near if word.weight and word.kind not in ("generic", "number")]


def _shown(text: str, word: Word) -> str:
    return text[word.start : word.end]
