"""The words of a text as verdicts compare them: base form, kind, weight, and what else they can be found under."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial
from typing import Final, Literal, NamedTuple

from harness.judging.lexicon import base_form, is_common, is_generic, phrase_groups, phrase_openers, related_groups
from harness.reading.words import STOPWORDS, tokens, written_words

WordKind = Literal["number", "name", "content", "generic", "function"]

WEIGHTS: Final[dict[WordKind, float]] = {"number": 1.5, "name": 1.3, "content": 1.0, "generic": 0.4, "function": 0.0}
RARE_WEIGHT: Final = 1.3
"""What a word of each kind weighs; a content word that no table of common words knows weighs ``RARE_WEIGHT``."""


UNKNOWN_WORD: Final = "unk"
"""The base of the placeholder for a word that a model's vocabulary lacks, as in ``<unk>``."""


class Word(NamedTuple):
    """A word of a text, with what it is compared by; a tuple, since a document makes a thousand of them.

    ``aliases`` are the looser things it can be found under: groups of near-synonyms (``=12``), its beginning
    (``~inves``), initials (``#imf``).
    """

    start: int
    end: int
    base: str
    kind: WordKind
    weight: float
    aliases: tuple[str, ...]


_word: Final[Callable[[tuple[int, int, str, WordKind, float, tuple[str, ...]]], Word]] = partial(tuple.__new__, Word)
"""The same ``Word`` in less than half the time, for the many of a document."""


def read_words(
    text: str, known_names: frozenset[str] = frozenset(), sentence_starts: frozenset[int] = frozenset({0})
) -> tuple[Word, ...]:
    """The words of a text in order.

    A word is a name where it has a capital letter inside a sentence, or where it is in ``known_names`` (base forms),
    which helps with texts in lower case. ``4m``, ``5%`` and ``twenty-one`` are read as the words they stand for;
    marks such as ``[3]`` are not read.
    """
    found: list[Word] = []
    capitals: list[int] = []
    marks = [match.span() for match in _REFERENCE.finditer(text)] if "[" in text else []
    is_first = False
    for match in written_words(text):
        start, end = match.span()
        if marks and any(first <= start < last for first, last in marks):
            continue
        base, entry_kind, kind, weight, aliases, is_capital, may_be_first = entry = _looked_up(match.group())
        if is_capital:
            capitals.append(len(found))
        if entry_kind == "digits":
            if found and found[-1].base == _NO:
                found[-1] = found[-1]._replace(base=_NUMBER_SIGN)
            found.extend(_read_number(start, end, base, text))
        elif entry_kind == "contraction":
            found.extend(_read_contraction(start, end, base))
        else:
            if is_capital or base in known_names:
                found.append(_read_name(start, end, entry, text, known_names, sentence_starts))
            else:
                found.append(_word((start, end, base, kind, weight, aliases)))
            if not is_first:
                is_first = may_be_first
                continue
        if len(found) > 1 and _may_be_first(found[-2].base, found[-2].kind):
            _join_last(found, text)
        is_first = bool(found) and _may_be_first(found[-1].base, found[-1].kind)
    if len(found) > 2 and found[-1].kind == "number":
        found.append(found[-1])
        _join_smaller(found, text)
        found.pop()
    return tuple(_with_initials(found, capitals, text) if capitals else found)


_KINSHIP_LETTERS: Final = 5
_NUMBER_WITH_UNIT: Final = re.compile(r"(\d[\d.,]*)(?!(?:st|nd|rd|th|s)$)([a-z]+)")
_CONTRACTION: Final = re.compile(r"(?P<head>[a-z]*?)'?(?P<tail>n't|'(?:re|ve|ll|d|m))")
_SCALES: Final = {"m": "million", "mn": "million", "bn": "billion", "tn": "trillion"}
_CURRENCIES: Final = frozenset({"$", "\u20ac", "\u00a3", "\u00a5"})
_FACTORS: Final = {base_form("hundred"): 100, base_form("thousand"): 1000}
_ONE: Final = frozenset({"a", "one"})
_NEGATIONS: Final = frozenset({"not", "no", "nobody", "none", "nothing", "never", "neither", "nor"})
"""Weighed as nothing: whether both texts negate is asked by itself (``negation``)."""
_PLACEHOLDERS: Final = frozenset({UNKNOWN_WORD, "lrb", "rrb", "lsb", "rsb"})
"""What a tokeniser writes for a word that it lacks, or for a bracket: it names nobody, so that it weighs nothing."""
_NO: Final = "no"
_NUMBER_SIGN: Final = "no."
"""The base of "No" in front of digits ("World No 1"), which negates nothing."""
_TENS: Final = frozenset(str(value) for value in range(20, 100, 10))
_REFERENCE: Final = re.compile(r"\[\d+(?:\s?[-\u2013,]\s?\d+)*\]")
_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}")
_FIRST_PARTS: Final = frozenset({"per"})
_INSIDE_NAMES: Final = frozenset({"of", "the", "and", "for", "on", "in", "de"})
_CLOSE: Final = re.compile(r"[ '\u2019s\n-]*")
_LONGEST_ACRONYM: Final = 6
_CAPITAL_WORDS: Final = frozenset({"US", "U.S.", "U.S", "WHO", "IT"})
_OPENERS: Final = frozenset({'"', "\u201c", "`", "\u2018"})


