"""What a text has of a sentence's words, but the other way round.

A figure with another figure's noun ("142 where 90 were allowed", "90 where 142 were allowed"), the opposite movement by
the same amount, the other side of it ("above 200", "below 200"), the same figure of another unit of time, "before" for
"after", and two names in each other's place ("from Halvard to Torrana", "to Halvard"). Every word is there, so that no
share of words can see it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from harness.judging.alignment import Alignment
from harness.judging.clashes import Clash, ClashKind, are_alike
from harness.judging.lexicon import TIME_UNITS, base_form, kinds
from harness.judging.windows import PreparedDocument, Word
from harness.reading.polarity import DOWN_STEMS, UP_STEMS

_NEAR: Final = 3
"""Within how many words a figure and its noun stand."""

_MOVEMENT: Final = 4
"""Within how many words of a figure its movement is named."""

_WHOLE: Final = 0.85
"""The share of a sentence's words that the window must hold for an order in time to be the only difference."""

_DASH: Final = re.compile(r"\s?[-\u2013]\s?")

_BOUNDS: Final = frozenset(
    (base_form(first), base_form(second))
    for first, second in (("more", "than"), ("less", "than"), ("fewer", "than"), ("up", "to"), ("down", "to"))
)
"""What sets a bound or an end, and no movement."""
_AND: Final = "and"
_BEFORE: Final = "before"
_AFTER: Final = "after"


def turned_around(
    text: str, words: Sequence[Word], alignment: Alignment, document: PreparedDocument
) -> Iterator[Clash]:
    """Each turn of a sentence against its best window of a document, with both places."""
    for first in range(alignment.window[0], alignment.window[1] + 1):
        places = document.places_in(first, first)
        there = document.words[places.start : places.stop]
        turns = (
            *_figures(_without_scores(words, text), _without_scores(there, document.text), text),
            *_opposed(movement, words, there),
            *_opposed(bound, words, there),
            *_spans(words, there),
            *_names(words, there),
        )
        for mine, theirs in turns:
            yield _clash("number" if mine.kind == "number" else "name", mine, theirs, text, document)
    if alignment.in_window >= _WHOLE and alignment.window[0] == alignment.window[1]:
        places = document.places_in(*alignment.window)
        for mine, theirs in _order_in_time(words, document.words[places.start : places.stop]):
            yield _clash("opposite", mine, theirs, text, document)


def _clash(kind: ClashKind, mine: Word, theirs: Word, text: str, document: PreparedDocument) -> Clash:
    shown, other = text[mine.start : mine.end], document.text[theirs.start : theirs.end]
    reason = f"“{shown}” is told of something else than in the other text, which has “{other}” there"
    return Clash(kind, mine.start, mine.end, theirs.start, theirs.end, reason)


def _without_scores(words: Sequence[Word], text: str) -> Sequence[Word]:
    """The words but for numbers that only a dash parts: a score ("won 2-0") counts nothing that stands behind it."""
    parted = [
        position
        for position, (first, second) in enumerate(pairwise(words))
        if first.kind == second.kind == "number" and _DASH.fullmatch(text, first.end, second.start)
    ]
    scores = {*parted, *(position + 1 for position in parted)}
    return [word for position, word in enumerate(words) if position not in scores] if scores else words


def _figures(words: Sequence[Word], there: Sequence[Word], text: str) -> Iterator[tuple[Word, Word]]:
    """A figure whose noun has another of the sentence's figures in front of it there, while it stands elsewhere."""
    figures = {word.base for word in words if _is_figure(word)}
    if len(figures) < 2 or not figures <= {word.base for word in there if _is_figure(word)}:
        return
    nouns = {word.base: _noun(position, words, text) for position, word in enumerate(words) if _is_figure(word)}
    for word in words:
        noun = nouns.get(word.base) if _is_figure(word) else None
        near = _figures_of(noun, there)
        if near and word.base not in (one.base for one in near):
            rivals = [one for one in near if one.base in nouns and not _has_own_noun(one, nouns[one.base], there)]
            if rivals:
                yield word, rivals[0]


def _has_own_noun(figure: Word, noun: Word | None, there: Sequence[Word]) -> bool:
    """Whether a figure stands there with the noun that the sentence gives it: then it is another's only by nearness."""
    return any(one.base == figure.base for one in _figures_of(noun, there))


def _figures_of(noun: Word | None, words: Sequence[Word]) -> list[Word]:
    """The figures near a noun, wherever it stands."""
    if noun is None:
        return []
    places = [place for place, other in enumerate(words) if are_alike(noun, other)]
    return [one for place in places for one in _figures_near(place, words)]


