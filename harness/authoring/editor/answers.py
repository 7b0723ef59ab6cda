"""What the page asks for and what it is told: plain JSON objects, no HTTP."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal, get_args

from harness.authoring.gold_files import add_item, add_source, remove_item, replace_item, version_of
from harness.authoring.offers import fresh_id, quotes_for, rivals_for, wordings
from harness.codec import FORBID, ConfigDict, Located, decode_or_raise, load_yaml
from harness.errors import UsageError
from harness.gold.check import check_gold
from harness.gold.folder import Folder, read_folder
from harness.gold.readings import Reading
from harness.gold.records import QuestionRecord, SourceRecord, SummaryRecord
from harness.gold.walking import items_of
from harness.ingest.document_file import ID_PATTERN
from harness.schema import AnswerType, Document, Problem

Answer = dict[str, object]
Kind = Literal["questions", "summaries"]


@dataclass(frozen=True, slots=True)
class SaveItem:
    """An item to be saved: ``was`` is its id before, None for a new one; ``version`` is the file's as it was read."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    kind: Kind
    file: str
    version: str
    data: dict[str, Any]
    was: str | None = None


@dataclass(frozen=True, slots=True)
class RemoveItem:
    """An item to be removed."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    kind: Kind
    file: str
    version: str
    id: str


@dataclass(frozen=True, slots=True)
class SaveSource:
    """A source to be added."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    id: str
    data: dict[str, Any]
    version: str


@dataclass(frozen=True, slots=True)
class WantOffers:
    """What is known of a question so far, to be offered quotes, speakers, wordings and rivals."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    document: str
    question: str
    type: AnswerType
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SaveReading:
    """One answer of a blind reader."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    reading: Reading
    version: str


def everything(folder: Path) -> Answer:
    """The whole folder for the page of a writer: documents, sources, files with their items, problems."""
    read = read_folder(folder)
    return {
        "mode": "write",
        "folder": str(folder),
        "documents": [_document(one) for one in read.documents.values()],
        "sources": _plain(read.sources_file) or {},
        "sourcesVersion": version_of(folder / "sources.yaml"),
        "files": [_file(path) for kind in get_args(Kind) for path in _files(folder / kind)],
        "types": list(get_args(AnswerType)),
        **problems(folder),
    }


def problems(folder: Path) -> Answer:
    """What is wrong, with the item that each problem belongs to."""
    owners = _owners(read_folder(folder))
    return {"problems": [_problem(one, owners) for one in check_gold(folder).problems]}


def save_item(folder: Path, body: object) -> Answer:
    """Saves an item to its file; ConflictError where the file has changed, ProblemsError where its shape is wrong."""
    wanted = _decoded(SaveItem, body)
    path = _inside(folder, wanted.kind, wanted.file)
    _decoded(QuestionRecord if wanted.kind == "questions" else SummaryRecord, wanted.data)
    name = str(wanted.data["id"])
    if not ID_PATTERN.fullmatch(name):
        raise UsageError(f"the id {name!r} holds more than a-z, 0-9 and -; write it in those alone")
    if name != wanted.was and name in {item.id for item in items_of(read_folder(folder))}:
        raise UsageError(f"the id {name!r} is taken already; one of its own was expected")
    if wanted.was is None:
        version = add_item(path, wanted.data, wanted.version)
    else:
        version = replace_item(path, wanted.was, wanted.data, wanted.version)
    return {"version": version, **problems(folder)}


def delete_item(folder: Path, body: object) -> Answer:
    """Takes an item out of its file; errors as for :func:`save_item`."""
    wanted = _decoded(RemoveItem, body)
    path = _inside(folder, wanted.kind, wanted.file)
    return {"version": remove_item(path, wanted.id, wanted.version), **problems(folder)}


def save_source(folder: Path, body: object) -> Answer:
    """Adds a source; errors as for :func:`save_item`."""
    wanted = _decoded(SaveSource, body)
    if not ID_PATTERN.fullmatch(wanted.id) or wanted.id == "any":
        raise UsageError(f"the source id {wanted.id!r} is not of a-z, 0-9 and -, or means something else")
    _decoded(SourceRecord, wanted.data)
    version = add_source(folder / "sources.yaml", wanted.id, wanted.data, wanted.version)
    return {"version": version, **problems(folder)}


