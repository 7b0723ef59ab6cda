"""Scorers that need a model, named on the command line; measured like our own before anybody quotes them.

``checkpoint:PATH-OR-HUB-ID`` is a classifier for entailment or consistency, ``judge:URL#MODEL`` a model on an
OpenAI-compatible server. A text is split into sentences, each is asked about alone, and the score is put together as
for our own rule: mostly the mean over words, a share the worst sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from harness.calibrate.rows import ClaimContent, Content, Kind, SummaryContent
from harness.calibrate.scorers import Score, ScorerSpec
from harness.errors import UsageError
from harness.judging.support import WORST_SHARE
from harness.judging.windows import sentences_of

KINDS: Final[frozenset[Kind]] = frozenset({"summaries", "claims"})
"""The kinds of rows that such a scorer is put to."""

Ask = Callable[[Sequence[tuple[str, str]]], Sequence[float | None]]
"""From (document, sentence) pairs to how surely each is borne out, None where the model gave no verdict."""


@dataclass(frozen=True, slots=True)
class ModelScorer:
    """A scorer by its name in the table, and its function."""

    spec: ScorerSpec
    score: Score


def load_model_scorer(name: str, kept: Path, *, key_env: str | None = None) -> ModelScorer:
    """The scorer of a name; judges keep their answers under `kept`.

    Raises UsageError for a name of no known form, MissingError where the model can't be loaded.
    """
    form, _, rest = name.partition(":")
    if form == "checkpoint" and rest:
        return ModelScorer(ScorerSpec(name, ""), put_together(_checkpoint(rest)))
    if form == "judge" and rest:
        return ModelScorer(ScorerSpec(name, ""), put_together(_judge(rest, kept, key_env)))
    raise UsageError(f"--scorer {name}: no such form; expected checkpoint:PATH-OR-HUB-ID or judge:URL#MODEL")


def put_together(ask: Ask) -> Score:
    """A scorer of whole texts from one of sentences; a text without sentences scores 0."""

    def score(content: Content) -> float | None:
        document, text = _texts(content)
        sentences = [span.of(text) for span in sentences_of(text)]
        if not sentences:
            return 0.0
        found = ask([(document, sentence) for sentence in sentences])
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


def _checkpoint(source: str) -> Ask:
    from harness.backends.local.entailment import EntailmentCheckpoint

    checkpoint = EntailmentCheckpoint(source)
    return lambda pairs: [checkpoint.probability(document, sentence) for document, sentence in pairs]


def _judge(address: str, kept: Path, key_env: str | None) -> Ask:
    from harness.backends.server.judge import Judge
    from harness.backends.server.spec import ServerSpec

    url, _, model = address.partition("#")
    judge = Judge("judge", ServerSpec(url, model=model or None, key_env=key_env), kept)
    return lambda pairs: [None if verdict is None else float(verdict) for verdict in judge.verdicts(pairs)]
