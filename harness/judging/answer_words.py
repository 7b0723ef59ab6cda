"""Whether an output says in words what an answer says: names, things and short phrases.

Asks how much of the answer stands in the output (recall), never how much of the output stands in the answer: an output
may say more. The question's own words count little, since every output repeats them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from harness.judging.answer_records import AnswerSpan
from harness.reading.name_tables import SUFFIXES, TITLES
from harness.reading.names import acronym, place_key, same_word
from harness.reading.number_words import ORDINALS, TENS, UNITS
from harness.reading.polarity import has_negation, is_denied
from harness.reading.words import STOPWORDS, Token, stem, tokens

QUESTION_WEIGHT: Final = 0.2
"""What a word of the answer weighs that the question holds too."""
NUMBER_WEIGHT: Final = 1.5
DESCRIPTION_WEIGHT: Final = 0.4
"""What a small-lettered word weighs beside a name: ``the harbour town of`` beside ``Skarvoy``."""
SMALL_LETTERS: Final = 0.8
"""How well a word in small letters is taken for the same word of a name: ``post`` for ``The Harbour Post``."""
GIVEN_NAME_ONLY: Final = 0.4
"""The score of a person's first name without the last."""
_DIGIT: Final = re.compile(r"\d")
_BRACKETS: Final = re.compile(r"\s*\(([^()]*)\)")
_TIMES: Final = {"once": 1, "twice": 2, "thrice": 3}
_LONG: Final = 5
_THINGS: Final = """
university college school company corporation inc ltd party committee council ministry department agency organization
organisation association union bank court church river lake mountain mount island islands sea ocean city county state
states street road north south east west new the act treaty war battle game band orchestra club fc united team army navy
force forces group museum park stadium center centre hall bay valley beach airport house palace castle world day year
season cup
"""
_NOT_PEOPLE: Final = frozenset(_THINGS.split())
"""Words that tell the name of a place or a body from that of a person."""


@dataclass(frozen=True, slots=True)
class _Word:
    token: Token
    key: str
    weight: float
    is_asked: bool = False
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class _Output:
    """An output with its words by key, and the places of its words by first letter for those that are only alike."""

    text: str
    line: tuple[Token, ...]
    keys: Mapping[str, tuple[int, ...]]
    letters: Mapping[str, tuple[int, ...]]
    is_cased: bool
    asked: frozenset[str]


def find_words(
    output: str, answers: Sequence[str], *, question: str = "", head_weight: float = 1.0
) -> Iterator[AnswerSpan]:
    """For each accepted answer the best place of the output that says it, where there is one at all (score above 0).

    ``head_weight`` is what the last word of a description weighs, which the others describe (``a failed rudder``).
    """
    indexed = _indexed(output, question)
    for index, answer in enumerate(answers):
        forms = ((form, _gold_words(form, question, head_weight)) for form in spelled_forms(answer))
        places = (_best_place(indexed, form, index, words) for form, words in forms)
        best = max(places, key=lambda span: (span.score, -span.start), default=None)
        if best is not None and best.score > 0:
            yield best


@lru_cache(maxsize=8192)
def spelled_forms(answer: str) -> tuple[str, ...]:
    """The answer without what stands in brackets, the acronym in them, and either side of an ``or``."""
    bare = _BRACKETS.sub("", answer).strip() or answer
    inner = tuple(part for part in _BRACKETS.findall(answer) if part.isupper() and 2 <= len(part) <= 7)
    either = tuple(part.strip() for part in re.split(r"\s+or\s+", bare))
    return (bare, *inner, *(either if len(either) == 2 and all(either) else ()))


def word_key(token: Token) -> str:
    """What two words share that say the same: the stem, or the number for digits, number words and ordinals."""
    return _key(token.folded)


@lru_cache(maxsize=65536)
def _key(word: str) -> str:
    value = UNITS.get(word, TENS.get(word, ORDINALS.get(word, _TIMES.get(word))))
    if value is not None and word not in ("second",):
        return str(value)
    if _DIGIT.match(word):
        digits = re.match(r"[\d.,:]+", word)
        rest = word[len(digits.group()) :] if digits else ""
        plain = digits.group().replace(",", "").rstrip(".") if digits else word
        return plain if rest in ("", "st", "nd", "rd", "th") else plain + rest
    return stem(word)


@lru_cache(maxsize=512)
def _indexed(output: str, question: str) -> _Output:
    line = tokens(output)
    keys: defaultdict[str, list[int]] = defaultdict(list)
    letters: defaultdict[str, list[int]] = defaultdict(list)
    for place, token in enumerate(line):
        keys[word_key(token)].append(place)
        if token.folded not in STOPWORDS:
            letters[token.folded[0]].append(place)
    return _Output(
        output, line, {key: tuple(places) for key, places in keys.items()},
        {letter: tuple(places) for letter, places in letters.items()}, any(token.text[0].isupper() for token in line),
        frozenset(map(word_key, tokens(question))),
    )  # fmt: skip


