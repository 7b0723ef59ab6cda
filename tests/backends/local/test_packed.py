"""Packed products and what is fused with them are the plain ones to rounding."""

from __future__ import annotations

import pytest
import torch

from harness.backends.local import packed
from harness.backends.local.packed import ACTIVATIONS, PackedLinear


@pytest.mark.parametrize(("packing", "fusing"), [(True, True), (True, False), (False, False)])
@pytest.mark.parametrize("biased", [True, False])
@pytest.mark.parametrize("rows", [1, 5, 70])
def test_same_values(monkeypatch: pytest.MonkeyPatch, packing: bool, fusing: bool, biased: bool, rows: int) -> None:
    """Product, activation, multiplication and sum, with the operators of oneDNN, fused or not, and without them."""
    monkeypatch.setattr(packed, "_has_avx512", lambda: fusing)
    if not packing:
        monkeypatch.setattr(packed, "_operator", lambda _: None)
    generator = torch.Generator().manual_seed(rows)
    weight, x = torch.randn(24, 16, generator=generator), torch.randn(rows, 16, generator=generator)
    bias = torch.randn(24, generator=generator) if biased else None
    other = torch.randn(rows, 24, generator=generator)
    plain = torch.nn.functional.linear(x, weight, bias)
    layer = PackedLinear(weight, bias)
    torch.testing.assert_close(layer(x), plain, rtol=1e-4, atol=1e-4)
    torch.testing.assert_close(layer.times(x, other), plain * other, rtol=1e-4, atol=1e-4)
    torch.testing.assert_close(layer.plus(x, other), plain + other, rtol=1e-4, atol=1e-4)
    for activation in ACTIVATIONS.values():
        torch.testing.assert_close(
            layer.activated(x, activation), activation.plain(plain.clone()), rtol=1e-3, atol=1e-4
        )
    assert layer.size == 24 * 16


def test_plain_where_the_dtype_is_unknown_to_onednn() -> None:
    """A dtype without operators is computed plainly."""
    weight, x = torch.randn(8, 4, dtype=torch.float64), torch.randn(3, 4, dtype=torch.float64)
    torch.testing.assert_close(PackedLinear(weight)(x), x @ weight.T)
