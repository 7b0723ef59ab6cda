"""Records to JSON and back, by the types of their fields.

Written JSON holds every field of a record, in the order of its definition; tuples become lists. Reading takes unknown
keys without a word (a later version may have written them), gives missing ones their default, and tells all that is
wrong with a line at once. NaN and infinities are no JSON: writing one raises, reading one is a mistake of the line.
"""

from __future__ import annotations

import json
import sys
import types
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from harness.reading.surrogates import without_surrogates

Record = TypeVar("Record")
Decoder = Callable[[object, str, list[str]], Any]
"""Called as (JSON value, its path, mistakes found so far); returns the Python value, or None after a mistake."""

SCALARS: Mapping[type, tuple[type, ...]] = {str: (str,), int: (int,), float: (float,), bool: (bool,)}


def to_line(record: object, extra: Mapping[str, str] | None = None) -> str:
    """One line of JSON for a record, without a line end, ``extra`` keys put after its own.

    Raises ValueError where a number is NaN or infinite, which JSON cannot hold.
    """
    value = to_json(record)
    if extra:
        value = {**value, **extra}
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=str)


def to_json(value: Any) -> Any:
    """The JSON value (dict, list, str, number, None) of a record or of a value that a record may hold."""
    if value is None or isinstance(value, (str, int, float)):
        return without_surrogates(value) if isinstance(value, str) else value
    if is_dataclass(value):
        names, values = _names_and_getter(value.__class__)
        return {name: to_json(part) for name, part in zip(names, values(value), strict=True)}
    if isinstance(value, Mapping):
        return {without_surrogates(str(key)): to_json(part) for key, part in value.items()}
    if isinstance(value, (set, frozenset)):
        return [to_json(part) for part in sorted(value, key=repr)]
    if isinstance(value, Sequence):
        return [to_json(part) for part in value]
    return str(value)


def from_line(kind: type[Record], line: str) -> tuple[Record | None, tuple[str, ...]]:
    """The record of one line, or None and every mistake in it."""
    value, mistakes = parse_line(line)
    return (None, mistakes) if mistakes else from_json(kind, value)


def parse_value(text: str) -> tuple[object, tuple[str, ...]]:
    """The JSON value of a text, or None and what is wrong; bounded in depth by the JSON reader."""
    try:
        return _READER.decode(text), ()
    except (ValueError, RecursionError) as error:
        return None, (f"not JSON: {error}",)


def parse_line(line: str) -> tuple[dict[str, object], tuple[str, ...]]:
    """The JSON object of one line, or an empty one and what is wrong."""
    value, mistakes = parse_value(line)
    if mistakes:
        return {}, (f"{mistakes[0]}; expected one object on a line",)
    if not isinstance(value, dict):
        return {}, (f"holds {describe(value)}; expected a JSON object",)
    return value, ()


def from_json(kind: type[Record], value: object) -> tuple[Record | None, tuple[str, ...]]:
    """The record of a JSON value, or None and every mistake in it."""
    mistakes: list[str] = []
    record = _decoder(cast(Hashable, kind))(value, "", mistakes)
    return (None, tuple(mistakes)) if mistakes else (record, ())


def describe(value: object) -> str:
    """What a JSON value is, in a word or two, for a message."""
    names = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "an object"}
    return "null" if value is None else names.get(type(value), type(value).__name__)


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON number")


_READER = json.JSONDecoder(parse_constant=_refuse_constant)
"""Made once: making it costs as much as reading a short line."""


@cache
def _names_and_getter(kind: Hashable) -> tuple[tuple[str, ...], Callable[[object], tuple[object, ...]]]:
    names = tuple(field.name for field in fields(cast(Any, kind)))
    getter = attrgetter(*names)
    return names, getter if len(names) > 1 else (lambda record: (getter(record),))


