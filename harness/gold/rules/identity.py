"""Rules about names: ids, and the documents, sections and sources that they point to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from harness.codec import nearest
from harness.gold.folder import Folder
from harness.gold.rules.rule import Finding, Rule
from harness.gold.walking import claims_of, documents_of, evidence_of, facts_of, items_of
from harness.ingest.document_file import ID_PATTERN
from harness.schema import ANY_SOURCE, Place


def _id_form(folder: Folder) -> Iterator[Finding]:
    for item in items_of(folder):
        if not ID_PATTERN.fullmatch(item.id):
            yield Finding(folder.place(item, "id"), _form(item.id), "write it in those alone")
    for at in facts_of(folder):
        if not ID_PATTERN.fullmatch(at.fact.id):
            yield Finding(folder.place(at.item, *at.steps, "id"), _form(at.fact.id), "write it in those alone")
    for source in folder.sources:
        if not ID_PATTERN.fullmatch(source) or source == ANY_SOURCE:
            message = _form(source) if source != ANY_SOURCE else "the source id 'any' means each claim's own source"
            yield Finding(folder.source_place(source), message, "give it another id")


def _duplicate_id(folder: Folder) -> Iterator[Finding]:
    first: dict[str, Place] = {}
    for item in items_of(folder):
        place = folder.place(item, "id")
        if item.id in first:
            yield Finding(place, f"the id {item.id!r} is taken already, at {first[item.id]}", "give one another id")
        first.setdefault(item.id, place)
    for summary in folder.summaries:
        counts = Counter(fact.id for fact in summary.gold.facts)
        for number, fact in enumerate(summary.gold.facts):
            if counts[fact.id] > 1 and fact.id in {earlier.id for earlier in summary.gold.facts[:number]}:
                message = f"the fact id {fact.id!r} stands twice in {summary.id!r}"
                yield Finding(folder.place(summary, "facts", number, "id"), message, "give one another id")


def _no_document(folder: Folder) -> Iterator[Finding]:
    for item in items_of(folder):
        if not documents_of(item):
            message = f"{item.id!r} names no document; `document: ID` or `documents: [ID, ID]` was expected"
            yield Finding(item.place, message, "add one")


def _unknown_document(folder: Folder) -> Iterator[Finding]:
    known = {*folder.documents, *folder.unread}
    for item in items_of(folder):
        for document in documents_of(item):
            if document not in known:
                key = "document" if folder.has(item, "document") else "documents"
                yield Finding(folder.place(item, key), *_unknown("document", document, known))
    for at in evidence_of(folder):
        document = at.evidence.document
        if document and document not in known and document not in documents_of(at.item):
            yield Finding(folder.place(at.item, *at.steps, "document"), *_unknown("document", document, known))


def _unknown_section(folder: Folder) -> Iterator[Finding]:
    for at in evidence_of(folder):
        document = folder.documents.get(at.evidence.document)
        if document and document.section(at.evidence.section) is None:
            last = len(document.sections) - 1
            message = f"document {document.id!r} has no section {at.evidence.section}; 0 to {last} were expected"
            yield Finding(
                folder.place(at.item, *at.steps, "section"), message, _where_quoted(folder, at.evidence.quote)
            )


def _unknown_source(folder: Folder) -> Iterator[Finding]:
    known = set(folder.sources)
    for item in folder.questions:
        expects = item.gold.expects
        if expects not in (None, ANY_SOURCE) and expects not in known:
            yield Finding(folder.place(item, "expects"), *_unknown("source", expects, {*known, ANY_SOURCE}))
    for at in claims_of(folder):
        if at.claim.source is not None and at.claim.source not in known:
            yield Finding(folder.place(at.item, *at.steps, "source"), *_unknown("source", at.claim.source, known))
    for fact in facts_of(folder):
        if fact.fact.source is not None and fact.fact.source not in known:
            yield Finding(folder.place(fact.item, *fact.steps, "source"), *_unknown("source", fact.fact.source, known))
    for source in folder.sources.values():
        if source.of is not None and source.of not in known:
            yield Finding(folder.source_place(source.id, "of"), *_unknown("source", source.of, known))


def _source_circle(folder: Folder) -> Iterator[Finding]:
    for source in folder.sources.values():
        seen, above = {source.id}, source.of
        while above is not None and above in folder.sources and above not in seen:
            seen.add(above)
            above = folder.sources[above].of
        if above == source.id:
            message = f"{source.id!r} speaks, through `of`, for itself; an organisation or country was expected"
            yield Finding(folder.source_place(source.id, "of"), message, "remove one `of`")


def _form(name: str) -> str:
    return f"the id {name!r} holds more than a-z, 0-9 and -"


def _unknown(what: str, name: str, known: set[str]) -> tuple[str, str]:
    hit = nearest(name, known)
    listed = ", ".join(sorted(known)) if len(known) <= 12 else f"one of {len(known)} ids"
    return f"unknown {what} {name!r}; {listed} expected", f"did you mean {hit}?" if hit else f"add the {what} first"


def _where_quoted(folder: Folder, quote: str | None) -> str:
    wanted = " ".join((quote or "").split())
    if not wanted:
        return ""
    for document in folder.documents.values():
        for section in document.sections:
            if wanted in " ".join(section.text.split()):
                return f"its quote stands in section {section.number} of {document.id}"
    return ""


RULES: Final = (
    Rule(
        "id-form",
        "error",
        "Ids of items, facts and sources hold a-z, 0-9 and - alone, so that they can stand in file names and links. "
        "`any` is no source id: as `expects` it means that each claim is right for its own source.",
        "id: Kursk_Troops",
        _id_form,
        needed=True,
    ),
    Rule(
        "duplicate-id",
        "error",
        "An id names one item of the folder, and one fact of its summary, for ever: results are matched by it.",
        "two questions with `id: kursk-troops`",
        _duplicate_id,
        needed=True,
    ),
    Rule(
        "no-document",
        "error",
        "An item says which documents a model is shown.",
        "a question with neither `document` nor `documents`",
        _no_document,
        needed=True,
    ),
    Rule(
        "unknown-document",
        "error",
        "Each document that is named is a file of gold/documents.",
        "document: d9",
        _unknown_document,
        needed=True,
    ),
    Rule(
        "unknown-section",
        "error",
        "Each section that is named is one of its document; 0 is the text before the first heading.",
        "evidence: [{section: 99}]",
        _unknown_section,
        needed=True,
    ),
    Rule(
        "unknown-source",
        "error",
        "Each source that is named stands in sources.yaml.",
        "expects: blinkne",
        _unknown_source,
        needed=True,
    ),
    Rule(
        "source-circle",
        "error",
        "Nobody speaks for himself by way of others: `of` leads upwards, to an organisation or country.",
        "us: {of: pentagon} with pentagon: {of: us}",
        _source_circle,
        needed=True,
    ),
)
