"""Whether two phrases of a text name the same speaker, without a list of sources to look them up in."""

import re
from functools import lru_cache
from typing import Final

from harness.reading.words import STOPWORDS, stem, tokens


def likeness(asked: str, named: str) -> float:
    """How surely two phrases name the same speaker, in [0, 1].

    1 where they are the same words, 0.97 where the heads agree ("Obama", "President Barack Obama"), less where only
    one's head stands in the other's apposition; 0 where no head agrees, as in "Moe" and "Moe's lawyer".
    """
    left, right = heads_of(asked), heads_of(named)
    if not left or not right:
        return 0.0
    if _plain(asked) == _plain(named):
        return 1.0
    if left[0] == right[0]:
        return 0.97 if not _contradict(asked, named) else 0.0
    if left[0] in right or right[0] in left:
        return 0.9
    return 0.0


@lru_cache(maxsize=8192)
def heads_of(phrase: str) -> tuple[str, ...]:
    """The head word, stemmed, of each part of a phrase that commas or brackets part; that of the first part first."""
    heads = []
    for part in _PARTS.split(phrase):
        head = _head(part)
        if head and head not in heads:
            heads.append(head)
    return tuple(heads)


_PARTS: Final = re.compile(r"[,()–—:;]|\s-\s|\band\b")
_STOPS: Final = frozenset(
    (
        "of",
        "for",
        "at",
        "in",
        "from",
        "with",
        "on",
        "by",
        "to",
        "who",
        "whom",
        "which",
        "that",
        "as",
        "about",
        "than",
        "said",
    )
)


def _head(part: str) -> str:
    """The last word before the first preposition or relative clause."""
    words = tokens(part)
    chosen = ""
    for word in words:
        if word.folded in _STOPS and chosen:
            break
        if word.folded not in STOPWORDS or word.text.isupper() or len(words) == 1:
            chosen = word.folded
    return stem(chosen) if chosen else ""


def _plain(phrase: str) -> tuple[str, ...]:
    return tuple(word.folded for word in tokens(phrase) if word.folded not in ("the", "a", "an"))


def _contradict(asked: str, named: str) -> bool:
    """Whether two names share a last name but not the first: "Bill Clinton" and "Hillary Clinton"."""
    left, right = _first_names(asked), _first_names(named)
    return bool(left) and bool(right) and not set(left) & set(right)


def _first_names(phrase: str) -> tuple[str, ...]:
    words = tokens(_PARTS.split(phrase)[0])
    names = [word.folded for word in words[:-1] if word.text[0].isupper() and word.folded not in _TITLES]
    return tuple(names)


_TITLE_WORDS: Final = """
mr mrs ms miss dr sir lord lady prof professor sen senator gov governor president minister captain capt general gen
secretary judge the former then us u.s democratic republican candidate nominee presidential rep congressman
"""
_TITLES: Final = frozenset(_TITLE_WORDS.split())
