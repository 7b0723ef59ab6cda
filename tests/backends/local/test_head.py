"""Screening in bf16 and deciding in fp32 chooses what fp32 chooses."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.backends.local.head import MOST_CANDIDATES, PackedHead, ScreenedHead


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(0, 10_000), st.sampled_from([0.01, 1.0, 30.0]), st.integers(1, 9))
def test_the_choice_is_that_of_fp32(seed: int, scale: float, rows: int) -> None:
    """Whatever the sizes, the screened choice is the exact one, with its gap."""
    generator = torch.Generator().manual_seed(seed)
    weight = torch.randn(300, 32, generator=generator)
    hidden = torch.randn(rows, 32, generator=generator) * scale
    exact = hidden.double() @ weight.double().T
    for (token, gap), logits in zip(ScreenedHead(weight).greedy(hidden), exact, strict=True):
        best, second = logits.topk(2).values.tolist()
        if best - second > 1e-4 * scale:
            assert token == int(logits.argmax())
            if gap != float("inf"):
                assert gap >= (best - second) * 0.99 - 1e-4 * scale


def test_logits_that_bf16_cannot_tell_apart() -> None:
    """Two tokens closer than bf16 can tell are told apart in fp32, whichever is ahead."""
    weight = 0.1 * torch.randn(50, 16, generator=torch.Generator().manual_seed(1))
    hidden = torch.randn(1, 16, generator=torch.Generator().manual_seed(2)) * 5
    weight[7] = hidden[0] / hidden.norm()
    weight[3] = weight[7] * (1 + 1e-5)
    assert ScreenedHead(weight).greedy(hidden)[0][0] == 3
    weight[3] = weight[7] * (1 - 1e-5)
    token, gap = ScreenedHead(weight).greedy(hidden)[0]
    assert token == 7
    assert gap == pytest.approx(1e-5 * float(hidden.norm()), rel=0.1)


def test_equal_logits_take_the_first() -> None:
    """A tie goes to the first token, as argmax does, screened or not."""
    weight = torch.zeros(20, 8)
    weight[[4, 11]] = 1.0
    hidden = torch.ones(2, 8)
    for head in (ScreenedHead(weight), PackedHead(weight)):
        assert head.greedy(hidden) == [(4, 0.0), (4, 0.0)]


def test_nothing_can_be_told_by_screening() -> None:
    """Where all tokens are alike to bf16, all are computed."""
    weight = torch.full((MOST_CANDIDATES + 5, 4), 0.5)
    weight[MOST_CANDIDATES + 2] += 1e-5
    assert ScreenedHead(weight).greedy(torch.ones(1, 4))[0][0] == MOST_CANDIDATES + 2
