"""Finding the words of a document that somebody meant to quote."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Final

from harness.reading.sentences import split_sentences
from harness.reading.words import Token, content_stems, tokens

_ENOUGH: Final = 0.5
_LONGEST: Final = 160


def exact_words(quote: str, text: str) -> str | None:
    """The document's own spelling of a quote whose words stand in it, or None.

    Marks around the first and last word are taken along where the quote has them.
    """
    line = tokens(text)
    start = _find(tokens(quote), line)
    if start is None:
        return None
    end = start + len(tokens(quote)) - 1
    return _with_marks(quote, text, line[start].start, line[end].end)


def nearest_words(quote: str, text: str) -> str | None:
    """The sentence of a text, or the part of it, that is most like a quote; None where nothing is like it."""
    wanted = content_stems(quote)
    best, score = "", 0.0
    for span in split_sentences(text):
        sentence = span.of(text)
        found = SequenceMatcher(None, wanted, content_stems(sentence), autojunk=False)
        matched = sum(block.size for block in found.get_matching_blocks()) / max(len(wanted), 1)
        if matched > score:
            best, score = sentence, matched
    if score < _ENOUGH:
        return None
    return " ".join(best.split()) if len(best) <= _LONGEST else " ".join(best.split())[: _LONGEST - 1] + "…"


def _find(wanted: tuple[Token, ...], line: tuple[Token, ...]) -> int | None:
    words = [token.folded for token in wanted]
    for start in range(len(line) - len(words) + 1) if words else ():
        if [token.folded for token in line[start : start + len(words)]] == words:
            return start
    return None


def _with_marks(quote: str, text: str, start: int, end: int) -> str:
    """Widens a range over the marks that stand around its words, as far as the quote has marks there."""
    held = tokens(quote)
    before, after = held[0].start, len(quote) - held[-1].end
    while before and start and not text[start - 1].isspace() and not text[start - 1].isalnum():
        start, before = start - 1, before - 1
    while after and end < len(text) and not text[end].isspace() and not text[end].isalnum():
        end, after = end + 1, after - 1
    return text[start:end]
