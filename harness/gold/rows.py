"""Gold as flat rows, for JSONL, CSV and whatever reads tables."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from harness.gold.fixing import write_whole
from harness.schema import Evidence, Gold

Row = Mapping[str, object]


def gold_rows(gold: Gold) -> dict[str, list[Row]]:
    """Rows of plain values by table: questions, claims, facts, references, documents (a row a section), sources.

    Lists stay lists: JSONL keeps them, CSV joins them with `` | ``.
    """
    return {
        "questions": [
            {
                "id": item.id,
                "documents": list(item.question.documents),
                "question": item.question.text,
                "type": item.question.type,
                "expects": item.gold.expects,
                "tags": list(item.tags),
            }
            for item in gold.questions
        ],
        "claims": [
            {"id": item.id, "claim": number, "source": claim.source, "answers": list(claim.answers)}
            | _evidence(claim.evidence)
            for item in gold.questions
            for number, claim in enumerate(item.gold.claims)
        ],
        "facts": [
            {"id": item.id, "fact": fact.id, "text": fact.text, "importance": fact.importance, "source": fact.source}
            | _evidence(fact.evidence)
            for item in gold.summaries
            for fact in item.gold.facts
        ],
        "references": [
            {"id": item.id, "documents": list(item.request.documents), "words": item.request.words, "text": text}
            for item in gold.summaries
            for text in item.gold.references
        ],
        "documents": [
            {"document": one.id, "title": one.title, "section": part.number, "heading": part.heading, "text": part.text}
            for one in gold.documents.values()
            for part in one.sections
        ],
        "sources": [
            {"id": one.id, "name": one.name, "aliases": list(one.aliases), "of": one.of}
            for one in gold.sources.values()
        ],
    }


def write_jsonl(gold: Gold, folder: Path) -> tuple[Path, ...]:
    """Writes ``<table>.jsonl`` for each table and returns the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(_write(folder / f"{name}.jsonl", _lines(rows)) for name, rows in gold_rows(gold).items())


def write_csv(gold: Gold, folder: Path) -> tuple[Path, ...]:
    """Writes ``<table>.csv`` for each table that has rows and returns the paths.

    A cell that a spreadsheet would run as a formula begins with an apostrophe.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(_write(folder / f"{name}.csv", _table(rows)) for name, rows in gold_rows(gold).items() if rows)


def _evidence(evidence: Sequence[Evidence]) -> dict[str, object]:
    return {
        "sections": [f"{one.document}/{one.section}" for one in evidence],
        "quotes": [one.quote or "" for one in evidence],
    }


def _lines(rows: Sequence[Row]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _table(rows: Sequence[Row]) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows)
    return stream.getvalue()


def _cell(value: object) -> str:
    text = " | ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _write(path: Path, text: str) -> Path:
    write_whole(path, text)
    return path
