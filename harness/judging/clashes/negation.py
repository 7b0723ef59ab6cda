"""Words of a fact that a text negates or denies while the fact does not, or the other way round.

``not``, ``no``, ``nobody`` and verbs such as ``deny``, ``reject`` or ``rule out`` reach the words that come after them
in their clause; after a form of ``be`` such a verb reaches those before it ("the offer was rejected"). Two of them over
one word cancel out. "not only", "no fewer than" and their like negate nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from harness.judging.alignment import places
from harness.judging.clashes import Clash
from harness.judging.lexicon import base_form
from harness.judging.windows import PreparedDocument, Word, prepare

_REACH: Final = 8
"""How many words a negation reaches within its clause."""

LEAST_SHARE: Final = 0.5
"""The share of a fact's words found in a window that must be negated on one side only; and as much must be found."""

_HARD_WORDS: Final = "not no never none nobody nothing neither nor without cannot"
_VERB_WORDS: Final = "deny refuse reject refute rebut oppose unlikely impossible"
_TO_VERB_WORDS: Final = "fail decline unable"
_HARD: Final = frozenset(_HARD_WORDS.split()) | {base_form(word) for word in _HARD_WORDS.split()}
_NOR: Final = base_form("nor")
_NEITHER: Final = base_form("neither")
_VERBS: Final = frozenset(base_form(word) for word in _VERB_WORDS.split())
_TO_VERBS: Final = frozenset(base_form(word) for word in _TO_VERB_WORDS.split())
"""Negations only where "to" follows: a failed engine and declining sales negate nothing."""

_EXEMPT_WORDS: Final = "only just merely simply least fewer few less little more many much doubt later early other"
_EXEMPT: Final = frozenset(_EXEMPT_WORDS.split()) | {base_form(word) for word in _EXEMPT_WORDS.split()}
_BE: Final = frozenset({"be", "was", "were", "been", "is", "are", "being"})
_CLAUSE_OPENERS: Final = "but however although though while whereas because since which after unless"
_CLAUSE_WORDS: Final = frozenset(_CLAUSE_OPENERS.split()) | {base_form(word) for word in _CLAUSE_OPENERS.split()}
_BREAK: Final = re.compile(r"[.;:!?,\"“”()\n]|\s[-–—]\s")
_NO: Final = base_form("no")
_AND: Final = "and"
_LINKS: Final = frozenset({"to", "for", "of", "about", "with", "over", "on", "in", "against"})
"""Where the noun ends that "no" belongs to: "no objections to the plan" leaves the plan as it is."""


@dataclass(frozen=True, slots=True)
class Negated:
    """The positions of the words under an odd number of negations; ``heads`` are the first telling ones behind each."""

    words: frozenset[int]
    heads: frozenset[int]


def negated_words(text: str, words: Sequence[Word]) -> Negated:
    """What is negated in a sentence."""
    counts: dict[int, int] = {}
    heads: set[int] = set()
    for position, word in enumerate(words):
        if word.base not in NEGATING:
            continue
        reached = list(_reached(position, word, text, words))
        for place in reached:
            counts[place] = counts.get(place, 0) + 1
        heads |= set([place for place in reached if words[place].kind == "content"][:1])
    odd = frozenset(position for position, count in counts.items() if count % 2)
    return Negated(odd, odd & heads)


def negated_there(document: PreparedDocument, sentence: int) -> Negated:
    """What a sentence of a document negates, by the positions of its words in the document."""
    return _negated_there(document.text, sentence)


@lru_cache(maxsize=1024)
def _negated_there(text: str, sentence: int) -> Negated:
    """Kept by the text, as what it is prepared into is: each fact of a summary asks about the same sentences."""
    document = prepare(text)
    span = document.places_in(sentence, sentence)
    here = negated_words(text, document.words[span.start : span.stop])
    return Negated(
        frozenset(span.start + position for position in here.words),
        frozenset(span.start + position for position in here.heads),
    )


def negation_clash(
    fact: str, words: Sequence[Word], window: tuple[int, int], document: PreparedDocument
) -> Clash | None:
    """The first word negated on one side only, where that holds for most of what the window has of the fact.

    Names, numbers and the words before the first that differs are left out: what is negated is what is said of them. A
    word that the window has in both
    ways is no clash, nor is anything where both negate the same; and the word right behind the negation must be among
    those that differ.
    """
    mine = negated_words(fact, words)
    theirs = _negated_in(window, document)
    agreeing = differing = missing = before = 0.0
    first: Clash | None = None
    has_head = False
    for position, word in enumerate(words):
        if not word.weight or word.kind not in ("content", "generic") or word.base in _VERBS:
            continue
        found = [place for place, _ in places(word, document, window)]
        if not found:
            missing += word.weight
        elif any((place in theirs.words) == (position in mine.words) for place in found):
            if position in mine.words:
                return None
            agreeing += word.weight * (differing > 0)
            before += word.weight * (differing == 0)
        else:
            differing += word.weight
            has_head = has_head or position in mine.heads or not theirs.heads.isdisjoint(found)
            if first is None:
                other = document.words[found[0]]
                side = "here" if position in mine.words else "there"
                reason = f"“{fact[word.start : word.end]}” is negated {side} only"
                first = Clash("negation", word.start, word.end, other.start, other.end, reason)
    is_most = has_head and differing >= LEAST_SHARE * (agreeing + differing)
    return first if is_most and before + agreeing + differing >= missing else None


