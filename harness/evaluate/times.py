"""How long a config's local models will take on this machine, measured before the run starts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from harness.config.spec import Config
from harness.evaluate.models import Surroundings, build_backend
from harness.evaluate.prompts import plan_prompts
from harness.evaluate.run import prepare
from harness.protocols import Backend, Progress
from harness.schema import Prompt

if TYPE_CHECKING:
    from harness.backends.local.bench import SpeedReport, TimeEstimate

LEAST_PREFIX, MOST_PREFIX = 32, 2048
QUICK_ROUNDS, FULL_ROUNDS = 1, 3


@dataclass(frozen=True, slots=True)
class ModelTime:
    """One local model: what this machine gives for it, and what the config's prompts come to at that."""

    speed: SpeedReport
    time: TimeEstimate


def time_config(
    config: Config, working: Path, progress: Progress, *, trust_remote_code: bool = False
) -> tuple[ModelTime, ...]:
    """Speeds and times of the config's local models, each loaded and measured in turn; others have none."""
    setting = prepare(config, working)
    around = Surroundings(setting.gold, setting.items, working, progress, trust_remote_code)
    times = []
    for spec in config.models:
        if spec.backend != "transformers":
            continue
        backend = build_backend(spec, around)
        try:
            planned = plan_prompts(config, setting.gold, setting.items, setting.tasks, backend)
            prompts = [one.prompt for one in planned if not one.too_long]
            times += [made] if (made := time_prompts(backend, prompts, rounds=FULL_ROUNDS)) else []
        finally:
            backend.close()
    return tuple(times)


def time_prompts(backend: Backend, prompts: Sequence[Prompt], *, rounds: int = QUICK_ROUNDS) -> ModelTime | None:
    """What prompts come to on a local model; None for any other, whose speed is not this machine's.

    Speed is measured over a prefix as long as the middle one of the prompts, since attention grows with it.
    """
    from harness.backends.local.backend import TransformersBackend
    from harness.backends.local.bench import bench_model, estimate_time

    if not isinstance(backend, TransformersBackend) or not prompts:
        return None
    longest = min(MOST_PREFIX, (backend.context_tokens or MOST_PREFIX) // 2)
    typical = int(median(backend.count_tokens(prompt.text) for prompt in prompts))
    report = bench_model(backend, prefix_tokens=max(LEAST_PREFIX, min(typical, longest)), rounds=rounds)
    return ModelTime(report, estimate_time(backend, prompts, report))
