"""Whether an output names the person that an answer names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from harness.judging.answers.indexed import DIGIT, AnswerWord, IndexedOutput
from harness.judging.answers.records import AnswerSpan
from harness.reading.cues import is_speaker_noun, verb_form
from harness.reading.name_tables import FAMILY_FIRST, SUFFIXES, TITLES
from harness.reading.names import place_key
from harness.reading.words import STOPWORDS, tokens

GIVEN_NAME_ONLY: Final = 0.4
"""The score of a person's first name without the last."""
LAST_NAME: Final = 0.85
"""The score of a last name without a first."""
ANOTHER: Final = 0.3
"""The score of a last name after another first name, or of one that is a first name here."""
_THINGS: Final = """
university college school company corporation inc ltd party committee council ministry department agency organization
organisation association union bank court church river lake mountain mount island islands sea ocean city county state
states street road north south east west new the act treaty war battle game band orchestra club fc united team army navy
force forces group museum park stadium center centre hall bay valley beach airport house palace castle world day year
season cup
"""
_NOT_PEOPLE: Final = frozenset(_THINGS.split())
"""Words that tell the name of a place or a body from that of a person."""
_NUMERALS: Final = frozenset({"ii", "iii", "iv", "v", "vi"})


@lru_cache(maxsize=8192)
def is_person(answer: str, words: tuple[AnswerWord, ...]) -> bool:
    """Whether an answer reads like a person's name: two to five capitalised words, none of a place or a body."""
    line = tokens(answer)
    if not 2 <= len(line) <= 5 or "," in answer or answer.isupper() or any(DIGIT.match(word.text) for word in line):
        return False
    if any(len(word.text) > 2 and word.text.isupper() and "." not in word.text for word in line[:-1]):
        return False
    return all(word.text[0].isupper() and word.folded not in _NOT_PEOPLE for word in line) and len(words) >= 2


def is_namesake(output: IndexedOutput, place: AnswerSpan, answer: str, answers: Sequence[str]) -> bool:
    """Whether a last name, accepted alone beside the full name, stands here behind somebody else's first name."""
    alone = tokens(answer)
    if len(alone) != 1 or not output.is_cased:
        return False
    fuller = [words for other in answers if len(words := tokens(other)) > 1 and words[-1].folded == alone[0].folded]
    number = next((at for at, token in enumerate(output.line) if token.start == place.start), 0)
    before = output.line[number - 1] if number else None
    if not fuller or before is None or output.text[before.end : place.start] != " " or not before.text[0].isupper():
        return False
    known = {token.folded for words in fuller for token in words}
    is_role = before.folded in STOPWORDS | TITLES or is_speaker_noun(before.folded) or before.folded in _NOT_PEOPLE
    is_role = is_role or place_key(before.text) is not None or verb_form(before.folded) is not None
    return not is_role and not any(_is_given(before.folded.rstrip("."), name) for name in known)


def person_strength(
    answer: Sequence[AnswerWord], places: Mapping[int, Sequence[tuple[int, float]]], output: IndexedOutput, found: float
) -> float:
    """How surely the person is named; ``found`` is the share of the name's words, ``places`` where each stands.

    A person is named by the last name, unless another first name stands before it or another last name after it.
    """
    last = len(answer) - 1
    while last > 0 and answer[last].token.folded in SUFFIXES | _NUMERALS:
        last -= 1
    if answer[0].token.folded in FAMILY_FIRST and 0 in places:
        return _family_alone(answer, places, output)
    if last not in places and _is_double(answer, last, places):
        return LAST_NAME
    if last not in places:
        return min(found, GIVEN_NAME_ONLY)
    if answer[last].is_asked:
        return found
    given_places = [place for place in range(last) if answer[place].token.folded not in TITLES]
    if any(place in places for place in given_places):
        return max(found, 0.9)
    given = [answer[place].token.folded for place in given_places]
    return max((_alone(output, place, given) for place, _ in places[last]), default=0.0)


def _family_alone(
    answer: Sequence[AnswerWord], places: Mapping[int, Sequence[tuple[int, float]]], output: IndexedOutput
) -> float:
    """``Choe`` for ``Choe Son Hui``: the family name, unless another given name follows."""
    if len(places) == len(answer):
        return 0.9
    alone = [place for place, _ in places[0] if not _goes_on(output, place)]
    return LAST_NAME if alone else ANOTHER


def _is_double(answer: Sequence[AnswerWord], last: int, places: Mapping[int, object]) -> bool:
    """The first half of a double name with a first name: ``Kari Moe`` for ``Kari Moe-Hansen``."""
    if last < 2 or last - 1 not in places:
        return False
    return answer[last].is_hyphened and any(place in places for place in range(last - 1))


def _alone(output: IndexedOutput, place: int, given: Sequence[str]) -> float:
    """The score of a last name whose first names are not all there, by the words on either side of it."""
    if output.is_cased and not output.line[place].text[0].isupper():
        return 0.0
    before = output.line[place - 1] if place else None
    if before is not None and output.text[before.end : output.line[place].start].strip(" .\u2019'-"):
        before = None
    initial = before.folded[:1] if before is not None and "." in before.text else ""
    if before is not None and any(_is_given(initial or before.folded, name) for name in given):
        return 0.9
    if _goes_on(output, place):
        return ANOTHER
    is_apart = before is None or before.folded in STOPWORDS | TITLES
    return LAST_NAME if is_apart or (output.is_cased and before and not before.text[0].isupper()) else ANOTHER


def _goes_on(output: IndexedOutput, place: int) -> bool:
    """Whether a capitalised word follows, so that the name is a first name here (``Moe Hansen``)."""
    if not output.is_cased or place + 1 >= len(output.line):
        return False
    following = output.line[place + 1]
    is_next = output.text[output.line[place].end : following.start] == " "
    return is_next and following.text[0].isupper() and following.folded not in STOPWORDS | SUFFIXES | _NUMERALS


def _is_given(word: str, name: str) -> bool:
    """Whether a first name is meant: an initial, or a spelling that differs by one letter."""
    if len(word) == 1 or len(name) == 1:
        return word[0] == name[0]
    return len(name) >= 4 and OSA.distance(word, name, score_cutoff=1) <= 1
