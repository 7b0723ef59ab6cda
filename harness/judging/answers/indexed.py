"""The words of an answer, weighed, and the words of an output, indexed, for the comparison of the two."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from harness.judging.lexicon import base_form, opposites, related_groups
from harness.judging.wordings import denies_what_follows, is_negation, wordings
from harness.reading.names import place_key
from harness.reading.number_words import ORDINALS, TENS, UNITS
from harness.reading.words import STOPWORDS, Token, fold, tokens

QUESTION_WEIGHT: Final = 0.2
"""What a word of the answer weighs that the question holds too."""
EMPTY_WEIGHT: Final = 0.25
"""What a noun weighs that says nothing on its own."""
NUMBER_WEIGHT: Final = 1.5
DESCRIPTION_WEIGHT: Final = 0.4
"""What a small-lettered word weighs beside a name: ``the harbour town of`` beside ``Skarvoy``."""
KIND_WEIGHT: Final = 0.4
"""What the kind of a place weighs in its name: "Hotel" in "the Hotel Atlas"."""
_PLACE_KINDS: Final = (
    "hotel street road square avenue lane bridge stadium arena hall theatre theater cafe restaurant pub"
)
_KINDS_OF_PLACE: Final = frozenset(_PLACE_KINDS.split())
_PERCENT: Final = re.compile(r"(?<=\d)\s?(?:percentage|percent|per\scent)\b|(?<=per)\scent\b", re.IGNORECASE)
DIGIT: Final = re.compile(r"\d")
_BRACKETS: Final = re.compile(r"\s*\(([^()]*)\)")
_TIMES: Final = {"once": 1, "twice": 2, "thrice": 3}


@dataclass(frozen=True, slots=True)
class AnswerWord:
    """A word of an answer with its key (see ``word_key``) and weight.

    ``is_asked``: the question has it too. ``is_name``: its capital is that of a name.
    ``is_hyphened``: a hyphen joins it to the word before. ``sides``: what it tells by the table of wordings.
    """

    token: Token
    key: str
    weight: float
    is_asked: bool = False
    is_name: bool = False
    is_hyphened: bool = False
    sides: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class IndexedOutput:
    """An output with the places of its words: by key, and by first letter and near-synonyms for those only alike."""

    text: str
    line: tuple[Token, ...]
    keys: Mapping[str, tuple[int, ...]]
    letters: Mapping[str, tuple[int, ...]]
    groups: Mapping[int, tuple[int, ...]]
    is_cased: bool
    asked: frozenset[str]


@lru_cache(maxsize=8192)
def spelled_forms(answer: str) -> tuple[str, ...]:
    """The answer without what stands in brackets, the acronym in them, and either side of an ``or``."""
    bare = _BRACKETS.sub("", answer).strip() or answer
    inner = tuple(part for part in _BRACKETS.findall(answer) if part.isupper() and 2 <= len(part) <= 7)
    either = tuple(part.strip() for part in re.split(r"\s+or\s+", bare))
    return (bare, *inner, *(either if len(either) == 2 and all(either) else ()))


def spelled_out(word: str) -> tuple[str, ...]:
    """The words of a contraction in small letters: "isn't" is "is not", "we've" is "we have"; else the word itself."""
    straight = word.replace("\u2019", "'")
    if straight in _CONTRACTED:
        return _CONTRACTED[straight]
    stem, mark, ending = straight.rpartition("'")
    if straight.endswith("n't"):
        return (straight[:-3], "not")
    if mark and ending in _ENDINGS and (ending != "s" or stem in _TAKES_IS):
        return (stem, _ENDINGS[ending])
    return (word,)


_CONTRACTED: Final = {
    "can't": ("can", "not"),
    "cannot": ("can", "not"),
    "won't": ("will", "not"),
    "let's": ("let", "us"),
}
_ENDINGS: Final = {"s": "is", "re": "are", "ve": "have", "ll": "will", "m": "am", "d": "would"}
_TAKES_IS: Final = frozenset({"it", "he", "she", "that", "there", "this", "what", "who", "here"})


def word_key(token: Token) -> str:
    """What two words share that say the same: a stem, a number in digits or words, the country of a demonym."""
    return word_key_of(token.folded)


@lru_cache(maxsize=65536)
def word_key_of(word: str) -> str:
    """The same of a word that is folded already; "S-400s" are S-400, but the 1980s and the eighties no single year."""
    value = UNITS.get(word, TENS.get(word, ORDINALS.get(word, _TIMES.get(word))))
    if value is not None and word not in ("second",):
        return str(value)
    if DIGIT.match(word):
        digits = re.match(r"[\d.,:]+", word)
        rest = word[len(digits.group()) :] if digits else ""
        plain = digits.group().replace(",", "").rstrip(".") if digits else word
        is_designation = rest == "s" and len(plain) < 4 and not (len(plain) < 3 and plain.endswith("0"))
        return plain if is_designation or rest in ("", "st", "nd", "rd", "th") else plain + rest
    country = place_key(word) if len(word) > 3 else None
    return fold(country) if country else base_form(word)


def says_the_opposite(answer: str, clause: str) -> bool:
    """Whether the clause has the opposite of a word of the answer, and not the word (``defeat`` for ``victory``)."""
    turned = _turned(answer)
    if not turned:
        return False
    said = {word_key(token) for token in tokens(clause) if not _is_of_name(token)}
    return any(others & said for key, others in turned.items() if key not in said)


def has_opposites(answer: str) -> bool:
    """Whether any word of an answer has an opposite."""
    return bool(_turned(answer))


def _is_of_name(token: Token) -> bool:
    """Whether a point of the compass is part of a name: "the North's troops" and "South Korea" are no opposites."""
    return token.folded in _COMPASS and token.text[0].isupper()


_COMPASS: Final = frozenset({"north", "south", "east", "west"})


@lru_cache(maxsize=8192)
def _turned(answer: str) -> Mapping[str, frozenset[str]]:
    """The opposites of each word of an answer that has any, by its key."""
    keys = {word_key(token) for token in tokens(answer) if token.folded not in STOPWORDS and not _is_of_name(token)}
    return {key: found for key in keys if (found := opposites(key) - keys)}  # "deposits did savers withdraw"


@lru_cache(maxsize=512)
def indexed(output: str, question: str) -> IndexedOutput:
    """The words of an output by key and by first letter, with the keys of the question's words."""
    line = tokens(output)
    keys: defaultdict[str, list[int]] = defaultdict(list)
    letters: defaultdict[str, list[int]] = defaultdict(list)
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for place, token in enumerate(line):
        key = word_key(token)
        keys[key].append(place)
        if token.folded not in STOPWORDS:
            letters[token.folded[0]].append(place)
        for group in related_groups(key):
            groups[group].append(place)
    return IndexedOutput(
        output, line, {key: tuple(places) for key, places in keys.items()},
        {letter: tuple(places) for letter, places in letters.items()},
        {group: tuple(places) for group, places in groups.items()}, any(token.text[0].isupper() for token in line),
        _keys_of(question),
    )  # fmt: skip


