"""Rows with a person's label, by what is labelled: answers, facts, summaries, claims, sections, speakers, numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from harness.reading.sentences import Span
from harness.schema import Place

Kind = Literal["answers", "facts", "summaries", "claims", "sections", "speakers", "sources", "numbers"]


@dataclass(frozen=True, slots=True)
class AnswerContent:
    """A short answer to a question, with the accepted ones."""

    question: str
    golds: tuple[str, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class FactContent:
    """Gold facts, each of which a text may state; the label is for all of them together."""

    facts: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class SummaryContent:
    """A summary that its document may bear out."""

    document: str
    summary: str


@dataclass(frozen=True, slots=True)
class ClaimContent:
    """A claim that the cited evidence may bear out."""

    claim: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionContent:
    """A claim and the sections of which those numbered in `right` bear it out."""

    claim: str
    sections: tuple[str, ...]
    right: frozenset[int]


@dataclass(frozen=True, slots=True)
class SpeakerContent:
    """Words of a text, and a speaker to whom the text may attribute them."""

    text: str
    content: str
    speaker: str


@dataclass(frozen=True, slots=True)
class SourceContent:
    """Words of a text, and the stretches that name their source; none where the text names nobody."""

    text: str
    content: tuple[Span, ...]
    sources: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class WrittenValue:
    """A number or date as a person reads it: the words, the value as a decimal or a timex, and the unit's name."""

    text: str
    value: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class NumberContent:
    """A text and every number or date that it has of one kind; `reference` is the day relative dates count from."""

    text: str
    kind: str
    values: tuple[WrittenValue, ...]
    reference: str | None = None


Content = (
    AnswerContent
    | FactContent
    | SummaryContent
    | ClaimContent
    | SectionContent
    | SpeakerContent
    | SourceContent
    | NumberContent
)


@dataclass(frozen=True, slots=True)
class LabelledRow:
    """One row of a set. `label` is yes (1.0) or no (0.0), None where only `graded`, in [0, 1], is given.

    `group` is the document or question that rows share; `people` are the codings of single persons, where the set has
    them; `peers` the published scores of other metrics on the same row.
    """

    id: str
    set: str
    kind: Kind
    group: str
    content: Content
    place: Place
    label: float | None = None
    graded: float | None = None
    genre: str | None = None
    system: str | None = None
    people: tuple[float, ...] = ()
    peers: Mapping[str, float] = field(default_factory=dict)
