"""Rules about evidence: quotes stand in their sections, answers stand in their quotes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from harness.gold.duplicates import same_sections
from harness.gold.folder import Folder
from harness.gold.matching import answer_stands, lacks_unit, stands_as_words
from harness.gold.quoting import exact_words, nearest_words
from harness.gold.rules.rule import Finding, Fix, Rule
from harness.gold.walking import (
    ClaimAt,
    EvidenceAt,
    claims_of,
    documents_of,
    evidence_of,
    facts_of,
    section_text,
    stands_in,
    stands_nearly,
    stated_of,
)
from harness.reading.quantities import find_quantities
from harness.schema import ANY_SOURCE, Evidence

_LONGEST_QUOTE_WORDS: Final = 60
_EXEMPT: Final = frozenset({"yes-no", "source", "unanswerable"})
"""Types whose answer need not stand in the evidence: a pronoun may stand there for a source."""

COMPUTED: Final = frozenset({"arithmetic", "comparison", "computed", "order", "relative-date"})
"""Tags of questions whose answer is worked out from the evidence rather than written in it."""


def _no_evidence(folder: Folder) -> Iterator[Finding]:
    for at in stated_of(folder):
        held = at.claim.evidence if isinstance(at, ClaimAt) else at.fact.evidence
        if not held:
            what = "claim" if isinstance(at, ClaimAt) else "fact"
            message = f"the {what} has no evidence; a section and words that stand in it were expected"
            yield Finding(folder.place(at.item, *at.steps), message, "add evidence:")


def _no_quote(folder: Folder) -> Iterator[Finding]:
    for at in evidence_of(folder):
        if not (at.evidence.quote or "").strip():
            message = f"no quote from section {at.evidence.section} of {at.evidence.document}; its words were expected"
            yield Finding(folder.place(at.item, *at.steps), message, "add quote:")


def _quote_not_there(folder: Folder) -> Iterator[Finding]:
    for at in evidence_of(folder):
        text, quote = section_text(folder, at.evidence), at.evidence.quote
        if text is not None and quote and quote.strip() and not stands_nearly(quote, text):
            yield _misplaced(folder, at, quote, text)


def _misplaced(folder: Folder, at: EvidenceAt, quote: str, text: str) -> Finding:
    section, document = at.evidence.section, folder.documents[at.evidence.document]
    message = f"the quote does not stand in section {section} of {document.id}"
    elsewhere = [other.number for other in document.sections if stands_nearly(quote, other.text)]
    if len(elsewhere) == 1 and len(quote.split()) >= 4:
        fix = Fix(*folder.address(at.item, *at.steps, "section"), "set", elsewhere[0])
        place = folder.place(at.item, *at.steps, "section")
        return Finding(place, message, f"it stands in section {elsewhere[0]}", fix)
    near = nearest_words(quote, text)
    return Finding(
        folder.place(at.item, *at.steps, "quote"), message, f"nearest is {near!r}" if near else "copy it anew"
    )


def _quote_spelling(folder: Folder) -> Iterator[Finding]:
    for at in evidence_of(folder):
        text, quote = section_text(folder, at.evidence), at.evidence.quote
        if text is None or not quote or stands_in(quote, text) or not stands_nearly(quote, text):
            continue
        exact = exact_words(quote, text)
        fix = Fix(*folder.address(at.item, *at.steps, "quote"), "set", exact) if exact else None
        message = "the quote differs from the document in letter case, marks or dashes"
        mend = f"the document says {exact!r}" if exact else "copy it anew"
        yield Finding(folder.place(at.item, *at.steps, "quote"), message, mend, fix)


def _answer_not_in_evidence(folder: Folder) -> Iterator[Finding]:
    for at in claims_of(folder):
        question = at.item.question
        if question.type in _EXEMPT or COMPUTED & set(at.item.tags) or lacks_unit(at.claim.answers, question.type):
            continue
        quoted, whole = _evidence_text(folder, at.claim.evidence)
        if not quoted.strip() or not any(answer.strip() for answer in at.claim.answers):
            continue
        document = folder.documents.get(at.claim.evidence[0].document)
        published = document.published if document else None
        if answer_stands(at.claim.answers, question.type, quoted, question=question.text, published=published):
            continue
        in_section = answer_stands(at.claim.answers, question.type, whole, question=question.text, published=published)
        mend = "it stands in the section: quote those words" if in_section else "mend the answer or its evidence"
        message = f"none of the answers {_listed(at.claim.answers)} stands in the evidence"
        yield Finding(folder.place(at.item, *at.steps, "answers"), message, mend)


def _evidence_text(folder: Folder, evidence: tuple[Evidence, ...]) -> tuple[str, str]:
    """The quotes of some evidence, and the whole of its sections; a section that is not quoted counts as quoted."""
    sections = [section_text(folder, one) or "" for one in evidence]
    quoted = [one.quote or section for one, section in zip(evidence, sections, strict=True)]
    return "\n\n".join(quoted), "\n\n".join(dict.fromkeys(sections))


def _evidence_out_of_sight(folder: Folder) -> Iterator[Finding]:
    for at in claims_of(folder):
        shown = documents_of(at.item)
        is_expected = folder.has(at.item, "expects") and at.item.gold.expects == at.claim.source
        if is_expected and _is_out_of_sight(folder, at.claim.evidence, shown):
            message = f"the expected answer's evidence stands in no document that is shown ({', '.join(shown)})"
            yield Finding(folder.place(at.item, *at.steps, "evidence"), message, "show its document")
    for fact in facts_of(folder):
        shown = documents_of(fact.item)
        if _is_out_of_sight(folder, fact.fact.evidence, shown):
            message = f"the fact's evidence stands in no document that is shown ({', '.join(shown)})"
            yield Finding(folder.place(fact.item, *fact.steps, "evidence"), message, "show its document")


def _is_out_of_sight(folder: Folder, evidence: tuple[Evidence, ...], shown: tuple[str, ...]) -> bool:
    """Whether all evidence stands in documents that are there but not shown."""
    return bool(evidence and shown) and all(
        one.document not in shown and one.document in folder.documents for one in evidence
    )


def _long_quote(folder: Folder) -> Iterator[Finding]:
    for at in evidence_of(folder):
        words = len((at.evidence.quote or "").split())
        if words > _LONGEST_QUOTE_WORDS:
            message = f"the quote has {words} words; at most {_LONGEST_QUOTE_WORDS} were expected"
            yield Finding(folder.place(at.item, *at.steps, "quote"), message, "quote the words that decide, in parts")


def _near_duplicate_unlisted(folder: Folder) -> Iterator[Finding]:
    same = same_sections(folder.documents.values())
    for at in evidence_of(folder):
        owner, evidence = at.owner, at.evidence
        held = owner.claim.evidence if isinstance(owner, ClaimAt) else owner.fact.evidence
        listed = {(one.document, one.section) for one in held}
        for document, section in sorted(same.get((evidence.document, evidence.section), ())):
            twin = Evidence(document, section, evidence.quote)
            text = section_text(folder, twin)
            if (document, section) in listed or document not in documents_of(at.item) or not evidence.quote or not text:
                continue
            if stands_in(evidence.quote, text):
                added = {"document": document, "section": section, "quote": evidence.quote}
                fix = Fix(*folder.address(at.item, *owner.steps, "evidence"), "add", added)
                message = f"section {section} of {document} says the same words; both were expected"
                yield Finding(folder.place(at.item, *at.steps), message, "list it as well", fix)


def _answer_in_rival_evidence(folder: Folder) -> Iterator[Finding]:
    for item in folder.questions:
        mine = [claim for claim in item.gold.claims if claim.source == item.gold.expects]
        rivals = [(n, claim) for n, claim in enumerate(item.gold.claims) if claim.source != item.gold.expects]
        if not mine or item.question.type in ("yes-no", "source", "unanswerable") or item.gold.expects == ANY_SOURCE:
            continue
        own = {(one.document, one.section, one.quote) for one in mine[0].evidence}
        for number, rival in rivals:
            for place, one in enumerate(rival.evidence):
                hit = next((answer for answer in mine[0].answers if _is_said(answer, one.quote or "")), None)
                if hit and (one.document, one.section, one.quote) not in own:
                    message = (
                        f"the expected answer {hit!r} stands in the evidence of its rival {rival.source or 'null'}"
                    )
                    steps = ("claims", number, "evidence", place)
                    yield Finding(folder.place(item, *steps), message, "quote less, or check that they disagree")


def _is_said(answer: str, quote: str) -> bool:
    """Whether the words stand in a quote, and not as one end of a range or part of another amount."""
    if not stands_as_words(answer, quote):
        return False
    amounts = {(found.low, found.high) for found in find_quantities(answer)}
    return amounts <= {(found.low, found.high) for found in find_quantities(quote)}


def _listed(answers: tuple[str, ...]) -> str:
    shown = [repr(answer) for answer in answers[:3]]
    return ", ".join([*shown, "…"] if len(answers) > 3 else shown)


RULES: Final = (
    Rule(
        "no-evidence",
        "error",
        "Each claim and fact says where a document supports it.",
        "{source: blinken, answers: ['8,000']}",
        _no_evidence,
    ),
    Rule(
        "no-quote",
        "warning",
        "Evidence quotes the words that decide; a section alone leaves a reader to search.",
        "evidence: [{section: 3}]",
        _no_quote,
    ),
    Rule(
        "quote-not-there",
        "error",
        "A quote stands word by word in the section that it names.",
        'evidence: [{section: 3, quote: "words of section 4"}]',
        _quote_not_there,
        needed=True,
    ),
    Rule(
        "quote-spelling",
        "warning",
        "A quote is copied exactly, with the document's letter case, quotation marks and dashes.",
        "quote: \"'coming days'\" where the document has “coming days”",
        _quote_spelling,
    ),
    Rule(
        "answer-not-in-evidence",
        "error",
        "At least one wording of an answer is stated by its evidence, by its type: numbers and units as values, names "
        "by their words. Questions of type yes-no and source are exempt, and those tagged "
        + ", ".join(sorted(COMPUTED))
        + ".",
        'answers: ["9,000"] with quote: "up to 8,000 of these"',
        _answer_not_in_evidence,
    ),
    Rule(
        "evidence-out-of-sight",
        "error",
        "What is expected of a model stands in a document that it is shown; only rivals may stand elsewhere.",
        "document: d1 with the expected claim's evidence in d2 alone",
        _evidence_out_of_sight,
    ),
    Rule(
        "long-quote",
        "warning",
        f"A quote has at most {_LONGEST_QUOTE_WORDS} words: only those that decide.",
        "a whole section as quote",
        _long_quote,
    ),
    Rule(
        "near-duplicate-unlisted",
        "warning",
        "Where a near-duplicate section of a document that is shown holds the same words, both are listed, so that a "
        "reader sees that either citation counts.",
        "evidence: [{document: d4, section: 2}] where section 5 of d5 is its copy",
        _near_duplicate_unlisted,
    ),
    Rule(
        "answer-in-rival-evidence",
        "warning",
        "The expected answer does not also stand in a rival's evidence, or nobody could tell whose it is.",
        'rival evidence: "8,000, said Blinken; at least 10,000, said the Pentagon"',
        _answer_in_rival_evidence,
    ),
)
