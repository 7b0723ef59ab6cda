"""What this machine gives for a model: tokens a second, the share of what its hardware could give, and a run's time.

The limit is a roofline measured in the same minute: products at the speed of the fastest one seen, weights and keys
read at the speed of memory, rows together, no prefix twice.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from harness.backends.local.backend import TransformersBackend
from harness.backends.local.plan import plan_prefixes
from harness.backends.local.replies import encode
from harness.schema import Prompt

if TYPE_CHECKING:
    from harness.backends.local.decoder import Decoder

PREFIX_TOKENS = 1024
ROWS = 16
ROUNDS = 3
FLOPS_A_WEIGHT = 2


@dataclass(frozen=True, slots=True)
class SpeedReport:
    """Speeds of one model on this machine; limits and shares are None where the engine doesn't know the model."""

    model: str
    engine: str
    dtype: str
    threads: int
    load_seconds: float
    prefill_tokens_per_second: float
    decode_tokens_per_second: float
    gigaflops: float | None = None
    memory_gigabytes_per_second: float | None = None
    prefill_limit: float | None = None
    decode_limit: float | None = None

    @property
    def prefill_share(self) -> float | None:
        """Share of the roofline reached in reading prompts, about 0 to 1."""
        return None if not self.prefill_limit else self.prefill_tokens_per_second / self.prefill_limit

    @property
    def decode_share(self) -> float | None:
        """Share of the roofline reached in decoding, about 0 to 1."""
        return None if not self.decode_limit else self.decode_tokens_per_second / self.decode_limit


@dataclass(frozen=True, slots=True)
class TimeEstimate:
    """What prompts come to: tokens asked, tokens to compute, and seconds where each reply is as long as allowed."""

    prompts: int
    prompt_tokens: int
    computed_tokens: int
    most_new_tokens: int
    seconds: float


def bench_model(
    backend: TransformersBackend, *, prefix_tokens: int = PREFIX_TOKENS, rows: int = ROWS, rounds: int = ROUNDS
) -> SpeedReport:
    """Measure a model: the median of some rounds of a prefix of random tokens, and of steps of rows over it."""
    started = time.perf_counter()
    engine, reason = backend.engine()
    loading = time.perf_counter() - started
    identity = backend.identity
    report = SpeedReport(backend.name, reason or "shared prefix", identity.dtype, identity.threads, loading, 0.0, 0.0)
    if engine is None:
        return _bench_singly(backend, report, prefix_tokens)
    return _bench_decoder(engine.decoder, report, prefix_tokens, rows, rounds)


def estimate_time(backend: TransformersBackend, prompts: Sequence[Prompt], report: SpeedReport) -> TimeEstimate:
    """The time that prompts take at most, by a report's speeds: the plan's tokens, and the longest replies."""
    ids = [encode(backend.tokenizer, prompt.text, chat=backend.chat) for prompt in prompts]
    asked = sum(map(len, ids))
    computed = plan_prefixes(ids).computed_tokens(ids) if report.engine == "shared prefix" else asked
    new = sum(prompt.max_new_tokens for prompt in prompts)
    seconds = computed / report.prefill_tokens_per_second + new / report.decode_tokens_per_second
    return TimeEstimate(len(prompts), asked, computed, new, seconds)


def _bench_decoder(decoder: Decoder, report: SpeedReport, tokens: int, rows: int, rounds: int) -> SpeedReport:
    import torch

    from harness.backends.local.engine import CHUNK_TOKENS
    from harness.backends.local.keys import PrefixKeys, RowKeys
    from harness.backends.local.steps import PrefixStep, RowPart, RowsStep

    vocabulary = decoder.embedding.shape[0]
    ids = torch.randint(0, vocabulary, (tokens,), generator=torch.Generator().manual_seed(0))
    prefix = PrefixKeys(decoder.key_shape, tokens)
    chunk = min([CHUNK_TOKENS, *(block.window - 1 for block in decoder.blocks if block.window)])

    def read() -> None:
        prefix.length = 0
        while prefix.length < tokens:
            part = ids[prefix.length : prefix.length + chunk]
            step = PrefixStep(prefix, len(part))
            decoder.hidden(part, step.positions, step)
            prefix.length += len(part)

    kept = RowKeys(decoder.key_shape)
    kept.fit(rows, 32, used=0, filled=0)

    def say() -> None:
        step = RowsStep(kept, [RowPart(prefix, 16, 1)] * rows, low=0)
        hidden = decoder.hidden(ids[:rows], step.positions, step)
        assert hidden is not None
        decoder.head.greedy(hidden)

    reading, saying = _seconds(read, rounds), _seconds(say, rounds)
    flops, bandwidth = _peak_flops(decoder), _memory_speed()
    read_limit, say_limit = _limits(decoder, flops, bandwidth, tokens, rows)
    return replace(
        report,
        prefill_tokens_per_second=tokens / reading,
        decode_tokens_per_second=rows / saying,
        gigaflops=flops / 1e9,
        memory_gigabytes_per_second=bandwidth / 1e9,
        prefill_limit=read_limit,
        decode_limit=say_limit,
    )


def _bench_singly(backend: TransformersBackend, report: SpeedReport, tokens: int) -> SpeedReport:
    texts = (backend.tokenizer.text([token] * tokens) for token in (7, 300))  # a special token has no text
    text = next(filter(None, texts), "")
    speeds = []
    for new_tokens in (1, 17):
        started = time.perf_counter()
        list(backend.generate([Prompt("bench", "qa", text, new_tokens)]))
        speeds.append(time.perf_counter() - started)
    return replace(
        report,
        prefill_tokens_per_second=tokens / speeds[0],
        decode_tokens_per_second=16 / max(speeds[1] - speeds[0], 1e-6),
    )


def _limits(decoder: Decoder, flops: float, bandwidth: float, tokens: int, rows: int) -> tuple[float, float]:
    """Tokens a second that the hardware could give, in reading a prefix and in decoding rows over it."""
    inner = sum(
        block.projection.size + block.out.size + block.gate.size + block.up.size + block.down.size
        for block in decoder.blocks
    )
    head = decoder.embedding.numel()
    attended = [min(tokens, block.window or tokens) for block in decoder.blocks]
    a_key = 4 * decoder.heads * decoder.head_size
    read_flops = FLOPS_A_WEIGHT * inner + sum(a_key * min(seen, tokens / 2) for seen in attended)
    say_flops = rows * (FLOPS_A_WEIGHT * (inner + head) + sum(a_key * seen for seen in attended))
    shape = decoder.key_shape
    say_bytes = (inner + head) * shape.dtype.itemsize
    say_bytes += sum(2 * decoder.key_heads * decoder.head_size * seen * shape.dtype.itemsize for seen in attended)
    return flops / read_flops, rows / max(say_flops / flops, say_bytes / bandwidth)


def _peak_flops(decoder: Decoder) -> float:
    """Operations a second of one of the model's own products, 512 rows at a time."""
    import torch

    layer = decoder.blocks[0].up
    x = torch.randn(512, layer.in_features).to(decoder.dtype)
    return FLOPS_A_WEIGHT * 512 * layer.size / _seconds(lambda: layer(x), 5, best=True)


def _memory_speed() -> float:
    """Bytes a second in reading memory that no cache holds."""
    import torch

    block = torch.ones(64 << 20)
    return block.nbytes / _seconds(lambda: block.sum(), 3, best=True)


def _seconds(work: Callable[[], object], rounds: int, *, best: bool = False) -> float:
    work()
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times) if best else median(times)
