"""Two models' verdicts put side by side by item, and the change of any metric over them.

What is held of an item is its columns of numbers; the verdicts themselves may lie on disk.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
import numpy.typing as npt

from harness.schema import Verdict
from harness.stats.columns import Columns
from harness.stats.intervals import RESAMPLES, Floats
from harness.stats.metrics import is_lower_better
from harness.stats.numbers import Rows
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

    def ids_of(self, task: str) -> Iterable[str]:
        """The ids of the items of a task."""
        return self.columns[task].ids if task in self.columns else ()

    def doubles(self) -> Iterator[tuple[str, str, int]]:
        """Task and id of each item that has several verdicts, and how many."""
        return ((task, *double) for task, columns in self.columns.items() for double in columns.ids.doubles())

    @property
    def errors(self) -> int:
        """How many of the verdicts were on an output in error."""
        return sum(sum(one.errors) for one in self.columns.values())


@dataclass(frozen=True, slots=True, eq=False)
class Paired:
    """The items of one task that both have, or a slice of them, in the order of their ids. Shapes: all (items,).

    ``rows`` are their rows in the columns ``before`` and ``after``; ``slices`` the pairs of each (slice, value), by the
    item as it was before.
    """

    before: Columns
    after: Columns
    rows: tuple[Rows, Rows]
    clusters: Rows
    same_words: npt.NDArray[np.bool_]
    slices: Mapping[tuple[str, str], Rows]

    def __len__(self) -> int:
        return len(self.rows[0])

    @property
    def ids(self) -> Iterator[str]:
        """The items' ids."""
        return (self.before.ids[row] for row in self.rows[0])

    @property
    def places(self) -> Iterator[tuple[int, int]]:
        """Where the verdicts stand, before and after."""
        one, two = self.rows
        return ((self.before.places[first], self.after.places[second]) for first, second in zip(one, two, strict=True))

    def values(self, metric: str) -> tuple[Floats, Floats]:
        """A metric before and after, NaN where it does not apply."""
        return self.before.values_at(metric, self.rows[0]), self.after.values_at(metric, self.rows[1])

    def metrics(self) -> frozenset[str]:
        """The metrics that any of these items has, before or after."""
        names = self.before.scores.keys() | self.after.scores.keys()
        return frozenset(name for name in names if not all(np.isnan(side).all() for side in self.values(name)))

    def within(self, task: str, where: Mapping[str, str]) -> Paired:
        """The items of a slice; these have no slices of their own."""
        rows = np.arange(len(self), dtype=np.intp)
        for key, value in where.items():
            found = rows if (key, value) == ("task", task) else self.slices.get((key, value), rows[:0])
            rows = rows[np.isin(rows, found)]
        return self if not where else self.of_pairs(rows)

    def of_pairs(self, pairs: Rows) -> Paired:
        """Some of the items, without slices."""
        chosen = (self.rows[0][pairs], self.rows[1][pairs])
        return Paired(self.before, self.after, chosen, self.clusters[pairs], self.same_words[pairs], {})


@dataclass(frozen=True, slots=True, eq=False)
class Pairing:
    """Items that both have, by task and id, and the ids that only one has."""

    verdicts: tuple[Sequence[Verdict], Sequence[Verdict]]
    tasks: Mapping[str, Paired]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]

    def __len__(self) -> int:
        return sum(map(len, self.tasks.values()))

    @property
    def keys(self) -> Iterator[tuple[str, str]]:
        """Task and id of each pair, in order."""
        return ((task, name) for task, paired in self.tasks.items() for name in paired.ids)

    @property
    def pairs(self) -> Iterator[Pair]:
        """The pairs one after another, by task and id."""
        before, after = self.verdicts
        for paired in self.tasks.values():
            for one, two in paired.places:
                yield before[one], after[two]

    def within(self, task: str, where: Mapping[str, str]) -> Paired:
        """The pairs of a task that belong to a slice, by the item as it was before."""
        paired = self.tasks.get(task)
        return _pair(Columns("", task), Columns("", task))[0] if paired is None else paired.within(task, where)

    def without(self, keys: Collection[tuple[str, str]]) -> Pairing:
        """The pairing without some tasks' items, by task and id."""
        kept = {
            task: _without(paired, {name for of, name in keys if of == task}) for task, paired in self.tasks.items()
        }
        left = {task: paired for task, paired in kept.items() if len(paired)}
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
    found = {
        task: _pair(before.columns.get(task, Columns("", task)), after.columns.get(task, Columns("", task)))
        for task in tasks
    }
    return Pairing(
        (before.verdicts, after.verdicts),
        {task: paired for task, (paired, _, _) in found.items() if len(paired)},
        tuple(name for _, only, _ in found.values() for name in only),
        tuple(name for _, _, only in found.values() for name in only),
    )


