"""The records that pass between the rooms: frozen, typed, and nothing but data.

Offsets are half-open ranges of Unicode code points. A *section* is the unit that
an answer can cite: sections are numbered from 1, section 0 is the text before
the first heading.
"""

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
Factual = Literal["correct", "partial", "rival", "wrong", "abstained", "empty", "error"]
Credit = Literal["right", "wrong", "none", "na"]
Stated = Literal["yes", "no", "contradicted"]
Importance = Literal["vital", "okay"]
Severity = Literal["error", "warning", "info"]
ANY_SOURCE = "any"
CUT_OFF = "cut off at the length limit"


# --- what a person wrote ---------------------------------------------------------------------------------------------


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


# --- what a model is asked, and what it answers ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a chat prompt."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class PromptText:
    """A prompt before a model's own form is put on: as chat messages, and as plain few-shot text for a base model."""

    messages: tuple[Message, ...]
    plain: str
    stop: tuple[str, ...] = ()
    """Strings after which the answer form is complete, for the chat form and the plain form alike."""
    plain_stop: tuple[str, ...] = ()
    """Further stop strings that only the plain form needs (the start of a next example)."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is asked, as it gets it: ``text`` has the model's template applied.

    ``cut`` lists the (document, section) pairs that were left out because they did not fit the model's context.
    """

    id: str
    task: TaskName
    text: str
    max_new_tokens: int
    stop: tuple[str, ...] = ()
    messages: tuple[Message, ...] = ()
    seed: int = 0
    temperature: float = 0.0
    cut: tuple[tuple[str, int], ...] = ()
    digest: str = ""
    """SHA-256 of text, stop, length, temperature and seed."""


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """Which model answered, and all that can change its words.

    ``weights_digest`` is empty where nobody can know it (a server); ``runtime`` names library and version.
    """

    name: str
    backend: str
    source: str = ""
    revision: str = ""
    weights_digest: str = ""
    runtime: str = ""
    dtype: str = ""
    threads: int = 0
    context_tokens: int | None = None
    chat: bool = False


@dataclass(frozen=True, slots=True)
class Generation:
    """A raw reply. ``error`` is None, or says why there is no output; ``error_kind`` is one of ERROR_KINDS."""

    id: str
    model: str
    output: str
    finish_reason: str = "stop"
    input_tokens: int | None = None
    output_tokens: int | None = None
    seconds: float | None = None
    error: str | None = None
    error_kind: str | None = None
    prompt_digest: str = ""
    task: str = ""
    cut: tuple[tuple[str, int], ...] = ()
    note: str = ""
    """What a person should know about how this was made, such as a fallback; empty mostly."""
    logprob: float | None = None
    """The natural logarithm of the output's probability, the sum over its tokens; None where nobody told it."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What was read out of an output.

    ``answer`` is the part that answers; ``said_by`` the words that name a source in the form, or None where the form
    was not followed; ``sections`` the (document, section) pairs that are cited.
    """

    output: str
    answer: str
    said_by: str | None = None
    sections: tuple[tuple[str, int], ...] = ()
    error: str | None = None


# --- what scorers say ------------------------------------------------------------------------------------------------


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
