"""The figures of a text: which numbers count or measure something, what it is, and where another text has the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from harness.judging.lexicon import MONTHS, base_form, kinds
from harness.judging.quantity_words import QUANTITY_MARK, same_quantity
from harness.judging.windows import PreparedDocument, Word
from harness.reading.cues import is_saying

_HALVES: Final = frozenset(base_form(word) for word in ("am", "pm", "o'clock"))
_REACH: Final = 2


def is_figure(position: int, words: Sequence[Word], text: str) -> bool:
    """Whether the word at a position is a number of something: no day, year or time of day."""
    word = words[position]
    shown = text[word.start : word.end]
    if word.kind != "number" or not word.weight:
        return False
    if len(shown) == 4 and shown.isdigit() and shown[:2] in ("18", "19", "20"):
        return False
    near = (*words[max(0, position - 1) : position], *words[position + 1 : position + 2])
    return not any(kinds(one.base) & MONTHS or one.base in _HALVES for one in near)


def figure_places(word: Word, document: PreparedDocument) -> list[int]:
    """Where a text has a figure of the same value and measure, or the bare number with its measure left out."""
    is_measured = any(alias[0] == QUANTITY_MARK for alias in word.aliases)
    exact = document.positions.get(word.base, ())
    bare = [place for place in exact if not is_measured or counted(place, document.words, document.text) is None]
    places = {*bare, *same_quantity(word, document.text)}
    return [place for place in sorted(places) if is_figure(place, document.words, document.text)]


def counted(position: int, words: Sequence[Word], text: str, units: Sequence[int] = ()) -> Word | None:
    """The telling word right behind a figure and its unit."""
    for place in range(position + 1, min(len(words), position + 1 + _REACH)):
        word = words[place]
        if text[words[place - 1].end : word.start].strip(" -"):
            return None
        if any(alias[0] == QUANTITY_MARK for alias in word.aliases) or place in units:
            continue
        is_thing = word.weight and word.kind != "number" and not is_saying(text[word.start : word.end].lower())
        return word if is_thing else None
    return None


def measure_of(word: Word) -> str:
    """What a figure measures, by the value it is found under: "share", "time", a currency; empty for a bare number."""
    mark = next((alias for alias in word.aliases if alias[0] == QUANTITY_MARK), "")
    name = mark[1:].partition(":")[0]
    return "" if name == "number" else name
