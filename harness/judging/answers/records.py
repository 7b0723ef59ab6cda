"""What the judging of answers hands back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

STATED: Final = 0.5
"""From this score on, a place of an output counts as stating the answer."""


class AnswerSpan(NamedTuple):
    """A place of an output that states an accepted answer: code points ``start`` to ``end``.

    ``answer_index`` tells which of the accepted answers it is; ``score`` is in [0, 1], 1 for the same value or words.
    """

    start: int
    end: int
    answer_index: int
    score: float
    kind: str
    reason: str


class StatedValue(NamedTuple):
    """A value of the asked type that an output states, whether right or not."""

    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a free short answer says what an accepted one says; ``score`` in [0, 1], right from ``STATED`` on."""

    is_right: bool
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class ListCoverage:
    """Which items of a list answer an output holds, which it lacks, and what it names that is none of them."""

    matched: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    spans: tuple[AnswerSpan, ...]

    @property
    def recall(self) -> float:
        """The share of items found; 0 for an answer without items."""
        total = len(self.matched) + len(self.missing)
        return len(self.matched) / total if total else 0.0
