"""A language model's likelihood beside the rule of ``support``; optional, and no verdict needs it.

What the document makes likelier is more often borne out by it. For each token of a sentence, the gain is the log of
its probability after the document less that without one; one token that the model can't guess, such as a rare name,
says little about the rest, so that each gain counts within ``MOST``. The mean gain shifts the log-odds of the rule's
score. What it adds on labelled sets is in docs/scoring.md ("With a model").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp, log
from typing import Final

from harness.judging.opinions import Opinion

LogLikelihood = Callable[[str, str], Sequence[float]]
"""From a document and a text: the natural logarithm of the probability of each token of the text after the document
and ``LEAD_IN``. An empty document: after ``LEAD_IN`` alone."""

LEAD_IN: Final = "\n\nSummary:"
"""What stands between a document and the text about it."""

MOST: Final = 3.0
"""The most that one token may gain or lose."""

SHARE: Final = 1.0
"""What a unit of mean gain adds to the log-odds of a score."""

USUAL: Final = 1.0
"""The mean gain that changes nothing: about that of the sentences measured on."""

_LEAST: Final = 0.003


def likelihood_opinion(log_likelihood: LogLikelihood) -> Opinion:
    """The rule's score of each sentence, shifted by how much likelier the document makes it."""

    def ask(document: str, sentences: Sequence[tuple[str, float]]) -> list[float | None]:
        return [shifted(score, likelihood_gain(text, document, log_likelihood)) for text, score in sentences]

    return ask


def shifted(score: float, gain: float | None) -> float:
    """A support score shifted by a mean gain; stays in (0, 1), higher for more. No gain (no tokens): as it was."""
    if gain is None:
        return score
    bounded = min(max(score, _LEAST), 1 - _LEAST)
    odds = log(bounded / (1 - bounded)) + SHARE * (gain - USUAL)
    return 1 / (1 + exp(-odds))


def likelihood_gain(text: str, document: str, log_likelihood: LogLikelihood) -> float | None:
    """By how much the document makes a token of the text likelier, in the mean, within ``MOST``; None for no tokens."""
    after = log_likelihood(document, text)
    alone = log_likelihood("", text)
    gains = [min(max(there - without, -MOST), MOST) for there, without in zip(after, alone, strict=True)]
    return sum(gains) / len(gains) if gains else None
