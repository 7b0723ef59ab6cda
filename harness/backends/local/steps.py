"""The two kinds of pass over the layers: a chunk of a prefix, and the own tokens of many rows.

Shapes: T tokens, R rows, H query heads, K key heads, G = H / K, D head size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch

from harness.backends.local.attention import (
    NEVER,
    attend,
    by_key_head,
    by_token,
    join_into,
    sums_by_token,
    window_mask,
)
from harness.backends.local.kernels import WIDTH
from harness.backends.local.keys import PrefixKeys, RowKeys
from harness.backends.local.panels import KeyJob, PanelAttention


class PrefixStep:
    """The next ``count`` tokens of a piece of prefix; leaves keys and values, and no hidden states.

    Where layers have a sliding window, ``count`` must be smaller than it.
    """

    keys_only = True
    needed: torch.Tensor | None = None

    def __init__(self, kept: PrefixKeys, count: int) -> None:
        self.kept = kept
        self.positions = torch.arange(kept.end, kept.end + count)
        self.before = [_Piece(piece, self.positions) for piece in kept.chain() if piece.length]
        self.panels = self._panels(count)

    def store(self, layer: int, key: torch.Tensor, value: torch.Tensor) -> None:
        """Keep keys and values [T, K, D] in the prefix."""
        self.kept.put(layer, key, value)

    def attend(
        self,
        layer: int,
        query: torch.Tensor,
        key: torch.Tensor,
        value: torch.Tensor,
        *,
        scale: float,
        window: int | None,
    ) -> torch.Tensor:
        """Attention over what stands before the chunk, and within it: [T, H * D]."""
        self.store(layer, key, value)
        if self.panels is not None:
            return self.panels.attend(layer, query, key.shape[1], scale=scale, window=window)
        tokens, heads, size = query.shape
        found, found_sum = attend(
            query.transpose(0, 1)[None],
            _for_each_head(key, heads),
            _for_each_head(value, heads),
            scale=scale,
            causal=True,
        )
        made = found[0].transpose(0, 1).reshape(tokens, key.shape[1], -1, size)
        log_sum = found_sum[0].transpose(0, 1).reshape(made.shape[:3])
        for piece in self.before:
            piece.join_into(made, log_sum, query, layer, scale=scale, window=window)
        return made.reshape(tokens, heads * size)

    def _panels(self, count: int) -> PanelAttention | None:
        kernels = self.kept.shape.kernels
        if kernels is None:
            return None
        chain, tokens = self.kept.chain(), torch.arange(count)
        jobs = [
            KeyJob(
                tokens,
                piece,
                piece.length + (count if piece is self.kept else 0),
                piece.start,
                opens=piece is chain[0],
                closes=piece is self.kept,
            )
            for piece in chain
        ]
        threads = min(torch.get_num_threads(), -(-count // WIDTH))
        return PanelAttention(kernels, jobs, tokens // WIDTH % threads, self.positions)


@dataclass(frozen=True, slots=True)
class RowPart:
    """What one row brings to a step: ``count`` new tokens after the ``filled`` ones that are stored already.

    Rows of one piece of prefix should be neighbours by ``order``, so that they meet its keys as one block.
    """

    prefix: PrefixKeys | None
    filled: int
    count: int
    order: int = 0

    @property
    def before(self) -> int:
        """Tokens that stand before the row's own."""
        return 0 if self.prefix is None else self.prefix.end


