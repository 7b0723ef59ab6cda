"""A summary's verdict with a model's opinion on its sentences in place of the rule's; optional, named in the config."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from harness.judging.opinions import Opinion
from harness.schema import ClaimVerdict, SummaryVerdict

BORDER: Final = 0.5
"""From which score a sentence is supported, as by the rule."""


def with_opinion(verdict: SummaryVerdict, document: str, opinion: Opinion, name: str) -> SummaryVerdict:
    """The verdict with each sentence's score and support by the model, which is called ``name`` in the reason.

    Evidence and failing words stay the rule's. A sentence on which the model has no opinion keeps the rule's verdict,
    and the summary gets a flag that counts them. No sentences: as it was.
    """
    if not verdict.claims:
        return verdict
    found = opinion(document, [(claim.text, claim.score) for claim in verdict.claims])
    claims = tuple(_judged(claim, score, name) for claim, score in zip(verdict.claims, found, strict=True))
    silent = sum(score is None for score in found)
    flags = (*verdict.flags, f"{name} had no opinion on {_sentences(silent)}") if silent else verdict.flags
    share = sum(claim.supported for claim in claims) / len(claims)
    return replace(verdict, claims=claims, scores={**verdict.scores, "supported": share}, flags=flags)


def _judged(claim: ClaimVerdict, score: float | None, name: str) -> ClaimVerdict:
    if score is None:
        return claim
    reason = f"{name} says {score:.2f}; by rule {claim.score:.2f}: {claim.reason}"
    return replace(claim, supported=score >= BORDER, score=score, reason=reason)


def _sentences(count: int) -> str:
    return f"{count} sentence{'' if count == 1 else 's'}"
