"""The JSON Schema of the gold files, for editors that complete and mark while one writes."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from harness.codec import json_schema
from harness.gold.readings import Reading
from harness.gold.records import QuestionRecord, SourceRecord, SummaryRecord

_TYPES: Final[Mapping[str, tuple[str, Any]]] = {
    "questions": ("A file of gold/questions", tuple[QuestionRecord, ...]),
    "summaries": ("A file of gold/summaries", tuple[SummaryRecord, ...]),
    "sources": ("gold/sources.yaml", dict[str, SourceRecord]),
    "reading": ("A second reader's answers", tuple[Reading, ...]),
}
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def gold_schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of gold file, by the name of its folder or file."""
    return {
        name: {"$schema": _DIALECT, "title": title, **json_schema(type_)} for name, (title, type_) in _TYPES.items()
    }


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Writes ``<name>.schema.json`` for each kind and returns the paths.

    Editors with the YAML language server find one by a first line such as
    ``# yaml-language-server: $schema=../schema/questions.schema.json``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(_write(folder / f"{name}.schema.json", schema) for name, schema in gold_schemas().items())


def _write(path: Path, schema: Mapping[str, Any]) -> Path:
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".json")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(json.dumps(schema, indent=2, ensure_ascii=False) + "\n")
    Path(draft).chmod(0o644)
    Path(draft).replace(path)
    return path
