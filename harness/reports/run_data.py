"""All that a run folder tells, read once for every report."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from harness.reports.agreement import Agreement, read_agreements
from harness.reports.sampling import Sample, is_large, sample_snapshot, sample_verdicts
from harness.reports.terms import BASELINES, CONTROLS
from harness.schema import Estimate, Generation, Item, Verdict
from harness.store.journal import iterate_generations
from harness.store.prompts import FoldedPrompts, read_prompts
from harness.store.results import read_metrics, read_verdicts
from harness.store.runs import GENERATIONS, RunInfo, read_run
from harness.store.snapshot import Snapshot, read_snapshot


@dataclass(frozen=True, slots=True)
class RunData:
    """A run as its reports see it; ``models`` in the order of their first verdicts, controls last.

    ``generations`` are by model, task and item id; ``agreements`` are empty where nothing was measured.
    """

    info: RunInfo
    estimates: tuple[Estimate, ...]
    verdicts: tuple[Verdict, ...]
    snapshot: Snapshot
    models: tuple[str, ...]
    generations: Mapping[tuple[str, str, str], Generation] = field(default_factory=dict)
    agreements: tuple[Agreement, ...] = ()
    prompts: FoldedPrompts = field(default_factory=FoldedPrompts)
    """Empty for a run scored from predictions."""
    sample: Sample | None = None
    """Set where verdicts, snapshot and generations are those of a sample; ``estimates`` are always of the whole."""

    @property
    def items(self) -> tuple[Item, ...]:
        """Questions, then summaries, in the order of the gold."""
        return (*self.snapshot.questions, *self.snapshot.summaries)

    def role(self, model: str) -> str:
        """``control``, ``baseline``, or empty for a model proper."""
        backend = next((identity.backend for identity in self.info.models if identity.name == model), "")
        return "control" if backend in CONTROLS else "baseline" if backend in BASELINES else ""

    def contenders(self) -> tuple[str, ...]:
        """The models that may be ranked: all but controls; all of them where fewer than two would be left."""
        proper = tuple(model for model in self.models if self.role(model) != "control")
        return proper if proper else self.models

    def contending_verdicts(self) -> tuple[Verdict, ...]:
        """The verdicts on the models that may be ranked."""
        contenders = frozenset(self.contenders())
        return tuple(verdict for verdict in self.verdicts if verdict.model in contenders)


def read_run_data(folder: Path, *, whole: bool = False) -> RunData:
    """Read a scored run; raises MissingError or ProblemsError where a file of it isn't there or is broken.

    Of a run with very many verdicts a sample is read, unless the ``whole`` is asked for.
    """
    info, sample = read_run(folder), None
    if is_large(folder) and not whole:
        verdicts, models, sample = sample_verdicts(folder)
        snapshot = sample_snapshot(folder, verdicts)
    else:
        verdicts, snapshot = read_verdicts(folder), read_snapshot(folder)
        models = tuple(dict.fromkeys(verdict.model for verdict in verdicts))
    controls = {identity.name for identity in info.models if identity.backend in CONTROLS}
    items = {(one.task, one.id) for one in verdicts}
    return RunData(
        info=info,
        estimates=read_metrics(folder),
        verdicts=verdicts,
        snapshot=snapshot,
        models=tuple(sorted(models, key=lambda model: model in controls)),
        generations=_generations(folder, info, items),
        agreements=read_agreements(folder),
        prompts=read_prompts(folder, items),
        sample=sample,
    )


def _generations(
    folder: Path, info: RunInfo, items: Container[tuple[str, str]]
) -> Mapping[tuple[str, str, str], Generation]:
    """The raw replies to these items (by task and id); of several for one item the last counts.

    None for a run that was scored from predictions.
    """
    path = folder / GENERATIONS
    if not path.exists():
        return {}
    found = iterate_generations(path, info.model_digests(), [])
    return {(one.model, one.task, one.id): one for one in found if (one.task, one.id) in items}
