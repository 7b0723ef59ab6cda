"""Linear layers whose weights are laid out once for oneDNN, where that pays with what follows done in the same pass.

On AVX-512 the packed product in fp32 runs at 97–113 Gflop/s a core from 16 rows on, where the plain one (MKL) runs at
38–97; the product, its activation and the residual then cost one pass over memory. With AVX2 alone what follows in the
same pass is slower than torch's own operations after it: gate and up of 256 rows take 10 to 15 % longer. Where torch
lacks the operators or the dtype has none, the plain operations stand in: same values, to rounding.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch.nn import functional

from harness.backends.local import kernels

PACKED_FOR_ROWS = 64
"""oneDNN chooses its layout for a number of rows; the one for 64 was as fast as any from 4 to 2,048 rows."""


@dataclass(frozen=True, slots=True)
class Activation:
    """An activation by its name in oneDNN, and as a plain function, which overwrites its argument."""

    name: str
    algorithm: str
    plain: Callable[[torch.Tensor], torch.Tensor]


ACTIVATIONS = {
    "silu": Activation("swish", "", lambda x: functional.silu(x, inplace=True)),
    "gelu": Activation("gelu", "none", torch.ops.aten.gelu_),
    "gelu_pytorch_tanh": Activation("gelu", "tanh", lambda x: torch.ops.aten.gelu_(x, approximate="tanh")),
}

KINDS = {("swish", ""): kernels.SILU, ("gelu", "tanh"): kernels.GELU}
"""Activations that our own kernels have."""


class PackedLinear:
    """``x @ weight.T + bias`` for ``x`` of [rows, in], and what often follows. Holds its own copy of the weights."""

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor | None = None) -> None:
        self.bias = None if bias is None else bias.detach().clone()
        self.out_features, self.in_features = weight.shape
        self.operator = _operator(weight.dtype)
        self.fuses = self.operator is not None and _has_avx512()
        if self.operator is None:
            self.weight = weight.detach().clone()
        else:
            reorder: Any = torch.ops.mkldnn._reorder_linear_weight
            self.weight = reorder(weight.detach().contiguous(), PACKED_FOR_ROWS)

    @property
    def size(self) -> int:
        """How many weights there are."""
        return self.out_features * self.in_features

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        """The plain product."""
        if self.operator is None:
            return functional.linear(x, self.weight, self.bias)
        return _tensor(self.operator(x, self.weight, self.bias, "none", [], ""))

    def activated(self, x: torch.Tensor, activation: Activation) -> torch.Tensor:
        """``activation(product)``."""
        if not self.fuses:
            return activation.plain(self(x))
        return _tensor(self.operator(x, self.weight, self.bias, activation.name, [], activation.algorithm))

    def times(self, x: torch.Tensor, other: torch.Tensor) -> torch.Tensor:
        """``product * other``."""
        if not self.fuses:
            return self(x).mul_(other)
        return _tensor(self.operator.binary(x, other, self.weight, self.bias, "mul"))

    def plus(self, x: torch.Tensor, other: torch.Tensor) -> torch.Tensor:
        """``product + other``."""
        if not self.fuses:
            return self(x).add_(other)
        return _tensor(self.operator.binary(x, other, self.weight, self.bias, "add"))


class PanelLinear:
    """The same by the kernels of our own, the weights in their panels, and all that follows in the same pass."""

    def __init__(self, made_by: kernels.Kernels, weight: torch.Tensor, bias: torch.Tensor | None = None) -> None:
        self.kernels = made_by
        self.out_features, self.in_features = weight.shape
        self.panels = kernels.panels_of(weight.detach())
        self.bias: torch.Tensor | None = None
        if bias is not None:
            self.bias = bias.new_zeros(len(self.panels) * kernels.WIDTH)
            self.bias[: self.out_features] = bias.detach()

    @property
    def size(self) -> int:
        """How many weights there are."""
        return self.out_features * self.in_features

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        """The plain product."""
        return self.kernels.product(x, self.panels, self.out_features, bias=self.bias)

    def activated(self, x: torch.Tensor, activation: Activation) -> torch.Tensor:
        """``activation(product)``."""
        kind = KINDS.get((activation.name, activation.algorithm))
        if kind is None:
            return activation.plain(self(x))
        return self.kernels.product(x, self.panels, self.out_features, bias=self.bias, kind=kind)

    def times(self, x: torch.Tensor, other: torch.Tensor) -> torch.Tensor:
        """``product * other``."""
        return self._with(x, other, kernels.TIMES)

    def plus(self, x: torch.Tensor, other: torch.Tensor) -> torch.Tensor:
        """``product + other``."""
        return self._with(x, other, kernels.PLUS)

    def _with(self, x: torch.Tensor, other: torch.Tensor, kind: int) -> torch.Tensor:
        return self.kernels.product(x, self.panels, self.out_features, bias=self.bias, other=other, kind=kind)


Linear = PackedLinear | PanelLinear


def linear_of(weight: torch.Tensor, bias: torch.Tensor | None = None) -> Linear:
    """The layer of these weights as this machine computes it fastest."""
    own = kernels.kernels_for(weight.dtype)
    return PackedLinear(weight, bias) if own is None else PanelLinear(own, weight, bias)


def packs(dtype: torch.dtype) -> bool:
    """Whether weights of this dtype are packed on this machine."""
    return _operator(dtype) is not None


def _operator(dtype: torch.dtype) -> Any:
    supported = (torch.float32, torch.bfloat16)
    onednn: Any = torch.backends.mkldnn
    if dtype not in supported or not onednn.is_available():
        return None
    if dtype == torch.bfloat16 and not _has_avx512():
        return None
    try:
        return torch.ops.mkldnn._linear_pointwise
    except (AttributeError, RuntimeError):
        return None


def _has_avx512() -> bool:
    return "AVX512" in torch.backends.cpu.get_cpu_capability()


def _tensor(made: Any) -> torch.Tensor:
    assert isinstance(made, torch.Tensor)
    return made
