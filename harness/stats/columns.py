"""Verdicts as columns of numbers: what estimates need of a million items, in a fraction of the items' own memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from harness.schema import Verdict
from harness.stats.numbers import Names, Numbers, Rows
from harness.stats.verdicts import cluster_of, is_error, is_unanswered, slice_values


@dataclass(slots=True)
class Columns:
    """One model's verdicts on one task. Rows are in the order of arrival until :meth:`rows` puts them by id."""

    model: str
    task: str
    ids: Names = field(default_factory=Names)
    places: array[int] = field(default_factory=lambda: array("q"))
    """Where each row's verdict stands among all that went by."""
    words: array[int] = field(default_factory=lambda: array("q"))
    """A mark of 64 bits of each output: the same for the same words, in this process."""
    clusters: array[int] = field(default_factory=lambda: array("I"))
    unanswered: bytearray = field(default_factory=bytearray)
    errors: bytearray = field(default_factory=bytearray)
    scores: dict[str, Numbers] = field(default_factory=dict)
    """By metric."""
    slices: dict[tuple[str, str], array[int]] = field(default_factory=dict)
    """The rows of each (slice, value)."""
    _clusters: dict[str, int] = field(default_factory=dict)

    def add(self, verdict: Verdict, by: Sequence[str], place: int) -> None:
        """Put a verdict at the end, also into the slices that are asked for."""
        row = len(self.ids)
        self.ids.append(verdict.id)
        self.places.append(place)
        self.words.append(hash(verdict.output))
        self.clusters.append(self._clusters.setdefault(cluster_of(verdict), len(self._clusters)))
        self.unanswered.append(is_unanswered(verdict))
        self.errors.append(is_error(verdict))
        for name, value in verdict.scores.items():
            if name not in self.scores:
                self.scores[name] = Numbers()
            self.scores[name].put(row, value)
        for kind in by:
            for value_of_slice in dict.fromkeys(slice_values(verdict, kind)):
                self.slices.setdefault((kind, value_of_slice), array("I")).append(row)

    def order(self) -> Rows:
        """The place of each row when they are put by id; equal ids stay as they came."""
        places = np.empty(len(self.ids), dtype=np.intp)
        places[self.by_id()] = np.arange(len(self.ids))
        return places

    def by_id(self) -> array[int]:
        """The rows in the order of their ids; equal ids stay as they came."""
        return self.ids.order()

    def cluster_codes(self) -> Rows:
        """A whole number for each row's cluster, in the order of the clusters' names."""
        names = sorted(self._clusters)
        code = np.empty(len(names), dtype=np.intp)
        code[[self._clusters[name] for name in names]] = np.arange(len(names))
        return code[np.frombuffer(self.clusters, dtype=np.uint32)]

    def values(self, metric: str) -> npt.NDArray[np.float64]:
        """A metric's value for each row; NaN where it does not apply."""
        return self.values_at(metric, np.arange(len(self.ids), dtype=np.intp))

    def values_at(self, metric: str, rows: Rows) -> npt.NDArray[np.float64]:
        """A metric's value for some rows; NaN where it does not apply."""
        return self.scores[metric].at(rows) if metric in self.scores else np.full(len(rows), np.nan)

    def rows_in(self, where: Mapping[str, str]) -> Rows:
        """The rows of a slice, such as ``{"tag": "conflict"}``, in order; with several keys, those in all of them."""
        rows = np.arange(len(self.ids), dtype=np.intp)
        for key, value in where.items():
            found = rows if (key, value) == ("task", self.task) else self.slices.get((key, value), ())
            rows = rows[np.isin(rows, np.asarray(found, dtype=np.intp))]
        return rows


def columns_of(verdicts: Iterable[Verdict], by: Sequence[str]) -> list[Columns]:
    """A set of columns for each model and task, in the order of their first verdicts."""
    collected = Collected(by)
    for _ in collected.passing(verdicts):
        pass
    return collected.groups()


class Collected:
    """Columns that fill while verdicts go by."""

    def __init__(self, by: Sequence[str]) -> None:
        self._by = by
        self._count = 0
        self._groups: dict[tuple[str, str], Columns] = {}

    def passing(self, verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
        """The same verdicts, each noted before it is given on."""
        for verdict in verdicts:
            key = (verdict.model, verdict.task)
            if key not in self._groups:
                self._groups[key] = Columns(*key)
            self._groups[key].add(verdict, self._by, self._count)
            self._count += 1
            yield verdict

    def groups(self) -> list[Columns]:
        """What has gone by until now."""
        return list(self._groups.values())

    @property
    def errors(self) -> int:
        """How many of the verdicts were on an output in error."""
        return sum(sum(group.errors) for group in self._groups.values())

    def metrics(self) -> Mapping[str, set[str]]:
        """The metrics that any verdict of a task has."""
        found: dict[str, set[str]] = {}
        for group in self._groups.values():
            found.setdefault(group.task, set()).update(group.scores)
        return found
