"""The words of a key fact, each with what it weighs for the question whether a text states the fact.

What is said weighs in full. The fact's own attribution ("The captain said") hardly does, since a fact told without its
source is still told; nor do the first name and the title of somebody who has a last name.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from harness.judging.crediting import spoken_parts
from harness.judging.lexicon import MONTHS, WEEKDAYS, base_form, kinds
from harness.judging.mentions import sources_named
from harness.judging.quantity_words import with_quantities
from harness.judging.windows import RARE_WEIGHT, PreparedDocument, Word, WordKind, read_words
from harness.reading.attribution import Attribution
from harness.reading.cues import is_speaker_noun
from harness.reading.sentences import Span
from harness.reading.words import tokens

SOURCE_SHARE: Final = 0.3
"""What the words of the fact's own attribution weigh, against what is said."""

NAME_SHARE: Final = 0.3
"""What a first name or a title weighs, against the last name behind it."""

Voices = Mapping[str, Sequence[str]]
"""The names of each source by its id."""


def weighed_words(fact: str, document: PreparedDocument, ignore: Sequence[str], voices: Voices) -> tuple[Word, ...]:
    """The words of a fact; none of the weight of those names of its source that it has as a whole (``ignore``)."""
    words = with_quantities(fact, read_words(fact, known_names=document.names))
    credit = whole_credit(fact)
    bases = _named(words, ignore)
    called = _called(fact, words, voices)
    found = []
    for position, word in enumerate(words):
        share = 1.0
        is_name_part = _is_before_last_name(position, words, fact, document) or called.get(position) == ""
        if word.base in bases:
            share = 0.0
        elif (credit is not None and not credit.covers(Span(word.start, word.end))) or (
            bases and _is_cue(position, words, bases)
        ):
            share = SOURCE_SHARE
        elif is_name_part or _is_day_of_date(position, words):
            share = NAME_SHARE
        aliases = (*word.aliases, f"@{called[position]}") if called.get(position) else word.aliases
        kind: WordKind = "generic" if share < 1.0 and not is_name_part else word.kind
        if share < 1.0 or aliases is not word.aliases:
            word = word._replace(weight=word.weight * share, kind=kind, aliases=aliases)
        found.append(word)
    return tuple(found)


def with_voices(document: PreparedDocument, voices: Voices) -> PreparedDocument:
    """The text with every name of a source findable under every other: "the company" where a fact has "Fjordline"."""
    if not voices:
        return document
    bases = dict(document.bases)
    for position, source in _called(document.text, document.words, voices).items():
        if source:
            base = document.words[position].base
            bases[f"@{source}"] = [*bases.get(f"@{source}", ()), base]
    return replace(document, bases=bases)


@lru_cache(maxsize=4096)
def whole_credit(fact: str) -> Attribution | None:
    """The attribution that leaves nothing of the fact outside itself, if there is one."""
    for credit in spoken_parts(fact):
        spans = [*credit.content, *(span for span in (credit.cue, credit.source) if span)]
        outside = [
            word
            for word in read_words(fact)
            if word.weight and not any(span.overlaps(Span(word.start, word.end)) for span in spans)
        ]
        if not outside:
            return credit
    return None


def _named(words: Sequence[Word], ignore: Sequence[str]) -> set[str]:
    """The words of those names that the fact has as a whole: of "Oslo's mayor", nothing in a fact about Oslo."""
    here = {word.base for word in words}
    return {base for name in map(_name_parts, ignore) if name <= here for base in name}


@lru_cache(maxsize=8192)
def _name_parts(name: str) -> frozenset[str]:
    return frozenset(word.base for word in read_words(name) if word.weight)


def _words_in(span: Span, words: Sequence[Word]) -> range:
    """The positions of the words that share a code point with a stretch of their text."""
    first = bisect_right(words, span.start, key=lambda word: word.end)
    return range(first, max(first, bisect_left(words, span.end, key=lambda word: word.start)))


def _called(text: str, words: Sequence[Word], voices: Voices) -> dict[int, str]:
    """The last word of each mention of a source with its id; the others of the mention with an empty one."""
    if not voices:
        return {}
    written = tokens(text)
    found: dict[int, str] = {}
    for mention in sources_named(text, voices):
        inside = Span(written[mention.first].start, written[mention.last - 1].end)
        positions = _words_in(inside, words)
        for position in positions:
            found[position] = mention.source if position == positions[-1] else ""
    return found


def _is_cue(position: int, words: Sequence[Word], bases: set[str]) -> bool:
    """Whether a verb of saying or meaning comes right behind the name of the fact's source."""
    before = next((word for word in reversed(words[:position]) if word.base not in _AUXILIARIES), None)
    return before is not None and before.base in bases and words[position].base in _CUES


_AUXILIARY_WORDS: Final = "has have had is are was were be been also do does did will would now"
_AUXILIARIES: Final = frozenset(_AUXILIARY_WORDS.split())


_CUE_WORDS: Final = """
say tell add note write report announce claim declare state explain insist confirm maintain assert estimate put warn
expect predict believe think find conclude argue reveal acknowledge admit calculate forecast reckon suggest count
"""
_CUES: Final = frozenset(base_form(word) for word in _CUE_WORDS.split())
"""Verbs whose object is what is said; not "reject" or "promise", which say something of it."""


def _is_day_of_date(position: int, words: Sequence[Word]) -> bool:
    """The weekday of a date that has its day and month too ("Sunday, 6 September"): the date is told without it."""
    behind = words[position + 1 : position + 3]
    has_number = any(word.kind == "number" for word in behind)
    has_month = any(kinds(word.base) & MONTHS for word in behind)
    return bool(kinds(words[position].base) & WEEKDAYS) and has_number and has_month


def _is_before_last_name(position: int, words: Sequence[Word], text: str, document: PreparedDocument) -> bool:
    """A first name or a title right before a name that the text has without one, or with this one."""
    if position + 1 >= len(words):
        return False
    word, following = words[position], words[position + 1]
    if following.kind != "name" or text[word.end : following.start] != " ":
        return False
    if word.kind != "name":
        return is_speaker_noun(text[word.start : word.end].lower())
    before = [document.words[place - 1] for place in document.positions.get(following.base, ()) if place]
    return bool(before) and not any(_may_be_first_name(one) and one.base != word.base for one in before)


def _may_be_first_name(word: Word) -> bool:
    return word.kind == "name" or word.weight == RARE_WEIGHT
