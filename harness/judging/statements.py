"""What an answer states, and whom it credits for each statement: the ground of every verdict on an answer.

A statement is a stretch of the answer that gives a value of the kind asked for. It knows which claims' answers it is
(none, where nobody said it) and which sources the answer itself names for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from harness.judging.answers import find_answer, stated_values
from harness.judging.speakers import UNKNOWN, credit_of, resolve_source
from harness.reading.sentences import Span
from harness.schema import Claim, Question, Source

VALUED = ("number", "money", "percent", "date", "duration")


@dataclass(frozen=True, slots=True)
class Statement:
    """Half-open range in the answer; indices of the claims whose answer it gives; ids of those it is credited to.

    ``unknown`` says that somebody is named whom the gold's sources don't know. ``reason`` says why it matches.
    """

    start: int
    end: int
    claims: frozenset[int]
    sources: tuple[str, ...] = ()
    unknown: bool = False
    reason: str = ""

    @property
    def is_credited(self) -> bool:
        """Whether the answer names anybody for this statement."""
        return bool(self.sources) or self.unknown


@dataclass(frozen=True, slots=True)
class Speakers:
    """The gold's sources in the form that reading needs: id to names, and id to the id that it speaks for."""

    names: Mapping[str, Sequence[str]]
    speaks_for: Mapping[str, str | None]

    @staticmethod
    def of(sources: Mapping[str, Source]) -> Speakers:
        """From the records of ``sources.yaml``."""
        names = {key: (source.name, *source.aliases) for key, source in sources.items()}
        return Speakers(names, {key: source.of for key, source in sources.items()})

    def same_voice(self, one: str, other: str, rivals: frozenset[str]) -> bool:
        """Whether crediting ``one`` credits ``other``: the same, or one speaks for the other along ``of``.

        A source that has a claim of its own in the item (``rivals``) stands only for itself.
        """
        if one == other:
            return True
        if one in rivals or other in rivals:
            return False
        return other in self._line(one) or one in self._line(other)

    def _line(self, source: str) -> tuple[str, ...]:
        line: list[str] = []
        step = self.speaks_for.get(source)
        while step is not None and step not in line:
            line.append(step)
            step = self.speaks_for.get(step)
        return tuple(line)


def read_statements(
    question: Question,
    claims: Sequence[Claim],
    answer: str,
    said_by: str | None,
    speakers: Speakers,
    published: date | None,
) -> tuple[Statement, ...]:
    """The statements of an answer, in their order; empty where it states nothing of the kind asked for.

    Where several values stand in one answer, each has the source that its own clause gives it; ``said_by`` (the answer
    form's line) is the source of those that have none in the text.
    """
    spans = _spans(question, claims, answer, published)
    form = resolve_source(said_by, speakers.names) if said_by else ()
    statements = []
    for (start, end), (matched, reason) in sorted(spans.items()):
        named = credit_of(answer, Span(start, end), speakers.names, of=speakers.speaks_for)
        known = tuple(name for name in named if name != UNKNOWN)
        unknown = UNKNOWN in named
        if not named and said_by:
            known, unknown = form, not form
        statements.append(Statement(start, end, frozenset(matched), known, unknown, reason))
    return tuple(statements)


def _spans(
    question: Question, claims: Sequence[Claim], answer: str, published: date | None
) -> dict[tuple[int, int], tuple[set[int], str]]:
    """Ranges of the answer that state something, with the claims that they match and why; none lies in another."""
    found: dict[tuple[int, int], tuple[set[int], str]] = {}
    for index, claim in enumerate(claims):
        for span in find_answer(answer, claim.answers, question.type, question=question.text, published=published):
            matched, reason = found.setdefault((span.start, span.end), (set(), span.reason))
            matched.add(index)
    for value in stated_values(answer, question.type, question=question.text, published=published):
        if not any(start < value.end and value.start < end for start, end in found):
            found[(value.start, value.end)] = (set(), "")
    return _widest(found)


def _widest(found: dict[tuple[int, int], tuple[set[int], str]]) -> dict[tuple[int, int], tuple[set[int], str]]:
    """Overlapping ranges as one: the widest keeps its place and takes the claims of those inside."""
    kept: dict[tuple[int, int], tuple[set[int], str]] = {}
    for (start, end), (matched, reason) in sorted(found.items(), key=lambda pair: (pair[0][0] - pair[0][1], pair[0])):
        holder = next((key for key in kept if key[0] < end and start < key[1]), None)
        if holder is None:
            kept[(start, end)] = (matched, reason)
        else:
            kept[holder][0].update(matched)
    return kept
