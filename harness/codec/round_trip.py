"""Changes to YAML that a person wrote: only the entry that changes is written anew, the rest stays as it is.

A file is a list of items or a mapping of names, whose entries begin at the margin. Comments, blank lines, order and
quoting of all other entries are kept byte by byte; within the changed entry ruamel.yaml keeps comments and order.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from harness.codec.located import Step
from harness.codec.yaml_reading import parse_yaml
from harness.errors import UsageError

Change = Callable[[Any], None]


def change_entry(text: str, key: Step, change: Change, file: str = "") -> str:
    """The text with one entry changed: ``change`` gets the entry's content, to be changed in place.

    ``key`` is the number of a list's item or a mapping's name. UsageError where there is no such entry, or where the
    result would not say what was meant.
    """
    start, end, lines = _block(text, key, file)
    yaml = _round_trip()
    loaded = yaml.load("".join(lines[start:end]))
    before = _plain(loaded)
    change(loaded[0] if isinstance(key, int) else loaded[key])
    if _plain(loaded) == before:
        return text
    return "".join([*lines[:start], _dumped(loaded), *lines[end:]])


def append_entry(text: str, data: Mapping[str, object], name: str | None = None) -> str:
    """The text with one entry more at its end: an item of a list, or with ``name`` an entry of a mapping."""
    added: Any = CommentedSeq([_commented(data)]) if name is None else CommentedMap({name: _commented(data)})
    gap = "" if not text.strip() else "\n" if text.endswith("\n") else "\n\n"
    if name is not None and text.endswith("\n"):
        gap = ""
    body = "" if text.strip() in ("[]", "{}") else text
    return f"{body}{gap if body else ''}{_dumped(added)}"


def remove_entry(text: str, key: Step, file: str = "") -> str:
    """The text without one entry, and without the blank lines after it."""
    start, end, lines = _block(text, key, file)
    while end < len(lines) and not lines[end].strip():
        end += 1
    return "".join([*lines[:start], *lines[end:]])


def set_at(entry: Any, path: tuple[Step, ...], value: object) -> None:
    """Sets what stands at a path within an entry; the last key of it may be new."""
    held = _inside(entry, path[:-1])
    held[path[-1]] = _like(held[path[-1]] if _has(held, path[-1]) else None, value)


def add_at(entry: Any, path: tuple[Step, ...], value: object) -> None:
    """Appends to the list at a path within an entry, which is made where there is none."""
    held = _inside(entry, path[:-1])
    if not _has(held, path[-1]):
        held[path[-1]] = CommentedSeq()
    held[path[-1]].append(_commented(value, flow=True))


def remove_at(entry: Any, path: tuple[Step, ...]) -> None:
    """Takes away what stands at a path within an entry."""
    del _inside(entry, path[:-1])[path[-1]]


def _block(text: str, key: Step, file: str) -> tuple[int, int, list[str]]:
    """Where an entry begins and ends, as line numbers from 0, and all lines; comments before the next are not of it."""
    located = parse_yaml(text, file or "the file")
    entries = list(range(len(located.data))) if isinstance(located.data, list) else list(located.data or ())  # type: ignore[call-overload]
    if key not in entries:
        raise UsageError(f"{file or 'the file'}: holds no entry {key!r}; one of {len(entries)} was expected")
    lines = text.splitlines(keepends=True)
    place = entries.index(key)
    start = located.lines[(key,)] - 1
    end = located.lines[(entries[place + 1],)] - 1 if place + 1 < len(entries) else len(lines)
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return start, end, lines


def _round_trip() -> YAML:
    yaml = YAML()
    yaml.width = 118
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.allow_unicode = True
    yaml.representer.add_representer(type(None), _null)
    return yaml


def _null(representer: Any, _: None) -> Any:
    return representer.represent_scalar("tag:yaml.org,2002:null", "null")


def _dumped(data: Any) -> str:
    """The YAML of one entry that begins at the margin, though lists within it are indented."""
    stream = io.StringIO()
    if isinstance(data, CommentedSeq):
        held = CommentedMap({"x": data})
        _round_trip().dump(held, stream)
        lines = stream.getvalue().split("\n")[1:]
        return "\n".join(line.removeprefix("  ") for line in lines)
    _round_trip().dump(data, stream)
    return stream.getvalue()


def _plain(data: Any) -> Any:
    if isinstance(data, Mapping):
        return {str(key): _plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_plain(value) for value in data]
    return data


def _inside(entry: Any, path: tuple[Step, ...]) -> Any:
    for step in path:
        entry = entry[step]
    return entry


def _has(held: Any, key: Step) -> bool:
    return key in held if isinstance(held, Mapping) else isinstance(key, int) and key < len(held)


def _like(old: object, value: object) -> object:
    """A new value in the quoting of the old one, so that a change of words is a change of words alone."""
    if isinstance(value, str):
        return type(old)(value) if isinstance(old, str) and type(old) is not str else _quoted(value)
    return _commented(value, flow=isinstance(old, CommentedSeq) and bool(old.fa.flow_style()))


def _commented(value: object, *, flow: bool = False) -> Any:
    """Plain data for ruamel: short lists of words, and mappings in lists, in brackets on one line."""
    if isinstance(value, Mapping):
        held = CommentedMap({key: _valued(key, inner) for key, inner in value.items()})
        if flow:
            held.fa.set_flow_style()
        return held
    if isinstance(value, list | tuple):
        deep = any(isinstance(inner, Mapping) and _is_deep(inner) for inner in value)
        seq = CommentedSeq([_commented(inner, flow=not deep) for inner in value])
        if not deep and sum(len(str(inner)) for inner in value) < 100:
            seq.fa.set_flow_style()
        return seq
    return _quoted(value) if isinstance(value, str) else value


def _valued(key: str, value: object) -> Any:
    """Quotes always stand in quotation marks, so that a person sees where they begin and end."""
    return DoubleQuotedScalarString(value) if key == "quote" and isinstance(value, str) else _commented(value)


def _is_deep(value: Mapping[str, object]) -> bool:
    return any(isinstance(inner, list | tuple | Mapping) for inner in value.values())


def _quoted(text: str) -> str:
    """Text in double quotes unless it is plain words that no YAML reader takes for something else."""
    is_plain = text.replace(" ", "").replace("-", "").isalnum() and text[:1].isalpha() and text == text.strip()
    is_word = text.casefold() not in ("yes", "no", "on", "off", "true", "false", "null", "y", "n")
    return text if is_plain and is_word else DoubleQuotedScalarString(text)
