"""What a gold folder is told apart by: SHA-256 over what counts of it, in memory that doesn't grow with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Any, cast

from harness.schema import Document, Item, QuestionItem, Source, SummaryItem
from harness.stats.numbers import Names


def documents_digest(documents: Mapping[str, Document]) -> str:
    """SHA-256 over what a model may see of the documents (by id), whatever files they came from."""
    return _sha256(_listed(_shown(documents[name]) for name in sorted(documents)))


def gold_digest(
    sources: Mapping[str, Source], questions: Sequence[QuestionItem], summaries: Sequence[SummaryItem]
) -> str:
    """SHA-256 over sources and items by their ids: comments, layout and file names do not count."""
    return _sha256(_whole(sources, questions, summaries))


def _whole(
    sources: Mapping[str, Source], questions: Sequence[QuestionItem], summaries: Sequence[SummaryItem]
) -> Iterator[str]:
    """The text of one JSON object with sorted keys, in pieces."""
    yield '{"questions": '
    yield from _listed(_in_order(questions))
    yield ', "sources": ' + _text([sources[key] for key in sorted(sources)]) + ', "summaries": '
    yield from _listed(_in_order(summaries))
    yield "}"


def _in_order(items: Sequence[Item]) -> Iterator[dict[str, object]]:
    """What counts of each item, by the items' ids: all but the place where it stands."""
    ids = Names()
    for item in items:
        ids.append(item.id)
    for place in ids.order():
        plain = _fields(items[place])
        del plain["place"]
        yield plain


def _shown(document: Document) -> list[object]:
    sections = [[one.heading, one.text] for one in document.sections]
    return [document.id, document.title, str(document.published), sections]


def _listed(values: Iterable[object]) -> Iterator[str]:
    """The text of a JSON list, in pieces."""
    yield "["
    for number, value in enumerate(values):
        yield (", " if number else "") + _text(value)
    yield "]"


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=_fields)


def _fields(record: Any) -> dict[str, object]:
    """A record's fields by name, as they stand: a record among them is for the next call."""
    return {name: getattr(record, name) for name in _names(record.__class__)}


@cache
def _names(kind: Hashable) -> tuple[str, ...]:
    return tuple(field.name for field in fields(cast(Any, kind)))


def _sha256(pieces: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece.encode())
    return digest.hexdigest()
