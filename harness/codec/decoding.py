"""Plain data to frozen dataclasses by pydantic, with every mistake and its place."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from harness.codec.located import DataPath, Located, Step
from harness.codec.mistakes import OF_A_KEY, shown_path, words_for
from harness.errors import ProblemsError
from harness.schema import Problem

FORBID: Final[ConfigDict] = {"extra": "forbid"}
"""The config of a dataclass whose unknown keys are mistakes."""

T = TypeVar("T")


def decode(type_: type[T], located: Located, path: DataPath = ()) -> tuple[T | None, tuple[Problem, ...]]:
    """The data at ``path`` as a ``type_``, or None and every mistake with its place.

    Nothing is bent to fit, but a number where text is wanted is the text as it was written.
    """
    wanted: Any = type_
    adapter = _adapter(wanted)
    data = _at(located.data, path)
    for _ in range(2):
        try:
            return adapter.validate_json(json.dumps(data), strict=True), ()
        except ValidationError as error:
            details = error.errors(include_url=False)
            mended = _numbers_as_text(data, located, path, details)
            if mended is None:
                break
            data = mended
    schema = json_schema(wanted)
    return None, tuple(dict.fromkeys(_problem(located, path, data, schema, detail) for detail in details))


def decode_readable(type_: type[T], located: Located) -> tuple[T | None, tuple[Problem, ...]]:
    """As :func:`decode`; beside mistakes there is the value of what could be read, so that it can be checked too.

    What is wrong in itself is left out; None where what is left isn't a ``type_``, such as one without a needed key.
    """
    value, problems = decode(type_, located)
    if value is not None:
        return value, problems
    data = json.loads(json.dumps(located.data))
    wanted: Any = type_
    try:
        _adapter(wanted).validate_json(json.dumps(data), strict=True)
    except ValidationError as error:
        paths = {_wrong_part(data, _real_path(data, detail["loc"])) for detail in error.errors(include_url=False)}
        for path in sorted(paths, key=len, reverse=True):
            _leave_out(data, path)
    return decode(type_, replace(located, data=data))[0], problems


def decode_or_raise(type_: type[T], located: Located, path: DataPath = ()) -> T:
    """As :func:`decode`, but raises ProblemsError with all mistakes."""
    value, problems = decode(type_, located, path)
    if value is None or problems:
        raise ProblemsError(problems)
    return value


@lru_cache(maxsize=128)
def json_schema(type_: Any) -> dict[str, Any]:
    """The JSON Schema (2020-12) of what :func:`decode` takes for that type."""
    return _adapter(type_).json_schema()


@lru_cache(maxsize=128)
def _adapter(type_: Any) -> TypeAdapter[Any]:
    return TypeAdapter(type_)


def _at(data: object, path: DataPath) -> object:
    for step in path:
        data = data[step]  # type: ignore[index]  # the path was made from this data
    return data


def _leave_out(data: object, path: DataPath) -> None:
    """Take a key away; an item of a list stays, lest the others move."""
    holder = _at(data, path[:-1]) if path else None
    if isinstance(holder, dict):
        holder.pop(path[-1], None)


def _wrong_part(data: object, path: DataPath) -> DataPath:
    """Where to leave something out for a mistake there: for an item of a list of plain values, the whole list."""
    holder = _at(data, path[:-1]) if path else None
    is_plain = isinstance(holder, list) and not any(isinstance(item, (dict, list)) for item in holder)
    return path[:-1] if is_plain else path


def _numbers_as_text(data: object, located: Located, base: DataPath, details: Sequence[ErrorDetails]) -> object | None:
    """A copy with the numbers spelt as written wherever only text was refused; None where that mends nothing."""
    paths = [_real_path(data, detail["loc"]) for detail in details if detail["type"] == "string_type"]
    known = [path for path in paths if (*base, *path) in located.written]
    if not known:
        return None
    copy = json.loads(json.dumps(data))
    for path in known:
        if path:
            _at(copy, path[:-1])[path[-1]] = located.written[(*base, *path)]  # type: ignore[index]
        else:
            copy = located.written[base]
    return copy  # type: ignore[no-any-return]


def _real_path(data: object, loc: Sequence[Step]) -> DataPath:
    """The part of pydantic's location that is a path in the data: names of union members are left out."""
    path: list[Step] = []
    for step in loc:
        if (isinstance(data, dict) and step in data) or (
            isinstance(data, list) and isinstance(step, int) and step < len(data)
        ):
            data = data[step]  # type: ignore[index]  # a key of a dict, or a place in a list
        else:
            continue
        path.append(step)
    return tuple(path)


def _problem(
    located: Located, base: DataPath, data: object, schema: Mapping[str, Any], detail: ErrorDetails
) -> Problem:
    path = _real_path(data, detail["loc"])
    message, mend = words_for(detail, path, schema)
    shown = shown_path((*base, *path[:-1]) if detail["type"] in OF_A_KEY and path else (*base, *path))
    return Problem(located.place((*base, *path)), "shape", f"{shown}{message}", "error", mend)
