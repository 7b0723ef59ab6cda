"""Speeds are measured for any model, and a run's time follows from them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from harness.backends.local.backend import LocalOptions, TransformersBackend
from harness.backends.local.bench import bench_model, estimate_time
from harness.backends.local.source import ModelSource
from harness.schema import Prompt


def test_speeds_of_a_known_model(tiny_source: Callable[[str], ModelSource]) -> None:
    """A model that the engine knows has speeds, limits and shares of them."""
    report = bench_model(
        TransformersBackend("t", tiny_source("gemma3"), LocalOptions(threads=1)), prefix_tokens=64, rows=2, rounds=1
    )
    assert report.engine == "shared prefix"
    assert report.prefill_tokens_per_second > 0
    assert report.decode_tokens_per_second > 0
    assert report.prefill_share is not None
    assert report.decode_share is not None


@pytest.mark.parametrize(("family", "computed"), [("llama", 40 + 3 * 2), ("gpt2", 3 * 42)])
def test_a_runs_time(tiny_source: Callable[[str], ModelSource], family: str, computed: int) -> None:
    """What is shared counts once where the engine runs the model, and each time where it does not."""
    backend = TransformersBackend("t", tiny_source(family), LocalOptions(threads=1))
    report = bench_model(backend, prefix_tokens=32, rows=2, rounds=1)
    shared = " ".join(f"w{number}" for number in range(4, 44))
    prompts = [Prompt(f"p{number}", "qa", f"{shared} w{number} w5", 10) for number in (50, 51, 52)]
    time = estimate_time(backend, prompts, report)
    assert (time.prompts, time.prompt_tokens, time.computed_tokens, time.most_new_tokens) == (3, 126, computed, 30)
    expected = computed / report.prefill_tokens_per_second + 30 / report.decode_tokens_per_second
    assert time.seconds == pytest.approx(expected)
