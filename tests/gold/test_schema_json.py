from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from harness.codec import load_yaml
from harness.gold.schema_json import gold_schemas, write_schemas

SHIPPED = Path(__file__).parents[2] / "gold"
jsonschema = pytest.importorskip("jsonschema")


def mistakes(kind: str, path: Path) -> list[str]:
    """What the schema says against a file."""
    validator = jsonschema.Draft202012Validator(gold_schemas()[kind])
    return [error.message for error in validator.iter_errors(load_yaml(path).data)]


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        *[(kind, path) for kind in ("questions", "summaries") for path in sorted((SHIPPED / kind).glob("*.yaml"))],
        ("sources", SHIPPED / "sources.yaml"),
    ],
    ids=str,
)
def test_the_shipped_gold_has_the_shape_of_the_schema(kind: str, path: Path) -> None:
    """An editor that checks by the schema finds nothing in the shipped files."""
    assert mistakes(kind, path) == []


def test_the_schema_marks_what_reading_refuses(gold: Path) -> None:
    """A mistyped key and a wrong type are mistakes by the schema as well."""
    path = gold / "questions" / "ferry.yaml"
    path.write_text(path.read_text().replace("  type: money", "  typ: money"))
    assert any("'typ' was unexpected" in message for message in mistakes("questions", path))


def test_schemas_are_written(tmp_path: Path) -> None:
    """One file a kind, each a schema."""
    paths = write_schemas(tmp_path / "schema")
    assert sorted(path.name for path in paths) == [
        "questions.schema.json",
        "reading.schema.json",
        "sources.schema.json",
        "summaries.schema.json",
    ]
    schema: dict[str, Any] = json.loads(paths[0].read_text())
    assert schema["$schema"].endswith("2020-12/schema")
