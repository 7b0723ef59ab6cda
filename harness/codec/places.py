"""Whole numbers by short keys in little memory: where the answer of each of a million items stands."""

from __future__ import annotations

import hashlib
from array import array
from typing import Final

KEY_BYTES: Final = 16
LEAST_SLOTS: Final = 64
_FREE: Final = -(2**63)


class Places:
    """A number for each key of 16 bytes; 36 to 72 bytes a key, 110 while it grows.

    Keys are digests (see :func:`key_of`), any bits of which spread them. Numbers fit 64 bits, except the lowest.
    An open table (Knuth, The Art of Computer Programming 3, section 6.4, algorithm L), at most two thirds full.
    """

    def __init__(self) -> None:
        self._count = 0
        self._keys, self._numbers = bytearray(KEY_BYTES * LEAST_SLOTS), array("q", [_FREE]) * LEAST_SLOTS

    def get(self, key: bytes) -> int | None:
        """The number of a key, or None."""
        number = self._numbers[self._slot(key)]
        return None if number == _FREE else number

    def __contains__(self, key: bytes) -> bool:
        return self._numbers[self._slot(key)] != _FREE

    def __setitem__(self, key: bytes, number: int) -> None:
        slot = self._slot(key)
        if self._numbers[slot] == _FREE:
            self._keys[slot * KEY_BYTES : (slot + 1) * KEY_BYTES] = key
            self._count += 1
        self._numbers[slot] = number
        if 3 * self._count > 2 * len(self._numbers):
            self._grow()

    def __len__(self) -> int:
        return self._count

    def _slot(self, key: bytes) -> int:
        """Where the key stands, or where it would."""
        last = len(self._numbers) - 1
        slot = int.from_bytes(key[:8], "little") & last
        while self._numbers[slot] != _FREE and self._keys[slot * KEY_BYTES : (slot + 1) * KEY_BYTES] != key:
            slot = (slot + 1) & last
        return slot

    def _grow(self) -> None:
        keys, numbers = self._keys, self._numbers
        self._count = 0
        self._keys, self._numbers = bytearray(2 * len(keys)), array("q", [_FREE]) * (2 * len(numbers))
        for slot, number in enumerate(numbers):
            if number != _FREE:
                self[bytes(keys[slot * KEY_BYTES : (slot + 1) * KEY_BYTES])] = number


def key_of(text: str) -> bytes:
    """Sixteen bytes that stand for a text: BLAKE2b."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES).digest()
