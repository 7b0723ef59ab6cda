"""Another name in the place of one: "Lund won the vote" for "Moe won the vote", "off Berg" for "off Skarvoy"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from harness.judging.alignment import Alignment
from harness.judging.clashes import Clash, are_alike
from harness.judging.lexicon import DATES, kinds
from harness.judging.windows import PreparedDocument, Word
from harness.reading.names import place_key
from harness.reading.words import STOPWORDS


def exchanged_names(
    sentence: str, words: Sequence[Word], alignment: Alignment, document: PreparedDocument
) -> Iterator[Clash]:
    """Each name that the text has nowhere, with another name of the best window in its place.

    The place is right before the same telling word, or right behind the same two words ("aground off"). Of countries
    nothing is found: a place may be told as its country.
    """
    known = {word.base for word in words}
    for position, word in enumerate(words):
        if not _is_name(word, sentence) or alignment.strengths_anywhere[position]:
            continue
        for number in range(alignment.window[0], alignment.window[1] + 1):
            there = document.places_in(number, number)
            here = document.words[there.start : there.stop]
            for place, other in enumerate(here):
                is_other = _is_name(other, document.text) and other.base not in known
                if is_other and (
                    _before_alike(position, words, place, here) or _behind_alike(position, words, place, here)
                ):
                    shown, rival = sentence[word.start : word.end], document.text[other.start : other.end]
                    reason = f"{shown!r} where the other text has {rival!r}"
                    yield Clash("name", word.start, word.end, other.start, other.end, reason)


def _is_name(word: Word, text: str) -> bool:
    if word.kind != "name" or word.weight < 1 or kinds(word.base) & DATES:
        return False
    return place_key(text[word.start : word.end]) is None


def _before_alike(position: int, words: Sequence[Word], place: int, there: Sequence[Word]) -> bool:
    """Whether the same telling word follows both, right away."""
    if position + 1 >= len(words) or place + 1 >= len(there):
        return False
    mine, theirs = words[position + 1], there[place + 1]
    return mine.kind == "content" and mine.weight >= 1 and are_alike(mine, theirs)


def _behind_alike(position: int, words: Sequence[Word], place: int, there: Sequence[Word]) -> bool:
    """Whether the same telling word with the same preposition stands before both."""
    if position < 2 or place < 2 or words[position - 1].base != there[place - 1].base:
        return False
    is_link = words[position - 1].base in STOPWORDS
    mine, theirs = words[position - 2], there[place - 2]
    return is_link and mine.kind in ("content", "name") and mine.weight >= 1 and are_alike(mine, theirs)
