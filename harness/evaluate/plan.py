"""What a run would ask, before it asks: every prompt as the models get it, and how much that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from harness.config.spec import Config
from harness.evaluate.models import Surroundings, build_backend
from harness.evaluate.prompts import Planned, plan_prompts
from harness.evaluate.run import prepare
from harness.evaluate.times import ModelTime, time_prompts
from harness.protocols import Progress


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One model and task: how many prompts, their input tokens (None where nobody can tell), and how many were cut."""

    model: str
    task: str
    prompts: int
    input_tokens: int | None
    most_new_tokens: int
    cut: int

    def cells(self) -> list[str]:
        """The row for a table."""
        tokens = "–" if self.input_tokens is None else f"{self.input_tokens:,}"
        return [self.model, self.task, str(self.prompts), tokens, f"{self.most_new_tokens:,}", str(self.cut)]


@dataclass(frozen=True, slots=True)
class Plan:
    """All prompts of a run, their sums, and how long local models will take where that was asked for."""

    prompts: Sequence[Planned]
    rows: Sequence[PlanRow]
    notes: Sequence[str]
    times: Sequence[ModelTime] = ()


def plan_run(
    config: Config, working: Path, progress: Progress, trust_remote_code: bool = False, *, timed: bool = False
) -> Plan:
    """The plan of a run; brings weights to the cache (a prompt needs the tokenizer), and asks nothing.

    ``timed`` loads each local model, too, and measures its speed for some seconds.
    """
    setting = prepare(config, working)
    around = Surroundings(setting.gold, setting.items, working, progress, trust_remote_code)
    prompts: list[Planned] = []
    rows: list[PlanRow] = []
    times: list[ModelTime] = []
    for spec in config.models:
        backend = build_backend(spec, around)
        try:
            mine = list(plan_prompts(config, setting.gold, setting.items, setting.tasks, backend))
            for task in config.tasks:
                part = [one for one in mine if one.prompt.task == task]
                counts = [backend.count_tokens(one.prompt.text) for one in part]
                known = None if None in counts else sum(count or 0 for count in counts)
                most = sum(one.prompt.max_new_tokens for one in part)
                cut = sum(bool(one.prompt.cut) for one in part)
                rows.append(PlanRow(spec.name, task, len(part), known, most, cut))
            prompts += mine
            if timed and (made := time_prompts(backend, [one.prompt for one in mine if not one.too_long])):
                times.append(made)
        finally:
            backend.close()
    notes = [f"{one.model}/{one.prompt.id}: does not fit even without documents" for one in prompts if one.too_long]
    return Plan(prompts, rows, notes, times)