_EntryKind = Literal["digits", "contraction", "number", "function", "capital", "generic", "common", "rare"]
_WEIGHED: Final[dict[_EntryKind, tuple[WordKind, float]]] = {
    "digits": ("number", WEIGHTS["number"]),
    "contraction": ("function", WEIGHTS["function"]),
    "number": ("number", WEIGHTS["number"]),
    "function": ("function", WEIGHTS["function"]),
    "capital": ("name", WEIGHTS["name"]),
    "generic": ("generic", WEIGHTS["generic"]),
    "common": ("content", WEIGHTS["content"]),
    "rare": ("content", RARE_WEIGHT),
}


class _Entry(NamedTuple):
    """What is known of a word before its place in the text is; ``word_kind`` and ``weight`` as in lower case.

    ``is_first``: it may be one number, or one word in two, with the word behind it.
    """

    base: str
    kind: _EntryKind
    word_kind: WordKind
    weight: float
    aliases: tuple[str, ...]
    is_capital: bool
    is_first: bool


@lru_cache(maxsize=65536)
def _looked_up(text: str) -> _Entry:
    folded = _folded(text)
    base, kind = _with_kind(text, folded)
    word_kind, weight = _WEIGHED[kind]
    aliases = _aliases(base) if kind in ("capital", "generic", "common", "rare") else ()
    return _Entry(base, kind, word_kind, weight, aliases, text[0].isupper(), _may_be_first(base, word_kind))


def _with_kind(text: str, folded: str) -> tuple[str, _EntryKind]:
    if folded[0].isdigit():
        return folded, "digits"
    if "'" in folded and _CONTRACTION.fullmatch(folded):
        return folded, "contraction"
    base = base_form(folded)
    if text in _CAPITAL_WORDS:
        return base, "capital"
    if base[0].isdigit() and folded != "one":
        return base, "number"
    if folded in STOPWORDS or folded in _NEGATIONS or folded in _PLACEHOLDERS:
        return folded, "function"
    if is_generic(base):
        return base, "generic"
    return base, "common" if is_common(base) else "rare"


def _may_be_first(base: str, kind: WordKind) -> bool:
    """Whether a word and the next one may be one number, or one word in two."""
    return kind == "number" or base in _first_words()


@cache
def _first_words() -> frozenset[str]:
    return phrase_openers() | _FIRST_PARTS | _ONE


def _folded(text: str) -> str:
    (token,) = tokens(text)
    return token.folded


def _aliases(base: str) -> tuple[str, ...]:
    groups = tuple(f"={number}" for number in sorted(related_groups(base)))
    return (*groups, f"~{base[:_KINSHIP_LETTERS]}") if len(base) >= _KINSHIP_LETTERS else groups


def _read_name(
    start: int, end: int, entry: _Entry, text: str, known_names: frozenset[str], sentence_starts: frozenset[int]
) -> Word:
    """A word with a capital letter, or one that is known as a name: a name unless the letter only opens a sentence."""
    kind, weight = entry.word_kind, entry.weight
    if kind in ("content", "generic"):
        opens = start in sentence_starts or start - 1 in sentence_starts or text[start - 1 : start] in _OPENERS
        if entry.base in known_names or entry.kind == "rare" or not opens:
            kind, weight = "name", WEIGHTS["name"]
    return Word(start, end, entry.base, kind, weight, entry.aliases)


def _read_contraction(start: int, end: int, folded: str) -> Iterator[Word]:
    """``didn't`` as ``did not``, also where a tokeniser has set ``n't`` apart; ``they're`` as ``they``."""
    parts = _CONTRACTION.fullmatch(folded)
    if parts is None:
        return
    is_negated = parts["tail"] == "n't"
    middle = end - len("n't") if is_negated else start + len(parts["head"])
    if parts["head"]:
        yield Word(start, middle, parts["head"], "function", 0.0, ())
    if is_negated:
        yield Word(middle, end, "not", "function", 0.0, ())


def _read_number(start: int, end: int, folded: str, text: str) -> Iterator[Word]:
    parts = _NUMBER_WITH_UNIT.fullmatch(folded)
    digits, unit = (parts[1], parts[2]) if parts else (folded, "")
    base = base_form(digits)
    if unit == "k" and base.isdigit():
        base, unit = f"{base}000", ""
    yield Word(start, end, base, "number", WEIGHTS["number"], ())
    extra = _SCALES.get(unit, unit) or ("percent" if text[end : end + 1] == "%" else "")
    if extra:
        base = base_form(extra)
        yield Word(start, end, base, "content", WEIGHTS["content"], _aliases(base))


