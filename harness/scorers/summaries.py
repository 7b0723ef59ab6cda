"""The verdict on a summary: which key facts it states and whom it credits, and which of its sentences hold.

A summary that is empty or in error states nothing: its recalls and support are 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from harness.judging.crediting import Context
from harness.judging.facts import fact_stated
from harness.judging.facts.credit import FactCredit, StatedFact, credit_facts
from harness.judging.facts.swapped import Judged, given_anothers
from harness.judging.facts.words import with_voices
from harness.judging.speakers import quotations_nobody_said
from harness.judging.support import support
from harness.judging.voices import Speakers, speakers_of
from harness.judging.windows import prepare
from harness.reading.sentences import split_sentences
from harness.schema import (
    ClaimVerdict,
    Document,
    Fact,
    FactVerdict,
    SpanEvidence,
    SummaryCase,
    SummaryVerdict,
)
from harness.scorers.extractiveness import extractiveness
from harness.scorers.overlap import rouge_scores


@dataclass(frozen=True, slots=True)
class JoinedDocuments:
    """Several documents as one text; ``starts`` are (offset, document, section) of each section's body."""

    text: str
    starts: tuple[tuple[int, str, int], ...]

    @staticmethod
    def of(documents: Sequence[Document]) -> JoinedDocuments:
        """Headings and bodies, each on its own lines."""
        parts: list[str] = []
        starts: list[tuple[int, str, int]] = []
        length = 0
        for document in documents:
            for section in document.sections:
                heading = f"{section.heading}\n" if section.heading else ""
                starts.append((length + len(heading), document.id, section.number))
                parts.append(f"{heading}{section.text}\n\n")
                length += len(parts[-1])
        return JoinedDocuments("".join(parts), tuple(starts))

    def place(self, start: int, end: int) -> SpanEvidence:
        """The section that holds the start of a range, with offsets in that section's text, clipped to it."""
        base, document, section = max((one for one in self.starts if one[0] <= start), default=self.starts[0])
        return SpanEvidence(document, section, max(start - base, 0), max(end - base, 0))


def judge_summary_case(case: SummaryCase) -> SummaryVerdict:
    """The verdict on one summary, with all scores that apply; pure, and the same at every call."""
    item, prediction = case.item, case.prediction
    text = "" if prediction.error is not None else prediction.answer
    documents = [case.documents[name] for name in item.request.documents]
    joined = JoinedDocuments.of(documents)
    speakers = speakers_of(case.sources)
    offset = max(prediction.output.find(text), 0)
    facts = tuple(_facts(item.gold.facts, text, speakers, offset))
    claims = tuple(_claims(text, joined, speakers, offset)) if text else ()
    invented = quotations_nobody_said(text, joined.text) if text else ()
    return SummaryVerdict(
        id=item.id,
        model="",
        output=prediction.output,
        facts=facts,
        claims=claims,
        scores=_scores(case, text, joined, facts, claims),
        flags=tuple(f"quotes what nobody says: “{text[span.start : span.end]}”" for span in invented),
        documents=item.request.documents,
        tags=item.tags,
    )


def _facts(facts: Sequence[Fact], text: str, speakers: Speakers, offset: int) -> Iterator[FactVerdict]:
    prepared = with_voices(prepare(text), speakers.names)
    found = [
        fact_stated(
            fact.text,
            prepared,
            ignore=speakers.names.get(fact.source or "", ()),
            voices=speakers.names,
            others=[other.text for other in facts if other.source not in (None, fact.source)],
            beside=[other.text for other in facts if other is not fact],
        )
        for fact in facts
    ]
    stated = [
        StatedFact(fact, one.spans, one.told) for fact, one in zip(facts, found, strict=True) if one.verdict == "yes"
    ]
    credits = {one.fact.id: credit for one, credit in zip(stated, credit_facts(stated, text, speakers), strict=True)}
    none = FactCredit("na")
    judged = [Judged(fact, one, credits.get(fact.id, none)) for fact, one in zip(facts, found, strict=True)]
    given = dict(given_anothers(judged, speakers))
    for fact, one in zip(facts, found, strict=True):
        where = (one.spans[0][0] + offset, one.spans[-1][1] + offset) if one.spans else None
        credit = credits.get(fact.id, none)
        if fact.id in given:
            reason = f"its source is credited with another's: {given[fact.id].text}"
            yield FactVerdict(fact.id, "contradicted", "na", where, reason, ())
        else:
            yield FactVerdict(fact.id, one.verdict, credit.credit, where, one.reason, credit.credited)


def _claims(text: str, joined: JoinedDocuments, speakers: Speakers, offset: int) -> Iterator[ClaimVerdict]:
    prepared = prepare(joined.text)
    for span in split_sentences(text):
        sentence = text[span.start : span.end]
        found = support(sentence, prepared, speakers=speakers, context=Context(text, span.start))
        start = span.start + offset
        yield ClaimVerdict(
            text=sentence,
            supported=found.is_supported,
            score=found.score,
            evidence=tuple(joined.place(*where) for where in found.evidence),
            failing=tuple((first + start, last + start, str(kind)) for first, last, kind in found.failing),
            reason=found.reason,
        )


def _scores(
    case: SummaryCase,
    text: str,
    joined: JoinedDocuments,
    facts: Sequence[FactVerdict],
    claims: Sequence[ClaimVerdict],
) -> Mapping[str, float]:
    scores: dict[str, float] = {}
    if facts:
        scores["fact_recall"] = sum(fact.stated == "yes" for fact in facts) / len(facts)
        scores["contradicted"] = sum(fact.stated == "contradicted" for fact in facts) / len(facts)
        vital = {fact.id for fact in case.item.gold.facts if fact.importance == "vital"}
        if vital:
            scores["vital_recall"] = sum(fact.stated == "yes" for fact in facts if fact.id in vital) / len(vital)
    sourced = [fact for fact in facts if fact.credit != "na"]
    if sourced:
        scores["credit"] = sum(fact.credit == "right" for fact in sourced) / len(sourced)
        scores["miscredit"] = sum(fact.credit == "wrong" for fact in sourced) / len(sourced)
        scores["laundered"] = sum(fact.credit == "none" for fact in sourced) / len(sourced)
    scores["supported"] = sum(claim.supported for claim in claims) / len(claims) if claims else 0.0
    if case.item.gold.references:
        found = rouge_scores(text, case.item.gold.references)
        scores |= {name.replace("_l", "L").replace("_", ""): value for name, value in found.items()}
    if text:
        scores |= extractiveness(text, joined.text)
    return scores
