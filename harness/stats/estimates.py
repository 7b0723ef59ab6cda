"""Verdicts to the rows of ``metrics.json``: each metric's mean with its interval, whole and by slice.

What missing means for a mean is decided by the scorers: a metric that does not apply to an item is absent from its
``scores`` and the item is not in the mean; an output that is empty or in error has its zeros and stays in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

import numpy as np

from harness.schema import Estimate, Verdict
from harness.stats.columns import Columns, columns_of
from harness.stats.intervals import RESAMPLES, Integers, mean_interval
from harness.stats.metrics import in_order
from harness.stats.verdicts import SLICES, cluster_of, in_slice, is_error, is_unanswered, slice_values

__all__ = [
    "MOST_VALUES_OF_A_SLICE",
    "SLICES",
    "cluster_of",
    "estimates",
    "estimates_of",
    "in_slice",
    "is_error",
    "is_unanswered",
    "slice_values",
]

MOST_VALUES_OF_A_SLICE = 1000
"""Of a kind of slice with more values, such as documents in a run of very many, there are no rows."""


def estimates(
    verdicts: Iterable[Verdict], *, resamples: int = RESAMPLES, seed: int = 0, slices: bool = True
) -> tuple[Estimate, ...]:
    """A row for each model, task and metric, then for each of its slices; in order of the models' first verdicts.

    A metric of the contract that no item has is a row with n 0 and no value; a slice of that kind is left out. What is
    drawn by chance are documents; in the slice of one document its items are, and its figure speaks of that document.
    """
    return estimates_of(columns_of(verdicts, SLICES if slices else ()), resamples=resamples, seed=seed)


def estimates_of(groups: Iterable[Columns], *, resamples: int = RESAMPLES, seed: int = 0) -> tuple[Estimate, ...]:
    """The same from columns that are there already."""
    return tuple(row for group in groups for row in _rows_of(group, resamples, seed))


def _rows_of(group: Columns, resamples: int, seed: int) -> Iterator[Estimate]:
    metrics = in_order(group.task, set(group.scores))
    order = group.order()
    whole: tuple[dict[str, str], Integers] = ({}, np.argsort(order))
    wheres = chain([whole], ((where, rows[np.argsort(order[rows])]) for where, rows in _slices(group)))
    clusters, items = group.cluster_codes(), np.arange(len(order))
    unanswered, errors = (np.frombuffer(flags, dtype=np.uint8) for flags in (group.unanswered, group.errors))
    for where, rows in wheres:
        for metric in metrics:
            values = group.values_at(metric, rows)
            has = ~np.isnan(values)
            having = rows[has]
            if where and not len(having):
                continue
            units = items if "document" in where else clusters
            interval = mean_interval(values[has], units[having], resamples=resamples, seed=seed)
            yield Estimate(
                model=group.model,
                task=group.task,
                metric=metric,
                value=interval.value if interval else None,
                low=interval.low if interval else None,
                high=interval.high if interval else None,
                n=len(having),
                documents=int(np.count_nonzero(np.bincount(clusters[having]))),
                unanswered=int(unanswered[having].sum()),
                errors=int(errors[having].sum()),
                where=where,
            )


def _slices(group: Columns) -> Iterator[tuple[dict[str, str], Integers]]:
    for by in SLICES:
        values = sorted(value for kind, value in group.slices if kind == by)
        if len(values) <= MOST_VALUES_OF_A_SLICE:
            for value in values:
                yield {by: value}, np.array(group.slices[by, value], dtype=np.intp)
