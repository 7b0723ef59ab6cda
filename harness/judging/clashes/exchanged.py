"""Another name in the place of one: "Lund won the vote" for "Moe won the vote", "off Berg" for "off Skarvoy"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from harness.judging.alignment import Alignment
from harness.judging.clashes import Clash, are_alike, rival_of
from harness.judging.lexicon import DATES, base_form, kinds
from harness.judging.windows import PreparedDocument, Word
from harness.reading.names import capital_of, place_key
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
                    yield rival_of("name", word, other, sentence, document)


def of_another_country(
    sentence: str, words: Sequence[Word], alignment: Alignment, document: PreparedDocument
) -> Iterator[Clash]:
    """A country's word before a telling one, with another country's there wherever the text has that in the window:
    "Russian drones" for "Ukrainian drones". Behind "according to" it is the teller's, which credit is asked about."""
    there = document.places_in(*alignment.window)
    for position, word in enumerate(words[:-1]):
        mine = _country(word, sentence)
        following = words[position + 1]
        if mine is None or following.kind != "content" or following.weight < 1:
            continue
        if [one.base for one in words[max(0, position - 2) : position]] == _ACCORDING_TO:
            continue
        places = [at for at in there if at > there.start and are_alike(document.words[at], following)]
        owners = [(document.words[at - 1], _country(document.words[at - 1], document.text)) for at in places]
        other = next((owner for owner, country in owners if country is not None), None)
        if other is not None and all(country not in (None, mine) for _, country in owners):
            yield rival_of("name", word, other, sentence, document)


_ACCORDING_TO: Final = [base_form("according"), "to"]


def _country(word: Word, text: str) -> str | None:
    shown = text[word.start : word.end]
    return (place_key(shown) or capital_of(shown)) if word.kind == "name" else None


def _is_name(word: Word, text: str) -> bool:
    if word.kind != "name" or word.weight < 1 or kinds(word.base) & DATES:
        return False
    return place_key(text[word.start : word.end]) is None


def _before_alike(position: int, words: Sequence[Word], place: int, there: Sequence[Word]) -> bool:
    """Whether the same telling word follows both, right away."""
    if position + 1 >= len(words) or place + 1 >= len(there):
        return False
    mine, theirs = words[position + 1], there[place + 1]
    return mine.kind == "content" and mine.weight >= 1 and mine.base not in _PLACES and are_alike(mine, theirs)


_PLACE_WORDS: Final = """
region district area province county city town village state street road river lake island valley mountain port harbour
"""
_PLACES: Final = frozenset(base_form(word) for word in _PLACE_WORDS.split())
"""What belongs to a place's name, so that it shows nothing of what is told of the place."""


def _behind_alike(position: int, words: Sequence[Word], place: int, there: Sequence[Word]) -> bool:
    """Whether the same telling word with the same preposition stands before both."""
    if position < 2 or place < 2 or words[position - 1].base != there[place - 1].base:
        return False
    is_link = words[position - 1].base in STOPWORDS
    mine, theirs = words[position - 2], there[place - 2]
    return is_link and mine.kind in ("content", "name") and mine.weight >= 1 and are_alike(mine, theirs)
