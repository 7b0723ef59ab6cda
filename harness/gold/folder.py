"""A gold folder as it stands on disk: every file read, every item decoded, every mistake of form with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from harness.codec import DataPath, Located, decode, load_yaml
from harness.codec.spool import SpooledMapping
from harness.errors import MissingError, ProblemsError
from harness.gold.records import EvidenceRecord, QuestionRecord, SourceRecord, SummaryRecord
from harness.ingest import read_document
from harness.schema import (
    Claim,
    Document,
    Evidence,
    Fact,
    Place,
    Problem,
    Question,
    QuestionGold,
    QuestionItem,
    Source,
    SummaryGold,
    SummaryItem,
    SummaryRequest,
)

Record = TypeVar("Record", QuestionRecord, SummaryRecord)


@dataclass(frozen=True, slots=True)
class Folder:
    """All that could be read of a gold folder, with where each part stands. Items may break rules of the contract."""

    path: Path
    documents: Mapping[str, Document]
    sources: Mapping[str, Source]
    questions: tuple[QuestionItem, ...]
    summaries: tuple[SummaryItem, ...]
    problems: tuple[Problem, ...] = ()
    origins: Mapping[Place, tuple[Located, DataPath]] = field(default_factory=dict)
    sources_file: Located | None = None
    unread: tuple[str, ...] = ()
    """Ids of documents whose files could not be read."""

    def place(self, item: QuestionItem | SummaryItem, *steps: str | int) -> Place:
        """Where a part of an item stands, such as ``"claims", 0, "answers"``, or the nearest thing that holds it."""
        origin = self.origins.get(item.place)
        return origin[0].place((*origin[1], *steps)) if origin else item.place

    def address(self, item: QuestionItem | SummaryItem, *steps: str | int) -> tuple[str, DataPath]:
        """The file of an item's part, and the path to it in that file's data."""
        located, path = self.origins[item.place]
        return located.file, (*path, *steps)

    def source_place(self, source: str, *steps: str | int) -> Place:
        """Where a source, or a part of it, stands."""
        if self.sources_file is None:
            return Place(str(self.path / "sources.yaml"))
        return self.sources_file.place((source, *steps))

    def has(self, item: QuestionItem | SummaryItem, key: str) -> bool:
        """Whether that key is written at an item."""
        origin = self.origins.get(item.place)
        return origin is not None and (*origin[1], key) in origin[0].lines


def read_folder(path: Path) -> Folder:
    """Reads a gold folder; what can't be read is a problem, and the rest is still there.

    MissingError where there is no such folder.
    """
    if not path.is_dir():
        raise MissingError(
            f"{path}: no such folder; a gold folder was expected; `harness init` makes one, --gold names another"
        )
    problems: list[Problem] = []
    documents, unread = _documents(path, problems)
    sources, sources_file = _sources(path, problems)
    origins: dict[Place, tuple[Located, DataPath]] = {}
    asked = _items(path / "questions", QuestionRecord, problems, origins)
    questions = tuple(_question(record, place) for record, place in asked)
    wanted = _items(path / "summaries", SummaryRecord, problems, origins)
    summaries = tuple(_summary(record, place) for record, place in wanted)
    return Folder(path, documents, sources, questions, summaries, tuple(problems), origins, sources_file, unread)


def read_parts(path: Path, most_items: int) -> Iterator[Folder]:
    """The same folder in parts, each with all documents and sources and some files' items: as many as keep it small.

    The documents lie on a temporary file. ``problems`` of a part are those of reading, of the documents in the first.
    """
    problems: list[Problem] = []
    unread: list[str] = []
    documents = SpooledMapping((one.id, one) for one in _each_document(path, problems, unread))
    sources, sources_file = _sources(path, problems)
    whole = Folder(path, documents, sources, (), (), sources_file=sources_file, unread=tuple(unread))
    questions, summaries, origins = list[QuestionItem](), list[SummaryItem](), dict[Place, tuple[Located, DataPath]]()
    for kind in ("questions", "summaries"):
        for file in item_files(path / kind):
            if kind == "questions":
                questions += [_question(*one) for one in _items_of(file, QuestionRecord, problems, origins)]
            else:
                summaries += [_summary(*one) for one in _items_of(file, SummaryRecord, problems, origins)]
            if len(questions) + len(summaries) >= most_items:
                yield _part(whole, questions, summaries, problems, origins)
                questions, summaries, problems, origins = [], [], [], {}
    yield _part(whole, questions, summaries, problems, origins)


def _part(
    whole: Folder,
    questions: Sequence[QuestionItem],
    summaries: Sequence[SummaryItem],
    problems: Sequence[Problem],
    origins: Mapping[Place, tuple[Located, DataPath]],
) -> Folder:
    return replace(
        whole,
        questions=tuple(questions),
        summaries=tuple(summaries),
        problems=tuple(problems),
        origins=origins,
    )


def item_files(folder: Path) -> list[Path]:
    """The list files of a folder in the order of their names, without hidden ones."""
    found = sorted((*folder.glob("*.yaml"), *folder.glob("*.yml")))
    return [file for file in found if not file.name.startswith(".")]


def _each_document(path: Path, problems: list[Problem], unread: list[str]) -> Iterator[Document]:
    for file in sorted((path / "documents").glob("*.md")):
        if file.name.startswith("."):
            continue
        try:
            yield read_document(file)
        except ProblemsError as error:
            problems.extend(error.problems)
            unread.append(file.stem)


def _documents(path: Path, problems: list[Problem]) -> tuple[dict[str, Document], tuple[str, ...]]:
    unread: list[str] = []
    documents = {document.id: document for document in _each_document(path, problems, unread)}
    if not documents and not unread:
        place = Place(str(path / "documents"))
        mend = "add one with `harness documents add FILE`"
        problems.append(Problem(place, "no-documents", "no document is there; *.md files were expected", "error", mend))
    return documents, tuple(unread)


def _sources(path: Path, problems: list[Problem]) -> tuple[dict[str, Source], Located | None]:
    file = path / "sources.yaml"
    if not file.exists():
        return {}, None
    located = _load(file, problems)
    if located is None:
        return {}, None
    if located.data is None:
        return {}, located
    if not isinstance(located.data, dict):
        message = "a list or word stands here; a mapping of source ids to names was expected"
        problems.append(Problem(located.place(), "shape", message))
        return {}, located
    sources: dict[str, Source] = {}
    for key in located.data:
        record, found = decode(SourceRecord, located, (key,))
        problems.extend(found)
        if record is not None:
            sources[key] = Source(key, record.name, record.aliases, record.of)
    return sources, located


def _items(
    folder: Path, type_: type[Record], problems: list[Problem], origins: dict[Place, tuple[Located, DataPath]]
) -> Iterator[tuple[Record, Place]]:
    """Each item of each YAML file, in the order of file names and of the items in them."""
    for file in item_files(folder):
        yield from _items_of(file, type_, problems, origins)


def _items_of(
    file: Path, type_: type[Record], problems: list[Problem], origins: dict[Place, tuple[Located, DataPath]]
) -> Iterator[tuple[Record, Place]]:
    located = _load(file, problems)
    if located is None or located.data is None:
        return
    if not isinstance(located.data, list):
        problems.append(Problem(located.place(), "shape", "a list of items was expected; each begins with `- id:`"))
        return
    for number in range(len(located.data)):
        record, found = decode(type_, located, (number,))
        problems.extend(found)
        if record is not None:
            place = located.place((number,))
            origins[place] = (located, (number,))
            yield record, place


def _load(file: Path, problems: list[Problem]) -> Located | None:
    try:
        return load_yaml(file)
    except ProblemsError as error:
        problems.extend(error.problems)
    except MissingError as error:
        problems.append(Problem(Place(str(file)), "file", str(error)))
    return None


def _question(record: QuestionRecord, place: Place) -> QuestionItem:
    documents = _named(record)
    claims = tuple(Claim(claim.source, claim.answers, _evidence(claim.evidence, documents)) for claim in record.claims)
    return QuestionItem(
        Question(record.id, documents, record.question, record.type),
        QuestionGold(record.expects, claims),
        record.tags,
        record.status,
        place,
    )


def _summary(record: SummaryRecord, place: Place) -> SummaryItem:
    documents = _named(record)
    facts = tuple(
        Fact(fact.id, fact.text, fact.importance, fact.source, _evidence(fact.evidence, documents))
        for fact in record.facts
    )
    return SummaryItem(
        SummaryRequest(record.id, documents, record.words),
        SummaryGold(record.references, facts),
        record.tags,
        record.status,
        place,
    )


def _named(record: QuestionRecord | SummaryRecord) -> tuple[str, ...]:
    single = (record.document,) if record.document is not None else ()
    return tuple(dict.fromkeys((*single, *(record.documents or ()))))


def _evidence(records: tuple[EvidenceRecord, ...], documents: tuple[str, ...]) -> tuple[Evidence, ...]:
    default = documents[0] if documents else ""
    return tuple(Evidence(record.document or default, record.section, record.quote) for record in records)
