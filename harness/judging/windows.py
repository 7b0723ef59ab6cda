"""A text prepared for being asked many times whether it says something: words, sentences, and where each word stands.

Positions are word numbers; spans are code points of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from harness.judging.lexicon import base_form, is_common, is_generic, phrase_groups, related_groups
from harness.reading.sentences import Span, split_sentences
from harness.reading.words import STOPWORDS, Token, tokens

WordKind = Literal["number", "name", "content", "generic", "function"]

WEIGHTS: Final[dict[WordKind, float]] = {"number": 1.5, "name": 1.3, "content": 1.0, "generic": 0.4, "function": 0.0}
RARE_WEIGHT: Final = 1.3
"""What a word of each kind weighs; a content word that no table of common words knows weighs ``RARE_WEIGHT``."""

_KINSHIP_LETTERS: Final = 5
_LOOSE_STOP: Final = re.compile(r"(?<=\s)[.!?]['\"`]*\s+(?=\S)|(?<=[^\W\d_]{3}[.!?])\s+(?=[a-z])")
_NUMBER_WITH_UNIT: Final = re.compile(r"(\d[\d.,]*)(?!(?:st|nd|rd|th|s)$)([a-z]+)")
_CONTRACTION: Final = re.compile(r"(?P<head>[a-z]*?)'?(?P<tail>n't|'(?:re|ve|ll|d|m))")
_SCALES: Final = {"m": "million", "mn": "million", "bn": "billion", "k": "thousand", "tn": "trillion"}
_TENS: Final = frozenset(str(value) for value in range(20, 100, 10))
_REFERENCE: Final = re.compile(r"\[\d+(?:\s?[-\u2013,]\s?\d+)*\]")
_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}")
_SECOND_PARTS: Final = frozenset({"one", "out", "up", "down", "off", "away", "for", "over"})
_INSIDE_NAMES: Final = frozenset({"of", "the", "and", "for", "on", "in", "de"})
_CLOSE: Final = re.compile(r"[ '\u2019s\n-]*")
_LONGEST_ACRONYM: Final = 6
_CAPITAL_WORDS: Final = frozenset({"US", "U.S.", "U.S", "WHO", "IT"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, with what it is compared by.

    ``aliases`` are the looser things it can be found under: groups of near-synonyms, and its beginning.
    """

    start: int
    end: int
    base: str
    kind: WordKind
    weight: float
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """A text with its sentences, its words, and the positions of every base form and alias."""

    text: str
    sentences: tuple[Span, ...]
    words: tuple[Word, ...]
    sentence_of: tuple[int, ...]
    positions: dict[str, list[int]]
    loose_positions: dict[str, list[int]]
    names: frozenset[str]


@lru_cache(maxsize=256)
def prepare(text: str) -> PreparedDocument:
    """Reads a text once, so that many sentences are judged against it fast. Cached by the text itself."""
    sentences = sentences_of(text)
    words = read_words(text, sentences)
    return PreparedDocument(
        text,
        sentences,
        words,
        _sentence_numbers(words, sentences),
        _index((word.base, position) for position, word in enumerate(words)),
        _index((alias, position) for position, word in enumerate(words) for alias in word.aliases),
        frozenset(word.base for word in words if word.kind == "name"),
    )


def sentences_of(text: str) -> tuple[Span, ...]:
    """The sentences of a text; a full stop between spaces, as in tokenised text in lower case, ends one too."""
    found: list[Span] = []
    for span in split_sentences(text):
        start = span.start
        for match in _LOOSE_STOP.finditer(text, span.start, span.end):
            found.append(Span(start, match.start() + len(match.group().rstrip())))
            start = match.end()
        if start < span.end:
            found.append(Span(start, span.end))
    return tuple(found)


def read_words(
    text: str, sentences: tuple[Span, ...] | None = None, known_names: frozenset[str] = frozenset()
) -> tuple[Word, ...]:
    """The words of a text in order.

    A word is a name where it has a capital letter inside a sentence, or where it is in ``known_names`` (base forms),
    which helps with texts in lower case. ``4m``, ``5%`` and ``twenty-one`` are read as the words they stand for;
    marks such as ``[3]`` are not read.
    """
    starts = {span.start for span in (sentences_of(text) if sentences is None else sentences)}
    found: list[Word] = []
    marks = [match.span() for match in _REFERENCE.finditer(text)] if "[" in text else []
    for token in tokens(text):
        if any(start <= token.start < end for start, end in marks):
            continue
        opens = token.start in starts or token.start - 1 in starts or text[token.start - 1 : token.start] in _OPENERS
        found.extend(_read(token, text, known_names, opens=opens))
        if len(found) > 1 and (found[-1].weight or found[-1].base in _SECOND_PARTS):
            _join_last(found, text)
    return tuple(_with_initials(found, text))


_OPENERS: Final = frozenset({'"', "\u201c", "`", "\u2018"})


