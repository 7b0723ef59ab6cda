"""A run's verdicts by model, in memory that grows by some hundred bytes an item."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from harness.codec.spool import held
from harness.schema import Verdict
from harness.stats.columns import Collected, Columns
from harness.stats.pairing import ModelVerdicts
from harness.stats.verdicts import SLICES
from harness.store.results import iterate_verdicts


def read_scored(folder: Path) -> tuple[Sequence[Verdict], dict[str, ModelVerdicts]]:
    """All verdicts of a run, and those of each model, in the order of the models' first; errors as `read_verdicts`."""
    collected = Collected(SLICES)
    verdicts = held(collected.passing(iterate_verdicts(folder)))
    found: dict[str, dict[str, Columns]] = {}
    for group in collected.groups():
        found.setdefault(group.model, {})[group.task] = group
    return verdicts, {model: ModelVerdicts(verdicts, columns) for model, columns in found.items()}
