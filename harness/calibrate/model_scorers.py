"""Scorers that need a model, named on the command line; measured like our own before anybody quotes them.

A text is split into sentences, each is put to the model alone, and the score is put together as for our own rule:
mostly the mean over words, a share the worst sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from harness.backends.opinions import load_opinion
from harness.calibrate.rows import ClaimContent, Content, Kind, SummaryContent
from harness.calibrate.scorers import Score, ScorerSpec
from harness.errors import UsageError
from harness.judging.opinions import Opinion
from harness.judging.support import WORST_SHARE, support
from harness.judging.windows import prepare, sentences_of

KINDS: Final[frozenset[Kind]] = frozenset({"summaries", "claims"})
"""The kinds of rows that such a scorer is put to."""


@dataclass(frozen=True, slots=True)
class ModelScorer:
    """A scorer by its name in the table, and its function."""

    spec: ScorerSpec
    score: Score


def load_model_scorer(name: str, kept: Path, *, key_env: str | None = None) -> ModelScorer:
    """The scorer of a name (``harness.judging.opinions.FORMS``); judges keep their answers under `kept`.

    Raises UsageError for a name of no known form, MissingError where the model can't be loaded.
    """
    return ModelScorer(ScorerSpec(name, ""), put_together(load_opinion(name, kept, key_env=key_env)))


def put_together(ask: Opinion) -> Score:
    """A scorer of whole texts from an opinion on sentences; a text without sentences scores 0."""

    def score(content: Content) -> float | None:
        document, text = _texts(content)
        prepared = prepare(document)
        sentences = [span.of(text) for span in sentences_of(text)]
        if not sentences:
            return 0.0
        found = ask(document, [(sentence, support(sentence, prepared).score) for sentence in sentences])
        values = [value for value in found if value is not None]
        if len(values) < len(sentences):
            return None
        sizes = [len(sentence.split()) for sentence in sentences]
        mean = sum(size * value for size, value in zip(sizes, values, strict=True)) / (sum(sizes) or 1)
        return (1 - WORST_SHARE) * mean + WORST_SHARE * min(values)

    return score


def _texts(content: Content) -> tuple[str, str]:
    if isinstance(content, SummaryContent):
        return content.document, content.summary
    if isinstance(content, ClaimContent):
        return "\n".join(content.evidence), content.claim
    raise UsageError(f"{type(content).__name__}: a model scores summaries and claims only")
