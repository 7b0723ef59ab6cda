"""Summaries of one or more documents: the wording, and how a reply is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from harness.schema import Document, Prediction, PromptText, Question, SummaryRequest
from harness.tasks.replies import without_thoughts
from harness.tasks.templates import PromptTemplate

_OPENER = re.compile(
    r"^\s*(?:(?:sure|certainly|of course|okay|ok)[,!.:]?\s*)?"
    r"(?:here(?:'s| is| are)\b[^\n:.]{0,80}:|(?:#+\s*)?(?:\*\*)?summary(?:\*\*)?\s*(?:\([^)\n]*\))?\s*:(?:\*\*)?)\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class SummaryTask:
    """Asks for a summary of so many words."""

    template: PromptTemplate
    name: str = "summary"

    def prompt(
        self,
        question: Question | SummaryRequest,
        documents: Sequence[Document],
        cut: frozenset[tuple[str, int]] = frozenset(),
    ) -> PromptText:
        """The wording for one summary, without the sections in ``cut``."""
        if not isinstance(question, SummaryRequest):
            raise TypeError("the summary task is asked for summaries")
        return self.template.fill(documents, cut, words=question.words)

    def parse(self, question: Question | SummaryRequest, output: str) -> Prediction:
        """The summary without thoughts before it and without an opener such as "Here is a summary:"."""
        return Prediction(output, _OPENER.sub("", without_thoughts(output), count=1).strip())
