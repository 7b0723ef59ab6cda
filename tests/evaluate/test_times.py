"""A config's time is measured for local models only, over prompts as long as its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from harness.backends.local import bench
from harness.backends.local.bench import SpeedReport
from harness.config.load import load_config
from harness.config.shipped import find_config
from harness.config.spec import Config
from harness.evaluate import times
from harness.evaluate.plan import plan_run
from harness.evaluate.times import time_config
from harness.protocols import no_progress


@pytest.fixture
def baselines() -> Config:
    """The shipped small config without its model."""
    config = load_config(find_config("small.yaml", Path()))
    return replace(config, models=tuple(model for model in config.models if model.backend == "lead"), limit=2)


def test_baselines_have_no_time(baselines: Config) -> None:
    """What does not run as a model in this process is not measured; neither the bench nor the plan trips over it."""
    assert time_config(baselines, Path(), no_progress) == ()
    assert plan_run(baselines, Path(), no_progress, timed=True).times == []


def test_a_short_context_bounds_the_measured_prefix(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prompts longer than half the context are measured at half of it, so that rows fit behind them."""
    from harness.backends.local.backend import TransformersBackend
    from harness.backends.local.source import ModelSource
    from harness.schema import Prompt

    asked = []

    def measure(backend: TransformersBackend, *, prefix_tokens: int, rounds: int) -> SpeedReport:
        asked.append((prefix_tokens, rounds))
        return SpeedReport("t", "shared prefix", "float32", 1, 1.0, 100.0, 10.0)

    monkeypatch.setattr(bench, "bench_model", measure)
    monkeypatch.setattr(bench, "estimate_time", lambda backend, prompts, report: report)
    monkeypatch.setattr(TransformersBackend, "context_tokens", 512)
    monkeypatch.setattr(TransformersBackend, "count_tokens", lambda self, text: len(text))
    backend = TransformersBackend("t", ModelSource(path="nowhere"))
    for length in (10, 100, 400):
        times.time_prompts(backend, [Prompt("a", "qa", "x" * length, 8)])
    assert asked == [(32, 1), (100, 1), (256, 1)]