def metric_change(paired: Paired, metric: str, *, resamples: int = RESAMPLES, seed: int = 0) -> MetricChange:
    """How a metric changed over these pairs, on the items to which it applies in both; documents are clusters."""
    before, after = paired.values(metric)
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
    return MetricChange(difference, int(had.sum()), lost, gained, same_words and bool(len(paired)))


def _of_one(verdicts: Sequence[Verdict]) -> ModelVerdicts:
    """Verdicts as those of one model."""
    columns: dict[str, Columns] = {}
    for place, verdict in enumerate(verdicts):
        columns.setdefault(verdict.task, Columns("", verdict.task)).add(verdict, SLICES, place)
    return ModelVerdicts(verdicts, columns)


def _array(column: array[int]) -> npt.NDArray[np.int64]:
    """A column of whole numbers of eight bytes, without a copy."""
    return np.frombuffer(column, dtype=np.int64)


def _pair(before: Columns, after: Columns) -> tuple[Paired, list[str], list[str]]:
    """The items of one task that both sides have, by id, and the ids that only the one and only the other has."""
    one, two = _last_by_id(before), _last_by_id(after)
    rows, only = (array("q"), array("q")), (list[str](), list[str]())
    first, second = next(one, None), next(two, None)
    while first is not None or second is not None:
        if second is None or (first is not None and first[0] < second[0]):
            only[0].append(first[0] if first is not None else "")
            first = next(one, None)
        elif first is None or second[0] < first[0]:
            only[1].append(second[0])
            second = next(two, None)
        else:
            rows[0].append(first[1])
            rows[1].append(second[1])
            first, second = next(one, None), next(two, None)
    return _paired(before, after, (_array(rows[0]), _array(rows[1]))), *only


def _last_by_id(columns: Columns) -> Iterator[tuple[str, int]]:
    """Each id with its row, in the ids' order; of several rows of one id the last."""
    for name, rows in groupby(columns.by_id(), key=columns.ids.__getitem__):
        yield name, max(rows)


def _paired(before: Columns, after: Columns, rows: tuple[Rows, Rows]) -> Paired:
    position = np.full(len(before.ids), -1, dtype=np.intp)
    position[rows[0]] = np.arange(len(rows[0]))
    return Paired(
        before,
        after,
        rows,
        before.cluster_codes()[rows[0]],
        _array(before.words)[rows[0]] == _array(after.words)[rows[1]],
        {key: found for key, old in before.slices.items() if len(found := _found(position, old))},
    )


def _found(position: Rows, rows: Iterable[int]) -> Rows:
    """The pairs' places of these rows of the side before, in order; rows without a pair have none."""
    found = position[np.fromiter(rows, dtype=np.intp)]
    return np.sort(found[found >= 0])


def _without(paired: Paired, names: Collection[str]) -> Paired:
    kept = np.array([name not in names for name in paired.ids], dtype=np.bool_)
    pairs = np.flatnonzero(kept)
    position = np.where(kept, np.cumsum(kept) - 1, -1)
    slices = {key: found for key, old in paired.slices.items() if len(found := _found(position, old))}
    return replace(paired.of_pairs(pairs), slices=slices)
