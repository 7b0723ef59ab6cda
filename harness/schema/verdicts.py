"""What scorers are given, and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from harness.schema.asked import Prediction
from harness.schema.gold import Document, QuestionItem, Source, SummaryItem

Factual = Literal["correct", "partial", "rival", "wrong", "abstained", "empty", "error"]
Credit = Literal["right", "wrong", "none", "na"]
Stated = Literal["yes", "no", "contradicted"]


@dataclass(frozen=True, slots=True)
class QuestionCase:
    """All that a scorer of answers sees."""

    item: QuestionItem
    prediction: Prediction
    documents: Mapping[str, Document]
    sources: Mapping[str, Source]
    same_sections: Mapping[tuple[str, int], frozenset[tuple[str, int]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SummaryCase:
    """All that a scorer of summaries sees."""

    item: SummaryItem
    prediction: Prediction
    documents: Mapping[str, Document]
    sources: Mapping[str, Source]
    same_sections: Mapping[tuple[str, int], frozenset[tuple[str, int]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class QuestionVerdict:
    """The word on one answer. ``marks`` are (start, end) in the output: the words that decided it.

    ``scores`` holds each metric of the contract that applies to this item, by its name without the task; a metric that
    does not apply is absent, an output in error or empty has its zeros. A metric's mean is over the items that have it.
    ``documents`` are the item's (joined by ``+`` they are its cluster), ``type``, ``expects`` and ``tags`` the item's.
    """

    id: str
    model: str
    output: str
    factual: Factual
    credit: Credit
    answer: str
    sources: tuple[str, ...]
    sections: tuple[int, ...]
    reason: str
    scores: Mapping[str, float]
    marks: tuple[tuple[int, int], ...] = ()
    credited: tuple[str, ...] = ()
    """Ids (or plain words, for somebody unknown) of those whom the output names for what it states."""
    claimed: str | None = None
    """Id of the source whose claim the stated answer is, where there is one."""
    flags: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    type: str = ""
    expects: str | None = None
    tags: tuple[str, ...] = ()
    cut: tuple[tuple[str, int], ...] = ()
    error: str | None = None
    task: Literal["qa"] = "qa"


@dataclass(frozen=True, slots=True)
class FactVerdict:
    """The word on one key fact of a summary; ``where`` is (start, end) in the output, or None."""

    id: str
    stated: Stated
    credit: Credit
    where: tuple[int, int] | None = None
    reason: str = ""
    credited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SpanEvidence:
    """A range of a section's text that supports something."""

    document: str
    section: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ClaimVerdict:
    """The word on one sentence of a summary; ``failing`` are (start, end, kind) in the output."""

    text: str
    supported: bool
    score: float
    evidence: tuple[SpanEvidence, ...] = ()
    failing: tuple[tuple[int, int, str], ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SummaryVerdict:
    """The word on one summary; ``scores``, ``documents`` and ``tags`` as in :class:`QuestionVerdict`."""

    id: str
    model: str
    output: str
    facts: tuple[FactVerdict, ...]
    claims: tuple[ClaimVerdict, ...]
    scores: Mapping[str, float]
    flags: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    cut: tuple[tuple[str, int], ...] = ()
    error: str | None = None
    task: Literal["summary"] = "summary"


Verdict = QuestionVerdict | SummaryVerdict


@dataclass(frozen=True, slots=True)
class Estimate:
    """One row of ``metrics.json``: a mean with its 95 % interval, documents as clusters.

    ``value``, ``low`` and ``high`` are None where nothing can be said. ``n`` counts the items in the mean,
    ``documents`` their clusters, ``unanswered`` those of them with no readable answer, ``errors`` those in error.
    ``where`` narrows to a slice, such as ``{"tag": "conflict"}``; empty for the whole.
    """

    model: str
    task: str
    metric: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    documents: int
    unanswered: int
    errors: int
    where: Mapping[str, str] = field(default_factory=dict)
