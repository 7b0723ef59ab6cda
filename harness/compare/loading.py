"""Run folders to sides: one model's verdicts with what they were made under."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from harness.codec import nearest
from harness.compare.records import Side
from harness.errors import MissingError, ProblemsError, UsageError
from harness.schema import Item, Place, Problem, Source, Verdict
from harness.stats.comparability import Conditions
from harness.stats.estimates import is_error
from harness.store.results import VERDICTS, read_verdicts
from harness.store.runs import RunInfo, read_run
from harness.store.snapshot import read_snapshot


@dataclass(frozen=True, slots=True)
class LoadedSide:
    """A side with all that a comparison needs of it.

    ``items`` are the run's gold by task and id, ``sources`` those who speak in it; both empty where they weren't kept.
    """

    side: Side
    verdicts: tuple[Verdict, ...]
    conditions: Conditions
    items: Mapping[tuple[str, str], Item]
    sources: frozenset[Source]


def load_sides(folders: Sequence[Path], models: Sequence[str] = ()) -> tuple[tuple[LoadedSide, ...], ...]:
    """The sides of each run, in the order of the folders and of their models; only ``models`` where any are named.

    Raises MissingError where a run is not there, ProblemsError for one that is broken, UsageError for an empty run or
    a model that no run has.
    """
    names = _run_names(folders)
    loaded = tuple(_load(folder, name, len(folders) > 1) for folder, name in zip(folders, names, strict=True))
    known = {one.side.model for run in loaded for one in run}
    unknown = [model for model in models if model not in known]
    if unknown:
        hit = nearest(unknown[0], known)
        mend = f"did you mean {hit}?" if hit else "leave --model out to see all"
        raise UsageError(f"--model {unknown[0]}: no run has it; expected one of {', '.join(sorted(known))}; {mend}")
    return tuple(tuple(one for one in run if not models or one.side.model in models) for run in loaded)


def conditions_of(info: RunInfo) -> Conditions:
    """What a run was made under, as two runs are compared by it."""
    generation = info.config.get("generation")
    settings = {f"generation.{name}": str(value) for name, value in _flat(generation)}
    return Conditions(info.digests, info.versions, settings)


def _load(folder: Path, name: str, several: bool) -> tuple[LoadedSide, ...]:
    info, verdicts = read_run(folder), read_verdicts(folder)
    if not verdicts:
        raise UsageError(f"{folder / VERDICTS}: holds no verdicts; expected a scored run; run `harness eval` again")
    _refuse_doubles(folder, verdicts)
    items, sources = _gold(folder)
    identities = {identity.name: identity for identity in info.models}
    sides = []
    for model in dict.fromkeys(verdict.model for verdict in verdicts):
        own = tuple(verdict for verdict in verdicts if verdict.model == model)
        identity = identities.get(model)
        side = Side(
            label=f"{name}/{model}" if several else model,
            model=model,
            run=name,
            folder=str(folder),
            created=info.created,
            signature=info.signature,
            weights_digest=identity.weights_digest if identity else "",
            items=len(own),
            errors=sum(map(is_error, own)),
        )
        sides.append(LoadedSide(side, own, conditions_of(info), items, sources))
    return tuple(sides)


def _gold(folder: Path) -> tuple[dict[tuple[str, str], Item], frozenset[Source]]:
    try:
        snapshot = read_snapshot(folder)
    except MissingError:
        return {}, frozenset()
    items: tuple[Item, ...] = (*snapshot.questions, *snapshot.summaries)
    return {(item.task, item.id): item for item in items}, frozenset(snapshot.sources)


def _refuse_doubles(folder: Path, verdicts: Sequence[Verdict]) -> None:
    counts = Counter((verdict.model, verdict.task, verdict.id) for verdict in verdicts)
    place = Place(str(folder / VERDICTS))
    doubles = [
        Problem(place, "twice", f"{model} has {count} verdicts on {task} {item}; expected one", mend="score it again")
        for (model, task, item), count in counts.items()
        if count > 1
    ]
    if doubles:
        raise ProblemsError(doubles)


def _run_names(folders: Sequence[Path]) -> list[str]:
    """The shortest ends of the folders' paths that tell them apart; the same folder twice gets numbers."""
    parts = [folder.resolve().parts for folder in folders]
    for length in range(1, max(map(len, parts), default=0) + 1):
        names = ["/".join(part[-length:]) for part in parts]
        if len(set(names)) == len(names):
            return names
    return [f"{part[-1]}#{place}" for place, part in enumerate(parts, start=1)]


def _flat(value: object, prefix: str = "") -> list[tuple[str, object]]:
    if not isinstance(value, Mapping):
        return [(prefix.rstrip("."), value)] if prefix else []
    return [pair for key in sorted(value) for pair in _flat(value[key], f"{prefix}{key}.")]
