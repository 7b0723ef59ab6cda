"""Which way a model is run: by the engine where it knows the model and proves it, else by transformers itself."""

from __future__ import annotations

from typing import Any

import torch

from harness.backends.local.decoder import Decoder, UnknownModelError
from harness.backends.local.keys import PrefixKeys, RowKeys
from harness.backends.local.loading import LoadedModel
from harness.backends.local.steps import PrefixStep, RowPart, RowsStep

CHECK_TOKENS = 24
TOLERANCE = {torch.float32: 1e-3, torch.bfloat16: 0.1}
"""Largest difference of logits, as a share of the largest logit, that rounding may make."""


def take_over(loaded: LoadedModel) -> Decoder:
    """The engine's decoder of a model, which is gutted by this; its first logits are held against transformers'.

    Raises UnknownModelError where the engine does not know the model or computes something else; after the latter the
    model has to be loaded again.
    """
    runtime: Any = loaded.model
    dtype = runtime.dtype
    if dtype not in TOLERANCE:
        raise UnknownModelError(f"the engine does not know the dtype {str(dtype).removeprefix('torch.')}")
    size = int(runtime.config.get_text_config().vocab_size)
    tokens = [(7919 * place + 13) % size for place in range(1, CHECK_TOKENS + 1)]
    with torch.inference_mode():
        expected = runtime(input_ids=torch.tensor([tokens]), use_cache=False).logits[0, -1].float()
    decoder = Decoder(runtime)
    with torch.inference_mode():
        found = first_logits(decoder, tokens).float()
    difference = float((found - expected).abs().max() / expected.abs().max().clamp_min(1e-6))
    if not difference <= TOLERANCE[dtype]:
        raise UnknownModelError(f"the engine's logits differ from transformers' by {difference:.1e} of the largest")
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
