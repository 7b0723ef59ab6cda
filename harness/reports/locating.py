"""Where a quote stands in a document: the range of its section's text that a page can highlight."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from harness.gold.quoting import exact_words
from harness.schema import Document, Evidence


class Locator:
    """Finds evidence in the documents of a run; documents are numbered in their order, -1 for one that isn't there."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._numbers = {document.id: number for number, document in enumerate(documents)}
        self._texts = {(document.id, one.number): one.text for document in documents for one in document.sections}
        self._span = lru_cache(maxsize=None)(quote_span)

    def number(self, document: str) -> int:
        """The document's number on the page."""
        return self._numbers.get(document, -1)

    def place(self, evidence: Evidence) -> tuple[int, ...]:
        """(document, section, start, end); (document, section) alone where no words are quoted or found."""
        where = (self.number(evidence.document), evidence.section)
        text = self._texts.get((evidence.document, evidence.section))
        span = self._span(evidence.quote, text) if evidence.quote and text else None
        return (*where, *span) if span else where


def quote_span(quote: str, text: str) -> tuple[int, int] | None:
    """The range of a quote in a text: as it stands, else with any white space, else by its words alone."""
    start = text.find(quote)
    if start >= 0:
        return start, start + len(quote)
    loose = re.search(r"\s+".join(map(re.escape, quote.split())), text) if quote.split() else None
    if loose:
        return loose.span()
    words = exact_words(quote, text)
    if words is None:
        return None
    start = text.find(words)
    return start, start + len(words)
