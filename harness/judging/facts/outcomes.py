"""What a text makes of the same figures and things: killed for wounded, paid for offered, all of them for some of them.

The words around are the same, so that only what became of them tells the two apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from harness.judging.alignment import Alignment, found_at
from harness.judging.clash import Clash, ClashKind
from harness.judging.facts.figures import is_figure
from harness.judging.lexicon import base_form
from harness.judging.windows import PreparedDocument, Word

_NEAR: Final = 5
"""Within how many words of a figure stands what became of those it counts."""

_FATE_LINES: Final = """
kill die dead death slay murder perish fatal fatality body corpse
injure wounded hurt injury
arrest detain jail imprison
miss missing
rescue save free release
"""
_FATES: Final = {
    base_form(word): number for number, line in enumerate(_FATE_LINES.strip().splitlines()) for word in line.split()
}
"""What becomes of people, each line another thing."""


def _bases(words: str) -> frozenset[str]:
    return frozenset(base_form(word) for word in words.split())


_OFFERS: Final = _bases("offer propose suggest consider")
_TENTATIVE: Final = (
    _OFFERS
    | _bases("proposal suggestion plan want seek demand ask ready willing reject refuse decline")
    | {"could", "would", "may", "might", "should", "if", "not"}
)
_DONE: Final = _bases("agree pay sign start begin receive impose introduce")
_ALL: Final = _bases("all every entire whole")
_PART: Final = "of"


def outcome_clashes(
    fact: str, words: Sequence[Word], alignment: Alignment, document: PreparedDocument
) -> Iterator[Clash]:
    """Each place of the best window that makes something else of what the fact counts, offers or takes a part of."""
    for sentence in range(alignment.window[0], alignment.window[1] + 1):
        there = document.places_in(sentence, sentence)
        for mine, theirs in (
            *_fates(fact, words, there, document),
            *_done(words, there, document),
            *_wholes(fact, words, there, document),
        ):
            word, other = words[mine], document.words[theirs]
            kind: ClashKind = "number" if word.kind == "number" else "opposite"
            shown, rival = fact[word.start : word.end], document.text[other.start : other.end]
            reason = f"{shown!r} where the other text has {rival!r}"
            yield Clash(kind, word.start, word.end, other.start, other.end, reason)


def _fates(fact: str, words: Sequence[Word], there: range, document: PreparedDocument) -> Iterator[tuple[int, int]]:
    """The same figure, and another thing that became of those it counts."""
    others = {_FATES[document.words[at].base] for at in there if document.words[at].base in _FATES}
    for position, word in enumerate(words):
        near = _fates_near(position, words) if is_figure(position, words, fact) else {}
        if not near or not others.isdisjoint(near.values()):
            continue
        for place in found_at(word, document):
            if place in there:
                yield from ((next(iter(near)), at) for at in list(_fates_near(place, document.words))[:1])


def _fates_near(position: int, words: Sequence[Word]) -> dict[int, int]:
    found: dict[int, int] = {}
    for place in range(position + 1, min(len(words), position + 1 + _NEAR)):
        if words[place].kind == "number":
            break
        if words[place].base in _FATES:
            found[place] = _FATES[words[place].base]
    return found


def _done(words: Sequence[Word], there: range, document: PreparedDocument) -> Iterator[tuple[int, int]]:
    """What the fact has offered, as done; where the text too says that it was offered, it may well be done since."""
    bases = {document.words[at].base for at in there}
    offers = [position for position, word in enumerate(words) if word.base in _OFFERS]
    if not offers or not bases.isdisjoint(_TENTATIVE) or any(word.base in _DONE for word in words):
        return
    figures = [word for word in words if word.kind == "number" and word.weight]
    if figures and all(any(at in there for at in found_at(word, document)) for word in figures):
        yield from ((offers[0], at) for at in there if document.words[at].base in _DONE)


def _wholes(fact: str, words: Sequence[Word], there: range, document: PreparedDocument) -> Iterator[tuple[int, int]]:
    """ "All its 340 flights" for "212 of its 340 flights"."""
    for position, word in enumerate(words):
        of = next(
            (place for place in range(position + 1, min(len(words), position + 3)) if words[place].base == _PART), 0
        )
        if not of or not is_figure(position, words, fact) or any(at in there for at in found_at(word, document)):
            continue
        whole = next((one for one in words[of + 1 : of + 3] if one.kind == "number"), None)
        for place in found_at(whole, document) if whole is not None else ():
            if place in there and any(one.base in _ALL for one in document.words[max(0, place - 2) : place]):
                yield position, place
