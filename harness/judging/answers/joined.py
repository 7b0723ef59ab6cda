"""Sources to whom an answer gives one value together: "both Moe and the union give 8,000"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from harness.judging.answers.credit import gives_a_view
from harness.judging.answers.credit_forms import Names
from harness.judging.mentions import Mention, resolve_source, sources_named
from harness.reading.sentences import Span
from harness.reading.words import Token, tokens, word_set

_LINKS: Final = frozenset(("and", "as", "well", "along", "with", "the", "both", "all"))
_BREAK: Final = re.compile(r"[.,;\n]")
_BEHIND: Final = re.compile(
    r"[^.,;\n]{0,60}?,?\s(?:and so\s(?:did|does|do)|as\s(?:did|does|do))\s(?P<who>[^,.;:!?\n]{2,50}?)(?=\W*$|[.;,]\s)"
    r"|[^.,;\n]{0,60}?(?:,?\sand|;)\s(?P<also>[^,.;:!?\n]{2,50}?)"
    r"\s(?:agrees?|agreed|says? the same|said the same|did too|does too)(?=\W*$|[.;,]\s)",
    re.IGNORECASE,
)
_SHARED: Final = frozenset(("and", "as", "agree", "agrees", "agreed", "same", "too"))
"""Of these words one stands wherever anything is given to two."""


def joined_sources(text: str, span: Span, names: Names) -> tuple[str, ...]:
    """The ids of those who are given what stands at `span` together; empty where it is nobody's or one source's."""
    if _SHARED.isdisjoint(word_set(text)):
        return ()
    words = tokens(text)
    for one, other in pairwise(sources_named(text, names)):
        if _are_one_subject(text, words, one, other, span):
            return (one.source, other.source)
    behind = _BEHIND.match(text, span.end)
    return resolve_source(behind["who"] or behind["also"], names) if behind is not None else ()


def _are_one_subject(text: str, words: tuple[Token, ...], one: Mention, other: Mention, span: Span) -> bool:
    """Whether two names in a row tell what follows: "Moe and the union say 8,000", "according to both …, 8,000"."""
    between = [word.folded for word in words[one.last : other.last] if word.start < words[other.first].start]
    end = words[other.last - 1].end
    if end > span.start or ("and" not in between and "with" not in between and "well" not in between):
        return False
    if not _LINKS.issuperset(between):
        return False
    before = [word.folded for word in words[max(0, one.first - 4) : one.first] if word.folded != "the"]
    if before[-3:] == ["according", "to", "both"]:
        return _BREAK.search(text, end + 1, span.start) is None
    verb = next((word for word in words[other.last :] if word.folded not in _LINKS), None)
    is_told = verb is not None and verb.end <= span.start and gives_a_view(verb.folded, frozenset())
    return is_told and _BREAK.search(text, end, span.start) is None
