"""The last product, hidden states to the likeliest token, over the whole vocabulary.

Where the machine multiplies bf16 natively, fp32 models are screened in bf16 and decided in fp32: rounding hidden
states and weights to bf16 moves a logit by at most ``bound``, so every token whose rounded logit is further than two
bounds below the best can't be the likeliest, and the few that are left are computed in fp32. The choice is that of fp32
always, at half the time and, for the packed copy of the weights, half the memory.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch.nn import functional

from harness.backends.local.kernels import Kernels, kernels_for
from harness.backends.local.packed import PackedLinear, PanelLinear

ROUNDING = 2.0**-9
"""Largest relative error of rounding to bf16, which keeps eight bits."""

MOST_CANDIDATES = 4096
"""Where more tokens than this are left over, all logits are computed in fp32: the rounded ones say too little."""


class PackedHead:
    """Logits by one packed product in the model's own dtype."""

    def __init__(self, weight: torch.Tensor) -> None:
        self.packed = PackedLinear(weight)

    def logits(self, hidden: torch.Tensor) -> torch.Tensor:
        """Logits [rows, vocabulary] of hidden states [rows, size]."""
        return self.packed(hidden)

    def greedy(self, hidden: torch.Tensor) -> list[tuple[int, float]]:
        """For each row the likeliest token, the first of equals, and how far its logit is above the next."""
        return _best_of(self.logits(hidden))


class ScreenedHead:
    """Logits of an fp32 model, screened in bf16; ``weight`` is the model's own, not a copy."""

    def __init__(self, weight: torch.Tensor) -> None:
        self.weight = weight.detach()
        self.longest = float(self.weight.norm(dim=1).max())
        self.packed = PackedLinear(self.weight.bfloat16())

    def logits(self, hidden: torch.Tensor) -> torch.Tensor:
        """Logits [rows, vocabulary] of hidden states [rows, size], in fp32."""
        return functional.linear(hidden, self.weight)

    def greedy(self, hidden: torch.Tensor) -> list[tuple[int, float]]:
        """For each row the likeliest token, the first of equals, and how far its logit is above the next.

        Where a gap is larger than what the screening can tell, it is the gap to what was left, or infinity.
        """
        rounded = self.packed(hidden.bfloat16())
        best = rounded.amax(dim=1).float()
        # Inputs and weights are off by one rounding each, by Cauchy–Schwarz at most this much in the product, and the
        # product is rounded once more; a logit below the best by both its bound and the best's is out.
        largest = best.abs()
        bound = 2.1 * ROUNDING * hidden.norm(dim=1) * self.longest + 2 * ROUNDING * largest
        floor = (best - 2 * bound - 2 * ROUNDING * (largest + 2 * bound)).bfloat16()
        left = (rounded >= floor.unsqueeze(1)).any(dim=0).nonzero().squeeze(1)
        if len(left) > MOST_CANDIDATES:
            return _best_of(self.logits(hidden))
        exact = functional.linear(hidden, self.weight[left])
        return [(int(left[place]), gap) for place, gap in _best_of(exact)]


class PanelHead:
    """The likeliest tokens by a kernel of our own, which keeps each row's two best and never writes the logits down."""

    def __init__(self, kernels: Kernels, weight: torch.Tensor) -> None:
        self.packed = PanelLinear(kernels, weight)

    def logits(self, hidden: torch.Tensor) -> torch.Tensor:
        """Logits [rows, vocabulary] of hidden states [rows, size]."""
        return self.packed(hidden)

    def greedy(self, hidden: torch.Tensor) -> list[tuple[int, float]]:
        """For each row the likeliest token, the first of equals, and how far its logit is above the next."""
        return self.packed.kernels.likeliest(hidden, self.packed.panels, self.packed.out_features)


Head = PackedHead | PanelHead | ScreenedHead


def head_of(weight: torch.Tensor) -> Head:
    """The head for the output weights [vocabulary, size] of a model on this machine."""
    if weight.dtype == torch.float32 and multiplies_bf16():
        return ScreenedHead(weight)
    kernels = kernels_for(weight.dtype)
    if kernels is not None:
        return PanelHead(kernels, weight)
    return PackedHead(weight)


def multiplies_bf16() -> bool:
    """Whether this processor has instructions for bf16 products."""
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags


def _best_of(logits: torch.Tensor) -> list[tuple[int, float]]:
    """For each row the place of its largest logit, the first of equals, and its gap to the next; spoils the logits."""
    if logits.shape[1] == 1:
        return [(0, float("inf"))] * len(logits)
    places = logits.argmax(dim=1, keepdim=True)
    best = logits.gather(1, places)
    rest = logits.scatter_(1, places, float("-inf")).amax(dim=1, keepdim=True)
    return list(zip(places.flatten().tolist(), (best - rest).flatten().tolist(), strict=True))