@cache
def _decoder(kind: Hashable) -> Decoder:
    """The function that reads one type; made once a type."""
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and kind in SCALARS:
        return _scalar(kind)
    if origin is Literal:
        return _literal(arguments)
    if origin in (Union, types.UnionType):
        return _optional(arguments)
    if origin is tuple:
        return _repeated(arguments[0]) if arguments[-1] is Ellipsis else _fixed(arguments)
    if origin is Sequence:
        return _repeated(arguments[0])
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(arguments[1])
    if is_dataclass(kind):
        return _record(kind)
    return lambda value, path, mistakes: value


def _scalar(kind: type) -> Decoder:
    allowed = SCALARS[kind]
    expected = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}[kind]

    def decode(value: object, path: str, mistakes: list[str]) -> object:
        if type(value) in allowed:
            return value
        mistakes.append(f"{path}: holds {describe(value)}; expected {expected}")
        return None

    def decode_float(value: object, path: str, mistakes: list[str]) -> object:
        if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= sys.float_info.max:
            return float(value)
        mistakes.append(f"{path}: holds {describe(value)}; expected a finite number")
        return None

    return decode_float if kind is float else decode


def _literal(choices: Sequence[object]) -> Decoder:
    allowed = frozenset(choices)
    expected = ", ".join(str(choice) for choice in choices)

    def decode(value: object, path: str, mistakes: list[str]) -> object:
        if isinstance(value, str) and value in allowed:
            return value
        shown = repr(value[:40]) if isinstance(value, str) else describe(value)
        mistakes.append(f"{path}: holds {shown}; expected one of {expected}")
        return None

    return decode


def _optional(choices: Sequence[Any]) -> Decoder:
    inner = [_decoder(choice) for choice in choices if choice is not type(None)]
    nullable = type(None) in choices

    def decode(value: object, path: str, mistakes: list[str]) -> object:
        if value is None and nullable:
            return None
        return inner[0](value, path, mistakes)

    return decode


def _repeated(part: Any) -> Decoder:
    decode_part = _decoder(part)

    def decode(value: object, path: str, mistakes: list[str]) -> object:
        if isinstance(value, list):
            return tuple(decode_part(one, f"{path}[{place}]", mistakes) for place, one in enumerate(value))
        mistakes.append(f"{path}: holds {describe(value)}; expected a list")
        return None

    return decode


def _fixed(parts: Sequence[Any]) -> Decoder:
    decoders = [_decoder(part) for part in parts]

    def decode(value: object, path: str, mistakes: list[str]) -> object:
        if not isinstance(value, list) or len(value) != len(decoders):
            mistakes.append(f"{path}: holds {describe(value)}; expected a list of {len(decoders)}")
            return None
        pairs = enumerate(zip(decoders, value, strict=True))
        return tuple(decode_part(one, f"{path}[{place}]", mistakes) for place, (decode_part, one) in pairs)

    return decode


def _mapping(part: Any) -> Decoder:
    decode_part = _decoder(part)

    def decode(value: object, path: str, mistakes: list[str]) -> object:
        if isinstance(value, dict):
            return {key: decode_part(one, f"{path}.{key}", mistakes) for key, one in value.items()}
        mistakes.append(f"{path}: holds {describe(value)}; expected an object")
        return None

    return decode


def _record(kind: Any) -> Decoder:
    hints = get_type_hints(kind)
    decoders = [(field.name, _decoder(hints[field.name])) for field in fields(kind)]
    needed = {f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING}

    def decode(value: object, path: str, mistakes: list[str]) -> object:
        if not isinstance(value, dict):
            mistakes.append(f"{path or 'line'}: holds {describe(value)}; expected an object")
            return None
        before, values = len(mistakes), {}
        prefix = f"{path}." if path else ""
        for name, decode_field in decoders:
            if name in value:
                values[name] = decode_field(value[name], prefix + name, mistakes)
            elif name in needed:
                mistakes.append(f"{prefix}{name}: is not there; expected a value")
        return kind(**values) if len(mistakes) == before else None

    return decode
