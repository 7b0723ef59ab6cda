"""What a text makes of the same figures and things: killed for wounded, paid for offered, all of them for some of them.

The words around are the same, so that only what became of them tells the two apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from harness.judging.alignment import Alignment, found_at
from harness.judging.clashes import Clash, ClashKind, are_alike, rival_of
from harness.judging.clashes.figures import figure_places, is_figure
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
    sentence: str, words: Sequence[Word], alignment: Alignment, document: PreparedDocument
) -> Iterator[Clash]:
    """Each place of the best window that makes something else of what a sentence counts, offers or halves."""
    for number in range(alignment.window[0], alignment.window[1] + 1):
        there = document.places_in(number, number)
        for mine, theirs in (
            *_fates(sentence, words, there, document),
            *_patients(sentence, words, there, document),
            *_done(words, there, document),
            *_wholes(sentence, words, there, document),
        ):
            word, other = words[mine], document.words[theirs]
            kind: ClashKind = "number" if word.kind == "number" else "opposite"
            yield rival_of(kind, word, other, sentence, document)


def _fates(sentence: str, words: Sequence[Word], there: range, document: PreparedDocument) -> Iterator[tuple[int, int]]:
    """The same figure, and another thing that became of those it counts."""
    others = {_FATES[document.words[at].base] for at in there if document.words[at].base in _FATES}
    for position, word in enumerate(words):
        near = _fates_near(position, words) if is_figure(position, words, sentence) else {}
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


def fate_at_odds(fact: str, words: Sequence[Word], window: tuple[int, int], document: PreparedDocument) -> str:
    """The word for the fate of those whom a figure counts in a window, where the fact tells of none: "killed 10,000".

    Empty where nothing is at odds: the figure stands without any such word in the window too.
    """
    if any(word.base in _FATES for word in words):
        return ""
    there = document.places_in(*window)
    for position, word in enumerate(words):
        places = [at for at in figure_places(word, document) if at in there] if is_figure(position, words, fact) else []
        fates = [_fate_beside(at, document) for at in places]
        if fates and all(fates):
            return fates[0]
    return ""


def _fate_beside(place: int, document: PreparedDocument) -> str:
    """The word right before a figure that says what became of those it counts: "killed 42", "injuring at least 42"."""
    figure = document.words[place]
    before = document.words[max(0, place - _BEFORE) : place]
    word = next((one for one in before if one.base in _HARMING), None)
    is_right_before = word is not None and _TO_FIGURE.fullmatch(document.text, word.end, figure.start) is not None
    return document.text[word.start : word.end] if word is not None and is_right_before else ""


_TO_FIGURE: Final = re.compile(r"\s(?:(?:at least|more than|about|some|up to|as many as|nearly|around|over|a)\s)?")
_HARMING: Final = _bases("kill injure wound murder slay")
_BEFORE: Final = 4


def _patients(
    sentence: str, words: Sequence[Word], there: range, document: PreparedDocument
) -> Iterator[tuple[int, int]]:
    """The same man, killed here and injured there: whoever it happens to, and another thing that happens to him."""
    told = list(_suffering(document.text, document.words, there))
    others = {_FATES[one.base] for one in document.words if one.base in _FATES}
    for position, mine in _suffering(sentence, words, range(len(words))):
        fates = [(place, theirs) for place, theirs in told if are_alike(words[mine], document.words[theirs])]
        fate = _FATES[words[position].base]
        if fate in others and any(document.words[theirs].kind == "generic" for _, theirs in fates):
            continue  # some people, and others
        if fates and all(_FATES[document.words[place].base] != fate for place, _ in fates):
            yield position, fates[0][0]


def _suffering(text: str, words: Sequence[Word], within: range) -> Iterator[tuple[int, int]]:
    """Each word for what became of people, with the telling word for whom: "killed one man", "a man was killed"."""
    for position in within:
        is_counted = position > 0 and words[position - 1].kind == "number"  # "11 dead"
        if words[position].base not in _FATES or is_counted:
            continue
        before = range(position - 1, max(within.start, position - _NEAR) - 1, -1)
        behind = range(position + 1, min(within.stop, position + 1 + _NEAR))
        passive = next((at for at in before[:2] if words[at].base in _BEING), None)
        passive = position if words[position].base in _DYING else passive
        reach = _run(text, words, behind) if passive is None else [at for at in before if at < passive][:1]
        patient = next((at for at in reversed(reach) if words[at].kind in ("content", "generic")), None)
        if patient is not None:
            yield position, patient


def _run(text: str, words: Sequence[Word], places: range) -> list[int]:
    """The places up to the first word or mark that ends a noun phrase."""
    ends = (at for at in places if words[at].base in _ENDING or text[words[at - 1].end : words[at].start].strip(" -"))
    end = next(ends, places.stop)
    return [at for at in places if at < end]


_BEING: Final = frozenset(("was", "were", "been", "be", "is", "are", "got", "get"))
_ENDING_WORDS: Final = "and or in on at during by when after before as with who which that but while for"
_ENDING: Final = frozenset(_ENDING_WORDS.split())
_DYING: Final = _bases("die perish")


def _done(words: Sequence[Word], there: range, document: PreparedDocument) -> Iterator[tuple[int, int]]:
    """What a sentence has offered, as done; where the text too says that it was offered, it may well be done since."""
    bases = {document.words[at].base for at in there}
    offers = [position for position, word in enumerate(words) if word.base in _OFFERS]
    if not offers or not bases.isdisjoint(_TENTATIVE) or any(word.base in _DONE for word in words):
        return
    figures = [word for word in words if word.kind == "number" and word.weight]
    if figures and all(any(at in there for at in found_at(word, document)) for word in figures):
        yield from ((offers[0], at) for at in there if document.words[at].base in _DONE)


def _wholes(
    sentence: str, words: Sequence[Word], there: range, document: PreparedDocument
) -> Iterator[tuple[int, int]]:
    """ "All its 340 flights" for "212 of its 340 flights"."""
    for position, word in enumerate(words):
        of = next(
            (place for place in range(position + 1, min(len(words), position + 3)) if words[place].base == _PART), 0
        )
        if not of or not is_figure(position, words, sentence) or any(at in there for at in found_at(word, document)):
            continue
        whole = next((one for one in words[of + 1 : of + 3] if one.kind == "number"), None)
        for place in found_at(whole, document) if whole is not None else ():
            if place in there and any(one.base in _ALL for one in document.words[max(0, place - 2) : place]):
                yield position, place
