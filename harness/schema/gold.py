"""What a person wrote: documents, sources, questions, key facts and references, and the places of mistakes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

TaskName = Literal["qa", "summary"]
AnswerType = Literal[
    "number",
    "money",
    "percent",
    "date",
    "duration",
    "name",
    "list",
    "yes-no",
    "quote",
    "text",
    "source",
    "unanswerable",
]
Importance = Literal["vital", "okay"]
Severity = Literal["error", "warning", "info"]
ANY_SOURCE = "any"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing stands in a file, for a message: ``file:line``."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that a person should mend, with its place.

    ``rule`` is the name of the check that found it; ``mend`` says what to do, and may be empty.
    """

    place: Place
    rule: str
    message: str
    severity: Severity = "error"
    mend: str = ""

    def __str__(self) -> str:
        tail = f"; {self.mend}" if self.mend else ""
        return f"{self.place}: {self.message}{tail} [{self.rule}]"


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a document; ``text`` is its body without the heading."""

    number: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A news document: front matter and numbered sections. ``digest`` is the SHA-256 of the file."""

    id: str
    title: str
    sections: tuple[Section, ...]
    published: date | None = None
    publisher: str = ""
    url: str = ""
    digest: str = ""
    article_file: str = ""
    article_sha256: str = ""

    def section(self, number: int) -> Section | None:
        """The section of that number, or None where the document has no such section."""
        return next((section for section in self.sections if section.number == number), None)


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who speaks in the documents; ``of`` is the id of those he speaks for."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a document supports a claim: a section, and words that stand in it."""

    document: str
    section: int
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source answers to a question; source None is the document's own voice."""

    source: str | None
    answers: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What a model may see of a question item."""

    id: str
    documents: tuple[str, ...]
    text: str
    type: AnswerType


@dataclass(frozen=True, slots=True)
class QuestionGold:
    """What only a scorer may see: the expected source (an id, ``any``, or None) and what each source says."""

    expects: str | None
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class SummaryRequest:
    """What a model may see of a summary item; ``words`` is the length asked for."""

    id: str
    documents: tuple[str, ...]
    words: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One atomic fact that a good summary states."""

    id: str
    text: str
    importance: Importance = "vital"
    source: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryGold:
    """What only a scorer may see of a summary item."""

    references: tuple[str, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class QuestionItem:
    """One hand-written question with its gold, its tags and where it stands."""

    question: Question
    gold: QuestionGold
    tags: tuple[str, ...] = ()
    status: str = "accepted"
    place: Place = Place("gold")
    task: Literal["qa"] = "qa"

    @property
    def id(self) -> str:
        """The question's id, unique in the gold folder."""
        return self.question.id


@dataclass(frozen=True, slots=True)
class SummaryItem:
    """One hand-written summary item with its gold, its tags and where it stands."""

    request: SummaryRequest
    gold: SummaryGold
    tags: tuple[str, ...] = ()
    status: str = "accepted"
    place: Place = Place("gold")
    task: Literal["summary"] = "summary"

    @property
    def id(self) -> str:
        """The summary item's id, unique in the gold folder."""
        return self.request.id


Item = QuestionItem | SummaryItem


@dataclass(frozen=True, slots=True)
class Gold:
    """A whole gold folder, read. ``digest`` is a SHA-256 over sources, questions and summaries (not documents)."""

    documents: Mapping[str, Document]
    sources: Mapping[str, Source]
    questions: Sequence[QuestionItem]
    summaries: Sequence[SummaryItem]
    digest: str
    documents_digest: str
    same_sections: Mapping[tuple[str, int], frozenset[tuple[str, int]]] = field(default_factory=dict)
    """All (document, section) that say nearly the same as the key, itself included; absent: only itself."""
