"""Whether an output says in words what an answer says: names, things and short phrases.

Asks how much of the answer stands in the output (recall), never how much of the output stands in the answer: an output
may say more. The question's own words count little, since every output repeats them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from harness.judging.answer_records import AnswerSpan
from harness.reading.names import acronym, place_key, same_word
from harness.reading.number_words import ORDINALS, TENS, UNITS
from harness.reading.polarity import is_denied
from harness.reading.words import STOPWORDS, Token, stem, tokens

QUESTION_WEIGHT: Final = 0.2
"""What a word of the answer weighs that the question holds too."""
NUMBER_WEIGHT: Final = 1.5
GIVEN_NAME_ONLY: Final = 0.4
"""The score of a person's first name without the last."""
_DIGIT: Final = re.compile(r"\d")
_BRACKETS: Final = re.compile(r"\s*\(([^()]*)\)")
_LONG: Final = 5
_NOT_PEOPLE: Final = frozenset(
    {"university", "college", "school", "company", "corporation", "inc", "ltd", "party", "committee", "council", "ministry"}
    | {"department", "agency", "organization", "organisation", "association", "union", "bank", "court", "church", "river"}
    | {"lake", "mountain", "mount", "island", "islands", "sea", "ocean", "city", "county", "state", "states", "street", "road"}
    | {"north", "south", "east", "west", "new", "the", "act", "treaty", "war", "battle", "game", "band", "orchestra", "club"}
    | {"fc", "united", "team", "army", "navy", "force", "forces", "group", "museum", "park", "stadium", "center", "centre"}
    | {"hall", "bay", "valley", "beach", "airport", "house", "palace", "castle", "world", "day", "year", "season", "cup"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Word:
    token: Token
    key: str
    weight: float


def find_words(output: str, answers: Sequence[str], *, question: str = "") -> Iterator[AnswerSpan]:
    """For each accepted answer the best place of the output that says it, where there is one at all (score above 0)."""
    for index, answer in enumerate(answers):
        best = max(
            (_best_place(output, form, index, question) for form in spelled_forms(answer)),
            key=lambda span: (span.score, -span.start), default=None,
        )  # fmt: skip
        if best is not None and best.score > 0:
            yield best


@lru_cache(maxsize=8192)
def spelled_forms(answer: str) -> tuple[str, ...]:
    """The answer, and without what stands in brackets, and what stands in them where it is a name of its own."""
    bare = _BRACKETS.sub("", answer).strip()
    if bare in ("", answer):
        return (answer,)
    inner = tuple(part for part in _BRACKETS.findall(answer) if part[:1].isupper() and len(part) > 2)
    return (answer, bare, *inner)


def word_key(token: Token) -> str:
    """What two words share that say the same: the stem, or the number for digits, number words and ordinals."""
    word = token.folded
    value = UNITS.get(word, TENS.get(word, ORDINALS.get(word)))
    if value is not None and word not in ("second",):
        return str(value)
    if _DIGIT.match(word):
        digits = re.match(r"[\d.,:]+", word)
        rest = word[len(digits.group()) :] if digits else ""
        plain = digits.group().replace(",", "").rstrip(".") if digits else word
        return plain if rest in ("", "st", "nd", "rd", "th") else plain + rest
    return stem(word)


@lru_cache(maxsize=8192)
def _gold_words(answer: str, question: str) -> tuple[_Word, ...]:
    asked = {word_key(token) for token in tokens(question)}
    content = [token for token in tokens(answer) if token.folded not in STOPWORDS or token.text in ("US", "IT", "WHO")]
    content = content or list(tokens(answer))
    return tuple(_Word(token, word_key(token), _weight(token, word_key(token), asked)) for token in content)


def _weight(token: Token, key: str, asked: set[str]) -> float:
    weight = NUMBER_WEIGHT if _DIGIT.match(key) else 1.0
    return weight * (QUESTION_WEIGHT if key in asked else 1.0)


def _best_place(output: str, answer: str, index: int, question: str) -> AnswerSpan:
    nothing = AnswerSpan(0, 0, index, 0.0, "text", f"does not say {answer}")
    gold = _gold_words(answer, question)
    line = tokens(output)
    if not gold or not line:
        return nothing
    same_place = _same_country(output, answer, index)
    if same_place is not None:
        return same_place
    places = {place: hits for place, word in enumerate(gold) if (hits := _hits(word, line))}
    total = sum(word.weight for word in gold)
    if not places:
        return _by_acronym(output, answer, line, index) or nothing
    strength = sum(gold[place].weight * max(score for _, score in hits) for place, hits in places.items()) / total
    tightest = _tightest(places, line)
    start, end = line[tightest[0]].start, line[tightest[-1]].end
    if _all_denied(output, line, places):
        return nothing
    if _is_person(answer, gold):
        strength = _as_person(gold, places, line, output, strength)
    strength = _without_numbers(gold, places, strength)
    if strength < 1 and (by_letters := _by_acronym(output, answer, line, index)):
        return by_letters
    return AnswerSpan(start, end, index, round(min(strength, 1.0), 4), "text", f"says “{output[start:end]}”")


def _hits(word: _Word, line: Sequence[Token]) -> list[tuple[int, float]]:
    """Where the output has the word, and how surely it is that word."""
    exact = [(place, 1.0) for place, token in enumerate(line) if word_key(token) == word.key]
    if exact or _DIGIT.match(word.key) or len(word.token.folded) < 3:
        return exact
    return [(place, score) for place in range(len(line)) if (score := _likeness(word.token, line, place)) > 0]


def _likeness(word: Token, line: Sequence[Token], place: int) -> float:
    mine, other = word.folded, line[place].folded
    if abs(len(mine) - len(other)) <= 3 and same_word(mine, other):
        return 0.95
    if len(mine) >= _LONG and place + 1 < len(line) and mine == other + line[place + 1].folded:
        return 1.0
    if (
        len(other) > len(mine) >= _LONG
        and other.startswith(mine)
        or len(mine) > len(other) >= _LONG
        and mine.startswith(other)
    ):
        return 0.8
    shared = len(_common_prefix(mine, other))
    return 0.7 if shared >= _LONG and shared >= 0.7 * max(len(mine), len(other)) else 0.0


def _common_prefix(first: str, second: str) -> str:
    for place, (one, two) in enumerate(zip(first, second, strict=False)):
        if one != two:
            return first[:place]
    return first[: min(len(first), len(second))]


def _tightest(places: dict[int, list[tuple[int, float]]], line: Sequence[Token]) -> list[int]:
    """One place for each word found, near each other: around the first place of the rarest word."""
    rarest = min(places.values(), key=len)
    anchors = [place for place, _ in rarest[:8]]
    choices = [
        sorted(min((abs(place - anchor), place) for place, _ in hits)[1] for hits in places.values())
        for anchor in anchors
    ]
    return min(choices, key=lambda chosen: (chosen[-1] - chosen[0], chosen[0]))


def _all_denied(output: str, line: Sequence[Token], places: dict[int, list[tuple[int, float]]]) -> bool:
    rarest = min(places.values(), key=len)
    return all(is_denied(output, line[place].start, line[place].end) for place, _ in rarest)


@lru_cache(maxsize=8192)
def _is_person(answer: str, gold: tuple[_Word, ...]) -> bool:
    """Whether an answer reads like a person's name: two to four capitalised words, none of a place or a body."""
    words = tokens(answer)
    if not 2 <= len(words) <= 5 or any(_DIGIT.match(word.text) for word in words):
        return False
    return all(word.text[0].isupper() and word.folded not in _NOT_PEOPLE for word in words) and len(gold) >= 2


_SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})


