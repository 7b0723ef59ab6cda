"""Two models' verdicts put side by side by item, and the change of any metric over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from harness.schema import Verdict
from harness.stats.estimates import cluster_of, in_slice
from harness.stats.intervals import RESAMPLES, cluster_codes
from harness.stats.metrics import is_lower_better
from harness.stats.paired import PairedDifference, paired_difference

Pair = tuple[Verdict, Verdict]
"""The verdicts before and after on one item."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """Items that both have, by task and id, and the ids that only one has."""

    pairs: tuple[Pair, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]

    def within(self, task: str, where: Mapping[str, str]) -> tuple[Pair, ...]:
        """The pairs of a task that belong to a slice, by the item as it was before."""
        return tuple(pair for pair in self.pairs if pair[0].task == task and in_slice(pair[0], where))


@dataclass(frozen=True, slots=True)
class MetricChange:
    """The paired difference of a metric, None where no item has it in both.

    ``lost`` and ``gained`` count the items to which the metric applied only before, or applies only now: they are not
    in the difference. ``had`` counts those to which it applied before. ``same_words`` says that there are items, and
    all their outputs are the same in both.
    """

    difference: PairedDifference | None
    had: int
    lost: int
    gained: int
    same_words: bool


def pair_verdicts(before: Sequence[Verdict], after: Sequence[Verdict]) -> Pairing:
    """Pair one model's verdicts with another's; the order is by task and id, whatever the order given.

    Each side holds one verdict for each task and id; of several the last one counts, so check for that before.
    """
    first = {(verdict.task, verdict.id): verdict for verdict in before}
    second = {(verdict.task, verdict.id): verdict for verdict in after}
    shared = sorted(first.keys() & second.keys())
    return Pairing(
        tuple((first[key], second[key]) for key in shared),
        tuple(name for _, name in sorted(first.keys() - second.keys())),
        tuple(name for _, name in sorted(second.keys() - first.keys())),
    )


def metric_change(pairs: Sequence[Pair], metric: str, *, resamples: int = RESAMPLES, seed: int = 0) -> MetricChange:
    """How a metric changed over these pairs, on the items to which it applies in both; documents are clusters."""
    both = [(one, two) for one, two in pairs if metric in one.scores and metric in two.scores]
    had = sum(metric in one.scores for one, _ in pairs)
    has = sum(metric in two.scores for _, two in pairs)
    same_words = all(one.output == two.output for one, two in pairs)
    difference = paired_difference(
        np.array([one.scores[metric] for one, _ in both], dtype=np.float64),
        np.array([two.scores[metric] for _, two in both], dtype=np.float64),
        cluster_codes([cluster_of(one) for one, _ in both]),
        lower_is_better=is_lower_better(metric),
        same_words=same_words,
        resamples=resamples,
        seed=seed,
    )
    return MetricChange(difference, had, had - len(both), has - len(both), same_words and bool(pairs))
