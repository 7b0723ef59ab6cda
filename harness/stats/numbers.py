"""A column of a metric's values, one byte each: of a million items most metrics have no more than a few values."""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Iterator
from itertools import groupby
from typing import Final

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.intp]
_ABSENT: Final = 255
"""The code of a row without a value, and how many different values a byte can tell apart."""

TEXTS_SORTED_AT_ONCE: Final = 10_000
"""Texts that stand in memory while many are put in order: sorted in parts, and the parts merged."""


class Numbers:
    """Values by row, exactly as given; NaN where a row has none. Eight bytes each once 255 are different."""

    def __init__(self) -> None:
        self._codes, self._known = bytearray(), dict[float, int]()
        self._plain: array[float] | None = None

    def put(self, row: int, value: float) -> None:
        """Set the value of a row behind all that were set; rows between have none."""
        code = _ABSENT if self._plain is not None else self._known.setdefault(value, len(self._known))
        if code == _ABSENT and self._plain is None:
            self._plain = array("d", self.at(np.arange(len(self._codes))).tobytes())
            self._codes, self._known = bytearray(), {}
        if self._plain is not None:
            self._plain.extend([np.nan] * (row - len(self._plain)))
            self._plain.append(value)
        else:
            self._codes += bytes([_ABSENT]) * (row - len(self._codes))
            self._codes.append(code)

    def at(self, rows: Rows) -> npt.NDArray[np.float64]:
        """The values of some rows, in the order given."""
        column, has = (self._codes, np.uint8) if self._plain is None else (self._plain, np.float64)
        held = np.frombuffer(column, dtype=has)
        there = rows < len(held)
        found = np.full(len(rows), np.nan)
        found[there] = self._told()[held[rows[there]]] if self._plain is None else held[rows[there]]
        return found

    def _told(self) -> npt.NDArray[np.float64]:
        """The value that each code stands for."""
        told = np.full(_ABSENT + 1, np.nan)
        told[: len(self._known)] = list(self._known)
        return told


class Names:
    """Texts by row, in the bytes that they have and eight more each."""

    def __init__(self) -> None:
        self._text, self._ends = bytearray(), array("Q", [0])

    def append(self, name: str) -> None:
        """Put a text at the end."""
        self._text += name.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._text))

    def order(self) -> array[int]:
        """The rows in the order of their texts; equal texts stay as they came."""
        starts = range(0, len(self), TEXTS_SORTED_AT_ONCE)
        blocks = (range(start, min(start + TEXTS_SORTED_AT_ONCE, len(self))) for start in starts)
        parts = [array("I", sorted(block, key=self.__getitem__)) for block in blocks]
        return array("I", heapq.merge(*parts, key=self.__getitem__))

    def doubles(self) -> Iterator[tuple[str, int]]:
        """Each text that several rows have, and how many."""
        for name, rows in groupby(self.order(), key=self.__getitem__):
            count = sum(1 for _ in rows)
            if count > 1:
                yield name, count

    def __iter__(self) -> Iterator[str]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, row: int) -> str:
        return self._text[self._ends[row] : self._ends[row + 1]].decode("utf-8", "surrogatepass")

    def __len__(self) -> int:
        return len(self._ends) - 1