def offers(folder: Path, body: object) -> Answer:
    """Quotes that state an answer, other wordings, what rivals say, and an id that is free."""
    wanted = _decoded(WantOffers, body)
    read = read_folder(folder)
    document = read.documents.get(wanted.document)
    if document is None:
        raise UsageError(f"no document {wanted.document!r}; one of {', '.join(read.documents)} was expected")
    answer = wanted.answers[0] if wanted.answers else ""
    found = quotes_for(document, answer, wanted.type, read.sources) if answer else ()
    rivals = rivals_for(list(read.documents.values()), wanted.question, wanted.answers, wanted.type, read.sources)
    return {
        "quotes": [asdict(one) for one in found],
        "rivals": [asdict(one) for one in rivals],
        "wordings": list(wordings(answer, wanted.type)),
        "id": fresh_id(document.id, wanted.question, {item.id for item in items_of(read)}),
    }


def for_reader(folder: Path, reading: Path) -> Answer:
    """What a blind reader may see: documents, the sources' names, questions, and his own answers. No gold."""
    read = read_folder(folder)
    given: Any = load_yaml(reading).data if reading.exists() else []
    questions = [item.question for item in read.questions if item.status == "accepted"]
    return {
        "mode": "read",
        "folder": str(reading),
        "documents": [_document(one) for one in read.documents.values()],
        "sources": {source.id: {"name": source.name} for source in read.sources.values()},
        "questions": [{"id": one.id, "documents": list(one.documents), "question": one.text} for one in questions],
        "readings": given or [],
        "version": version_of(reading),
    }


def save_reading(folder: Path, reading: Path, body: object) -> Answer:
    """Saves one answer of a blind reader, in place of an earlier one; errors as for :func:`save_item`."""
    wanted = _decoded(SaveReading, body)
    if wanted.reading.id not in {item.id for item in read_folder(folder).questions}:
        raise UsageError(f"no question {wanted.reading.id!r}; an id of the gold folder was expected")
    data = {key: value for key, value in asdict(wanted.reading).items() if value is not None or key == "source"}
    data = {key: list(value) if isinstance(value, tuple) else value for key, value in data.items()}
    given: Any = load_yaml(reading).data if reading.exists() else []
    if any(one["id"] == wanted.reading.id for one in given or ()):
        return {"version": replace_item(reading, wanted.reading.id, data, wanted.version)}
    return {"version": add_item(reading, data, wanted.version)}


def _decoded(type_: type[Any], body: object) -> Any:
    return decode_or_raise(type_, Located(body, "what the page sent"))


def _inside(folder: Path, kind: Kind, file: str) -> Path:
    """A file of a kind by its bare name; anything else is refused."""
    if Path(file).name != file or not file.endswith(".yaml") or file.startswith("."):
        raise UsageError(f"{file!r} is no file name of {kind}; a name such as d1.yaml was expected")
    return folder / kind / file


def _document(document: Document) -> Answer:
    published = document.published.isoformat() if document.published else None
    sections = [asdict(section) for section in document.sections]
    return {"id": document.id, "title": document.title, "published": published, "sections": sections}


def _files(folder: Path) -> list[Path]:
    """The list files of a kind; hidden ones are drafts, of ours or of an editor's."""
    return sorted(path for path in folder.glob("*.yaml") if not path.name.startswith("."))


def _file(path: Path) -> Answer:
    version = version_of(path)
    data: Any = load_yaml(path).data
    items = [one for one in data or () if isinstance(one, dict)]
    return {"kind": path.parent.name, "file": path.name, "version": version, "items": json.loads(json.dumps(items))}


def _plain(located: Located | None) -> object:
    return located.data if located is not None else None


def _owners(read: Folder) -> Mapping[tuple[str, int], str]:
    """The id of the item that holds a line of a file."""
    owners: dict[tuple[str, int], str] = {}
    for item in items_of(read):
        located, path = read.origins[item.place]
        for steps, line in located.lines.items():
            if steps[: len(path)] == path:
                owners[located.file, line] = item.id
    return owners


def _problem(problem: Problem, owners: Mapping[tuple[str, int], str]) -> Answer:
    place = problem.place
    return {
        "item": owners.get((place.file, place.line or 0)),
        "place": str(place),
        "rule": problem.rule,
        "severity": problem.severity,
        "message": problem.message + (f"; {problem.mend}" if problem.mend else ""),
    }
