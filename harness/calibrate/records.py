"""Labelled files as records: JSON Lines and CSV, with the user's own column names mapped to the field names."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from harness.schema import Place, Problem

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]
SUFFIXES = (".jsonl", ".csv")


@dataclass(frozen=True, slots=True)
class Record:
    """One line of a labelled file: its fields under our names, and where it stands."""

    fields: Mapping[str, Value]
    place: Place


def labelled_files(folder: Path) -> tuple[Path, ...]:
    """The files of a folder that may hold labelled rows, by name: `<set>.<anything>.jsonl`, and `.csv`."""
    return tuple(sorted(path for path in folder.iterdir() if path.is_file() and path.suffix in SUFFIXES))


def set_of(path: Path) -> str:
    """The name of the set that a file belongs to: its name up to the first dot."""
    return path.name.split(".")[0]


def read_records(path: Path, columns: Mapping[str, str], problems: list[Problem]) -> tuple[Record, ...]:
    """The records of a file. `columns` maps our field names to the file's; unreadable lines go to `problems`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = f"can't be read as text ({error})"
        problems.append(Problem(Place(path.name), "unreadable", message, mend="save it as UTF-8 text"))
        return ()
    lines = _csv_lines(text) if path.suffix == ".csv" else _json_lines(text, path.name, problems)
    return tuple(Record(_renamed(fields, columns), Place(path.name, number)) for number, fields in lines)


def _json_lines(text: str, name: str, problems: list[Problem]) -> Iterator[tuple[int, dict[str, Value]]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except ValueError as error:
            message = f"no JSON ({error}); expected one object a line"
            problems.append(Problem(Place(name, number), "malformed", message, mend="mend or remove the line"))
            continue
        if isinstance(fields, dict):
            yield number, fields
        else:
            message = f"a {type(fields).__name__}; expected a JSON object with the fields of a labelled row"
            problems.append(Problem(Place(name, number), "malformed", message, mend="mend or remove the line"))


def _csv_lines(text: str) -> Iterator[tuple[int, dict[str, Value]]]:
    """Rows of a CSV file with a header line; a cell that holds a JSON list is read as one."""
    reader = csv.DictReader(io.StringIO(text))
    for row in reader:
        yield reader.line_num, {str(key): _cell(value) for key, value in row.items() if key is not None}


def _cell(value: object) -> Value:
    text = str(value or "").strip()
    if text.startswith("[") and text.endswith("]"):
        try:
            parsed: Value = json.loads(text)
        except ValueError:
            return text
        return parsed
    return text or None


def _renamed(fields: dict[str, Value], columns: Mapping[str, str]) -> dict[str, Value]:
    """The fields with each mapped column also under our name for it."""
    return {**fields, **{ours: fields.get(theirs) for ours, theirs in columns.items() if theirs in fields}}
