"""The gold that a run was scored against, kept in its folder, so that its report needs nothing but the folder."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath
from typing import Final, TypeVar

from harness.codec.spool import Indexed, Joined, Spool
from harness.errors import MissingError, ProblemsError
from harness.schema import Document, Gold, Item, Place, Problem, QuestionItem, Source, SummaryItem
from harness.store.atomic import write_lines
from harness.store.records import from_json, parse_line, parse_value, to_json

GOLD = "gold.json"
MOST_BYTES_HELD: Final = 4_000_000
Record = TypeVar("Record")
_PART = re.compile(r'[{,\]]*"(\w+)":\[')


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Documents, sources and items of a run, and the groups of sections that say nearly the same."""

    documents: Sequence[Document]
    sources: tuple[Source, ...]
    questions: Sequence[QuestionItem]
    summaries: Sequence[SummaryItem]
    same_sections: tuple[tuple[tuple[str, int], ...], ...] = ()

    def items(self) -> Indexed[Item]:
        """The items by :func:`item_key`."""
        return Indexed(Joined((self.questions, self.summaries)), lambda item: item_key(item.task, item.id))


def item_key(task: str, name: str) -> str:
    """What an item of a snapshot is found by."""
    return f"{task}/{name}"


def write_snapshot(folder: Path, gold: Gold, items: Sequence[Item]) -> None:
    """Write ``gold.json``: the items of the run, and the documents and sources that they may name."""
    groups = {tuple(sorted(group)) for group in set(gold.same_sections.values()) if len(group) > 1}
    write_lines(folder / GOLD, _lines(gold, items, sorted(groups)))


def read_snapshot(folder: Path) -> Snapshot:
    """The gold of a run; MissingError where the file isn't there, ProblemsError where it can't be read.

    Items and documents of a file of more than 4 MB lie on a temporary file.
    """
    path = folder / GOLD
    if path.exists() and path.stat().st_size > MOST_BYTES_HELD:
        return _read_large(folder)
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        message = f"{path}: {error.strerror or error}; expected a scored run; run `harness eval` or `harness score`"
        raise MissingError(message) from error
    value, mistakes = parse_line(text)
    if not mistakes:
        snapshot, mistakes = from_json(Snapshot, value)
        if snapshot is not None:
            return replace(snapshot, documents=tuple(_dated(document) for document in snapshot.documents))
    raise ProblemsError([Problem(Place(str(path)), "gold-file", mistake) for mistake in mistakes])


def read_some(folder: Path, keeps_document: Callable[[str], bool], keeps_item: Callable[[str, str], bool]) -> Snapshot:
    """A part of a run's gold, in memory that grows with the part alone: by documents' ids, and items' task and id.

    Reads the layout of :func:`write_snapshot`, an entry a line; errors as for :func:`read_snapshot`.
    """
    keeps: Mapping[str, Callable[[str], bool]] = {
        "documents": keeps_document,
        "questions": lambda name: keeps_item("qa", name),
        "summaries": lambda name: keeps_item("summary", name),
    }
    found: dict[str, list[object]] = {}
    for part, value in _entries(folder):
        kept = found.setdefault(part, [])
        if value is not None and (part not in keeps or keeps[part](_name_of(value))):
            kept.append(value)
    snapshot, mistakes = from_json(Snapshot, found)
    if snapshot is None:
        raise ProblemsError([Problem(Place(str(folder / GOLD)), "gold-file", mistake) for mistake in mistakes])
    return replace(snapshot, documents=tuple(_dated(document) for document in snapshot.documents))


def _read_large(folder: Path) -> Snapshot:
    """The whole gold, its records on temporary files as they are read."""
    documents, questions, summaries = Spool[Document](), Spool[QuestionItem](), Spool[SummaryItem]()
    rest: dict[str, list[object]] = {}
    mistakes: list[str] = []

    def spooled(kind: type[Record], value: object, spool: Spool[Record]) -> None:
        record, wrong = from_json(kind, value)
        mistakes.extend(f"{part}[{len(spool)}]: {one}" for one in wrong)
        if record is not None:
            spool.append(record)

    for part, value in _entries(folder):
        kept = rest.setdefault(part, [])
        if value is None:
            continue
        if part == "documents":
            spooled(Document, value, documents)
        elif part == "questions":
            spooled(QuestionItem, value, questions)
        elif part == "summaries":
            spooled(SummaryItem, value, summaries)
        else:
            kept.append(value)
    snapshot, wrong = from_json(Snapshot, rest)
    if snapshot is None or mistakes:
        place = Place(str(folder / GOLD))
        raise ProblemsError([Problem(place, "gold-file", one) for one in (*mistakes, *wrong)])
    return replace(snapshot, documents=Spool(map(_dated, documents)), questions=questions, summaries=summaries)


def _entries(folder: Path) -> Iterator[tuple[str, object]]:
    """The part and the value of each line as :func:`write_snapshot` writes them; None where a part begins."""
    part = ""
    for line in _text_lines(folder / GOLD):
        begins = _PART.fullmatch(line)
        if begins:
            part = begins[1]
            yield part, None
        elif line not in ("]", "]}"):
            yield part, parse_value(line.removesuffix(","))[0]


def _name_of(value: object) -> str:
    """The id of a document or item as JSON; an item's is its question's or request's."""
    if not isinstance(value, dict):
        return ""
    inner = value.get("question") or value.get("request") or value
    return str(inner.get("id", "")) if isinstance(inner, dict) else ""


def _text_lines(path: Path) -> Iterator[str]:
    try:
        with open(path, encoding="utf-8", errors="replace", newline="\n") as file:
            yield from (line.rstrip("\n") for line in file)
    except OSError as error:
        message = f"{path}: {error.strerror or error}; expected a scored run; run `harness eval` or `harness score`"
        raise MissingError(message) from error


def _lines(gold: Gold, items: Sequence[Item], groups: Sequence[object]) -> Iterator[str]:
    """One JSON object in pieces: a line for each document, source and item, under the names of a snapshot's fields."""
    shown = (replace(item, place=_shown(item)) for item in items)
    questions = (item for item in shown if isinstance(item, QuestionItem))
    again = (replace(item, place=_shown(item)) for item in items)
    summaries = (item for item in again if isinstance(item, SummaryItem))
    parts: Mapping[str, Iterable[object]] = {
        "documents": gold.documents.values(),
        "sources": gold.sources.values(),
        "questions": questions,
        "summaries": summaries,
        "same_sections": groups,
    }
    for place, (name, values) in enumerate(parts.items()):
        yield ("," if place else "{") + f'"{name}":['
        for number, value in enumerate(values):
            yield (",\n" if number else "\n") + json.dumps(to_json(value), ensure_ascii=False, allow_nan=False)
        yield "\n]"
    yield "}\n"


def _dated(document: Document) -> Document:
    """The document with its day read: JSON has none."""
    return replace(document, published=date.fromisoformat(str(document.published))) if document.published else document


def _shown(item: Item) -> Place:
    """The item's place without the folders of this machine: ``gold/questions/d1.yaml``."""
    return Place("/".join(PurePath(item.place.file).parts[-3:]), item.place.line)
