"""Whether an answer has a gold answer's words, but the other way round, of another country or by another change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from harness.judging.answers.indexed import has_opposites, says_the_opposite, word_key, word_key_of
from harness.judging.lexicon import is_common, is_generic, related_groups
from harness.judging.wordings import sides_of, tells_otherwise, wordings
from harness.reading.names import place_key
from harness.reading.parsing import read_sentence
from harness.reading.polarity import direction, has_negation
from harness.reading.sentences import Span
from harness.reading.words import STOPWORDS, tokens

_BY_OR_TO: Final = re.compile(
    r"\b(?P<link>by|to)\s(?:about\s|around\s|some\s|over\s)?(?P<amount>an?\s\w+|\d[\d.,]*|\w+)"
)


def says_the_contrary(answer: str, clause: str, question: str = "") -> bool:
    """Whether the clause turns the answer round: denies what it affirms, or the reverse; down for up; to for by.

    Where the question denies, what is denied in the clause may only repeat it ("cannot stay neutral").
    """
    said = sides_of(clause)
    is_told = not sides_of(answer).isdisjoint(said)
    if tells_otherwise(answer, said) and not has_negation(question):
        return True
    if has_negation(answer) and not has_negation(clause) and not _denies_alike(answer, said):
        return True
    if not _can_be_turned(answer):
        return False
    up = direction(answer)
    if up != 0 and direction(clause) == -up and not _moves_alike(answer, said):
        return True
    if not is_told and says_the_opposite(answer, clause):
        return True
    return changes_otherwise(answer, clause) or _is_of_another_country(answer, clause) or _exchanges(answer, clause)


def is_told_of_another(answer: str, clause: str, question: str) -> bool:
    """Whether the clause tells of somebody else what the answer tells of "he" or "it": "the cook was dirty".

    Of somebody in a common word that some table knows and nothing of the question is related to; for the pronoun
    stands for somebody whom the question names.
    """
    wanted = _of_pronoun(answer)
    if wanted is None:
        return False
    verb, words = wanted
    named = _keys(question) | _keys(answer)
    parse = read_sentence(clause, Span(0, len(clause)))
    for one in parse.clauses:
        if one.subject is None or one.is_passive or word_key_of(parse.words[one.main].folded) != verb:
            continue
        head = clause[parse.words[one.subject.first].start : parse.words[one.subject.extent].end]
        theirs = _keys(head)
        behind = _keys(clause[parse.words[one.main].end :])
        if theirs and theirs.isdisjoint(named) and words <= behind and head.islower() and _all_strangers(theirs, named):
            return True
    return False


def _all_strangers(theirs: frozenset[str], named: frozenset[str]) -> bool:
    """Whether every word is one that a table knows, and none is related to any of the others."""
    return all(
        is_common(word)
        and not is_generic(word)
        and not any(related_groups(word) & related_groups(one) for one in named)
        for word in theirs
    )


@lru_cache(maxsize=8192)
def _of_pronoun(answer: str) -> tuple[str, frozenset[str]] | None:
    """The key of the verb and the words behind it, where an answer's subject is a pronoun."""
    parse = read_sentence(answer, Span(0, len(answer)))
    one = next((one for one in parse.clauses if one.kind == "finite" and one.subject is not None), None)
    if one is None or one.subject is None or one.is_passive:
        return None
    subject = answer[parse.words[one.subject.first].start : parse.words[one.subject.extent].end]
    if subject.lower() not in _PRONOUNS:
        return None
    return word_key_of(parse.words[one.main].folded), _keys(answer[parse.words[one.main].end :])


def _denies_alike(answer: str, said: frozenset[int]) -> bool:
    """Whether what the answer denies is told without a word that denies: "collapses" for "does not hold"."""
    return any(one.denies and not one.sides.isdisjoint(said) for one in wordings(answer))


def _moves_alike(answer: str, said: frozenset[int]) -> bool:
    """Whether the answer's word for more or less is told in another way: "holds up the disease" for "slows it"."""
    line = tokens(answer)
    moving = (one for one in wordings(answer) if direction(answer[line[one.first].start : line[one.last].end]))
    return any(not one.sides.isdisjoint(said) for one in moving)


@lru_cache(maxsize=8192)
def _can_be_turned(answer: str) -> bool:
    """Whether an answer has a direction, a word with an opposite, a country, or somebody to whom something is done."""
    has_words = direction(answer) != 0 or has_opposites(answer)
    return has_words or bool(_tied_countries(answer)) or _suffered(answer) is not None


def takes_away_the_not(question: str, clause: str) -> bool:
    """Whether a clause affirms the verb that the question denies: "must stay neutral", asked what one cannot stay."""
    denied = _DENIED_VERB.search(question)
    if denied is None or has_negation(clause):
        return False
    verb = word_key_of(denied["verb"].lower())
    said = tokens(clause)
    return any(word_key(one) == verb and before.folded in _MODALS for before, one in pairwise(said))


