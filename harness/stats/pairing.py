"""Two models' verdicts put side by side by item, and the change of any metric over them.

What is held of an item is its columns of numbers; the verdicts themselves may lie on disk.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from harness.schema import Verdict
from harness.stats.columns import Columns, Rows
from harness.stats.intervals import RESAMPLES, Floats
from harness.stats.metrics import is_lower_better
from harness.stats.paired import PairedDifference, paired_difference
from harness.stats.verdicts import SLICES

Pair = tuple[Verdict, Verdict]
"""The verdicts before and after on one item."""


@dataclass(frozen=True, slots=True, eq=False)
class ModelVerdicts:
    """One model's verdicts: ``columns`` by task, ``verdicts`` those of the whole run, perhaps of other models too."""

    verdicts: Sequence[Verdict]
    columns: Mapping[str, Columns]

    def __len__(self) -> int:
        return sum(len(one.ids) for one in self.columns.values())

    def __iter__(self) -> Iterator[Verdict]:
        places = np.sort(np.concatenate([_array(one.places) for one in self.columns.values()] or [_array(array("q"))]))
        return (self.verdicts[place] for place in places)

    def ids_of(self, task: str) -> Sequence[str]:
        """The ids of the items of a task."""
        return self.columns[task].ids if task in self.columns else ()

    def doubles(self) -> Iterator[tuple[str, str, int]]:
        """Task and id of each item that has several verdicts, and how many."""
        for task, columns in self.columns.items():
            if len(set(columns.ids)) < len(columns.ids):
                counts = Counter(columns.ids)
                yield from ((task, name, count) for name, count in counts.items() if count > 1)

    @property
    def errors(self) -> int:
        """How many of the verdicts were on an output in error."""
        return sum(sum(one.errors) for one in self.columns.values())


@dataclass(frozen=True, slots=True, eq=False)
class Paired:
    """The items of one task that both have, or a slice of them, in the order of their ids. Shapes: all (items,).

    ``before`` and ``after`` hold each metric's values, NaN where it does not apply; ``places`` where the verdicts
    stand; ``slices`` the rows of each (slice, value), by the item as it was before.
    """

    ids: Sequence[str]
    before: Mapping[str, Floats]
    after: Mapping[str, Floats]
    clusters: Rows
    same_words: npt.NDArray[np.bool_]
    places: tuple[Rows, Rows]
    slices: Mapping[tuple[str, str], Rows]

    def metrics(self) -> frozenset[str]:
        """The metrics that any of these items has, before or after."""
        sides = (self.before, self.after)
        return frozenset(name for side in sides for name, values in side.items() if not np.isnan(values).all())

    def within(self, task: str, where: Mapping[str, str]) -> Paired:
        """The items of a slice; these have no slices of their own."""
        rows = np.arange(len(self.ids), dtype=np.intp)
        for key, value in where.items():
            found = rows if (key, value) == ("task", task) else self.slices.get((key, value), rows[:0])
            rows = rows[np.isin(rows, found)]
        return self if not where else self.of_rows(rows)

    def of_rows(self, rows: Rows) -> Paired:
        """Some of the items, without slices."""
        return Paired(
            [self.ids[row] for row in rows],
            {name: values[rows] for name, values in self.before.items()},
            {name: values[rows] for name, values in self.after.items()},
            self.clusters[rows],
            self.same_words[rows],
            (self.places[0][rows], self.places[1][rows]),
            {},
        )


@dataclass(frozen=True, slots=True, eq=False)
class Pairing:
    """Items that both have, by task and id, and the ids that only one has."""

    verdicts: tuple[Sequence[Verdict], Sequence[Verdict]]
    tasks: Mapping[str, Paired]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]

    def __len__(self) -> int:
        return sum(len(paired.ids) for paired in self.tasks.values())

    @property
    def keys(self) -> Iterator[tuple[str, str]]:
        """Task and id of each pair, in order."""
        return ((task, name) for task, paired in self.tasks.items() for name in paired.ids)

    @property
    def pairs(self) -> Iterator[Pair]:
        """The pairs one after another, by task and id."""
        before, after = self.verdicts
        for paired in self.tasks.values():
            for one, two in zip(*paired.places, strict=True):
                yield before[one], after[two]

    def within(self, task: str, where: Mapping[str, str]) -> Paired:
        """The pairs of a task that belong to a slice, by the item as it was before."""
        paired = self.tasks.get(task)
        return _pair(Columns("", task), Columns("", task)) if paired is None else paired.within(task, where)

    def without(self, keys: Collection[tuple[str, str]]) -> Pairing:
        """The pairing without some tasks' items, by task and id."""
        kept = {
            task: _without(paired, {name for of, name in keys if of == task}) for task, paired in self.tasks.items()
        }
        left = {task: paired for task, paired in kept.items() if paired.ids}
        return Pairing(self.verdicts, left, self.only_before, self.only_after)


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
    """Pair one model's verdicts with another's, whatever their names; see :func:`pair`."""
    return pair(_of_one(before), _of_one(after))