def _read(token: Token, text: str, known_names: frozenset[str], *, opens: bool) -> list[Word]:
    folded = token.folded
    if folded[0].isdigit():
        return _read_number(token, text)
    if "'" in folded and (parts := _CONTRACTION.fullmatch(folded)):
        return _read_contraction(token, parts["head"], negated=parts["tail"] == "n't")
    base, common, aliases = _looked_up(folded)
    if token.text in _CAPITAL_WORDS:
        return [Word(token.start, token.end, base, "name", WEIGHTS["name"], aliases)]
    if base[0].isdigit() and folded != "one":
        return [Word(token.start, token.end, base, "number", WEIGHTS["number"], ())]
    if folded in STOPWORDS or folded == "not":
        return [Word(token.start, token.end, folded, "function", 0.0, ())]
    if base in known_names or (token.text[0].isupper() and not (opens and common)):
        return [Word(token.start, token.end, base, "name", WEIGHTS["name"], aliases)]
    if is_generic(base):
        return [Word(token.start, token.end, base, "generic", WEIGHTS["generic"], aliases)]
    return [Word(token.start, token.end, base, "content", WEIGHTS["content"] if common else RARE_WEIGHT, aliases)]


@lru_cache(maxsize=65536)
def _looked_up(folded: str) -> tuple[str, bool, tuple[str, ...]]:
    base = base_form(folded)
    groups = tuple(f"={number}" for number in sorted(related_groups(base)))
    kinship = (f"~{base[:_KINSHIP_LETTERS]}",) if len(base) >= _KINSHIP_LETTERS else ()
    return base, is_common(base), groups + kinship


def _read_contraction(token: Token, head: str, *, negated: bool) -> list[Word]:
    """``didn't`` as ``did not``, also where a tokeniser has set ``n't`` apart; ``they're`` as ``they``."""
    middle = token.end - 3 if negated else token.start + len(head)
    found = [Word(token.start, middle, head, "function", 0.0, ())] if head else []
    if negated:
        found.append(Word(middle, token.end, "not", "function", 0.0, ()))
    return found


def _read_number(token: Token, text: str) -> list[Word]:
    parts = _NUMBER_WITH_UNIT.fullmatch(token.folded)
    digits, unit = (parts[1], parts[2]) if parts else (token.folded, "")
    words = [Word(token.start, token.end, base_form(digits), "number", WEIGHTS["number"], ())]
    extra = _SCALES.get(unit, unit) or ("percent" if text[token.end : token.end + 1] == "%" else "")
    if extra:
        base, _, aliases = _looked_up(extra)
        words.append(Word(token.start, token.end, base, "content", WEIGHTS["content"], aliases))
    return words


def _join_last(found: list[Word], text: str) -> None:
    """Joins what is one word or number, and gives the first of two words the groups of what the two stand for."""
    first, second = found[-2], found[-1]
    if first.kind == "number" and (second.kind == "number" or second.base == "one"):
        joined = _joined_number(first, second, text[first.end : second.start])
        if joined is not None:
            found[-2:] = [joined]
    elif first.base == "per" and second.base == "cent":
        found[-2:] = [replace(second, start=first.start, base=base_form("percent"))]
    elif groups := phrase_groups(first.base, second.base):
        found[-2] = replace(first, aliases=first.aliases + tuple(f"={number}" for number in sorted(groups)))


def _joined_number(first: Word, second: Word, between: str) -> Word | None:
    """``twenty-one``, and ``13, 000`` and ``98. 7`` as tokenised texts have them."""
    unit = "1" if second.base == "one" else second.base
    if between == "-" and first.base in _TENS and len(unit) == 1:
        return replace(first, base=str(int(first.base) + int(unit)), end=second.end)
    if between == ", " and _THOUSANDS.fullmatch(first.base) and len(second.base) == 3 and second.base.isdigit():
        return replace(first, base=first.base + second.base, end=second.end)
    if between == ". " and first.base.isdigit() and second.base.isdigit():
        return replace(first, base=f"{first.base}.{second.base}", end=second.end)
    return None


def _with_initials(words: list[Word], text: str) -> list[Word]:
    """Gives ``IMF`` and each word of ``International Monetary Fund`` the same alias."""
    aliases: dict[int, str] = {}
    run: list[int] = []
    for index, word in enumerate(words):
        shown = text[word.start : word.end]
        if run and not _CLOSE.fullmatch(text, words[index - 1].end, word.start):
            aliases.update(_initials(run, words))
            run = []
        if shown[0].isupper() and not (len(shown) > 1 and shown.isupper()):
            run.append(index)
        elif not run or word.base not in _INSIDE_NAMES:
            aliases.update(_initials(run, words))
            run = []
            if shown.isupper() and 1 < len(shown) <= _LONGEST_ACRONYM:
                aliases[index] = f"#{word.base}"
    aliases.update(_initials(run, words))
    for index, alias in aliases.items():
        words[index] = replace(words[index], aliases=(*words[index].aliases, alias))
    return words


def _initials(run: list[int], words: list[Word]) -> dict[int, str]:
    if len(run) < 2:
        return {}
    initials = "".join(words[index].base[0] for index in run)
    return dict.fromkeys(run, f"#{initials}")


def _sentence_numbers(words: Iterable[Word], sentences: tuple[Span, ...]) -> tuple[int, ...]:
    numbers: list[int] = []
    number = 0
    for word in words:
        while number + 1 < len(sentences) and word.start >= sentences[number + 1].start:
            number += 1
        numbers.append(number)
    return tuple(numbers)


def _index(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for key, position in pairs:
        found.setdefault(key, []).append(position)
    return found