def _noun(position: int, words: Sequence[Word], text: str) -> Word | None:
    """The first telling word behind a figure, before any other figure; a name after it in a list counts for itself."""
    for last, word in pairwise(words[position : position + 1 + _NEAR]):
        is_listed = last.base == _AND or "," in text[last.end : word.start]
        if word.kind == "number" or (word.kind == "name" and is_listed):
            return None
        if word.weight and word.kind in ("content", "name"):
            return word
    return None


def _figures_near(place: int, words: Sequence[Word]) -> list[Word]:
    """The last figure before a word, or else the first behind it, within reach."""
    before = [word for word in words[max(0, place - _NEAR) : place] if _is_figure(word)]
    behind = [word for word in words[place + 1 : place + 1 + _NEAR] if _is_figure(word)]
    return before[-1:] or behind[:1]


def _opposed(
    side: Callable[[int, Sequence[Word]], int], words: Sequence[Word], there: Sequence[Word]
) -> Iterator[tuple[Word, Word]]:
    """The same figure, and on the other side wherever it stands there: "above 200" for "fewer than 200"."""
    for position, word in enumerate(words):
        mine = side(position, words) if _is_figure(word) else 0
        if not mine:
            continue
        theirs = [(side(place, there), other) for place, other in enumerate(there) if other.base == word.base]
        if theirs and all(one == -mine for one, _ in theirs):
            yield word, theirs[0][1]


def bound(position: int, words: Sequence[Word]) -> int:
    """+1 where a figure is a lower bound, -1 where it is an upper one, 0 where it is neither."""
    before = [word.base for word in words[max(0, position - 2) : position]]
    near = (before[-1:], before)
    return (near[0] in _ABOVE or near[1] in _OVER) - (near[0] in _BELOW or near[1] in _UNDER)


_ABOVE: Final = (["above"], ["over"], ["exceed"])
_BELOW: Final = (["below"], ["under"])
_OVER: Final = tuple([base_form(one), "than"] for one in ("more", "higher", "greater"))
_UNDER: Final = tuple([base_form(one), "than"] for one in ("less", "fewer", "lower"))


def _spans(words: Sequence[Word], there: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    """The same figure of another unit of time, and of this one nowhere: "four years" for "four months"."""
    for word, unit in pairwise(words):
        if word.kind != "number" or not kinds(unit.base) & TIME_UNITS:
            continue
        behind = [(other, after) for other, after in pairwise(there) if other.base == word.base]
        others = [other for other, after in behind if kinds(after.base) & TIME_UNITS and after.base != unit.base]
        if others and len(others) == len(behind):
            yield word, others[0]


def _is_figure(word: Word) -> bool:
    """A number that is no year."""
    if word.kind != "number":
        return False
    return not (len(word.base) == 4 and word.base.isdigit() and word.base[:2] in ("18", "19", "20"))


def movement(position: int, words: Sequence[Word]) -> int:
    """+1, -1, or 0 where nothing near a figure says that something rose or fell by it."""
    before = range(position - 1, max(-1, position - 1 - _MOVEMENT), -1)
    behind = range(position + 1, min(len(words), position + 1 + _MOVEMENT))
    for place in (*before, *behind):
        base = words[place].base
        following = words[place + 1].base if place + 1 < len(words) else ""
        if (base, following) in _BOUNDS:
            continue
        if base in UP_STEMS or base in DOWN_STEMS:
            return 1 if base in UP_STEMS else -1
        if words[place].kind == "number":
            continue
    return 0


def _names(words: Sequence[Word], there: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    """A name behind "to", "from", "by" or "against" that changed places with another name of the sentence."""
    mine = _governed(words)
    theirs = _governed(there) if mine else {}
    if not theirs:
        return
    here = {word.base for word in words if word.kind == "name"}
    others = {word.base for word in there if word.kind == "name"}
    for link, names in mine.items():
        for name in names:
            rivals = theirs.get(link, [])
            if rivals and all(one.base != name.base and one.base in here for one in rivals) and name.base in others:
                yield name, rivals[0]


def _governed(words: Sequence[Word]) -> dict[str, list[Word]]:
    found: dict[str, list[Word]] = {}
    for position, word in enumerate(words):
        if word.base not in _LINKS or (position and words[position - 1].base == _ACCORDING):
            continue
        name = next((one for one in words[position + 1 : position + 1 + _NEAR] if one.weight), None)
        if name is not None and name.kind == "name":
            found.setdefault(word.base, []).append(name)
    return found


def _order_in_time(words: Sequence[Word], there: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    mine = {word.base: word for word in words if word.base in (_BEFORE, _AFTER)}
    theirs = {word.base: word for word in there if word.base in (_BEFORE, _AFTER)}
    if len(mine) == 1 and len(theirs) == 1 and not mine.keys() & theirs.keys():
        yield next(iter(mine.values())), next(iter(theirs.values()))


_ACCORDING: Final = base_form("according")
_LINKS: Final = frozenset({"to", "from", "by", "against"})