def _as_person(
    gold: Sequence[_Word],
    places: dict[int, list[tuple[int, float]]],
    line: Sequence[Token],
    output: str,
    strength: float,
) -> float:
    """A person is named by the last name, unless another first name stands before it."""
    last = len(gold) - 1
    while last > 0 and gold[last].token.folded in _SUFFIXES:
        last -= 1
    if last not in places:
        return min(strength, GIVEN_NAME_ONLY)
    if any(place in places for place in range(last)):
        return max(strength, 0.9)
    is_cased = any(token.text[0].isupper() for token in line)
    given = [gold[place].token.folded for place in range(last)]
    verdicts = [_first_names(line, place, given, is_cased) for place, _ in places[last]]
    return max(verdicts)


def _first_names(line: Sequence[Token], place: int, given: Sequence[str], is_cased: bool) -> float:
    before = line[place - 1] if place else None
    if before is None or before.folded in STOPWORDS or (is_cased and not before.text[0].isupper()):
        return 0.85
    if any(before.folded[0] == name[0] for name in given if len(before.folded) == 1 or len(name) == 1):
        return 0.9
    return 0.85 if len(before.folded) > 1 and _is_title(before.folded) else 0.3


def _is_title(word: str) -> bool:
    from harness.reading.name_tables import TITLES

    return word in TITLES


def _without_numbers(gold: Sequence[_Word], places: dict[int, list[tuple[int, float]]], strength: float) -> float:
    """An answer whose number is missing is not said, however many of its words are."""
    lacks = any(_DIGIT.match(word.key) and place not in places for place, word in enumerate(gold))
    return min(strength, 0.45) if lacks else strength


def _same_country(output: str, answer: str, index: int) -> AnswerSpan | None:
    key = place_key(answer)
    if key is None:
        return None
    line = tokens(output)
    for place in range(len(line)):
        for length in (4, 3, 2, 1):
            if (
                place + length <= len(line)
                and place_key(output[line[place].start : line[place + length - 1].end]) == key
            ):
                start, end = line[place].start, line[place + length - 1].end
                score = 0.0 if is_denied(output, start, end) else 1.0
                return AnswerSpan(start, end, index, score, "text", f"names {key}")
    return None


def _by_acronym(output: str, answer: str, line: Sequence[Token], index: int) -> AnswerSpan | None:
    letters = re.sub(r"\W", "", answer)
    if 3 <= len(letters) <= 7 and letters.isupper() and " " not in answer:
        return _spelled_out(output, letters.lower(), line, index)
    initials = acronym(answer)
    if len(initials) < 3:
        return None
    for token in line:
        if token.folded == initials and token.text.isupper():
            return AnswerSpan(token.start, token.end, index, 0.9, "text", f"{token.text} stands for {answer}")
    return None


def _spelled_out(output: str, letters: str, line: Sequence[Token], index: int) -> AnswerSpan | None:
    content = [token for token in line if token.folded not in STOPWORDS]
    for place in range(len(content) - len(letters) + 1):
        run = content[place : place + len(letters)]
        if all(
            token.folded[0] == letter and token.text[0].isupper() for token, letter in zip(run, letters, strict=True)
        ):
            return AnswerSpan(run[0].start, run[-1].end, index, 0.9, "text", f"is {letters.upper()} spelled out")
    return None
