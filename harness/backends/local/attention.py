"""Attention in parts, over each piece of shared prefix and over a row's own keys, joined by their log-sum-exp.

For one query, softmax over two sets of keys is the mean of the two parts' results, weighted by the sums of their
exponentials: with part results ``a``, ``b`` and log-sums ``s``, ``t`` it is ``b + sigmoid(s - t) * (a - b)``.
Source: Hydragen (Juravsky et al., 2024), cascade attention (FlashInfer); exact, not an approximation.

Grouped heads: the query heads that share a key head stand as further query rows of it, so keys are never repeated.
Shapes: T tokens, H query heads, K key heads, G = H / K, D head size.
"""

from __future__ import annotations

from typing import Any

import torch

NEVER = float("-inf")


def attend(
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    *,
    scale: float,
    mask: torch.Tensor | None = None,
    causal: bool = False,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Result [B, K, M, D] and log-sum-exp [B, K, M] of queries [B, K, M, D] over keys [B, K, N, D].

    ``mask`` is additive, of the queries' dtype, and broadcasts to [B, K, M, N]. A query that may see no key gets zeros
    and a log-sum of 0: mark it with :data:`NEVER` before joining.
    """
    kernel: Any = torch.ops.aten._scaled_dot_product_flash_attention_for_cpu
    made, log_sum = kernel(query, key, value, 0.0, causal, attn_mask=mask, scale=scale)
    return made, log_sum


def join_into(made: torch.Tensor, log_sum: torch.Tensor, further: torch.Tensor, further_sum: torch.Tensor) -> None:
    """Take further keys into an attention: results [..., D] and log-sums [...] become those over both sets of keys."""
    weight = torch.sigmoid(further_sum - log_sum).unsqueeze(-1).to(made.dtype)
    made.lerp_(further, weight)
    torch.logaddexp(log_sum, further_sum, out=log_sum)


def by_key_head(query: torch.Tensor, key_heads: int) -> torch.Tensor:
    """Queries [T, H, D] as rows of their key heads: [1, K, T * G, D]."""
    tokens, heads, size = query.shape
    grouped = query.view(tokens, key_heads, heads // key_heads, size)
    return grouped.permute(1, 0, 2, 3).reshape(1, key_heads, -1, size)


def by_token(made: torch.Tensor, tokens: int) -> torch.Tensor:
    """Results [1, K, T * G, D] back as [T, K, G, D]."""
    _, key_heads, _, size = made.shape
    return made.view(key_heads, tokens, -1, size).permute(1, 0, 2, 3)


def sums_by_token(log_sum: torch.Tensor, tokens: int) -> torch.Tensor:
    """Log-sums [1, K, T * G] back as [T, K, G]."""
    return log_sum.reshape(log_sum.shape[1], tokens, -1).permute(1, 0, 2)


def window_mask(
    query_positions: torch.Tensor, key_positions: torch.Tensor, window: int, dtype: torch.dtype
) -> torch.Tensor:
    """Additive mask [queries, keys] of a sliding window: a key is seen from less than ``window`` tokens on."""
    hidden = key_positions[None, :] <= query_positions[:, None] - window
    return torch.zeros(hidden.shape, dtype=dtype).masked_fill_(hidden, NEVER)
