"""pydantic's findings in words for the person who wrote the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from pydantic_core import ErrorDetails

from harness.codec.located import DataPath, Step
from harness.codec.nearest import nearest

OF_A_KEY: Final = frozenset({"extra_forbidden", "unexpected_keyword_argument"})
"""pydantic's kinds of findings that are about a key, not its value."""


def words_for(detail: ErrorDetails, path: DataPath, schema: Mapping[str, Any]) -> tuple[str, str]:
    """What is wrong, and what to do (may be empty), for one of pydantic's findings at that path of the data."""
    kind, context = detail["type"], detail.get("ctx", {})
    last = str(detail["loc"][-1]) if detail["loc"] else ""
    if kind in OF_A_KEY:
        known = _keys(schema, path[:-1])
        return f"unknown key {last!r}; known are {', '.join(sorted(known))}", _did_you_mean(last, known)
    if kind in ("missing", "missing_argument"):
        return f"the key {last!r} is missing", f"add {last}:"
    if kind == "literal_error":
        choices = [choice.strip(" '") for choice in re.split(r", | or ", str(context.get("expected", "")))]
        mend = _did_you_mean(str(detail["input"]), choices)
        return f"{_spelt(detail['input'])} is none of {', '.join(choices)}", mend
    expected = _EXPECTED.get(kind)
    if expected:
        return f"{_spelt(detail['input'])} stands where {expected} was expected", ""
    return f"{_spelt(detail['input'])}: {detail['msg'].removeprefix('Value error, ')}", ""


_EXPECTED: Final[Mapping[str, str]] = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping of names to values",
    "dataclass_type": "a mapping of keys to values",
    "dataclass_exact_type": "a mapping of keys to values",
    "date_type": "a date (2024-11-03)",
    "date_parsing": "a date (2024-11-03)",
    "date_from_datetime_parsing": "a date (2024-11-03)",
    "date_from_datetime_inexact": "a date (2024-11-03)",
    "none_required": "null",
}


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    hit = nearest(word, known)
    return f"did you mean {hit}?" if hit else ""


def _spelt(value: object) -> str:
    if value is None:
        return "nothing (null)"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…" + text[0]


def shown_path(path: DataPath) -> str:
    """A path as ``claims[0].answers: ``; empty for the whole."""
    words = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
    return f"{words}: " if words else ""


def _keys(schema: Mapping[str, Any], path: DataPath) -> frozenset[str]:
    """The keys that may stand in the mapping at that path, by the JSON Schema."""
    nodes = list(_flat(schema, schema))
    for step in path:
        nodes = [inner for node in nodes for child in _children(node, step) for inner in _flat(schema, child)]
    return frozenset(key for node in nodes for key in node.get("properties", {}))


def _flat(schema: Mapping[str, Any], node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if "$ref" in node:
        yield from _flat(schema, schema["$defs"][node["$ref"].rsplit("/", 1)[-1]])
        return
    yield node
    for choice in (*node.get("anyOf", ()), *node.get("oneOf", ()), *node.get("allOf", ())):
        yield from _flat(schema, choice)


def _children(node: Mapping[str, Any], step: Step) -> Iterator[Mapping[str, Any]]:
    if isinstance(step, int):
        prefix = node.get("prefixItems", ())
        child = prefix[step] if step < len(prefix) else node.get("items")
    else:
        child = node.get("properties", {}).get(step, node.get("additionalProperties"))
    if isinstance(child, Mapping):
        yield child
