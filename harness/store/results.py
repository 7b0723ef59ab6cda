"""The result files of a run folder: verdicts, metrics, and the long table of scores.

Shapes are those of the contract, with the further fields of the records. Each file is written whole or not at all; on
reading, unknown fields are passed over, missing ones get their default, and all broken lines are told at once.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from harness.errors import HarnessError, MissingError, ProblemsError
from harness.schema import Estimate, Place, Problem, QuestionVerdict, SummaryVerdict, Verdict
from harness.store.atomic import write_lines, write_text
from harness.store.records import describe, from_json, parse_line, parse_value, to_line

VERDICTS, METRICS, SCORES = "verdicts.jsonl", "metrics.json", "scores.csv"
MOST_PROBLEMS = 100
SCORE_COLUMNS = ("model", "task", "id", "document", "scorer", "status", "value")
ScoreStatus = Literal["scored", "unanswered", "inapplicable", "error"]


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One item and one scorer; ``value`` is None where nothing applies. ``document`` joins several ids by ``+``."""

    model: str
    task: str
    id: str
    document: str
    scorer: str
    status: ScoreStatus
    value: float | None


def write_verdicts(folder: Path, verdicts: Iterable[Verdict]) -> None:
    """Write ``verdicts.jsonl``, one line each, in the order given."""
    write_lines(folder / VERDICTS, (_line_of(verdict, f"{verdict.model}/{verdict.id}") for verdict in verdicts))


def read_verdicts(folder: Path) -> tuple[Verdict, ...]:
    """All verdicts of a run; raises ProblemsError with every broken line, MissingError where the file isn't there."""
    return tuple(iterate_verdicts(folder))


def iterate_verdicts(folder: Path) -> Iterator[Verdict]:
    """The verdicts one after another; raises at the end, as :func:`read_verdicts` does, where lines were broken."""
    path = folder / VERDICTS
    problems: list[Problem] = []
    for number, line in _numbered_lines(path):
        verdict, mistakes = _verdict(line)
        if verdict is not None:
            yield verdict
        problems.extend(Problem(Place(str(path), number), "verdict-line", mistake) for mistake in mistakes)
        if len(problems) >= MOST_PROBLEMS:
            break
    if problems:
        raise ProblemsError(problems)


def iterate_verdict_lines(folder: Path) -> Iterator[str]:
    """The lines of ``verdicts.jsonl`` as they stand; MissingError where the file isn't there."""
    return (line for _, line in _numbered_lines(folder / VERDICTS))


def verdict_of(line: str) -> Verdict | None:
    """The verdict of one line; None where the line is broken."""
    return _verdict(line)[0]


def write_metrics(folder: Path, estimates: Sequence[Estimate]) -> None:
    """Write ``metrics.json``: a JSON list with one estimate a line."""
    lines = [_line_of(one, f"{one.model}/{one.task}.{one.metric}").rstrip("\n") for one in estimates]
    write_text(folder / METRICS, "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n")


def read_metrics(folder: Path) -> tuple[Estimate, ...]:
    """All estimates of a run; raises ProblemsError with every broken row, MissingError where the file isn't there."""
    path = folder / METRICS
    listed, mistakes = parse_value(_text_of(path))
    if not mistakes and not isinstance(listed, list):
        mistakes = (f"holds {describe(listed)}; expected a list of rows",)
    if mistakes or not isinstance(listed, list):
        raise ProblemsError([Problem(Place(str(path)), "metrics-file", mistake) for mistake in mistakes])
    read = [from_json(Estimate, row) for row in listed]
    problems = [
        Problem(Place(str(path)), "metrics-row", f"row {number}: {mistake}")
        for number, (_, mistakes) in enumerate(read, start=1)
        for mistake in mistakes
    ]
    if problems:
        raise ProblemsError(problems)
    return tuple(estimate for estimate, _ in read if estimate is not None)


def score_rows(verdicts: Sequence[Verdict]) -> Iterator[ScoreRow]:
    """The long table: for each verdict a row for each score that any verdict of its task has, in alphabetical order.

    A score that a verdict doesn't have is ``inapplicable``; those of an output in error are ``error``, those of an
    empty or abstaining one ``unanswered``.
    """
    names: dict[str, set[str]] = {}
    for verdict in verdicts:
        names.setdefault(verdict.task, set()).update(verdict.scores)
    yield from score_rows_of(verdicts, names)


def score_rows_of(verdicts: Iterable[Verdict], names: Mapping[str, Iterable[str]]) -> Iterator[ScoreRow]:
    """The same, where it is known already which scores there are for each task."""
    ordered = {task: sorted(found) for task, found in names.items()}
    for verdict in verdicts:
        for name in ordered[verdict.task]:
            value = verdict.scores.get(name)
            status = _status(verdict, value)
            document = "+".join(verdict.documents)
            yield ScoreRow(verdict.model, verdict.task, verdict.id, document, name, status, value)


def write_scores(folder: Path, rows: Iterable[ScoreRow]) -> None:
    """Write ``scores.csv``: comma, quotes where needed, ``\\n`` line ends, numbers in full, empty where None."""
    write_lines(folder / SCORES, _csv_lines(rows))


def read_scores(folder: Path) -> tuple[ScoreRow, ...]:
    """The long table as written by :func:`write_scores`."""
    reader = csv.DictReader(io.StringIO(_text_of(folder / SCORES)))
    records = ({**row, "value": float(row["value"]) if row.get("value") else None} for row in reader)
    read = [from_json(ScoreRow, record) for record in records]
    problems = [
        Problem(Place(str(folder / SCORES), number), "scores-row", mistake)
        for number, (_, mistakes) in enumerate(read, start=2)
        for mistake in mistakes
    ]
    if problems:
        raise ProblemsError(problems)
    return tuple(row for row, _ in read if row is not None)


def _line_of(record: object, place: str) -> str:
    try:
        return to_line(record) + "\n"
    except ValueError as error:
        raise HarnessError(f"{place}: a score is not a finite number ({error}); report this as a bug") from error


def _verdict(line: str) -> tuple[Verdict | None, tuple[str, ...]]:
    value, mistakes = parse_line(line)
    if mistakes:
        return None, mistakes
    if value.get("task") == "qa":
        return from_json(QuestionVerdict, value)
    if value.get("task") == "summary":
        return from_json(SummaryVerdict, value)
    return None, (f"task: holds {value.get('task')!r}; expected qa or summary",)


def _status(verdict: Verdict, value: float | None) -> ScoreStatus:
    if value is None:
        return "inapplicable"
    if verdict.error is not None:
        return "error"
    silent = verdict.factual in ("empty", "abstained") if verdict.task == "qa" else not verdict.output.strip()
    return "unanswered" if silent else "scored"


def _csv_lines(rows: Iterable[ScoreRow]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(SCORE_COLUMNS)
    for row in rows:
        if row.value is not None and not math.isfinite(row.value):
            raise HarnessError(f"{row.model}/{row.id}: {row.scorer} is {row.value}; expected a finite number or None")
        value = "" if row.value is None else repr(float(row.value))
        writer.writerow((row.model, row.task, row.id, row.document, row.scorer, row.status, value))
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with open(path, encoding="utf-8", errors="replace", newline="\n") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield number, line
    except OSError as error:
        raise _missing(path, error) from error


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise _missing(path, error) from error


def _missing(path: Path, error: OSError) -> MissingError:
    return MissingError(f"{path}: {error.strerror or error}; expected a scored run; run `harness eval` first")
