"""Keys and values kept between steps: of a prefix, once for all its rows; of each row, its own.

Shapes: L layers, K key heads, D head size. Where the kernels of our own are used, keys stand in panels of 16 tokens,
[K, tokens / 16, D, 16], else as values do, [K, tokens, D].
"""

from __future__ import annotations

from dataclasses import dataclass

import torch

from harness.backends.local.kernels import WIDTH, Kernels


@dataclass(frozen=True, slots=True)
class KeyShape:
    """What one token's keys and values look like in a model."""

    layers: int
    key_heads: int
    head_size: int
    dtype: torch.dtype
    kernels: Kernels | None = None

    def key_size(self, tokens: int) -> tuple[int, ...]:
        """The size of one key head's keys."""
        if self.kernels is None:
            return (tokens, self.head_size)
        return (panels_for(tokens), self.head_size, WIDTH)

    @property
    def bytes_per_token(self) -> int:
        """Bytes of one token's keys and values in all layers."""
        return 2 * self.layers * self.key_heads * self.head_size * self.dtype.itemsize


def panels_for(tokens: int) -> int:
    """Panels that hold so many tokens."""
    return -(-tokens // WIDTH)


class PrefixKeys:
    """Keys and values of a piece of prefix, [K, tokens, D] a layer, filled from the front; its parent is before it."""

    def __init__(self, shape: KeyShape, tokens: int, parent: PrefixKeys | None = None) -> None:
        self.shape = shape
        self.tokens = tokens
        self.keys = torch.empty(shape.layers, shape.key_heads, *shape.key_size(tokens), dtype=shape.dtype)
        self.values = torch.empty(shape.layers, shape.key_heads, tokens, shape.head_size, dtype=shape.dtype)
        self.parent = parent
        self.start: int = 0 if parent is None else parent.end
        self.length = 0

    @property
    def end(self) -> int:
        """The position after the last token that is filled."""
        return self.start + self.length

    @property
    def bytes(self) -> int:
        """Bytes that are held, without the parent's."""
        return self.keys.nbytes + self.values.nbytes

    def chain(self) -> list[PrefixKeys]:
        """All pieces up to this one, the first tokens first."""
        pieces: list[PrefixKeys] = []
        piece: PrefixKeys | None = self
        while piece is not None:
            pieces.append(piece)
            piece = piece.parent
        return pieces[::-1]

    def put(self, layer: int, key: torch.Tensor, value: torch.Tensor) -> None:
        """Store keys and values [T, K, D] of the next tokens; ``length`` is raised when all layers have theirs."""
        low, high = self.length, self.length + key.shape[0]
        if self.shape.kernels is not None:
            places = torch.arange(low, high)
            self.shape.kernels.keep(
                (self.keys[layer], self.values[layer]), torch.zeros_like(places), places, key, value
            )
            return
        self.keys[layer, :, low:high] = key.transpose(0, 1)
        self.values[layer, :, low:high] = value.transpose(0, 1)


class RowKeys:
    """Keys and values of rows' own tokens: [slots, K, room, D] a layer. Slots in use are the first ones, always."""

    def __init__(self, shape: KeyShape) -> None:
        self.shape = shape
        self.slots = 0
        self.room = 0
        self.keys: list[torch.Tensor] = []
        self.values: list[torch.Tensor] = []

    @property
    def bytes(self) -> int:
        """Bytes that are held."""
        return self.slots * self.room * self.shape.bytes_per_token

    def fit(self, slots: int, room: int, used: int, filled: int) -> None:
        """Make place for ``slots`` rows of ``room`` tokens; of the ``used`` first slots, ``filled`` tokens are kept.

        Where either has to grow, the other shrinks to what is asked for: many short rows, then few long ones, never
        take the memory of many long ones.
        """
        if slots <= self.slots and room <= self.room:
            return
        sizes = (self.shape.key_size(room), (room, self.shape.head_size))
        for layer in range(self.shape.layers):
            for held, size, kept in zip((self.keys, self.values), sizes, self._filled(filled), strict=True):
                # zeros, since a hidden key still meets its query: 0 times NaN would be NaN
                grown = torch.zeros(slots, self.shape.key_heads, *size, dtype=self.shape.dtype)
                if layer < len(held):
                    grown[:used, :, :kept] = held[layer][:used, :, :kept]
                    held[layer] = grown
                else:
                    held.append(grown)
        self.slots, self.room = slots, room

    def shrink(self, slots: int) -> None:
        """Give the memory of all but the first ``slots`` rows back."""
        if not slots:
            self.clear()
            return
        self.slots = min(slots, self.slots)
        for held in (self.keys, self.values):
            held[:] = [kept[: self.slots].clone() for kept in held]

    def put(
        self, layer: int, slots: torch.Tensor, places: torch.Tensor, key: torch.Tensor, value: torch.Tensor
    ) -> None:
        """Store keys and values [T, K, D], token ``t`` in slot ``slots[t]`` at place ``places[t]``."""
        if self.shape.kernels is not None:
            self.shape.kernels.keep((self.keys[layer], self.values[layer]), slots, places, key, value)
            return
        self.keys[layer][slots, :, places] = key
        self.values[layer][slots, :, places] = value

    def move(self, source: int, target: int, filled: int) -> None:
        """Copy a slot's first ``filled`` tokens over another slot."""
        for held, kept in zip((self.keys, self.values), self._filled(filled), strict=True):
            for layer in held:
                layer[target, :, :kept] = layer[source, :, :kept]

    def clear(self) -> None:
        """Let go of everything."""
        self.keys, self.values = [], []
        self.slots = self.room = 0

    def _filled(self, tokens: int) -> tuple[int, int]:
        """What so many tokens take up: panels of keys, or keys, and values."""
        return (tokens if self.shape.kernels is None else panels_for(tokens)), tokens
