"""The shapes of the gold folder's YAML files, as the contract fixes them; unknown keys are mistakes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from harness.codec import FORBID, ConfigDict
from harness.schema import AnswerType, Importance

Status = Literal["accepted", "suggested"]


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """An entry of ``sources.yaml``; its key is the source's id."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    name: str
    aliases: tuple[str, ...] = ()
    of: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """Where a document supports a claim or fact; ``document`` may be left out where the item has one only."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    section: int
    quote: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """What one source answers; ``source: null`` is the document's own voice, and must be written."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    source: str | None
    answers: tuple[str, ...]
    evidence: tuple[EvidenceRecord, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """An entry of a file in ``questions/``."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    id: str
    question: str
    type: AnswerType
    claims: tuple[ClaimRecord, ...]
    expects: str | None = None
    document: str | None = None
    documents: tuple[str, ...] | None = None
    tags: tuple[str, ...] = ()
    status: Status = "accepted"
    note: str | None = None


@dataclass(frozen=True, slots=True)
class FactRecord:
    """A key fact of a summary item."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    id: str
    text: str
    importance: Importance = "vital"
    source: str | None = None
    evidence: tuple[EvidenceRecord, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SummaryRecord:
    """An entry of a file in ``summaries/``."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    id: str
    words: int
    references: tuple[str, ...]
    facts: tuple[FactRecord, ...]
    document: str | None = None
    documents: tuple[str, ...] | None = None
    tags: tuple[str, ...] = ()
    status: Status = "accepted"
    note: str | None = None
