"""Kernels of our own say what torch's say; where they can't be built, torch's are used."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from harness.backends.local import kernels
from harness.backends.local.kernels import Kernels
from harness.backends.local.keys import KeyShape, PrefixKeys, RowKeys
from harness.backends.local.packed import ACTIVATIONS, PackedLinear, PanelLinear
from harness.backends.local.steps import PrefixStep, RowPart, RowsStep

needs_kernels = pytest.mark.skipif(
    torch.backends.cpu.get_cpu_capability() != "AVX2" or kernels.find_compiler() is None,
    reason="kernels of our own are for AVX2, and need a C compiler",
)


@pytest.fixture
def own() -> Kernels:
    """The kernels; that they are built is part of what is tested."""
    found = kernels.built()
    assert found is not None
    return found


@pytest.fixture
def threads(request: pytest.FixtureRequest) -> Iterator[int]:
    """Torch's number of threads for one test."""
    before = torch.get_num_threads()
    torch.set_num_threads(request.param)
    yield request.param
    torch.set_num_threads(before)


@pytest.fixture
def built_anew() -> Iterator[None]:
    """Whether kernels can be built is asked again, in the test and after it."""
    kernels.built.cache_clear()
    yield
    kernels.built.cache_clear()


@needs_kernels
@pytest.mark.parametrize("threads", [1, 2], indirect=True)
@pytest.mark.parametrize("biased", [True, False])
@pytest.mark.parametrize("rows", [1, 2, 13, 65, 200])
def test_products_are_torchs(own: Kernels, threads: int, rows: int, biased: bool) -> None:
    """Product, activation, multiplication and sum, whatever the rows, the columns no whole number of panels."""
    source = torch.Generator().manual_seed(rows)
    weight, x = torch.randn(72, 40, generator=source), torch.randn(rows, 40, generator=source)
    bias = torch.randn(72, generator=source) if biased else None
    other = torch.randn(rows, 72, generator=source)
    layer, plain = PanelLinear(own, weight, bias), torch.nn.functional.linear(x, weight, bias)
    torch.testing.assert_close(layer(x), plain, rtol=1e-4, atol=1e-4)
    torch.testing.assert_close(layer.times(x, other), plain * other, rtol=1e-4, atol=1e-4)
    torch.testing.assert_close(layer.plus(x, other), plain + other, rtol=1e-4, atol=1e-4)
    for activation in ACTIVATIONS.values():
        expected = activation.plain(plain.clone())
        torch.testing.assert_close(layer.activated(x, activation), expected, rtol=1e-4, atol=1e-4)


@needs_kernels
def test_a_rows_result_does_not_depend_on_the_others(own: Kernels) -> None:
    """To the last bit, alone or among others: a text can't change with who shares the step."""
    source = torch.Generator().manual_seed(3)
    layer, x = PanelLinear(own, torch.randn(64, 96, generator=source)), torch.randn(70, 96, generator=source)
    together = layer(x)
    for row in (0, 17, 69):
        assert torch.equal(layer(x[row : row + 1])[0], together[row])


@needs_kernels
@pytest.mark.parametrize("threads", [1, 2], indirect=True)
def test_the_likeliest_is_the_first_of_equals(own: Kernels, threads: int) -> None:
    """The place and the gap are those of the written logits; of two equal ones the first is taken, by no gap."""
    source = torch.Generator().manual_seed(5)
    weight, x = torch.randn(1000, 24, generator=source), torch.randn(30, 24, generator=source)
    logits = x @ weight.T
    top = logits.topk(2, dim=1)
    found = own.likeliest(x, kernels.panels_of(weight), 1000)
    assert [place for place, _ in found] == top.indices[:, 0].tolist()
    gaps = torch.tensor([gap for _, gap in found])
    torch.testing.assert_close(gaps, top.values[:, 0] - top.values[:, 1], rtol=1e-3, atol=1e-4)
    best = int(logits[0].argmax())
    twice = torch.cat((weight[best : best + 1], weight))
    assert own.likeliest(x[:1], kernels.panels_of(twice), 1001) == [(0, 0.0)]


