"""Attention by the kernels of our own: one call a layer for all tokens of a step and all the keys that they see.

Each job is some tokens over one store of keys: a piece of prefix, or a row's own. A token's first job opens its sums,
its last one closes them, so its jobs stand in order, and all of them fall to one thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch

from harness.backends.local.kernels import KEYS, QUERIES, Kernels, in_threads
from harness.backends.local.keys import PrefixKeys, RowKeys

NO_WINDOW = 1 << 60
FLOAT_BYTES = 4
LOG2_E = 1.4426950408889634
"""The kernel takes powers of two."""


@dataclass(frozen=True, slots=True, eq=False)
class KeyJob:
    """Tokens by their places in the step, over ``length`` keys of a store, the first of which is at ``start``."""

    tokens: torch.Tensor
    kept: PrefixKeys | RowKeys
    length: int
    start: int
    slot: int = 0
    opens: bool = True
    closes: bool = True


class PanelAttention:
    """All jobs of a step, as the kernel takes them: a table for each layer and thread."""

    def __init__(self, kernels: Kernels, jobs: Sequence[KeyJob], thread_of: torch.Tensor, positions: torch.Tensor):
        self.kernels = kernels
        self.positions = positions
        self.parts = [_shared_out(jobs, thread_of, number) for number in range(int(thread_of.max()) + 1)]
        self.tables = [_table(part) for part in self.parts]

    def attend(
        self, layer: int, query: torch.Tensor, key_heads: int, *, scale: float, window: int | None
    ) -> torch.Tensor:
        """Attention of queries [T, H, D] over the keys of their jobs: [T, H * D]."""
        tokens, heads, size = query.shape
        made, running = query.new_empty(tokens, heads * size), query.new_empty(2, tokens, heads)
        reach = NO_WINDOW if window is None else window

        def part(number: int) -> None:
            room = query.new_empty(2 * QUERIES * size + QUERIES * KEYS)
            self.kernels.library.attend(
                self.tables[number][layer].data_ptr(),
                len(self.parts[number]),
                query.data_ptr(),
                query.stride(0),
                self.positions.data_ptr(),
                made.data_ptr(),
                running[0].data_ptr(),
                running[1].data_ptr(),
                heads,
                key_heads,
                size,
                scale * LOG2_E,
                reach,
                room.data_ptr(),
            )

        in_threads(len(self.parts), part)
        return made


def _shared_out(jobs: Sequence[KeyJob], thread_of: torch.Tensor, number: int) -> list[KeyJob]:
    if int(thread_of.max()) == 0:
        return list(jobs)
    parts = [replace(job, tokens=job.tokens[thread_of[job.tokens] == number]) for job in jobs]
    return [part for part in parts if len(part.tokens)]


def _table(jobs: Sequence[KeyJob]) -> torch.Tensor:
    """[layers, jobs, 10] numbers, in the order of the kernel's own record."""
    layers = len(jobs[0].kept.keys)
    stores = {id(job.kept): job.kept for job in jobs}
    bases = {
        name: torch.tensor(
            [[each[layer].data_ptr() for each in (kept.keys, kept.values)] for layer in range(layers)], dtype=torch.long
        )
        for name, kept in stores.items()
    }
    table = torch.tensor([_told(job) for job in jobs], dtype=torch.long).repeat(layers, 1, 1)
    for place, job in enumerate(jobs):
        table[:, place, 2:4] += bases[id(job.kept)]
    return table


def _told(job: KeyJob) -> tuple[int, ...]:
    keys, values = job.kept.keys[0], job.kept.values[0]
    return (
        job.tokens.data_ptr(),
        len(job.tokens),
        job.slot * keys.stride(0) * FLOAT_BYTES if keys.dim() == 5 else 0,
        job.slot * values.stride(0) * FLOAT_BYTES if values.dim() == 4 else 0,
        keys.stride(-4),
        values.stride(-3),
        job.length,
        job.start,
        job.opens,
        job.closes,
    )