@lru_cache(maxsize=1024)
def _keys_of(question: str) -> frozenset[str]:
    return frozenset(map(word_key, tokens(question)))


@lru_cache(maxsize=8192)
def weighed_forms(
    answer: str, question: str, head_weight: float, described: float
) -> tuple[tuple[str, tuple[AnswerWord, ...]], ...]:
    """Each form of an answer with its weighed words; one with a phrase of several words also with that as one word."""
    forms = [(form, answer_words(form, question, head_weight, described)) for form in spelled_forms(answer)]
    return tuple(form for plain in forms for form in (plain, *_with_phrases(*plain)))


def _with_phrases(form: str, words: tuple[AnswerWord, ...]) -> tuple[tuple[str, tuple[AnswerWord, ...]], ...]:
    line = tokens(form)
    denied = {line[place].start for one in wordings(form) if one.denies for place in one.places}
    affirmed = [word for word in words if not is_negation(word.token.folded)]
    told = [word for word in affirmed if not (denies_what_follows(word.token.folded) and denied - {word.token.start})]
    kept = told or affirmed or list(words)
    for phrase in sorted(wordings(form), key=lambda one: -len(one.places)):
        starts = {line[place].start for place in phrase.places}
        own = [word for word in kept if word.token.start in starts]
        if len(phrase.places) < 2 or not own or any(word.is_name or word.key == PHRASE for word in own):
            continue
        whole = replace(own[0], key=PHRASE, weight=max(word.weight for word in own), sides=phrase.sides)
        kept = [whole if word is own[0] else word for word in kept if word is own[0] or word not in own]
    return ((form, tuple(kept)),) if tuple(kept) != words else ()