@needs_kernels
@pytest.mark.parametrize("threads", [1, 2], indirect=True)
@pytest.mark.parametrize("window", [None, 9, 300])
@pytest.mark.parametrize("size", [8, 16, 64])
def test_attention_is_that_of_torch(own: Kernels, threads: int, window: int | None, size: int) -> None:
    """A prefix in two pieces and uneven rows over it, with and without a window, as with torch's kernels."""
    expected, found = (_attention(KeyShape(1, 2, size, torch.float32, each), window) for each in (None, own))
    for mine, theirs in zip(found, expected, strict=True):
        torch.testing.assert_close(mine, theirs, rtol=1e-4, atol=1e-5)


def _attention(shape: KeyShape, window: int | None) -> list[torch.Tensor]:
    source, made = torch.Generator().manual_seed(shape.head_size), []

    def drawn(tokens: int, heads: int) -> torch.Tensor:
        return torch.randn(tokens, heads, shape.head_size, generator=source)

    def step(each: PrefixStep | RowsStep, tokens: int) -> None:
        inputs = (drawn(tokens, 6), drawn(tokens, 2), drawn(tokens, 2))
        made.append(each.attend(0, *inputs, scale=0.2, window=window))

    def filled(piece: PrefixKeys, chunks: tuple[int, ...]) -> PrefixKeys:
        for tokens in chunks:
            step(PrefixStep(piece, tokens), tokens)
            piece.length += tokens
        return piece

    first = filled(PrefixKeys(shape, 330), (8, 5, 8, 7) if window == 9 else (290, 40))
    second = filled(PrefixKeys(shape, 21, first), (7, 7, 7))
    rows = RowKeys(shape)
    rows.fit(4, 20, used=0, filled=0)
    brought = enumerate(((first, 3), (second, 17), (None, 1), (second, 6)))
    step(RowsStep(rows, [RowPart(prefix, 0, count, place) for place, (prefix, count) in brought], low=0), 27)
    rows.fit(4, 40, used=4, filled=17)
    rows.move(3, 0, 6)
    parts = [RowPart(second, 6, 2, 5), RowPart(second, 17, 1, 5), RowPart(None, 1, 4, 1)]
    step(RowsStep(rows, parts, low=0), 7)
    return made


def test_without_a_compiler_torchs_kernels_are_used(monkeypatch: pytest.MonkeyPatch, built_anew: None) -> None:
    """No compiler is no failure."""
    monkeypatch.setattr(kernels, "find_compiler", lambda: None)
    assert kernels.kernels_for(torch.float32) is None


@pytest.mark.parametrize("compiler", ["false", "true"])
def test_a_compiler_that_fails_is_told_of(
    monkeypatch: pytest.MonkeyPatch, built_anew: None, caplog: pytest.LogCaptureFixture, compiler: str
) -> None:
    """A compiler that stops with an error, or writes nothing: a warning, and torch's kernels."""
    monkeypatch.setenv("CC", compiler)
    with caplog.at_level(logging.WARNING):
        assert kernels.built() is None
    assert "torch's are used" in caplog.text


@needs_kernels
def test_a_build_that_computes_wrongly_is_not_kept(
    monkeypatch: pytest.MonkeyPatch, built_anew: None, tmp_path: Path, cache: Path
) -> None:
    """What a compiler makes is compared with torch first; where it is wrong, nothing is left in the cache."""
    wrong = tmp_path / "kernels.c"
    source = kernels.SOURCE.read_text(encoding="utf-8")
    assert "x[r] += each * LEFT" in source
    wrong.write_text(source.replace("x[r] += each * LEFT", "x[r] += LEFT"))
    monkeypatch.setattr(kernels, "SOURCE", wrong)
    assert kernels.built() is None
    assert not list(cache.rglob("*.so"))


def test_other_dtypes_and_whoever_says_off_get_torchs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernels are for fp32, and can be switched off."""
    assert kernels.kernels_for(torch.bfloat16) is None
    monkeypatch.setenv("HARNESS_KERNELS", "off")
    assert kernels.kernels_for(torch.float32) is None
    from harness.backends.local.packed import linear_of

    assert isinstance(linear_of(torch.ones(8, 4)), PackedLinear)
