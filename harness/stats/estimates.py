"""Verdicts to the rows of ``metrics.json``: each metric's mean with its interval, whole and by slice.

What missing means for a mean is decided by the scorers: a metric that does not apply to an item is absent from its
``scores`` and the item is not in the mean; an output that is empty or in error has its zeros and stays in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from harness.schema import Estimate, Verdict
from harness.stats.intervals import RESAMPLES, cluster_codes, mean_interval
from harness.stats.metrics import in_order

SLICES = ("type", "tag", "source", "document")
"""What a slice may be by: the question's type, a tag, the source asked for (``expects``), a document."""


def estimates(
    verdicts: Iterable[Verdict], *, resamples: int = RESAMPLES, seed: int = 0, slices: bool = True
) -> tuple[Estimate, ...]:
    """A row for each model, task and metric, then for each of its slices; in order of the models' first verdicts.

    A metric of the contract that no item has is a row with n 0 and no value; a slice of that kind is left out.
    """
    rows: list[Estimate] = []
    for group in _groups(verdicts):
        metrics = in_order(group[0].task, {name for verdict in group for name in verdict.scores})
        rows += [_estimate(group, metric, {}, resamples, seed) for metric in metrics]
        for where, part in _slices(group) if slices else ():
            found = {name for verdict in part for name in verdict.scores}
            rows += [_estimate(part, metric, where, resamples, seed) for metric in metrics if metric in found]
    return tuple(rows)


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


def _groups(verdicts: Iterable[Verdict]) -> list[list[Verdict]]:
    groups: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in verdicts:
        groups.setdefault((verdict.model, verdict.task), []).append(verdict)
    return [sorted(group, key=lambda verdict: verdict.id) for group in groups.values()]


def _slices(group: Sequence[Verdict]) -> Iterator[tuple[dict[str, str], list[Verdict]]]:
    for by in SLICES:
        for value in sorted({value for verdict in group for value in slice_values(verdict, by)}):
            yield {by: value}, [verdict for verdict in group if value in slice_values(verdict, by)]


def _estimate(group: Sequence[Verdict], metric: str, where: Mapping[str, str], resamples: int, seed: int) -> Estimate:
    having = [verdict for verdict in group if metric in verdict.scores]
    names = [cluster_of(verdict) for verdict in having]
    values = np.array([verdict.scores[metric] for verdict in having], dtype=np.float64)
    interval = mean_interval(values, cluster_codes(names), resamples=resamples, seed=seed)
    return Estimate(
        model=group[0].model,
        task=group[0].task,
        metric=metric,
        value=interval.value if interval else None,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        n=len(having),
        documents=len(set(names)),
        unanswered=sum(map(is_unanswered, having)),
        errors=sum(map(is_error, having)),
        where=where,
    )
