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
    join,
    sums_by_token,
    window_mask,
)
from harness.backends.local.keys import PrefixKeys, RowKeys


class PrefixStep:
    """A chunk of ``count`` tokens of a prefix, from ``start`` on; leaves keys and values, and no hidden states.

    Where layers have a sliding window, ``count`` must be smaller than it.
    """

    keys_only = True
    needed: torch.Tensor | None = None

    def __init__(self, kept: PrefixKeys, start: int, count: int) -> None:
        self.kept = kept
        self.start = start
        self.positions = torch.arange(start, start + count)
        self._masks: dict[int, torch.Tensor] = {}

    def store(self, layer: int, key: torch.Tensor, value: torch.Tensor) -> None:
        """Keep keys and values [T, K, D] in the prefix."""
        self.kept.put(layer, self.start, key, value)

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
        tokens, heads, size = query.shape
        key_heads = key.shape[1]
        made, log_sum = attend(
            query.transpose(0, 1)[None],
            _for_each_head(key, heads),
            _for_each_head(value, heads),
            scale=scale,
            causal=True,
        )
        own = made[0].transpose(0, 1)
        low = 0 if window is None else max(0, self.start - window + 1)
        if low >= self.start:
            return own.reshape(tokens, heads * size)
        mask = None if window is None or (low == 0 and self._sees_all(window)) else self._mask(window, low, heads)
        before, before_sum = attend(
            by_key_head(query, key_heads),
            self.kept.keys[layer, None, :, low : self.start],
            self.kept.values[layer, None, :, low : self.start],
            scale=scale,
            mask=mask,
        )
        joined = join(
            by_token(before, tokens),
            sums_by_token(before_sum, tokens),
            own.reshape(tokens, key_heads, -1, size),
            log_sum[0].transpose(0, 1).reshape(tokens, key_heads, -1),
        )
        return joined.reshape(tokens, heads * size)

    def _sees_all(self, window: int) -> bool:
        return int(self.positions[-1]) < window

    def _mask(self, window: int, low: int, heads: int) -> torch.Tensor:
        if window not in self._masks:
            group = heads // self.kept.keys.shape[1]
            queries = self.positions.repeat_interleave(group)
            mask = window_mask(queries, torch.arange(low, self.start), window, self.kept.keys.dtype)
            self._masks[window] = mask
        return self._masks[window]


@dataclass(frozen=True, slots=True)
class RowPart:
    """What one row brings to a step: ``count`` new tokens after the ``filled`` ones that are stored already."""

    prefix: PrefixKeys | None
    filled: int
    count: int

    @property
    def before(self) -> int:
        """Tokens that stand before the row's own."""
        return 0 if self.prefix is None else self.prefix.length


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
        self._order_by_prefix()
        self._masks: dict[tuple[str, int, int], torch.Tensor] = {}

    def store(self, layer: int, key: torch.Tensor, value: torch.Tensor) -> None:
        """Keep keys and values [T, K, D] in the rows' slots."""
        self.kept.put(layer, self.rows + self.low, self.places, key, value)

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
        tokens, heads, size = query.shape
        own, own_sum = self._own(layer, query, key.shape[1], scale, window)
        if any(prefix is not None for prefix, _, _ in self._ranges):
            before, before_sum = self._before(layer, query, key.shape[1], scale, window)
            own = join(before, before_sum, own, own_sum)
        return own.reshape(tokens, heads * size)

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

    def _before(
        self, layer: int, query: torch.Tensor, key_heads: int, scale: float, window: int | None
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Attention over the rows' prefixes, a prefix's rows as one block of queries: [T, K, G, D] and [T, K, G]."""
        tokens, heads, size = query.shape
        group = heads // key_heads
        ordered = query if self._order is None else query[self._order]
        made = query.new_zeros(tokens, key_heads, group, size)
        log_sums = torch.full((tokens, key_heads, group), NEVER)
        for number, (prefix, low, high) in enumerate(self._ranges):
            first = 0 if prefix is None else self._first_key(window, low, high)
            if prefix is None or first >= prefix.length:
                continue
            part, part_sum = attend(
                by_key_head(ordered[low:high], key_heads),
                prefix.keys[layer, None, :, first : prefix.length],
                prefix.values[layer, None, :, first : prefix.length],
                scale=scale,
                mask=self._prefix_mask(number, window, first, group),
            )
            made[low:high] = by_token(part, high - low)
            log_sums[low:high] = sums_by_token(part_sum, high - low)
            if window is not None:
                blind = self._ordered_positions[low:high] - window + 1 >= prefix.length
                log_sums[low:high].masked_fill_(blind[:, None, None], NEVER)
        if self._back is None:
            return made, log_sums
        return made[self._back], log_sums[self._back]

    def _order_by_prefix(self) -> None:
        """Token ranges by prefix, and the order of tokens that makes each prefix's tokens neighbours."""
        names: dict[int, int] = {}
        keys = [names.setdefault(id(part.prefix), len(names)) for part in self.parts]
        by_row = torch.tensor(keys)[self.rows]
        order = torch.argsort(by_row, stable=True)
        in_order = bool((by_row[1:] >= by_row[:-1]).all())
        self._order = None if in_order else order
        self._back = None if in_order else torch.argsort(order)
        self._ordered_positions = self.positions if in_order else self.positions[order]
        prefixes = {names[id(part.prefix)]: part.prefix for part in self.parts}
        sizes = torch.bincount(by_row, minlength=len(names)).tolist()
        self._ranges: list[tuple[PrefixKeys | None, int, int]] = []
        low = 0
        for name, size in enumerate(sizes):
            self._ranges.append((prefixes[name], low, low + size))
            low += size

    def _first_key(self, window: int | None, low: int, high: int) -> int:
        if window is None:
            return 0
        return max(0, int(self._ordered_positions[low:high].min()) - window + 1)

    def _prefix_mask(self, number: int, window: int | None, first: int, group: int) -> torch.Tensor | None:
        prefix, low, high = self._ranges[number]
        if window is None or prefix is None:
            return None
        positions = self._ordered_positions[low:high]
        if first == 0 and int(positions.max()) < window:
            return None
        key = ("prefix", number, window)
        if key not in self._masks:
            queries = positions.repeat_interleave(group)
            self._masks[key] = window_mask(queries, torch.arange(first, prefix.length), window, prefix.keys.dtype)
        return self._masks[key]

    def _own_mask(self, window: int | None, group: int) -> torch.Tensor:
        """Additive mask [R, 1, widest * G, longest]: a token sees itself and the row's tokens before it."""
        reach = window if window is not None and window < self.longest else 0
        key = ("own", group, reach)
        if key not in self._masks:
            filled = torch.tensor([part.filled for part in self.parts])
            seen_from = (filled[:, None] + torch.arange(self.widest)).repeat_interleave(group, dim=1)[:, :, None]
            places = torch.arange(self.longest)
            hidden = places > seen_from
            if reach:
                hidden |= places <= seen_from - reach
            mask = torch.zeros(hidden.shape, dtype=self.kept.shape.dtype).masked_fill_(hidden, NEVER)
            self._masks[key] = mask[:, None]
        return self._masks[key]


def _for_each_head(kept: torch.Tensor, heads: int) -> torch.Tensor:
    """Keys or values [T, K, D] as [1, H, T, D], repeated for the query heads that share them."""
    return kept.transpose(0, 1).repeat_interleave(heads // kept.shape[1], dim=0)[None]
