"""Walks over a gold folder: every claim and every piece of evidence with the steps that lead to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from harness.codec import DataPath
from harness.gold.folder import Folder
from harness.reading.words import fold
from harness.schema import Claim, Document, Evidence, Fact, QuestionItem, SummaryItem

_TEXTS_HELD: Final = 16
"""Sections that are not spaced and folded anew: the quotes of a document's items stand in few of them."""


@dataclass(frozen=True, slots=True)
class ClaimAt:
    """A claim of a question; ``number`` from 0."""

    item: QuestionItem
    number: int
    claim: Claim

    @property
    def steps(self) -> DataPath:
        """The path from the item to the claim."""
        return ("claims", self.number)


@dataclass(frozen=True, slots=True)
class FactAt:
    """A key fact of a summary item; ``number`` from 0."""

    item: SummaryItem
    number: int
    fact: Fact

    @property
    def steps(self) -> DataPath:
        """The path from the item to the fact."""
        return ("facts", self.number)


@dataclass(frozen=True, slots=True)
class EvidenceAt:
    """A piece of evidence and what it supports."""

    owner: ClaimAt | FactAt
    number: int
    evidence: Evidence

    @property
    def item(self) -> QuestionItem | SummaryItem:
        """The item that the evidence belongs to."""
        return self.owner.item

    @property
    def steps(self) -> DataPath:
        """The path from the item to the evidence."""
        return (*self.owner.steps, "evidence", self.number)


def items_of(folder: Folder) -> tuple[QuestionItem | SummaryItem, ...]:
    """All items, questions first."""
    return (*folder.questions, *folder.summaries)


def claims_of(folder: Folder) -> Iterator[ClaimAt]:
    """All claims of all questions that can be answered, in order."""
    for item in folder.questions:
        if item.question.type == "unanswerable":
            continue
        for number, claim in enumerate(item.gold.claims):
            yield ClaimAt(item, number, claim)


def facts_of(folder: Folder) -> Iterator[FactAt]:
    """All key facts of all summary items, in order."""
    for item in folder.summaries:
        for number, fact in enumerate(item.gold.facts):
            yield FactAt(item, number, fact)


def stated_of(folder: Folder) -> Iterator[ClaimAt | FactAt]:
    """All claims, then all key facts."""
    yield from claims_of(folder)
    yield from facts_of(folder)


def evidence_of(folder: Folder) -> Iterator[EvidenceAt]:
    """All evidence of all claims and facts, in order."""
    for owner in stated_of(folder):
        held = owner.claim.evidence if isinstance(owner, ClaimAt) else owner.fact.evidence
        for number, evidence in enumerate(held):
            yield EvidenceAt(owner, number, evidence)


def documents_of(item: QuestionItem | SummaryItem) -> tuple[str, ...]:
    """The ids of the documents that an item is about."""
    return item.question.documents if isinstance(item, QuestionItem) else item.request.documents


def section_text(folder: Folder, evidence: Evidence) -> str | None:
    """The text of the section that evidence points to, or None where there is none."""
    document: Document | None = folder.documents.get(evidence.document)
    section = document.section(evidence.section) if document else None
    return section.text if section else None


def stands_in(words: str, text: str) -> bool:
    """Whether words stand in a text as they are; only the width of white space does not count."""
    wanted = " ".join(words.split())
    return bool(wanted) and wanted in _spaced(text)


def stands_nearly(words: str, text: str) -> bool:
    """As :func:`stands_in`, but letter case, accents and the kind of quotation marks and dashes do not count."""
    return stands_in(fold(words), _folded(text))


@lru_cache(_TEXTS_HELD)
def _spaced(text: str) -> str:
    return " ".join(text.split())


@lru_cache(_TEXTS_HELD)
def _folded(text: str) -> str:
    return fold(text)
