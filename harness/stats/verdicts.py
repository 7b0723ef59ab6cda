"""What a verdict counts as: its cluster, its slices, whether there is an answer at all."""

from __future__ import annotations

from collections.abc import Mapping

from harness.schema import Verdict

SLICES = ("type", "tag", "source", "document")
"""What a slice may be by: the question's type, a tag, the source asked for (``expects``), a document."""


def cluster_of(verdict: Verdict) -> str:
    """The verdict's cluster: its documents joined by ``+``, or the item itself where none is known."""
    return "+".join(verdict.documents) or f"item:{verdict.id}"


def is_unanswered(verdict: Verdict) -> bool:
    """Whether the output holds no readable answer: an abstention that is not the right answer, or nothing at all."""
    if is_error(verdict):
        return False
    return verdict.factual in ("abstained", "empty") if verdict.task == "qa" else not verdict.output.strip()


def is_error(verdict: Verdict) -> bool:
    """Whether the model gave no output."""
    return verdict.error is not None or (verdict.task == "qa" and verdict.factual == "error")


def in_slice(verdict: Verdict, where: Mapping[str, str]) -> bool:
    """Whether an item belongs to a slice, such as ``{"tag": "conflict"}``; with several keys, to all of them."""
    return all(value in slice_values(verdict, key) for key, value in where.items())


def slice_values(verdict: Verdict, by: str) -> tuple[str, ...]:
    """What an item is under one of :data:`SLICES` (also ``task``): several tags, one type, at most one source."""
    if by == "tag":
        return verdict.tags
    if by == "document":
        return verdict.documents
    if by == "task":
        return (verdict.task,)
    if verdict.task == "summary":
        return ()
    if by == "type":
        return (verdict.type,) if verdict.type else ()
    return (verdict.expects,) if by == "source" and verdict.expects else ()
