"""Words: how a text is folded, cut into tokens and stemmed.

Every other reader of this package starts from here, so that two texts that a person would call the same words
compare as equal. Offsets are code points of the text as it was given, never of the folded one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import Final, NamedTuple

import snowballstemmer  # type: ignore[import-untyped]  # ships no types

_STEMMER: Final = snowballstemmer.stemmer("english")

_PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`\u02bc\u02bb\uff07", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u2039\u203a\uff02", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
        **dict.fromkeys(
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
        ),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
        "\u2026": "...",
    }
)
"""Typographic quotes, dashes and spaces to the ones of a keyboard; invisible characters to nothing."""

_LETTERS: Final = str.maketrans(
    {
        "\u0142": "l", "\u0141": "l", "\u00f8": "o", "\u00d8": "o", "\u0111": "d", "\u0110": "d", "\u0131": "i",
        "\u00e6": "ae", "\u00c6": "ae", "\u0153": "oe", "\u0152": "oe", "\u00fe": "th", "\u00de": "th",
        "\u00f0": "d", "\u00d0": "d", "\u0127": "h", "\u0167": "t",
    }
)  # fmt: skip
"""Letters that Unicode does not take apart into a base letter and a mark."""

_FUNCTION_WORDS: Final = """
a an the this that these those such some any each every both either neither
i me my mine we us our ours you your yours he him his she her hers it its they them their theirs
myself yourself himself herself itself ourselves themselves one ones oneself
who whom whose which what where when why how there here
am is are was were be been being do does did doing done have has had having
will would shall should can could may might must ought
and or but nor so yet if then than as because while although though whether since until unless
of in on at by for with about against between into through during before after above below to from up down out
off over under again further upon within without toward towards among along across around per via
also too very just only even still already ever quite rather really more most much many
s t d ll re ve m
"""
STOPWORDS: Final[frozenset[str]] = frozenset(_FUNCTION_WORDS.split())
"""English function words, folded. Negations are not among them, nor numbers but "one"."""

_TOKEN: Final = re.compile(
    r"(?=[^\W_])"  # nothing else is tried at a space or a mark
    r"(?!(?<=['\u2019\u02bc])[sS](?![^\W_]|['\u2019\u02bc](?!s\b)[^\W_]|\.[^\W\d_]\.))"  # the 's of a possessive
    r"(?:[A-Za-z]{2,}+(?=[ \n,.])"  # most words
    r"|(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?"  # U.S., D.C, a.m.
    r"|\d+(?:[.,:]\d+)*[^\W\d_]*"  # 12,000 4.2k 18:40 4th
    r"|[^\W_]+(?:['\u2019\u02bc](?!s\b)[^\W_]+)*)"  # doesn't, O'Brien
)


class Token(NamedTuple):
    """A word or a number of a text; ``start`` and ``end`` are code points of that text."""

    text: str
    folded: str
    start: int
    end: int


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """The text without case, diacritics or typographic quotes, dashes and spaces.

    Idempotent. May differ in length from the text, so offsets do not carry over: use ``tokens`` where they matter.
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    plain = text.translate(_PLAIN)
    apart = unicodedata.normalize("NFKD", plain.translate(_LETTERS)).casefold()
    marked = unicodedata.normalize("NFKD", apart.translate(_LETTERS))
    bare = "".join(letter for letter in marked if not unicodedata.combining(letter))
    return unicodedata.normalize("NFKC", bare).translate(_PLAIN)


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[Token, ...]:
    """The words and numbers of a text, in order.

    Hyphenated words come apart, numbers with their separators stay whole, and the ``'s`` of a possessive is no part
    of the word. Dotted initials are one token, whose folded form has no dots (``U.S.`` is ``us``).
    """
    return tuple(each_token(text))


@lru_cache(maxsize=1024)
def word_set(text: str) -> frozenset[str]:
    """The folded words of a text: a rule that asks for some of them sees at once where it need not read further."""
    return frozenset([token.folded for token in tokens(text)])


def each_token(text: str) -> Iterator[Token]:
    """The same one after another, for long texts that are read once: nothing of them is remembered."""
    return map(_token, written_words(text))


def written_words(text: str) -> Iterator[re.Match[str]]:
    """The places of ``tokens``, as they are written: a text that is read once needs no more."""
    return _TOKEN.finditer(text)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The Snowball (Porter 2) English stem of a word, after folding; a number has none but itself."""
    folded = fold(word)
    return folded if folded.isdigit() else str(_STEMMER.stemWord(folded))


@lru_cache(maxsize=8192)
def content_stems(text: str) -> tuple[str, ...]:
    """The stems of a text's content words, in order, with repetitions; ``STOPWORDS`` are left out."""
    return tuple(filter(None, map(content_stem, tokens(text))))


def content_stem(token: Token) -> str:
    """The stem of a content word; empty for a stopword. ``US`` in capitals is the country, not the pronoun."""
    if token.folded in STOPWORDS and token.text not in _CAPITAL_NAMES:
        return ""
    return stem(token.folded)


_CAPITAL_NAMES: Final = frozenset({"US", "U.S.", "U.S", "IT", "WHO"})


def _token(match: re.Match[str]) -> Token:
    text = match.group()
    start, end = match.span()
    return _made((text, _without_dots(text), start, end))


_made: Final[Callable[[tuple[str, str, int, int]], Token]] = partial(tuple.__new__, Token)
"""The same ``Token`` in less than half the time, for the many of a document."""


@lru_cache(maxsize=65536)
def _without_dots(text: str) -> str:
    """A word folded, initials without their dots; numbers keep theirs."""
    folded = fold(text)
    return folded.replace(".", "") if "." in folded and not folded[0].isdigit() else folded
