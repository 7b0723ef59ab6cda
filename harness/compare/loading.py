"""Run folders to sides: one model's verdicts with what they were made under."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from harness.codec import nearest
from harness.codec.spool import Indexed
from harness.compare.records import Side
from harness.errors import MissingError, ProblemsError, UsageError
from harness.schema import Item, Place, Problem, Source
from harness.stats.comparability import Conditions
from harness.stats.pairing import ModelVerdicts
from harness.store.results import VERDICTS
from harness.store.runs import RunInfo, read_run
from harness.store.scored import read_scored
from harness.store.snapshot import read_snapshot


@dataclass(frozen=True, slots=True)
class LoadedSide:
    """A side with all that a comparison needs of it.

    ``items`` are the run's gold by :func:`item_key`, ``sources`` those who speak in it; both are empty where they
    weren't kept.
    """

    side: Side
    verdicts: ModelVerdicts
    conditions: Conditions
    items: Indexed[Item]
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
    info = read_run(folder)
    models = read_scored(folder)[1]
    if not models:
        raise UsageError(f"{folder / VERDICTS}: holds no verdicts; expected a scored run; run `harness eval` again")
    _refuse_doubles(folder, models)
    items, sources = _gold(folder)
    identities = {identity.name: identity for identity in info.models}
    sides = []
    for model, own in models.items():
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
            errors=own.errors,
        )
        sides.append(LoadedSide(side, own, conditions_of(info), items, sources))
    return tuple(sides)


def _gold(folder: Path) -> tuple[Indexed[Item], frozenset[Source]]:
    try:
        snapshot = read_snapshot(folder)
    except MissingError:
        return Indexed((), str), frozenset()
    return snapshot.items(), frozenset(snapshot.sources)


def _refuse_doubles(folder: Path, models: Mapping[str, ModelVerdicts]) -> None:
    place = Place(str(folder / VERDICTS))
    doubles = [
        Problem(place, "twice", f"{model} has {count} verdicts on {task} {item}; expected one", mend="score it again")
        for model, own in models.items()
        for task, item, count in own.doubles()
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
