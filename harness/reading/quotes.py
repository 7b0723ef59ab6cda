"""Quotations: where they stand in a text, and whether somebody really said them word by word.

Read are straight and typographic double marks, doubled apostrophes, guillemets, and single marks where they can be
no apostrophe. A quotation that goes on over paragraphs, each opened again, is one; one that is never closed ends with
its paragraph.
"""

import re
from dataclasses import dataclass
from typing import Final

from harness.reading.sentences import Span
from harness.reading.words import tokens


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between a pair of marks: text[start:end]; `outer` covers the marks as well."""

    start: int
    end: int
    text: str
    outer: Span


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of a text in order, never nested: of a quotation in a quotation only the outer one."""
    if not _MARK.search(text):
        return ()
    found: list[Quotation] = []
    open_since: re.Match[str] | None = None
    for block in _PARAGRAPH.finditer(text):
        marks = [mark for mark in _MARK.finditer(text, block.start(), block.end()) if _is_mark(text, mark)]
        if open_since is not None and marks and marks[0].start() == block.start() and marks[0].group() in _CONTINUED:
            marks.pop(0)
        elif open_since is not None:
            found.append(_quotation(text, open_since, _paragraph_end(text, open_since, block.start())))
            open_since = None
        open_since = _pair(text, marks, open_since, found, block.end())
    if open_since is not None:
        found.append(_quotation(text, open_since, len(text.rstrip())))
    return tuple(quotation for quotation in found if quotation.text.strip())


def is_verbatim(quote: str, text: str) -> bool:
    """Whether the words of a quotation stand in a text in the same order without a gap.

    Case, punctuation, diacritics and the kind of marks do not matter. "…" and "[…]" may stand for any words of the same
    text in between, so the parts must follow one another; words put in brackets by the writer may stand for others
    or for none. A quote without any word: False.
    """
    parts = [_words_of(part) for part in _GAP.split(quote)]
    parts = [part for part in parts if part]
    haystack = f" {' '.join(_words_of(text))} "
    position = 0
    for part in parts:
        needle = f" {' '.join(part)} "
        position = haystack.find(needle, position)
        if position < 0:
            return False
        position += len(needle) - 1
    return bool(parts)


_PARAGRAPH: Final = re.compile(r"\S[^\n]*(?:\n(?!\s*\n)(?!\s*[\"“«])[^\n]+)*")
_MARK: Final = re.compile("''|[\"“”„«»‘’'‹›]|``")
_OPENING: Final = frozenset("“„«‘‹") | {"``"}
_CLOSING: Final = frozenset("”»’›")
_SINGLE: Final = frozenset("'‘’‹›")
_CONTINUED: Final = frozenset(('"', "“", "«", "''", "``"))
_CLOSERS: Final = {
    "“": "”“",
    "„": "“”„",
    "«": "»",
    "‘": "’",
    "'": "'’",
    '"': '"”“',
    "''": ("''", '"'),
    "``": ("''", '"'),
    "‹": "›",
}
_GAP: Final = re.compile(r"\[[^\[\]]*\]|\([^()]{0,30}\.\.\.[^()]{0,30}\)|\.{2,}|…|(?:\. ){2,}\.")
_LONGEST_SINGLE: Final = 300


def _is_mark(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark quotes, rather than stands for a left-out letter, a possessive, feet or inches."""
    sign = mark.group()
    before = text[mark.start() - 1 : mark.start()]
    after = text[mark.end() : mark.end() + 1]
    if sign == '"':
        return not (before.isdigit() and (after.isdigit() or after.islower()))
    if sign not in ("'", "’", "‘"):
        return True
    if before.isalnum() and after.isalnum():
        return False
    return not (sign != "‘" and before.isalnum() and after[:1].isalnum())


def _pair(
    text: str, marks: list[re.Match[str]], opened: re.Match[str] | None, found: list[Quotation], end: int
) -> re.Match[str] | None:
    """Pair the marks of one paragraph; the mark that is still open at its end, if a double one is."""
    for number, mark in enumerate(marks):
        if opened is not None:
            if _closes(text, opened, mark):
                found.append(_quotation(text, opened, mark.start(), mark.end()))
                opened = None
        elif _opens(text, mark) and (mark.group() not in _SINGLE or _has_partner(text, mark, marks[number + 1 :])):
            opened = mark
    if opened is not None and opened.group() in _SINGLE:
        return None
    return opened


def _opens(text: str, mark: re.Match[str]) -> bool:
    sign = mark.group()
    after = text[mark.end() : mark.end() + 1]
    before = text[mark.start() - 1 : mark.start()] if mark.start() else " "
    if sign in _OPENING:
        return sign != "‘" or not before.isalnum()
    if sign in _CLOSING:
        return False
    return bool(after) and not after.isspace() and (not before.isalnum() or sign == "''")


def _closes(text: str, opened: re.Match[str], mark: re.Match[str]) -> bool:
    if mark.group() not in _CLOSERS[opened.group()]:
        return False
    if mark.group() in ("“", "„"):
        return False
    before = text[mark.start() - 1 : mark.start()]
    if mark.group() in ("'", "’"):
        after = text[mark.end() : mark.end() + 1]
        return not before.isspace() and not after.isalnum()
    return not (before.isspace() and opened.group() == '"' and text[mark.end() : mark.end() + 1].isalnum())


def _has_partner(text: str, mark: re.Match[str], later: list[re.Match[str]]) -> bool:
    """Whether a single mark is closed within the paragraph; "the drivers' union and the owners' club" is not."""
    for other in later:
        if other.start() - mark.end() > _LONGEST_SINGLE:
            return False
        if _closes(text, mark, other):
            return other.start() > mark.end()
    return False


def _quotation(text: str, opened: re.Match[str], end: int, outer_end: int | None = None) -> Quotation:
    start = opened.end()
    return Quotation(start, end, text[start:end], Span(opened.start(), end if outer_end is None else outer_end))


def _paragraph_end(text: str, opened: re.Match[str], before: int) -> int:
    return opened.start() + len(text[opened.start() : before].rstrip())


def _words_of(text: str) -> list[str]:
    return [token.folded for token in tokens(text)]
