"""`harness calibrate`: the scorers on a folder of labelled sets, beside baselines, people and peers."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from harness.calibrate.borders import with_border
from harness.calibrate.genres import genres_apart
from harness.calibrate.measuring import CalibrationRow, Resampling, measured
from harness.calibrate.model_scorers import KINDS, ModelScorer
from harness.calibrate.people import people_and_peers
from harness.calibrate.records import labelled_files, read_records, set_of
from harness.calibrate.rows import Kind, LabelledRow
from harness.calibrate.scorers import ScorerSpec, load, scorers_for
from harness.calibrate.shapes import ShapeError, labelled_rows
from harness.errors import MissingError, ProblemsError, UsageError
from harness.judging.collecting import collecting_rarely
from harness.schema import Problem

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """The rows of one set that are of one kind."""

    name: str
    kind: Kind
    rows: tuple[LabelledRow, ...]


def calibrate_folder(
    folder: Path,
    *,
    sets: Sequence[str] = (),
    columns: Mapping[str, str] | None = None,
    resampling: Resampling = Resampling(),  # noqa: B008  a frozen record of two numbers
    tell: Tell = lambda line: None,
    models: Sequence[ModelScorer] = (),
    limit: int | None = None,
) -> tuple[CalibrationRow, ...]:
    """The rows of the table: each set, genre and scorer, ours before baselines, people and peers.

    `models` are scorers that need a model, put to summaries and claims. `limit` takes so many rows of each set and
    genre, drawn by the seed, for a quick look. `sets` chooses sets by name, all by default. `columns` maps our field
    names to the user's. `tell` is given a line for each set as it starts.

    Raises UsageError for a folder or set that is not there, and ProblemsError with every line that is no labelled row.
    """
    rows: list[CalibrationRow] = []
    for labelled in read_sets(folder, sets=sets, columns=columns or {}):
        tell(f"{labelled.name}: {len(labelled.rows)} rows of {labelled.kind}")
        few = labelled if limit is None else replace(labelled, rows=_drawn(labelled.rows, limit, resampling.seed))
        with collecting_rarely():
            rows.extend(_measured_set(few, resampling, tell, models))
    return tuple(rows)


def read_sets(folder: Path, *, sets: Sequence[str], columns: Mapping[str, str]) -> tuple[LabelledSet, ...]:
    """The labelled sets of a folder, by name and kind, each with its rows in the order of their files."""
    files = _chosen_files(folder, sets)
    problems: list[Problem] = []
    found: dict[tuple[str, Kind], list[LabelledRow]] = {}
    for path in files:
        for record in read_records(path, columns, problems):
            try:
                rows = labelled_rows(record, set_of(path))
            except ShapeError as error:
                problems.append(Problem(record.place, "no labelled row", str(error), mend=_MEND))
                continue
            for row in rows:
                found.setdefault((row.set, row.kind), []).append(row)
    if problems:
        raise ProblemsError(problems)
    return tuple(LabelledSet(name, kind, tuple(rows)) for (name, kind), rows in sorted(found.items()))


_MEND: Final = "mend the line, or name your columns with --map FIELD=COLUMN"


def _chosen_files(folder: Path, sets: Sequence[str]) -> tuple[Path, ...]:
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; expected one with <set>.<anything>.jsonl or .csv files of labels")
    files = labelled_files(folder)
    names = sorted({set_of(path) for path in files})
    missing = [name for name in sets if name not in names]
    if missing:
        known = ", ".join(names) or "none"
        raise UsageError(f"{folder}: no set called {', '.join(missing)}; the folder holds {known}")
    if not files:
        raise UsageError(f"{folder}: no labelled files; expected <set>.<anything>.jsonl or .csv")
    return tuple(path for path in files if not sets or set_of(path) in sets)


def _drawn(rows: Sequence[LabelledRow], limit: int, seed: int) -> tuple[LabelledRow, ...]:
    """At most so many rows of each genre, drawn by the seed, in their order."""
    chosen: list[LabelledRow] = []
    for genre in dict.fromkeys(row.genre for row in rows):
        part = [row for row in rows if row.genre == genre]
        places = sorted(random.Random(seed).sample(range(len(part)), min(limit, len(part))))
        chosen.extend(part[place] for place in places)
    return tuple(chosen)


def _measured_set(
    labelled: LabelledSet, resampling: Resampling, tell: Tell, models: Sequence[ModelScorer] = ()
) -> list[CalibrationRow]:
    """Every scorer on every genre of a set. A scorer is put to each row once, then cut by genre."""
    scored = [(spec, scores) for spec in scorers_for(labelled.kind) if (scores := _scores(labelled, spec, tell))]
    if labelled.kind in KINDS:
        for model in models:
            tell(f"{labelled.name}: {model.spec.name}")
            scored.append((model.spec, {row.place: model.score(row.content) for row in labelled.rows}))
    found: list[CalibrationRow] = []
    for genre, part in genres_apart(labelled.rows):
        for spec, scores in scored:
            given = [scores[row.place] for row in part]
            found.append(measured(part, given, with_border(spec, part), genre, resampling))
        for spec, rows, values in people_and_peers(part):
            found.append(measured(rows, values, spec, genre, resampling))
    return found


def _scores(labelled: LabelledSet, spec: ScorerSpec, tell: Tell) -> dict[object, float | None]:
    """The score of each row by its place; empty where the scorer can't be loaded, which is told."""
    try:
        score = load(spec)
    except MissingError as error:
        tell(f"{error}; left out")
        return {}
    return {row.place: score(row.content) for row in labelled.rows}
