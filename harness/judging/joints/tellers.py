"""One source's words in another's mouth, asked of each sentence of the document that holds them.

``crediting`` lets a source have the words that a sentence naming it holds. Here only what it tells there counts, where
each sentence that holds nearly all of the words is surely another's. That is too sharp for the score.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from harness.judging.alignment import found_at
from harness.judging.clashes import Clash
from harness.judging.crediting import (
    LEAST_ALONE,
    NEARLY,
    Context,
    Credited,
    are_same,
    credit_there,
    credited_words,
    found_wrong,
    holds_facts,
    meant_by_pronoun,
    shares_by_sentence,
)
from harness.judging.mentions import places_named
from harness.judging.speakers import Credit
from harness.judging.voices import Speakers
from harness.judging.windows import PreparedDocument, Word

_NEARLY: Final = 0.8
"""The part of the best share from which a sentence holds as much."""

_OWN: Final = 0.6
"""The part of the best share from which what the credited source tells is the same."""

_LEAST_CREDITED: Final = 0.3
"""The share of the words found in a sentence that must be credited there; names in the teller's office aren't."""

_MOST: Final = 0.5
_WHOSE: Final = re.compile(r"\bwhose\s(?:[\w'’-]+\s){0,3}$")
"""Before a cue: its teller belongs to somebody named before, and is not he."""


def told_by_another(
    words: Sequence[Word], document: PreparedDocument, speakers: Speakers, context: Context
) -> Iterator[Clash]:
    """The words of each source that every sentence of the document that holds them gives to another."""
    for credited in credited_words(words, speakers, context):
        if _WHOSE.search(context.text, 0, credited.cue.start):
            continue
        teller = _other(credited, document, speakers)
        if teller is not None and teller.cue is not None:
            found = found_wrong(credited, teller.sources[0], teller.cue, speakers, context)
            yield Clash("name", found.start, found.end, found.document_start, found.document_end, found.reason)


def _other(credited: Credited, document: PreparedDocument, speakers: Speakers) -> Credit | None:
    shares = shares_by_sentence(credited.told, document)
    best = max(shares, key=lambda number: (shares[number], -number), default=None)
    if best is None or shares[best] < LEAST_ALONE or not holds_facts(best, credited.told, document):
        return None
    if any(shares.get(number, 0.0) >= NEARLY * shares[best] for number in _theirs(credited, document, speakers)):
        return None
    for number, share in shares.items():
        if share < min(_NEARLY, _OWN) * shares[best]:
            continue
        teller = _teller(number, credited.told, document, speakers)
        if teller is None or teller.cue is None:
            if share >= _NEARLY * shares[best]:
                return None
        elif are_same(
            credited.meant, (*teller.sources, *meant_by_pronoun(teller.cue, document.text, speakers)), speakers
        ):
            return None
    return _teller(best, credited.told, document, speakers)


def _theirs(credited: Credited, document: PreparedDocument, speakers: Speakers) -> set[int]:
    """The sentences that name the credited source: what they hold nearly as much of may be its own, or told by both."""
    return {
        document.sentence_at(place.start)
        for place, source in places_named(document.text, speakers.names)
        if are_same(credited.meant, (source,), speakers)
    }


def _teller(number: int, told: Sequence[Word], document: PreparedDocument, speakers: Speakers) -> Credit | None:
    """To whom a sentence gives most of the words that it holds; None where it gives too few of them to anybody."""
    there = document.places_in(number, number)
    votes: dict[Credit, float] = {}
    held = 0.0
    for word in told:
        credits = [
            credit_there(document.words[at], document, speakers) for at in set(found_at(word, document)) if at in there
        ]
        held += word.weight if credits else 0.0
        given = next((credit for credit in credits if credit.sources and credit.cue is not None), None)
        if given is not None:
            votes[given] = votes.get(given, 0.0) + word.weight
    if not votes:
        return None
    best = max(votes, key=lambda credit: votes[credit])
    total = sum(votes.values())
    return best if total >= _LEAST_CREDITED * held and votes[best] >= _MOST * total else None
