"""Sequences that are longer than memory should hold: their records lie on a temporary file and are read one by one."""

from __future__ import annotations

import io
import os
import pickle
import tempfile
import weakref
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import chain, islice
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar, overload

import numpy as np

Record = TypeVar("Record")
BUFFER_BYTES = 1 << 20
KEPT_RECORDS = 64
MOST_HELD: Final = 10_000
"""Of more records than that, memory holds the places alone."""


class Spool(Sequence[Record]):
    """Records in the order in which they were appended; eight bytes a record stay in memory.

    Each reading makes a new record, equal to the one appended and never the same object. The file has no name, belongs
    to this process alone, and is gone with it; only records that this process made are ever read back.
    """

    def __init__(self, records: Iterable[Record] = ()) -> None:
        with tempfile.TemporaryFile(prefix="harness-") as file:
            self._file = os.dup(file.fileno())
        weakref.finalize(self, os.close, self._file)
        self._waiting = bytearray()
        self._starts = array("Q", [0])
        self.extend(records)

    def append(self, record: Record) -> None:
        """Put a record at the end. OSError where the disk of temporary files is full."""
        line = _packed(record)
        self._waiting += line
        self._starts.append(self._starts[-1] + len(line))
        if len(self._waiting) >= BUFFER_BYTES:
            self._flush()

    def extend(self, records: Iterable[Record]) -> None:
        """Put records at the end, one after another."""
        for record in records:
            self.append(record)

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Record]: ...
    def __getitem__(self, place: int | slice) -> Record | Sequence[Record]:
        if isinstance(place, slice):
            return Part(self, range(len(self))[place])
        number = range(len(self))[place]
        self._flush()
        start, end = self._starts[number], self._starts[number + 1]
        record: Record = pickle.loads(os.pread(self._file, end - start, start))  # our own bytes
        return record

    def __iter__(self) -> Iterator[Record]:
        return (self[number] for number in range(len(self)))

    def __reduce__(self) -> tuple[object, ...]:
        return Spool, (tuple(self),)

    def _flush(self) -> None:
        while self._waiting:
            del self._waiting[: os.write(self._file, self._waiting)]


def held(records: Iterable[Record]) -> Sequence[Record]:
    """The records as a tuple; where there are more than :data:`MOST_HELD`, on a temporary file."""
    given = iter(records)
    first = tuple(islice(given, MOST_HELD + 1))
    return first if len(first) <= MOST_HELD else Spool(chain(first, given))


class Part(Sequence[Record], Generic[Record]):
    """Some places of another sequence, in an order of their own; nothing is copied."""

    def __init__(self, whole: Sequence[Record], places: Sequence[int]) -> None:
        self._whole, self._places = whole, places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Record]: ...
    def __getitem__(self, place: int | slice) -> Record | Sequence[Record]:
        if isinstance(place, slice):
            return Part(self._whole, self._places[place])
        return self._whole[self._places[place]]

    def __iter__(self) -> Iterator[Record]:
        return (self._whole[place] for place in self._places)


class Joined(Sequence[Record], Generic[Record]):
    """Several sequences, one after another; nothing is copied."""

    def __init__(self, parts: Iterable[Sequence[Record]]) -> None:
        self._parts = tuple(parts)

    def __len__(self) -> int:
        return sum(map(len, self._parts))

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Record]: ...
    def __getitem__(self, place: int | slice) -> Record | Sequence[Record]:
        if isinstance(place, slice):
            return Part(self, range(len(self))[place])
        number = range(len(self))[place]
        for part in self._parts:
            if number < len(part):
                return part[number]
            number -= len(part)
        raise IndexError(place)

    def __iter__(self) -> Iterator[Record]:
        return (record for part in self._parts for record in part)


class SpooledMapping(Mapping[str, Record]):
    """Records by name on a temporary file; the names stay in memory, and the records that were read last."""

    def __init__(self, records: Iterable[tuple[str, Record]]) -> None:
        self._records: Spool[Record] = Spool()
        self._places: dict[str, int] = {}
        for name, record in records:
            self._places[name] = len(self._records)
            self._records.append(record)
        self._read = lru_cache(KEPT_RECORDS)(self._records.__getitem__)

    def __getitem__(self, name: str) -> Record:
        record: Record = self._read(self._places[name])
        return record

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __reduce__(self) -> tuple[object, ...]:
        return SpooledMapping, (tuple(self.items()),)

    def __len__(self) -> int:
        return len(self._places)


class Indexed(Generic[Record]):
    """The records of a sequence by a name that each has: 16 bytes a record, whatever the names' length.

    Of several records with one name the last is found.
    """

    def __init__(self, records: Sequence[Record], name: Callable[[Record], str]) -> None:
        self._records, self._name = records, name
        marks = np.fromiter((_fingerprint(name(record)) for record in records), dtype=np.uint64)
        places = np.argsort(marks, kind="stable")
        self._places, self._marks = array("q", places.tobytes()), array("Q", marks[places].tobytes())

    def get(self, name: str) -> Record | None:
        """The record of that name, or None."""
        mark = _fingerprint(name)
        for number in range(bisect_right(self._marks, mark) - 1, -1, -1):
            if self._marks[number] != mark:
                break
            record = self._records[self._places[number]]
            if self._name(record) == name:
                return record
        return None

    def __len__(self) -> int:
        return len(self._records)


class Fingerprints:
    """Whether a text is among many: eight bytes a text. Of texts that are not there, one in 10¹³ of a million's is."""

    def __init__(self, texts: Iterable[str]) -> None:
        marks = np.fromiter(map(_fingerprint, texts), dtype=np.uint64)
        self._sorted = array("Q", np.sort(marks).tobytes())

    def __contains__(self, text: object) -> bool:
        if not isinstance(text, str):
            return False
        wanted = _fingerprint(text)
        place = bisect_left(self._sorted, wanted)
        return place < len(self._sorted) and self._sorted[place] == wanted


class _Packer(pickle.Pickler):
    """Pickles a dataclass as the call that makes it: half the time of its own way, which asks for all fields anew."""

    def reducer_override(self, record: object) -> Any:
        kind = type(record)
        return (kind, _values_of(kind)(record)) if is_dataclass(kind) else NotImplemented


def _packed(record: object) -> bytes:
    buffer = io.BytesIO()
    _Packer(buffer, pickle.HIGHEST_PROTOCOL).dump(record)
    return buffer.getvalue()


@cache
def _values_of(kind: type) -> Callable[[object], tuple[object, ...]]:
    """What gives the values of a dataclass's fields, in the order in which it takes them."""
    names = [field.name for field in fields(kind)]
    return attrgetter(*names) if len(names) > 1 else lambda record: tuple(getattr(record, name) for name in names)


def _fingerprint(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