class RowsStep:
    """New tokens of rows in neighbouring slots from ``low`` on, one list of tokens, row after row."""

    keys_only = False

    def __init__(
        self, kept: RowKeys, parts: Sequence[RowPart], *, low: int, needed: torch.Tensor | None = None
    ) -> None:
        self.kept = kept
        self.parts = parts
        self.low, self.high = low, low + len(parts)
        self.needed = needed
        counts = torch.tensor([part.count for part in parts])
        self.rows = torch.repeat_interleave(torch.arange(len(parts)), counts)
        starts = torch.cumsum(counts, 0) - counts
        self.columns = torch.arange(len(self.rows)) - starts[self.rows]
        self.places = torch.tensor([part.filled for part in parts])[self.rows] + self.columns
        self.positions = torch.tensor([part.before for part in parts])[self.rows] + self.places
        self.widest = int(counts.max())
        self.even = int(counts.min()) == self.widest
        self.longest = max(part.filled + part.count for part in parts)
        self.slots = self.rows + self.low
        self._order_by_prefix()
        self._masks: dict[tuple[int, int], torch.Tensor] = {}
        self.panels = self._panels(counts, starts)

    def store(self, layer: int, key: torch.Tensor, value: torch.Tensor) -> None:
        """Keep keys and values [T, K, D] in the rows' slots."""
        self.kept.put(layer, self.slots, self.places, key, value)

    def attend(
        self,
        layer: int,
        query: torch.Tensor,
        key: torch.Tensor,
        value: torch.Tensor,
        *,
        scale: float,
        window: int | None,
    ) -> torch.Tensor:
        """Attention over each row's prefix and its own tokens: [T, H * D]."""
        self.store(layer, key, value)
        if self.panels is not None:
            return self.panels.attend(layer, query, key.shape[1], scale=scale, window=window)
        tokens, heads, size = query.shape
        made, log_sum = self._own(layer, query, key.shape[1], scale, window)
        if self._order is not None:
            query, made, log_sum = query[self._order], made[self._order], log_sum[self._order]
        for low, high, piece in self._pieces:
            piece.join_into(made[low:high], log_sum[low:high], query[low:high], layer, scale=scale, window=window)
        return (made if self._back is None else made[self._back]).reshape(tokens, heads * size)

    def _own(
        self, layer: int, query: torch.Tensor, key_heads: int, scale: float, window: int | None
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Attention over the rows' own tokens: [T, K, G, D] and log-sums [T, K, G]."""
        tokens, heads, size = query.shape
        rows, widest, group = len(self.parts), self.widest, heads // key_heads
        if self.even:
            padded = query.reshape(rows, widest, key_heads, group, size)
        else:
            padded = query.new_zeros(rows, widest, key_heads, group, size)
            padded[self.rows, self.columns] = query.reshape(tokens, key_heads, group, size)
        made, log_sum = attend(
            padded.permute(0, 2, 1, 3, 4).reshape(rows, key_heads, widest * group, size),
            self.kept.keys[layer][self.low : self.high, :, : self.longest],
            self.kept.values[layer][self.low : self.high, :, : self.longest],
            scale=scale,
            mask=self._own_mask(window, group),
        )
        made = made.view(rows, key_heads, widest, group, size).permute(0, 2, 1, 3, 4)
        log_sum = log_sum.reshape(rows, key_heads, widest, group).permute(0, 2, 1, 3)
        if self.even:
            return made.reshape(tokens, key_heads, group, size), log_sum.reshape(tokens, key_heads, group)
        return made[self.rows, self.columns], log_sum[self.rows, self.columns]

    def _order_by_prefix(self) -> None:
        """The order of tokens that makes the rows of a piece of prefix neighbours, and each piece's range in it."""
        order_of_rows = sorted(range(len(self.parts)), key=lambda row: (self.parts[row].order, row))
        self._order = self._back = None
        ordered = self.positions
        if order_of_rows != list(range(len(self.parts))):
            rank = torch.empty(len(self.parts), dtype=torch.long)
            rank[torch.tensor(order_of_rows)] = torch.arange(len(self.parts))
            self._order = torch.argsort(rank[self.rows], stable=True)
            self._back = torch.argsort(self._order)
            ordered = self.positions[self._order]
        ranges: dict[tuple[int, int], tuple[PrefixKeys, int, int]] = {}
        place = 0
        for row in order_of_rows:
            part = self.parts[row]
            for piece in part.prefix.chain() if part.prefix is not None else ():
                known = next((key for key, found in ranges.items() if found[0] is piece and found[2] == place), None)
                low = ranges[known][1] if known else place
                ranges[known or (id(piece), place)] = (piece, low, place + part.count)
            place += part.count
        self._pieces = [(low, high, _Piece(piece, ordered[low:high])) for piece, low, high in ranges.values()]

    def _panels(self, counts: torch.Tensor, starts: torch.Tensor) -> PanelAttention | None:
        kernels = self.kept.shape.kernels
        if kernels is None:
            return None
        order = torch.arange(len(self.rows)) if self._order is None else self._order
        jobs = [
            KeyJob(
                order[low:high],
                piece.kept,
                piece.kept.length,
                piece.kept.start,
                opens=not piece.kept.start,
                closes=False,
            )
            for low, high, piece in self._pieces
        ]
        for number, (part, start, count) in enumerate(zip(self.parts, starts.tolist(), counts.tolist(), strict=True)):
            tokens = torch.arange(start, start + count)
            own = KeyJob(tokens, self.kept, part.filled + count, part.before, self.low + number, not part.before, True)
            jobs.append(own)
        threads = min(torch.get_num_threads(), len(order))
        thread_of = torch.empty_like(order)
        thread_of[order] = torch.arange(len(order)) * threads // len(order)
        return PanelAttention(kernels, jobs, thread_of, self.positions)

    def _own_mask(self, window: int | None, group: int) -> torch.Tensor:
        """Additive mask [R, 1, widest * G, longest]: a token sees itself and the row's tokens before it."""
        reach = window if window is not None and window < self.longest else 0
        if (group, reach) not in self._masks:
            filled = torch.tensor([part.filled for part in self.parts])
            seen_from = (filled[:, None] + torch.arange(self.widest)).repeat_interleave(group, dim=1)[:, :, None]
            places = torch.arange(self.longest)
            hidden = places > seen_from
            if reach:
                hidden |= places <= seen_from - reach
            mask = torch.zeros(hidden.shape, dtype=self.kept.shape.dtype).masked_fill_(hidden, NEVER)
            self._masks[group, reach] = mask[:, None]
        return self._masks[group, reach]


class _Piece:
    """A piece of prefix as the queries at some positions, all of them after it, see it."""

    def __init__(self, kept: PrefixKeys, positions: torch.Tensor) -> None:
        self.kept = kept
        self.positions = positions
        self.nearest, self.farthest = int(positions.min()), int(positions.max())
        self._masks: dict[tuple[int, int], torch.Tensor] = {}

    def join_into(
        self,
        made: torch.Tensor,
        log_sum: torch.Tensor,
        query: torch.Tensor,
        layer: int,
        *,
        scale: float,
        window: int | None,
    ) -> None:
        """Take the piece's keys into results [T, K, G, D] and log-sums [T, K, G] of queries [T, H, D]."""
        kept, tokens = self.kept, query.shape[0]
        first = 0 if window is None else max(0, self.nearest - window + 1 - kept.start)
        if first >= kept.length:
            return
        key_heads = kept.keys.shape[1]
        further, further_sum = attend(
            by_key_head(query, key_heads),
            kept.keys[layer, None, :, first : kept.length],
            kept.values[layer, None, :, first : kept.length],
            scale=scale,
            mask=self._mask(window, first, query.shape[1] // key_heads),
        )
        sums = sums_by_token(further_sum, tokens)
        if window is not None and self.farthest - window + 1 >= kept.end:
            blind = self.positions - window + 1 >= kept.end
            sums = sums.masked_fill(blind[:, None, None], NEVER)
        join_into(made, log_sum, by_token(further, tokens), sums)

    def _mask(self, window: int | None, first: int, group: int) -> torch.Tensor | None:
        if window is None or self.farthest - window < self.kept.start + first:
            return None
        if (window, first) not in self._masks:
            queries = self.positions.repeat_interleave(group)
            keys = torch.arange(self.kept.start + first, self.kept.end)
            self._masks[window, first] = window_mask(queries, keys, window, self.kept.keys.dtype)
        return self._masks[window, first]


def _for_each_head(kept: torch.Tensor, heads: int) -> torch.Tensor:
    """Keys or values [T, K, D] as [1, H, T, D], repeated for the query heads that share them."""
    return kept.transpose(0, 1).repeat_interleave(heads // kept.shape[1], dim=0)[None]
