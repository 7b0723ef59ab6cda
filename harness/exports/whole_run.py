"""A run folder as the exporters see it: verdicts with the gold and the generations that belong to them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from harness.codec.spool import Indexed, Part, held
from harness.errors import MissingError
from harness.schema import Estimate, Generation, Item, ModelIdentity, QuestionItem, Verdict
from harness.store.journal import iterate_generations
from harness.store.results import iterate_verdicts, read_metrics
from harness.store.runs import GENERATIONS, RunInfo, read_run
from harness.store.snapshot import Snapshot, item_key, read_snapshot

HARNESS: Final = "harness"


@dataclass(frozen=True, slots=True)
class WholeRun:
    """Everything of a run. ``items`` by :func:`item_key`, ``generations`` by model and id; both may be empty.

    Of very many verdicts and generations the records lie on temporary files.
    """

    folder: Path
    info: RunInfo
    verdicts: Sequence[Verdict]
    estimates: tuple[Estimate, ...]
    snapshot: Snapshot | None
    items: Indexed[Item]
    generations: Indexed[Generation]

    def generation(self, verdict: Verdict) -> Generation | None:
        """The reply that a verdict is on; None where the run kept none."""
        return self.generations.get(_reply_key(verdict.model, verdict.id))

    @property
    def models(self) -> tuple[str, ...]:
        """The models with verdicts, in order."""
        return tuple(dict.fromkeys(verdict.model for verdict in self.verdicts))

    def verdicts_of(self, model: str, task: str) -> Sequence[Verdict]:
        """A model's verdicts on one task."""
        wanted = ((one.model, one.task) == (model, task) for one in self.verdicts)
        return Part(self.verdicts, array("Q", (place for place, is_wanted in enumerate(wanted) if is_wanted)))

    def tasks_of(self, model: str) -> tuple[str, ...]:
        """The tasks that a model has verdicts on."""
        return tuple(dict.fromkeys(one.task for one in self.verdicts if one.model == model))

    def estimates_of(self, model: str, task: str) -> tuple[Estimate, ...]:
        """The whole-run metrics of a model and task that have a value."""
        rows = (one for one in self.estimates if one.model == model and one.task == task)
        return tuple(one for one in rows if not one.where and one.value is not None)

    def identity(self, model: str) -> ModelIdentity:
        """The model's identity, or one with nothing but its name."""
        return next((one for one in self.info.models if one.name == model), ModelIdentity(model, ""))

    def asked(self, verdict: Verdict) -> str:
        """What was asked in the item: the question, or the length of the summary; empty where the gold wasn't kept."""
        item = self.items.get(item_key(verdict.task, verdict.id))
        if item is None:
            return ""
        if isinstance(item, QuestionItem):
            return item.question.text
        return f"Summarize {', '.join(item.request.documents)} in {item.request.words} words."

    def wanted(self, verdict: Verdict) -> tuple[str, ...]:
        """The answers that count as right, or the reference summaries."""
        item = self.items.get(item_key(verdict.task, verdict.id))
        if item is None:
            return ()
        if isinstance(item, QuestionItem):
            claims = [one for one in item.gold.claims if item.gold.expects in (one.source, "any")]
            return tuple(answer for claim in claims for answer in claim.answers)
        return item.gold.references


def read_whole_run(folder: Path) -> WholeRun:
    """Read a run; MissingError or ProblemsError where verdicts, metrics or run.json can't be read."""
    info, verdicts, estimates = read_run(folder), held(iterate_verdicts(folder)), read_metrics(folder)
    snapshot = _snapshot(folder)
    journal = iterate_generations(folder / GENERATIONS) if (folder / GENERATIONS).exists() else ()
    return WholeRun(
        folder=folder,
        info=info,
        verdicts=verdicts,
        estimates=estimates,
        snapshot=snapshot,
        items=snapshot.items() if snapshot else Indexed((), str),
        generations=Indexed(held(journal), lambda one: _reply_key(one.model, one.id)),
    )


def _reply_key(model: str, name: str) -> str:
    return f"{model}\0{name}"


def safe_name(name: str) -> str:
    """A model's name as part of a file name, as lm-evaluation-harness does it: anything unusual becomes ``_``."""
    return "".join(letter if letter.isalnum() or letter in "-._" else "_" for letter in name).strip(".") or "_"


def _snapshot(folder: Path) -> Snapshot | None:
    try:
        return read_snapshot(folder)
    except MissingError:
        return None
