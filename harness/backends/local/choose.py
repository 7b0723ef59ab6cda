"""Which way a model is run: by the engine where it knows the model and proves it, else by transformers itself."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

from harness.backends.local.decoder import Decoder
from harness.backends.local.head import multiplies_bf16
from harness.backends.local.kernels import kernels_for
from harness.backends.local.keys import PrefixKeys, RowKeys
from harness.backends.local.loading import LoadedModel, whole
from harness.backends.local.packed import packs
from harness.backends.local.proven import Proof
from harness.backends.local.shape import UnknownModelError, shape_from, shape_of
from harness.backends.local.steps import PrefixStep, RowPart, RowsStep
from harness.backends.local.tensors import FileTensors, ModelTensors, Tensors, weights_files

CHECK_TOKENS = 24
TOLERANCE = {torch.float32: 1e-3, torch.bfloat16: 0.1}
"""Largest difference of logits, as a share of the largest logit, that rounding may make."""


@dataclass(frozen=True, slots=True)
class Proven:
    """A decoder whose first logits are those of transformers, and the tokens after which its replies are over."""

    decoder: Decoder
    end_ids: frozenset[int]


def proven_before(folder: Path, dtype: str) -> Proven | None:
    """The decoder of a folder, made of its files alone, where it was proven before; None where it was not.

    Raises MissingError where the weights are damaged.
    """
    record: Any = _proof(folder, dtype).read()
    try:
        shape, end_ids = shape_from(record["shape"]), frozenset(map(int, record["end_ids"]))
    except (KeyError, TypeError, ValueError):
        return None
    with whole(folder):
        decoder = Decoder(shape, FileTensors(weights_files(folder), getattr(torch, dtype)))
    return Proven(decoder, end_ids)


def take_over(loaded: LoadedModel) -> Decoder:
    """The engine's decoder of a model, whose first logits are held against transformers'; the model is spent by this.

    That they agree is kept for :func:`proven_before` where the decoder was made of the folder's files. Raises
    UnknownModelError where the engine does not know the model or computes something else; after the latter the model
    has to be loaded again.
    """
    runtime: Any = loaded.model
    dtype = runtime.dtype
    if dtype not in TOLERANCE:
        raise UnknownModelError(f"the engine does not know the dtype {_name(dtype)}")
    shape = shape_of(runtime)
    size = int(runtime.config.get_text_config().vocab_size)
    tokens = [(7919 * place + 13) % size for place in range(1, CHECK_TOKENS + 1)]
    with torch.inference_mode():
        expected = runtime(input_ids=torch.tensor([tokens]), use_cache=False).logits[0, -1].float()
    files = _files_of(loaded, dtype)
    tensors: Tensors = files or ModelTensors(runtime)
    decoder = Decoder(shape, tensors)
    with torch.inference_mode():
        found = first_logits(decoder, tokens).float()
    difference = float((found - expected).abs().max() / expected.abs().max().clamp_min(1e-6))
    if not difference <= TOLERANCE[dtype]:
        raise UnknownModelError(f"the engine's logits differ from transformers' by {difference:.1e} of the largest")
    if files is not None and loaded.folder is not None:
        record = {"shape": asdict(shape), "end_ids": sorted(loaded.end_ids), "difference": difference}
        _proof(loaded.folder, _name(dtype)).keep(record)
    return decoder


def first_logits(decoder: Decoder, tokens: list[int]) -> torch.Tensor:
    """Logits after a prompt whose first half is run as a prefix in two chunks, the rest as a row's own part."""
    half = len(tokens) // 2
    prefix = PrefixKeys(decoder.key_shape, half)
    for start, end in ((0, half // 2), (half // 2, half)):
        step = PrefixStep(prefix, end - start)
        decoder.hidden(torch.tensor(tokens[start:end]), step.positions, step)
        prefix.length += end - start
    own = tokens[half:]
    rows = RowKeys(decoder.key_shape)
    rows.fit(1, len(own), used=0, filled=0)
    last = RowsStep(rows, [RowPart(prefix, 0, len(own))], low=0, needed=torch.tensor([len(own) - 1]))
    hidden = decoder.hidden(torch.tensor(own), last.positions, last)
    assert hidden is not None
    return decoder.head.logits(hidden)[0]


def _files_of(loaded: LoadedModel, dtype: torch.dtype) -> FileTensors | None:
    """The folder's files, where they hold the model's weights by the model's own names and sizes, and nothing else."""
    files = weights_files(loaded.folder) if loaded.folder is not None else ()
    if not files:
        return None
    tensors = FileTensors(files, dtype)
    model: Any = loaded.model
    return tensors if tensors.sizes == {name: tuple(one.shape) for name, one in model.named_parameters()} else None


def _proof(folder: Path, dtype: str) -> Proof:
    processor = f"{torch.backends.cpu.get_cpu_capability()}, bf16 {multiplies_bf16()}, oneDNN {packs(torch.float32)}"
    own = "own kernels" if kernels_for(getattr(torch, dtype)) is not None else "torch's kernels"
    return Proof(folder, f"decoder-{dtype}", (processor, own, os.environ.get("ONEDNN_MAX_CPU_ISA", "")))


def _name(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")
