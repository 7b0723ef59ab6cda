"""YAML text to plain data with line numbers, from parser events: strict, all mistakes at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from harness.codec.located import DataPath, Located
from harness.errors import MissingError, ProblemsError
from harness.schema import Place, Problem

_MOST_BYTES: Final = 16 * 1024 * 1024
_DEEPEST: Final = 50


def load_yaml(path: Path, shown: str | None = None, most_bytes: int = _MOST_BYTES) -> Located:
    """The data of a YAML or JSON file; ``shown`` is how messages call the file.

    Raises MissingError where there is no such file, ProblemsError with all mistakes where it is not plain YAML.
    """
    name = shown or str(path)
    return parse_yaml(read_text(path, name, most_bytes), name)


def read_text(path: Path, shown: str | None = None, most_bytes: int = _MOST_BYTES) -> str:
    """The text of a UTF-8 file with plain line ends; errors as for :func:`load_yaml`."""
    name = shown or str(path)
    try:
        size = path.stat().st_size
        if size > most_bytes:
            raise _refusal(name, 1, f"{size:,} bytes are too many; at most {most_bytes:,} are read", "split the file")
        raw = path.read_bytes()
    except OSError as error:
        raise MissingError(
            f"{name}: can't be read ({error.strerror or error}); a readable file was expected"
        ) from error
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _refusal(name, line, f"byte {error.start} is not UTF-8", "save the file as UTF-8") from error


def parse_yaml(text: str, file: str, first_line: int = 1) -> Located:
    """The data of a YAML text whose first line is ``first_line`` of the file; ProblemsError with all mistakes."""
    builder = _Builder(file, first_line)
    try:
        for event in yaml.parse(text, Loader=_loader()):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        builder.refuse(_error_line(error), f"not YAML: {_error_words(error)}", _error_mend(text, error))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, max(error.position, 0))
        shown = f"U+{error.character:04X}" if isinstance(error.character, int) else repr(error.character)
        builder.refuse(line, f"the character {shown} may not stand in YAML", "delete it")
    if builder.problems:
        raise ProblemsError(builder.problems)
    return Located(builder.result, file, builder.lines, builder.written)


def _loader() -> Any:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Builder:
    """Takes YAML events and builds plain data, without recursion, noting lines and mistakes."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file, self.first_line = file, first_line
        self.result: object = None
        self.lines: dict[DataPath, int] = {(): first_line}
        self.written: dict[DataPath, str] = {}
        self.problems: list[Problem] = []
        self._stack: list[_Open] = []
        self._documents = 0

    def refuse(self, line: int, message: str, mend: str = "") -> None:
        """Notes a mistake on a line that is counted from 0."""
        self.problems.append(Problem(Place(self.file, line + self.first_line), "yaml", message, "error", mend))

    def take(self, event: Any) -> None:
        """Takes the next event."""
        line = event.start_mark.line
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents == 2:
                self.refuse(line, "a second YAML document begins here; one a file was expected", "remove the `---`")
        elif isinstance(event, yaml.AliasEvent):
            self.refuse(line, f"the alias *{event.anchor} stands here; values are written out", "write the value again")
            self._put(line, None)
        elif isinstance(event, yaml.NodeEvent):
            self._refuse_marks(event, line)
            self._node(event, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()

    def _refuse_marks(self, event: Any, line: int) -> None:
        if event.anchor:
            self.refuse(line, f"the anchor &{event.anchor} stands here; values are written out", "remove it")
        if event.tag not in (None, "!"):
            self.refuse(line, f"the tag {event.tag} stands here; plain values were expected", "remove it")

    def _node(self, event: Any, line: int) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line)
            return
        holder: dict[str, object] | list[object] = {} if isinstance(event, yaml.MappingStartEvent) else []
        path = self._put(line, holder)
        if len(self._stack) >= _DEEPEST:
            raise ProblemsError([Problem(Place(self.file, line + self.first_line), "yaml", "nested too deeply")])
        self._stack.append(_Open(holder, path))

    def _scalar(self, event: Any, line: int) -> None:
        plain = event.implicit[0] and event.style in (None, "")
        top = self._stack[-1] if self._stack else None
        if top and isinstance(top.holder, dict) and top.key is None:
            self._key(top, event, line, plain)
            return
        value = _resolved(event.value) if plain else event.value
        path = self._put(line, value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            self.written[path] = event.value

    def _key(self, top: _Open, event: Any, line: int, plain: bool) -> None:
        key = event.value
        if plain and not isinstance(_resolved(key), str):
            self.refuse(line, f"the key {key or '(empty)'} is not text; keys are names", "put it in quotes")
        if isinstance(top.holder, dict) and key in top.holder:
            first = self.lines[(*top.path, key)]
            self.refuse(line, f"the key {key!r} stands here again, first on line {first}", "keep one of the two")
        top.key = key
        self.lines.setdefault((*top.path, key), line + self.first_line)

    def _put(self, line: int, value: object) -> DataPath:
        if not self._stack:
            self.result = value
            return ()
        top = self._stack[-1]
        if isinstance(top.holder, list):
            top.holder.append(value)
            path: DataPath = (*top.path, len(top.holder) - 1)
        elif top.key is None:
            self.refuse(line, "a list or mapping stands where a key was expected", "write the key as text")
            top.key = ""
            return (*top.path, "")
        else:
            top.holder[top.key] = value
            path = (*top.path, top.key)
            top.key = None
        self.lines.setdefault(path, line + self.first_line)
        return path


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being filled."""

    holder: dict[str, object] | list[object]
    path: DataPath
    key: str | None = None


_INTEGER: Final = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL: Final = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)([eE][-+]?[0-9]+)?")
_CONSTANTS: Final[Mapping[str, bool | None]] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
}


def _resolved(text: str) -> str | int | float | bool | None:
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text) and len(text) < 300:
        return int(text)
    if _DECIMAL.fullmatch(text) and len(text) < 300 and not re.fullmatch(r"[-+]?0[0-9]+", text):
        value = float(text)
        return text if value in (float("inf"), float("-inf")) else value
    return text


def _error_line(error: yaml.MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return mark.line if mark else 0


def _error_words(error: yaml.MarkedYAMLError) -> str:
    return " ".join(part for part in (error.context, error.problem) if part)


def _error_mend(text: str, error: yaml.MarkedYAMLError) -> str:
    lines = text.splitlines()
    line = lines[_error_line(error)] if _error_line(error) < len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())] or "\\t" in str(error.problem):
        return "indent with spaces, not tabs"
    if "mapping values are not allowed" in str(error.problem):
        return "put text that holds a colon in quotes"
    return "check the indentation, colons and quotation marks here and on the line before"


def _refusal(file: str, line: int, message: str, mend: str) -> ProblemsError:
    return ProblemsError([Problem(Place(file, line), "file", message, "error", mend)])
