"""Questions that were written elsewhere: CSV and JSONL by a mapping of columns, SQuAD 2.0 with its paragraphs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from harness.codec import dump_yaml, load_yaml, nearest, read_text
from harness.errors import ProblemsError, UsageError
from harness.gold.fixing import write_whole
from harness.gold.folder import read_folder
from harness.gold.squad import ItemData, from_squad
from harness.gold.walking import items_of
from harness.ingest import write_document
from harness.ingest.ingesting import slug
from harness.schema import Place, Problem

FIELDS: Final = ("id", "question", "answers", "document", "section", "quote", "source", "type", "tags")
"""What a column may be mapped to; ``question`` and ``document`` are needed. A row without answers is unanswerable."""

_SEVERAL: Final = "|"


@dataclass(frozen=True, slots=True)
class Imported:
    """The file of questions that was written, the documents that came along, and how many questions there are."""

    path: Path
    documents: tuple[Path, ...]
    questions: int


def import_gold(path: Path, folder: Path, columns: Mapping[str, str] | None = None, document: str = "") -> Imported:
    """Writes the questions of a .csv, .jsonl or SQuAD .json file to ``questions/imported-<name>.yaml``.

    ``columns`` maps our fields to the file's columns where they are called otherwise; ``document`` stands for all rows
    of a file that names none. Nothing that is there is overwritten. UsageError or ProblemsError with every bad row.
    """
    target = folder / "questions" / f"imported-{slug(path.stem)}.yaml"
    if target.exists():
        raise UsageError(f"{target}: is there already; a new file was expected; move it away or rename {path.name}")
    documents: tuple[Path, ...] = ()
    if path.suffix.lower() == ".json":
        articles, items = from_squad(load_yaml(path))
        documents = tuple(write_document(article, folder / "documents") for article in articles)
    else:
        items = _from_rows(_rows(path), str(path), columns or {}, document)
    taken = {item.id for item in items_of(read_folder(folder))} if folder.is_dir() else set()
    twice = [str(item["id"]) for item in items if item["id"] in taken]
    if twice:
        raise UsageError(f"{path}: the ids {', '.join(twice[:5])} are taken already; ids of their own were expected")
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, "\n".join(dump_yaml([item]) for item in items))
    return Imported(target, documents, len(items))


def _rows(path: Path) -> list[tuple[int, Mapping[str, object]]]:
    """The rows of a file with their lines."""
    text = read_text(path)
    if path.suffix.lower() == ".csv":
        reader = csv.DictReader(io.StringIO(text))
        return [(reader.line_num, {str(key): value for key, value in row.items() if key}) for row in reader]
    if path.suffix.lower() != ".jsonl":
        found = path.suffix or "no suffix"
        raise UsageError(f"{path}: {found} is not read; .csv, .jsonl or SQuAD's .json was expected")
    rows: list[tuple[int, Mapping[str, object]]] = []
    for line, words in enumerate(text.split("\n"), 1):
        if words.strip():
            rows.append((line, _object(words, path, line)))
    return rows


def _object(words: str, path: Path, line: int) -> Mapping[str, object]:
    try:
        row = json.loads(words)
    except ValueError as error:
        raise UsageError(f"{path}:{line}: not JSON ({error}); an object on each line was expected") from error
    if not isinstance(row, dict):
        raise UsageError(f"{path}:{line}: not an object; an object on each line was expected")
    return row


def _from_rows(
    rows: list[tuple[int, Mapping[str, object]]], file: str, columns: Mapping[str, str], document: str
) -> tuple[ItemData, ...]:
    names = {field: columns.get(field, field) for field in FIELDS}
    known = {column for _, row in rows for column in row}
    problems = [_unknown_field(field, file) for field in columns if field not in FIELDS]
    mapped = [names[field] for field in columns if field in FIELDS]
    problems += [_no_column(column, known, file) for column in mapped if column not in known]
    items: list[ItemData] = []
    ids: set[str] = set()
    for number, (line, row) in enumerate(rows, 1):
        item = _item({field: row.get(column) for field, column in names.items()}, number, document)
        for needed in ("question", "document"):
            if not item[needed]:
                message = f"no {needed}; a column {names[needed]!r} was expected"
                problems.append(Problem(Place(file, line), "import", message))
        if item["id"] in ids:
            problems.append(Problem(Place(file, line), "import", f"the id {item['id']!r} stands twice"))
        ids.add(str(item["id"]))
        items.append(item)
    if problems:
        raise ProblemsError(problems)
    return tuple(items)


def _item(row: Mapping[str, object], number: int, document: str) -> ItemData:
    answers, tags = _list(row["answers"]), _list(row["tags"])
    named = str(row["document"] or document)
    item: ItemData = {
        "id": slug(str(row["id"] or f"{named}-{number}")),
        "document": named,
        "question": str(row["question"] or "").strip(),
        "type": str(row["type"] or ("text" if answers else "unanswerable")),
        "expects": str(row["source"]) if row["source"] else None,
        "claims": [],
    }
    if answers:
        claim: ItemData = {"source": item["expects"], "answers": answers}
        section = str(row["section"] if row["section"] is not None else "").strip()
        if section.isdigit():
            quote: ItemData = {"quote": str(row["quote"])} if row["quote"] else {}
            claim["evidence"] = [{"section": int(section), **quote}]
        item["claims"] = [claim]
    return item | ({"tags": tags} if tags else {})


def _list(value: object) -> list[str]:
    parts = value if isinstance(value, list) else str(value or "").split(_SEVERAL)
    return [str(part).strip() for part in parts if str(part).strip()]


def _unknown_field(field: str, file: str) -> Problem:
    hit = nearest(field, FIELDS)
    mend = f"did you mean {hit}?" if hit else f"known are {', '.join(FIELDS)}"
    return Problem(Place(file), "import", f"unknown field {field!r} in the mapping", "error", mend)


def _no_column(column: str, known: set[str], file: str) -> Problem:
    hit = nearest(column, known)
    mend = f"did you mean {hit}?" if hit else f"there are {', '.join(sorted(known))}"
    return Problem(Place(file, 1), "import", f"no column {column!r}", "error", mend)