@lru_cache(maxsize=8192)
def _gold_words(answer: str, question: str, head_weight: float) -> tuple[_Word, ...]:
    asked = {word_key(token) for token in tokens(question)}
    line = tokens(answer)
    content = [token for token in line if _is_content(token, is_first=token is line[0])] or list(line)
    if not content:
        return ()
    has_name = any(token.text[0].isupper() for token in content if token is not line[0])
    head = content[-1] if content[-1].text.islower() else None
    return tuple(
        _Word(
            token,
            word_key(token),
            _weight(token, asked, has_name) * (head_weight if token is head else 1.0),
            word_key(token) in asked,
            token.text[0].isupper() and token is not line[0],
        )
        for token in content
    )


def _is_content(token: Token, *, is_first: bool) -> bool:
    """Function words count where a title has them in capitals (``Upside Down``)."""
    if token.folded not in STOPWORDS or token.text in ("US", "IT", "WHO"):
        return True
    return not is_first and token.text[0].isupper() and len(token.text) > 2 and token.folded not in _TITLE_LINKS


_TITLE_LINKS: Final = frozenset({"the", "and", "for", "with", "from", "his", "her", "its", "that", "this", "into"})


def _weight(token: Token, asked: set[str], has_name: bool) -> float:
    key = word_key(token)
    weight = NUMBER_WEIGHT if _DIGIT.match(key) else 1.0
    if has_name and token.text[0].islower():
        weight *= DESCRIPTION_WEIGHT
    return weight * (QUESTION_WEIGHT if key in asked else 1.0)


def _best_place(output: _Output, answer: str, index: int, gold: tuple[_Word, ...]) -> AnswerSpan:
    nothing = AnswerSpan(0, 0, index, 0.0, "text", f"does not say {answer}")
    if not gold or not output.line:
        return nothing
    same_place = _same_country(output, answer, index)
    if same_place is not None:
        return same_place
    is_person = _is_person(answer, gold)
    places = {place: hits for place, word in enumerate(gold) if (hits := _hits(word, output, is_person))}
    if not places:
        return _by_acronym(output, answer, index) or nothing
    if not has_negation(answer) and _all_denied(output, places):
        return nothing
    total = sum(word.weight for word in gold)
    strength = sum(gold[place].weight * max(score for _, score in hits) for place, hits in places.items()) / total
    if is_person:
        strength = _as_person(gold, places, output, strength)
    strength = _without_numbers(gold, places, strength)
    if strength < 1 and (by_letters := _by_acronym(output, answer, index)):
        return by_letters
    tightest = _tightest(places)
    start, end = output.line[tightest[0]].start, output.line[tightest[-1]].end
    return AnswerSpan(start, end, index, round(min(strength, 1.0), 4), "text", f"says “{output.text[start:end]}”")


def _hits(word: _Word, output: _Output, is_person: bool) -> list[tuple[int, float]]:
    """Where the output has the word, and how surely it is that word."""
    exact = [
        (place, 1.0 if _is_cased_alike(word, output, place) else SMALL_LETTERS)
        for place in output.keys.get(word.key, ())
        if not is_person or _is_plural(word, output.line[place])
    ]
    if exact:
        return exact
    if _DIGIT.match(word.key) or len(word.token.folded) < 3:
        return []
    likeness = _name_likeness if is_person else _likeness
    near: Iterable[int] = output.letters.get(word.token.folded[0], ()) if not is_person else range(len(output.line))
    fresh = (place for place in near if word_key(output.line[place]) not in output.asked)
    return [(place, score) for place in fresh if (score := likeness(word.token, output.line, place)) > 0]


def _is_cased_alike(word: _Word, output: _Output, place: int) -> bool:
    return not (word.is_name and output.is_cased) or not output.line[place].text[0].islower()


def _is_plural(word: _Word, token: Token) -> bool:
    """Whether two words of one stem are one name: a stem takes ``Gary`` and ``gars`` together, names do not."""
    mine, other = word.token.folded, token.folded
    return (
        mine == other or {mine.removesuffix("es"), mine.removesuffix("s")} & {other, other.removesuffix("s")} != set()
    )


def _name_likeness(word: Token, line: Sequence[Token], place: int) -> float:
    other = line[place].folded
    return 0.95 if abs(len(word.folded) - len(other)) <= 3 and same_word(word.folded, other) else 0.0


def _likeness(word: Token, line: Sequence[Token], place: int) -> float:
    mine, other = word.folded, line[place].folded
    if abs(len(mine) - len(other)) <= 3 and same_word(mine, other):
        return 0.95
    if len(mine) >= _LONG and place + 1 < len(line) and mine == other + line[place + 1].folded:
        return 1.0
    short, long = (mine, other) if len(mine) < len(other) else (other, mine)
    if len(short) >= _LONG and long.startswith(short):
        return 0.8
    shared = _common_prefix(mine, other)
    return 0.7 if shared > _LONG and shared >= 0.6 * len(long) else 0.0


def _common_prefix(first: str, second: str) -> int:
    shared = 0
    for one, two in zip(first, second, strict=False):
        if one != two:
            break
        shared += 1
    return shared


