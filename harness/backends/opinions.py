"""Models that give an opinion on a sentence, by the name that a config or the command line gives them.

``checkpoint:`` is a classifier for entailment or consistency, ``judge:`` a model on an OpenAI-compatible server,
``likelihood:`` a known model (``harness models list``) or a folder of one, which shifts the rule's score by how much
likelier the document makes the sentence. Nothing heavy is imported before one is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from harness.judging.likelihood import likelihood_opinion
from harness.judging.opinions import Opinion, parse_opinion


def load_opinion(name: str, kept: Path, *, key_env: str | None = None) -> Opinion:
    """The model of a name, in memory; judges keep their answers under ``kept``.

    Raises UsageError for a name of no known form, MissingError where the model can't be loaded.
    """
    form, rest = parse_opinion(name)
    if form == "checkpoint":
        return _checkpoint(rest)
    if form == "judge":
        return _judge(rest, kept, key_env)
    from harness.backends.local.likelihood import LocalLikelihood

    return likelihood_opinion(LocalLikelihood(rest))


def opinion_when_asked(name: str, kept: Path, *, key_env: str | None = None) -> Opinion:
    """The same, loaded when it is first asked: a run's own models are gone from memory by then.

    Raises UsageError for a name of no known form at once.
    """
    parse_opinion(name)
    loaded: list[Opinion] = []

    def ask(document: str, sentences: Sequence[tuple[str, float]]) -> Sequence[float | None]:
        if not loaded:
            loaded.append(load_opinion(name, kept, key_env=key_env))
        return loaded[0](document, sentences)

    return ask


def _checkpoint(source: str) -> Opinion:
    from harness.backends.local.entailment import EntailmentCheckpoint

    checkpoint = EntailmentCheckpoint(source)
    return lambda document, sentences: [checkpoint.probability(document, text) for text, _ in sentences]


def _judge(address: str, kept: Path, key_env: str | None) -> Opinion:
    from harness.backends.server.judge import Judge
    from harness.backends.server.spec import ServerSpec

    url, _, model = address.partition("#")
    judge = Judge("judge", ServerSpec(url, model=model or None, key_env=key_env), kept)
    return lambda document, sentences: [
        None if verdict is None else float(verdict)
        for verdict in judge.verdicts([(document, text) for text, _ in sentences])
    ]
