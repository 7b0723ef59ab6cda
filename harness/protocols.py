"""The three swappable things: a task, a backend, a scorer. One small protocol each, no base classes.

A config names one by the short names of :mod:`harness.plugins`, or by ``package.module:Class``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

from harness.schema import (
    Document,
    Generation,
    ModelIdentity,
    Prediction,
    Prompt,
    PromptText,
    Question,
    QuestionCase,
    SummaryCase,
    SummaryRequest,
)

Progress = Callable[[str, int, int | None], None]
"""Called as (what, done, total or None); must be cheap and may do nothing."""


def no_progress(what: str, done: int, total: int | None) -> None:
    """The progress callback that tells nobody."""


class Task(Protocol):
    """How a thing is put to a model, and how its reply is read. Sees no gold."""

    @property
    def name(self) -> str:
        """What an item names it by: ``qa``, ``summary``."""
        ...

    def prompt(
        self,
        question: Question | SummaryRequest,
        documents: Sequence[Document],
        cut: frozenset[tuple[str, int]] = frozenset(),
    ) -> PromptText:
        """The wording for one item, without the sections in ``cut``."""
        ...

    def parse(self, question: Question | SummaryRequest, output: str) -> Prediction:
        """What the output says, read without knowledge of the gold."""
        ...


class Backend(Protocol):
    """What answers prompts."""

    @property
    def identity(self) -> ModelIdentity:
        """Which model this is; known without asking it."""
        ...

    def render(self, prompt: PromptText) -> str:
        """The prompt as this model gets it: its chat template applied, or the plain form for a base model."""
        ...

    def stop_strings(self, prompt: PromptText) -> tuple[str, ...]:
        """The stop strings that go with what :meth:`render` returned."""
        ...

    def count_tokens(self, text: str) -> int | None:
        """Input tokens of a rendered prompt, or None where nobody can tell."""
        ...

    def generate(self, prompts: Sequence[Prompt]) -> Iterator[Generation]:
        """One generation for each prompt, as each finishes, in any order; an error is kept on its generation."""
        ...

    def close(self) -> None:
        """Let go of what is held; called once."""
        ...


class Scorer(Protocol):
    """What judges one case: named scores in [0, 1], or None where one does not apply. Never calls a model itself."""

    def __call__(self, case: QuestionCase | SummaryCase) -> Mapping[str, float | None]:
        """The scores of one case by name."""
        ...