def pair(before: ModelVerdicts, after: ModelVerdicts) -> Pairing:
    """Pair one model's verdicts with another's; the order is by task and id, whatever the order given.

    Each side holds one verdict for each task and id; of several the last one counts, so check for that before.
    """
    tasks = sorted(before.columns.keys() | after.columns.keys())
    sides = [
        (before.columns.get(task, Columns("", task)), after.columns.get(task, Columns("", task))) for task in tasks
    ]
    return Pairing(
        (before.verdicts, after.verdicts),
        {task: paired for task, (one, two) in zip(tasks, sides, strict=True) if (paired := _pair(one, two)).ids},
        tuple(name for one, two in sides for name in sorted(set(one.ids).difference(two.ids))),
        tuple(name for one, two in sides for name in sorted(set(two.ids).difference(one.ids))),
    )


def metric_change(paired: Paired, metric: str, *, resamples: int = RESAMPLES, seed: int = 0) -> MetricChange:
    """How a metric changed over these pairs, on the items to which it applies in both; documents are clusters."""
    nothing = np.full(len(paired.ids), np.nan)
    before, after = paired.before.get(metric, nothing), paired.after.get(metric, nothing)
    had, has = ~np.isnan(before), ~np.isnan(after)
    both = had & has
    same_words = bool(paired.same_words.all())
    difference = paired_difference(
        before[both],
        after[both],
        paired.clusters[both],
        lower_is_better=is_lower_better(metric),
        same_words=same_words,
        resamples=resamples,
        seed=seed,
    )
    shared = int(both.sum())
    lost, gained = int(had.sum()) - shared, int(has.sum()) - shared
    return MetricChange(difference, int(had.sum()), lost, gained, same_words and bool(paired.ids))


def _of_one(verdicts: Sequence[Verdict]) -> ModelVerdicts:
    """Verdicts as those of one model."""
    columns: dict[str, Columns] = {}
    for place, verdict in enumerate(verdicts):
        columns.setdefault(verdict.task, Columns("", verdict.task)).add(verdict, SLICES, place)
    return ModelVerdicts(verdicts, columns)


def _array(column: array[int]) -> npt.NDArray[np.int64]:
    """A column of whole numbers of eight bytes, without a copy."""
    return np.frombuffer(column, dtype=np.int64)


def _pair(before: Columns, after: Columns) -> Paired:
    """The rows of one task that both sides have, by id."""
    second = {name: row for row, name in enumerate(after.ids)}
    first = {name: row for row, name in enumerate(before.ids) if name in second}
    ids = sorted(first)
    one = np.fromiter((first[name] for name in ids), dtype=np.intp, count=len(ids))
    two = np.fromiter((second[name] for name in ids), dtype=np.intp, count=len(ids))
    position = np.full(len(before.ids), -1, dtype=np.intp)
    position[one] = np.arange(len(ids))
    return Paired(
        ids,
        {name: before.values(name)[one] for name in before.scores},
        {name: after.values(name)[two] for name in after.scores},
        before.cluster_codes()[one],
        _array(before.words)[one] == _array(after.words)[two],
        (_array(before.places)[one], _array(after.places)[two]),
        {key: found for key, rows in before.slices.items() if len(found := _found(position, rows))},
    )


def _found(position: Rows, rows: Iterable[int]) -> Rows:
    """The pairs' places of these rows of the side before, in order; rows without a pair have none."""
    found = position[np.fromiter(rows, dtype=np.intp)]
    return np.sort(found[found >= 0])


def _without(paired: Paired, names: Collection[str]) -> Paired:
    kept = np.array([name not in names for name in paired.ids], dtype=np.bool_)
    rows = np.flatnonzero(kept)
    position = np.where(kept, np.cumsum(kept) - 1, -1)
    slices = {key: found for key, old in paired.slices.items() if len(found := _found(position, old))}
    return replace(paired.of_rows(rows), slices=slices)