def lacks_negation(fact: str, words: Sequence[Word], window: tuple[int, int], document: PreparedDocument) -> bool:
    """Whether a fact says that something is not so, and a window has neither that something nor any negation.

    "A raid on Kyiv was under way" does not tell that nobody was hurt in a raid on Kyiv, whatever else the two share; a
    figure that both have does ("120,000 homes are without light", "the lights are out in 120,000 homes"); a
    "second" does not.
    """
    heads = [words[position] for position in negated_words(fact, words).heads if words[position].weight]
    figures = [word for word in words if word.kind == "number" and word.weight and not word.base.endswith("th")]
    if not heads or any(places(word, document, window) for word in (*heads, *figures)):
        return False
    return not _negated_in(window, document).words


def _negated_in(window: tuple[int, int], document: PreparedDocument) -> Negated:
    if window[0] == window[1]:
        return negated_there(document, window[0])
    there = [negated_there(document, sentence) for sentence in range(window[0], window[1] + 1)]
    return Negated(frozenset().union(*(one.words for one in there)), frozenset().union(*(one.heads for one in there)))


def _reached(position: int, word: Word, text: str, words: Sequence[Word]) -> Iterator[int]:
    if word.base == _NOR and any(before.base == _NEITHER for before in words[max(0, position - _REACH) : position]):
        return
    if word.base in _HARD:
        following = words[position + 1].base if position + 1 < len(words) else ""
        if following not in _EXEMPT:
            yield from _after(position, text, words)
        if position and (word.base in _OBJECTS or (word.base == _NO and following not in _NOT_OBJECTS)):
            yield from _verb_before(position, text, words)
    elif word.base in _VERBS or _is_phrase(position, words) or _fails_to(position, words):
        if position and words[position - 1].base in _BE and word.base not in _ADJECTIVES:
            yield from _before(position, text, words)
        else:
            yield from _after(position, text, words)


_OBJECTS: Final = frozenset({"nobody", "none", "nothing"})
_NOT_OBJECTS: Final = _EXEMPT | {"longer", base_form("longer")}
"""Behind "no" they belong to what comes after: "the club no longer pays" says nothing against the club."""


def _verb_before(position: int, text: str, words: Sequence[Word]) -> Iterator[int]:
    """The word right before one of these: "the raid hurt no one" negates what was done, as "nobody was hurt" does.

    So does "found no trace", as "did not find any" does.
    """
    before = words[position - 1]
    if before.kind == "content" and not text[before.end : words[position].start].strip():
        yield position - 1


_ADJECTIVES: Final = frozenset(base_form(word) for word in ("unable", "unlikely", "impossible"))


_PHRASES: Final = frozenset(
    (base_form(first), base_form(second)) for first, second in (("rule", "out"), ("far", "from"), ("vote", "against"))
)


NEGATING: Final = _HARD | _VERBS | _TO_VERBS | {first for first, _ in _PHRASES}
"""The base form of every word that a negation can begin with: most sentences have none."""


def _is_phrase(position: int, words: Sequence[Word]) -> bool:
    """``ruled out``, ``far from``, ``voted against``."""
    if position + 1 >= len(words):
        return False
    return (words[position].base, words[position + 1].base) in _PHRASES


def _fails_to(position: int, words: Sequence[Word]) -> bool:
    return words[position].base in _TO_VERBS and position + 1 < len(words) and words[position + 1].base == "to"


def _after(position: int, text: str, words: Sequence[Word]) -> Iterator[int]:
    is_beside = has_verb = False
    for place in range(position + 1, min(len(words), position + 1 + _REACH)):
        between = text[words[place - 1].end : words[place].start]
        if _BREAK.search(between) or words[place].base in _CLAUSE_WORDS:
            return
        has_verb = has_verb or words[place].base in _AUXILIARIES
        is_beside = not has_verb and (is_beside or (words[position].base == _NO and words[place].base in _LINKS))
        if not is_beside:
            yield place
        if words[place].base in _SILENCES and words[position].base not in _DENIALS:
            return


_AUXILIARIES: Final = _BE | {"has", "had", "have", "will", "would", "did", "could"}
"""Behind them a clause goes on whose subject "no" belongs to: "no unit of his had fired"."""

_SILENCES: Final = frozenset(base_form(word) for word in ["say", "comment", "disclose", "reveal", "confirm", "specify"])
"""What is not said may be so all the same: "declined to say how many had died"."""

_DENIALS: Final = _VERBS - {base_form("refuse")}


def _before(position: int, text: str, words: Sequence[Word]) -> Iterator[int]:
    """What such a verb in the passive was done to; behind "and" that is no word of the statement before it, as in
    "hurt his knee and was ruled out"."""
    if position > 1 and words[position - 2].base == _AND:
        return
    for place in range(position - 1, max(-1, position - 1 - _REACH), -1):
        if _BREAK.search(text[words[place].end : words[place + 1].start]) or words[place].base in _CLAUSE_WORDS:
            return
        yield place
