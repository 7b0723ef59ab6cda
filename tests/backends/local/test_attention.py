"""Attention in parts is attention over all keys at once."""

from __future__ import annotations

import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.backends.local.attention import NEVER, attend, by_key_head, by_token, join_into, sums_by_token, window_mask


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(1, 6), st.integers(1, 3), st.integers(1, 3), st.lists(st.integers(1, 40), min_size=1, max_size=4))
def test_parts_joined_are_the_whole(tokens: int, key_heads: int, group: int, sizes: list[int]) -> None:
    """However the keys are cut into parts, joining them gives softmax over all, grouped heads included."""
    generator = torch.Generator().manual_seed(tokens + 7 * sum(sizes))
    query = torch.randn(tokens, key_heads * group, 16, generator=generator)
    key, value = (torch.randn(key_heads, sum(sizes), 16, generator=generator) for _ in range(2))
    made, log_sum, low = None, None, 0
    for size in sizes:
        part = slice(low, low + size)
        found, sums = attend(by_key_head(query, key_heads), key[None, :, part], value[None, :, part], scale=0.3)
        found, sums = by_token(found, tokens), sums_by_token(sums, tokens)
        if made is None or log_sum is None:
            made, log_sum = found.clone(), sums.clone()
        else:
            join_into(made, log_sum, found, sums)
        low += size
    assert made is not None
    grouped = query.view(tokens, key_heads, group, 16)
    weights = torch.softmax(torch.einsum("tkgd,knd->tkgn", grouped, key) * 0.3, dim=-1)
    torch.testing.assert_close(made, torch.einsum("tkgn,knd->tkgd", weights, value), rtol=1e-4, atol=1e-5)


def test_a_part_that_nobody_sees_changes_nothing() -> None:
    """A part with a log-sum of minus infinity has no weight."""
    made, log_sum = torch.ones(1, 1, 1, 4), torch.zeros(1, 1, 1)
    join_into(made, log_sum, torch.full((1, 1, 1, 4), 9.0), torch.full((1, 1, 1), NEVER))
    assert made.tolist() == [[[[1.0] * 4]]]
    assert log_sum.tolist() == [[[0.0]]]


def test_a_window_ends_where_transformers_ends_it() -> None:
    """A query sees itself and the keys less than a window before it."""
    mask = window_mask(torch.tensor([5]), torch.arange(6), 3, torch.float32)
    assert (mask[0] == 0).tolist() == [False, False, False, True, True, True]