def _join_last(found: list[Word], text: str) -> None:
    """Joins what is one word or number, and gives the first of two words the groups of what the two stand for."""
    if found[-2].kind == "number" and found[-1].base not in _FACTORS and len(found) > 2:
        _join_smaller(found, text)
    first, second = found[-2], found[-1]
    if second.base in _FACTORS and (first.kind == "number" or first.base in _ONE):
        _join_scale(found)
    elif first.kind == "number" and (second.kind == "number" or second.base == "one"):
        joined = _joined_number(first, second, text[first.end : second.start])
        if joined is not None:
            found[-2:] = [joined]
    elif first.kind == "number" and second.base in _SCALES and text[first.start - 1 : first.start] in _CURRENCIES:
        found[-1] = second._replace(base=base_form(_SCALES[second.base]), kind="content", weight=WEIGHTS["content"])
    elif first.base == "per" and second.base == "cent":
        found[-2:] = [second._replace(start=first.start, base=base_form("percent"))]
    elif groups := phrase_groups(first.base, second.base):
        found[-2] = first._replace(aliases=first.aliases + tuple(f"={number}" for number in sorted(groups)))


def _join_smaller(found: list[Word], text: str) -> None:
    """``three thousand five hundred``, ``two hundred and twelve``: adds what was spelt after a round number to it.

    The last word is what follows the number, which shows that it is over.
    """
    *earlier, last, following = found
    if earlier and earlier[-1].base == "and":
        earlier.pop()
    if not earlier or earlier[-1].kind != "number" or not text[last.start].isalpha() or not last.base.isdigit():
        return
    first = earlier.pop()
    if not first.base.isdigit() or not text[first.end - 1].isalpha():
        return
    value = int(first.base)
    room = 1000 if value and value % 1000 == 0 else 100 if value and value % 100 == 0 else 0
    if 0 < int(last.base) < room and text[first.end : last.start].strip(" -") in ("", "and"):
        found[:] = [*earlier, first._replace(base=str(value + int(last.base)), end=last.end), following]


def _join_scale(found: list[Word]) -> None:
    """``ninety thousand``, ``a hundred``: one number, as it is in digits. Millions keep their word, as in "4.2m"."""
    first, second = found[-2:]
    if first.base not in _ONE and not first.base.isdigit():
        return
    value = (1 if first.base in _ONE else int(first.base)) * _FACTORS[second.base]
    found[-2:] = [
        second._replace(start=first.start, base=str(value), kind="number", weight=WEIGHTS["number"], aliases=())
    ]


def _joined_number(first: Word, second: Word, between: str) -> Word | None:
    """``twenty-one``, and ``13, 000`` and ``98. 7`` as tokenised texts have them."""
    unit = "1" if second.base == "one" else second.base
    if between == "-" and first.base in _TENS and len(unit) == 1:
        return first._replace(base=str(int(first.base) + int(unit)), end=second.end)
    if (
        between in (", ", " , ")
        and _THOUSANDS.fullmatch(first.base)
        and len(second.base) == 3
        and second.base.isdigit()
    ):
        return first._replace(base=first.base + second.base, end=second.end)
    if between == ". " and first.base.isdigit() and second.base.isdigit():
        return first._replace(base=f"{first.base}.{second.base}", end=second.end)
    return None


def _with_initials(words: list[Word], capitals: list[int], text: str) -> list[Word]:
    """Gives ``IMF`` and each word of ``International Monetary Fund`` one alias; ``capitals``: where they may be."""
    aliases: dict[int, str] = {}
    run: list[int] = []
    for index in capitals:
        if index >= len(words) or not text[words[index].start].isupper():
            continue
        word = words[index]
        shown = text[word.start : word.end]
        is_acronym = len(shown) > 1 and shown.isupper()
        if run and (is_acronym or not _belong_together(run[-1], index, words, text)):
            aliases.update(_initials(run, words))
            run = []
        if not is_acronym:
            run.append(index)
        elif len(shown) <= _LONGEST_ACRONYM:
            aliases[index] = f"#{word.base}"
    aliases.update(_initials(run, words))
    for index, alias in aliases.items():
        start, end, base, kind, weight, others = words[index]
        words[index] = _word((start, end, base, kind, weight, (*others, alias)))
    return words


def _belong_together(first: int, second: int, words: list[Word], text: str) -> bool:
    """Whether two capitals are of one name: nothing but space, or small words such as "of", between them."""
    return (
        second - first <= 3
        and all(one.base in _INSIDE_NAMES for one in words[first + 1 : second])
        and bool(_CLOSE.fullmatch(text, words[second - 1].end, words[second].start))
    )


def _initials(run: list[int], words: list[Word]) -> dict[int, str]:
    if len(run) < 2:
        return {}
    initials = "".join(words[index].base[0] for index in run)
    return dict.fromkeys(run, f"#{initials}")
