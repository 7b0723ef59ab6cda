"""What a gold folder holds: counts by type, tag, document and source, and the sections that nobody asks about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from harness.schema import ANY_SOURCE, Claim, Evidence, Fact, Gold, QuestionItem


@dataclass(frozen=True, slots=True)
class SectionUse:
    """How many questions and key facts have evidence in a section."""

    document: str
    section: int
    heading: str
    questions: int
    facts: int


@dataclass(frozen=True, slots=True)
class GoldStats:
    """Counts over the accepted items of a gold folder. Pairs are (name, count), most frequent first.

    ``conflicts`` have claims of two or more sources; ``who_said`` are of type source; ``several_documents`` show more
    than one document. ``by_document`` counts each question once for each document that it shows.
    """

    questions: int
    summaries: int
    facts: int
    references: int
    documents: int
    sources: int
    conflicts: int
    unanswerable: int
    who_said: int
    several_documents: int
    claims: int
    quotes: int
    by_type: tuple[tuple[str, int], ...]
    by_tag: tuple[tuple[str, int], ...]
    by_document: tuple[tuple[str, int], ...]
    by_source: tuple[tuple[str, int], ...]
    by_expects: tuple[tuple[str, int], ...]
    sections: tuple[SectionUse, ...]

    @property
    def unasked(self) -> tuple[SectionUse, ...]:
        """The sections that no question has evidence in."""
        return tuple(section for section in self.sections if not section.questions)


def gold_stats(gold: Gold) -> GoldStats:
    """The counts of a gold folder."""
    claims = [claim for item in gold.questions for claim in item.gold.claims]
    facts = [fact for item in gold.summaries for fact in item.gold.facts]
    return GoldStats(
        questions=len(gold.questions),
        summaries=len(gold.summaries),
        facts=len(facts),
        references=sum(len(item.gold.references) for item in gold.summaries),
        documents=len(gold.documents),
        sources=len(gold.sources),
        conflicts=sum(is_conflict(item) for item in gold.questions),
        unanswerable=sum(item.question.type == "unanswerable" for item in gold.questions),
        who_said=sum(item.question.type == "source" for item in gold.questions),
        several_documents=sum(len(item.question.documents) > 1 for item in gold.questions),
        claims=len(claims),
        quotes=sum(one.quote is not None for one in _evidence(claims, facts)),
        by_type=_counted(item.question.type for item in gold.questions),
        by_tag=_counted(tag for item in gold.questions for tag in item.tags),
        by_document=_counted(document for item in gold.questions for document in item.question.documents),
        by_source=_counted(claim.source or "the document" for claim in claims),
        by_expects=_counted(_expected(item) for item in gold.questions),
        sections=_sections(gold),
    )


def is_conflict(item: QuestionItem) -> bool:
    """Whether two or more sources answer a question."""
    return len({claim.source for claim in item.gold.claims}) > 1


def _evidence(claims: Iterable[Claim], facts: Iterable[Fact]) -> Iterator[Evidence]:
    for claim in claims:
        yield from claim.evidence
    for fact in facts:
        yield from fact.evidence


def _expected(item: QuestionItem) -> str:
    if item.question.type == "unanswerable":
        return "nobody"
    if item.gold.expects in (None, ANY_SOURCE):
        return "any source" if item.gold.expects else "the document"
    return "one source"


def _counted(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0])))


def _sections(gold: Gold) -> tuple[SectionUse, ...]:
    asked = Counter(
        place
        for item in gold.questions
        for place in {(one.document, one.section) for claim in item.gold.claims for one in claim.evidence}
    )
    stated = Counter(
        place
        for item in gold.summaries
        for fact in item.gold.facts
        for place in {(one.document, one.section) for one in fact.evidence}
    )
    return tuple(
        SectionUse(document.id, section.number, section.heading, asked[key], stated[key])
        for document in gold.documents.values()
        for section in document.sections
        if section.text and (key := (document.id, section.number))
    )