PHRASE: Final = "~"
"""The key of a phrase that is looked for as a whole: no word has it."""


@lru_cache(maxsize=8192)
def answer_words(answer: str, question: str, head_weight: float, described: float) -> tuple[AnswerWord, ...]:
    """The content words of an answer with their weights; all its words where none has content."""
    asked = _keys_of(question)
    line = tokens(answer)
    content = [token for token in line if _is_content(token, is_first=token is line[0])] or list(line)
    content = [token for token in content if not _opens_clause(line, token)]
    if not content:
        return ()
    content = _without_percent(answer, content)
    has_name = any(token.text[0].isupper() for token in content if token is not line[0])
    is_title = len(content) > 1 and all(token.text[0].isupper() for token in content)
    head = content[-1] if content[-1].text.islower() else None
    told = {line[one.first].start: one.sides for one in wordings(answer) if len(one.places) == 1}
    return tuple(
        AnswerWord(
            token,
            word_key(token),
            _weight(token, asked, described if has_name else 1.0)
            * _weight_as_head(token, head, head_weight, is_alone=len(content) == 1),
            word_key(token) in asked,
            token.text[0].isupper() and (is_title or token is not line[0]),
            answer[token.start - 1 : token.start] in ("-", "\u2010", "\u2011"),
            told.get(token.start, frozenset()),
        )
        for token in content
    )


def _opens_clause(line: Sequence[Token], token: Token) -> bool:
    """Whether "once" is as much as "as soon as": "once the new one opens", not "once" or "once a week"."""
    return token is line[0] and token.folded == "once" and len(line) > 2 and line[1].folded not in ("a", "an", "every")


def _without_percent(answer: str, content: Sequence[Token]) -> list[Token]:
    """The words without those for a percent sign behind a number, which an output may write as the sign."""
    signs = {"percent", "per", "cent", "percentage"}
    kept = [token for token in content if token.folded not in signs or not _PERCENT.match(answer, token.start - 1)]
    return kept or list(content)


def _is_content(token: Token, *, is_first: bool) -> bool:
    """Function words count where a title has them in capitals (``Upside Down``)."""
    if token.folded not in STOPWORDS or token.text in ("US", "IT", "WHO"):
        return True
    return not is_first and token.text[0].isupper() and len(token.text) > 2 and token.folded not in _TITLE_LINKS


_TITLE_LINKS: Final = frozenset({"the", "and", "for", "with", "from", "his", "her", "its", "that", "this", "into"})


def _weight(token: Token, asked: frozenset[str], described: float) -> float:
    key = word_key(token)
    weight = NUMBER_WEIGHT if DIGIT.match(key) else 1.0
    if token.text[0].isupper() and token.folded in _KINDS_OF_PLACE:
        weight *= KIND_WEIGHT
    if token.text[0].islower():
        weight *= described
    if key in _EMPTY_HEADS:
        weight *= EMPTY_WEIGHT
    return weight * (QUESTION_WEIGHT if key in asked else 1.0)


def _weight_as_head(token: Token, head: Token | None, head_weight: float, *, is_alone: bool) -> float:
    """What the last word of a description weighs more than others; less where it only says that it was something."""
    if token is not head or word_key(token) in _EMPTY_HEADS:
        return 1.0
    return EMPTY_WEIGHT if word_key(token) in _DEEDS and not is_alone else head_weight


_DEED_WORDS: Final = "act action step move deed measure thing"
_DEEDS: Final = frozenset(map(word_key_of, _DEED_WORDS.split()))
"""Nouns for something done that say little behind what describes them: "a desperate step"."""
_EMPTY_HEAD_WORDS: Final = "reason ground purpose cause matter way sake account basis"
_EMPTY_HEADS: Final = frozenset(map(word_key_of, _EMPTY_HEAD_WORDS.split()))
"""Nouns that say nothing without what describes them: "health reasons"."""