def _tightest(places: Mapping[int, Sequence[tuple[int, float]]]) -> list[int]:
    """One place for each word found, near each other: around one of the first places of the rarest word."""
    anchors = [place for place, _ in min(places.values(), key=len)[:8]]
    choices = [
        sorted(min((abs(place - anchor), place) for place, _ in hits)[1] for hits in places.values())
        for anchor in anchors
    ]
    return min(choices, key=lambda chosen: (chosen[-1] - chosen[0], chosen[0]))


def _all_denied(output: _Output, places: Mapping[int, Sequence[tuple[int, float]]]) -> bool:
    rarest = min(places.values(), key=len)
    return all(is_denied(output.text, output.line[place].start, output.line[place].end) for place, _ in rarest)


@lru_cache(maxsize=8192)
def _is_person(answer: str, gold: tuple[_Word, ...]) -> bool:
    """Whether an answer reads like a person's name: two to four capitalised words, none of a place or a body."""
    words = tokens(answer)
    if not 2 <= len(words) <= 5 or "," in answer or any(_DIGIT.match(word.text) for word in words):
        return False
    if answer.isupper() and any(len(word.text) <= 3 for word in words):
        return False
    if not answer.isupper() and any(
        len(word.text) > 2 and word.text.isupper() and "." not in word.text for word in words[:-1]
    ):
        return False
    return all(word.text[0].isupper() and word.folded not in _NOT_PEOPLE for word in words) and len(gold) >= 2


_NUMERALS: Final = frozenset({"ii", "iii", "iv", "v", "vi"})


def _as_person(
    gold: Sequence[_Word], places: Mapping[int, Sequence[tuple[int, float]]], output: _Output, strength: float
) -> float:
    """A person is named by the last name, unless another first name stands before it."""
    last = len(gold) - 1
    while last > 0 and gold[last].token.folded in SUFFIXES | _NUMERALS:
        last -= 1
    if last not in places or gold[last].is_asked:
        return min(strength, GIVEN_NAME_ONLY) if last not in places else strength
    if any(place in places for place in range(last)):
        return max(strength, 0.9)
    given = [gold[place].token.folded for place in range(last)]
    return max((_first_names(output, place, given) for place, _ in places[last]), default=0.0)


def _first_names(output: _Output, place: int, given: Sequence[str]) -> float:
    """How well the word before a last name goes with the first names: none or an initial is fine, another is not."""
    if output.is_cased and not output.line[place].text[0].isupper():
        return 0.0
    before = output.line[place - 1] if place else None
    if before is None or before.folded in STOPWORDS | TITLES or (output.is_cased and not before.text[0].isupper()):
        return 0.85
    if any(_is_given(before.folded, name) for name in given):
        return 0.9
    return 0.3


def _is_given(word: str, name: str) -> bool:
    """Whether a first name is meant: an initial, or a spelling that differs by one letter."""
    if len(word) == 1 or len(name) == 1:
        return word[0] == name[0]
    return len(name) >= 4 and OSA.distance(word, name, score_cutoff=1) <= 1


def _without_numbers(gold: Sequence[_Word], places: Mapping[int, object], strength: float) -> float:
    """An answer whose number is missing is not said, however many of its words are."""
    lacks = any(_DIGIT.match(word.key) and place not in places for place, word in enumerate(gold))
    return min(strength, 0.45) if lacks else strength


def _same_country(output: _Output, answer: str, index: int) -> AnswerSpan | None:
    key = place_key(answer)
    if key is None:
        return None
    text, line = output.text, output.line
    for place in range(len(line)):
        for last in range(min(place + 4, len(line)) - 1, place - 1, -1):
            if place_key(text[line[place].start : line[last].end]) == key:
                start, end = line[place].start, line[last].end
                score = 0.0 if is_denied(text, start, end) else 1.0
                return AnswerSpan(start, end, index, score, "text", f"names {key}")
    return None


def _by_acronym(output: _Output, answer: str, index: int) -> AnswerSpan | None:
    letters = re.sub(r"\W", "", answer)
    if 3 <= len(letters) <= 7 and letters.isupper() and " " not in answer:
        return _spelled_out(output.line, letters.lower(), index)
    initials = acronym(answer)
    if len(initials) < 3:
        return None
    for place in output.keys.get(initials, ()):
        token = output.line[place]
        if token.text.isupper():
            return AnswerSpan(token.start, token.end, index, 0.9, "text", f"{token.text} stands for {answer}")
    return None


def _spelled_out(line: Sequence[Token], letters: str, index: int) -> AnswerSpan | None:
    content = [token for token in line if token.folded not in STOPWORDS]
    for place in range(len(content) - len(letters) + 1):
        run = content[place : place + len(letters)]
        if all(
            token.folded[0] == letter and token.text[0].isupper() for token, letter in zip(run, letters, strict=True)
        ):
            return AnswerSpan(run[0].start, run[-1].end, index, 0.9, "text", f"is {letters.upper()} spelled out")
    return None
