"""Gold as SQuAD 2.0 and SQuAD 2.0 as gold (Rajpurkar et al., 2018).

SQuAD knows no sources, rivals or types, and its answers are spans of one paragraph. Out: a section is a paragraph, and
a question stands where its expected answer does; a question none of whose wordings stands there word by word is left
out and named. In: an article is a document, a paragraph a section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from harness.codec import FORBID, ConfigDict, Located, decode_or_raise
from harness.ingest.ingesting import slug
from harness.reading.sentences import Span, sentence_at, split_sentences
from harness.schema import Claim, Document, Gold, QuestionItem, Section

ItemData = dict[str, object]


@dataclass(frozen=True, slots=True)
class SquadAnswer:
    """A span of a paragraph."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    text: str
    answer_start: int


@dataclass(frozen=True, slots=True)
class SquadQuestion:
    """A question about a paragraph."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    id: str
    question: str
    answers: tuple[SquadAnswer, ...] = ()
    is_impossible: bool = False
    plausible_answers: tuple[SquadAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class SquadParagraph:
    """A paragraph and its questions."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    context: str
    qas: tuple[SquadQuestion, ...] = ()
    document_id: str | int | None = None


@dataclass(frozen=True, slots=True)
class SquadArticle:
    """An article of paragraphs."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    title: str
    paragraphs: tuple[SquadParagraph, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class SquadFile:
    """A whole file."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    data: tuple[SquadArticle, ...]
    version: str = "v2.0"


def squad_of(gold: Gold) -> tuple[ItemData, tuple[str, ...]]:
    """The SQuAD 2.0 object of a gold, ready for JSON, and the ids of the questions that have no span."""
    placed: dict[tuple[str, int], list[ItemData]] = {}
    left_out: list[str] = []
    for item in gold.questions:
        place, entry = _entry(item, gold)
        if entry is None:
            left_out.append(item.id)
        else:
            placed.setdefault(place, []).append(entry)
    data = [
        {
            "title": document.title,
            "paragraphs": [
                {"context": part.text, "qas": placed.get((document.id, part.number), [])}
                for part in document.sections
                if part.text
            ],
        }
        for document in gold.documents.values()
    ]
    return {"version": "v2.0", "data": data}, tuple(left_out)


def from_squad(located: Located) -> tuple[tuple[Document, ...], tuple[ItemData, ...]]:
    """Documents, and question items as they would stand in YAML; ProblemsError with every mistake of shape.

    Types are ``text`` or ``unanswerable``; a person sets better ones. Ids are made of a-z, 0-9 and - and stay unique.
    """
    file = decode_or_raise(SquadFile, located)
    documents: list[Document] = []
    items: list[ItemData] = []
    names: set[str] = set()
    for article in file.data:
        name = _unique(slug(article.title), names)
        parts = [Section(n, f"Part {n}", one.context.strip()) for n, one in enumerate(article.paragraphs, 1)]
        documents.append(Document(name, article.title, (Section(0, "", ""), *parts)))
        for number, paragraph in enumerate(article.paragraphs, 1):
            items.extend(_item(name, number, paragraph, question, names) for question in paragraph.qas)
    return tuple(documents), tuple(items)


def _entry(item: QuestionItem, gold: Gold) -> tuple[tuple[str, int], ItemData | None]:
    entry: ItemData = {"id": item.id, "question": item.question.text, "is_impossible": False}
    if item.question.type == "unanswerable":
        first = gold.documents[item.question.documents[0]]
        number = next((part.number for part in first.sections if part.text), 0)
        return (first.id, number), {**entry, "is_impossible": True, "answers": []}
    for claim in _right(item):
        for one in claim.evidence:
            document = gold.documents.get(one.document)
            section = document.section(one.section) if document else None
            spans = _spans(claim.answers, section.text, one.quote) if section else []
            if spans:
                return (one.document, one.section), {**entry, "answers": spans}
    return ("", 0), None


def _right(item: QuestionItem) -> Iterator[Claim]:
    return (claim for claim in item.gold.claims if item.gold.expects in (claim.source, "any"))


def _spans(answers: Sequence[str], text: str, quote: str | None) -> list[ItemData]:
    """Where answers stand in a section, at the quoted place where they stand there."""
    base = max(text.find(quote), 0) if quote else 0
    found: list[ItemData] = []
    for answer in answers:
        pattern = re.compile(rf"(?<!\w){re.escape(answer)}(?!\w)", re.IGNORECASE)
        place = pattern.search(text, base) or pattern.search(text)
        if place:
            found.append({"text": place.group(), "answer_start": place.start()})
    return found


def _item(document: str, number: int, paragraph: SquadParagraph, question: SquadQuestion, names: set[str]) -> ItemData:
    item: ItemData = {
        "id": _unique(slug(question.id), names),
        "document": document,
        "question": question.question.strip(),
        "type": "unanswerable" if question.is_impossible else "text",
        "expects": None,
    }
    if question.is_impossible:
        return {**item, "claims": []}
    answers = list(dict.fromkeys(one.text for one in question.answers))
    starts = sorted({one.answer_start for one in question.answers})
    evidence = [{"section": number, "quote": quote} for quote in _sentences(paragraph.context, starts)]
    return {**item, "claims": [{"source": None, "answers": answers, "evidence": evidence}]}


def _sentences(text: str, starts: Sequence[int]) -> tuple[str, ...]:
    spans: tuple[Span, ...] = split_sentences(text)
    places = [sentence_at(spans, start) for start in starts[:1]]
    return tuple(" ".join(spans[place].of(text).split()) for place in places if place is not None)


def _unique(name: str, taken: set[str]) -> str:
    fresh, number = name, 2
    while fresh in taken:
        fresh, number = f"{name}-{number}", number + 1
    taken.add(fresh)
    return fresh