_DENIED_VERB: Final = re.compile(
    r"(?:\bcannot|\bnever|\bnot|n['\u2019]t)\s(?:\w+ly\s)?(?P<verb>[^\W\d_]{3,})", re.IGNORECASE
)
_MODALS: Final = frozenset(
    ("must", "will", "should", "shall", "can", "may", "would", "could", "to", "does", "did", "do")
)


def changes_otherwise(answer: str, clause: str) -> bool:
    """ "Fall by 3 per cent" for "fall to 3 per cent": the same amount behind the other of the two words."""
    wanted = {(match["link"], word) for match in _BY_OR_TO.finditer(answer) if (word := _amount(match["amount"]))}
    if not wanted or not direction(answer):
        return False
    said = {(match["link"], word) for match in _BY_OR_TO.finditer(clause) if (word := _amount(match["amount"]))}
    other = {"by": "to", "to": "by"}
    return any((other[link], word) in said and (link, word) not in said for link, word in wanted)


def _amount(text: str) -> str:
    """The key of an amount's first telling word; empty for words that are no amount."""
    word = next((token for token in tokens(text) if token.folded not in ("a", "an")), None)
    if word is None:
        return ""
    key = word_key(word)
    return key if key[:1].isdigit() or word.folded in ("third", "half", "quarter", "fifth", "tenth") else ""


def _is_of_another_country(answer: str, clause: str) -> bool:
    """ "Ukrainian uniforms" for "Russian uniforms", "arms to Russia" for "arms to Ukraine": a country is exchanged.

    The noun behind the country's adjective, or the preposition before its name, is the same, and its own name nowhere.
    """
    wanted = _tied_countries(answer)
    if not wanted:
        return False
    said = list(_countries(clause))
    named = {country for country, _ in said}
    return any(
        country not in named and any(tie == theirs for other, theirs in said if other != country)
        for country, tie in wanted
    )


@lru_cache(maxsize=8192)
def _tied_countries(answer: str) -> tuple[tuple[str, str], ...]:
    return tuple((country, tie) for country, tie in _countries(answer) if tie)


def _countries(text: str) -> Iterator[tuple[str, str]]:
    """Each country that a text names, with what ties it: its preposition, the key of its noun, or nothing."""
    line = tokens(text)
    for place, token in enumerate(line):
        country = place_key(token.text) if token.text[0].isupper() else None
        if country is None:
            continue
        before = line[place - 1].folded if place else ""
        behind = line[place + 1] if place + 1 < len(line) else None
        is_adjective = token.folded != country.lower() and behind is not None and behind.text[0].islower()
        if before in ("to", "from", "against", "for", "into"):
            yield country, before
        else:
            yield country, word_key(behind) if behind is not None and is_adjective else ""


def _exchanges(answer: str, clause: str) -> bool:
    """Whether the one to whom the answer has something done is in the clause the one who does it."""
    suffered = _suffered(answer)
    if suffered is None:
        return False
    verb, words = suffered
    parse = read_sentence(clause, Span(0, len(clause)))
    for one in parse.clauses:
        if one.is_passive or one.subject is None or word_key_of(parse.words[one.main].folded) != verb:
            continue
        subject = _keys(clause[parse.words[one.subject.first].start : parse.words[one.subject.extent].end])
        behind = _keys(clause[parse.words[one.main].end :])
        if 2 * len(words & subject) > len(words) and not words <= behind:
            return True
    return False


@lru_cache(maxsize=4096)
def _suffered(answer: str) -> tuple[str, frozenset[str]] | None:
    """The key of an answer's verb, and the words for whoever it is done to; None where it has no such clause."""
    parse = read_sentence(answer, Span(0, len(answer)))
    one = next((one for one in parse.clauses if one.kind == "finite" and one.subject is not None), None)
    if one is None or one.subject is None:
        return None
    if one.is_passive:
        words = _keys(answer[parse.words[one.subject.first].start : parse.words[one.subject.extent].end])
    else:
        words = _keys(answer[parse.words[one.main].end :])
    subject = answer[parse.words[one.subject.first].start : parse.words[one.subject.extent].end]
    if not _keys(subject) and subject.lower() not in _PRONOUNS:
        return None  # "a failed pump": no clause
    verb = word_key_of(parse.words[one.main].folded)
    return (verb, words) if words and verb not in _EITHER_WAY else None


_PRONOUNS: Final = frozenset({"he", "she", "it", "they"})
_EITHER_WORDS: Final = "is are was were be become meet equal mean marry match have has had"
_EITHER_WAY: Final = frozenset(map(word_key_of, _EITHER_WORDS.split()))
"""Verbs that may be turned round: "Lind is the mayor", "the mayor is Lind"."""


def _keys(text: str) -> frozenset[str]:
    return frozenset(word_key(token) for token in tokens(text) if token.folded not in STOPWORDS)
