"""The files of a gold folder as a writer changes them: one entry at a time, whole or not at all, nothing overwritten.

Every change names the version that the writer saw, a digest of the file; where the file has changed since, nothing is
written and the writer is told.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from filelock import FileLock

from harness.codec import load_yaml, nearest, parse_yaml
from harness.codec.round_trip import append_entry, change_entry, remove_entry, set_at
from harness.errors import MissingError, UsageError
from harness.gold.fixing import write_whole
from harness.gold.folder import Folder
from harness.schema import Document

_LOCK: Final = threading.RLock()
NEW: Final = "new"
"""The version of a file that is not there yet."""


class ConflictError(UsageError):
    """Somebody else has changed the file since it was read."""


def version_of(path: Path) -> str:
    """The digest of a file's bytes, or NEW where there is no such file."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else NEW


def add_item(path: Path, data: Mapping[str, object], version: str | None = None) -> str:
    """Appends an item to a list file, which is made where it is missing, and returns the new version."""
    return _rewrite(path, version, lambda text: append_entry(text, data))


def add_source(path: Path, name: str, data: Mapping[str, object], version: str | None = None) -> str:
    """Appends a source to sources.yaml and returns the new version; UsageError where the id is taken."""

    def change(text: str) -> str:
        held = parse_yaml(text, str(path)).data
        if isinstance(held, dict) and name in held:
            raise UsageError(f"{path}: the source {name!r} is there already; another id was expected")
        return append_entry(text, data, name)

    return _rewrite(path, version, change)


def replace_item(path: Path, item: str, data: Mapping[str, object], version: str | None = None) -> str:
    """Gives an item of a list file other content, keeping the comments in it; returns the new version."""

    def change(text: str) -> str:
        return change_entry(text, _number(text, path, item), lambda entry: _take_over(entry, data), str(path))

    return _rewrite(path, version, change)


def remove_item(path: Path, item: str, version: str | None = None) -> str:
    """Takes an item out of a list file and returns the new version."""
    return _rewrite(path, version, lambda text: remove_entry(text, _number(text, path, item), str(path)))


def document_of(read: Folder, document: str) -> Document:
    """A document of a gold folder; UsageError with the folder and the nearest id for an unknown one."""
    found = read.documents.get(document)
    if found is None:
        hit = nearest(document, read.documents)
        meant = f"did you mean {hit}? " if hit else ""
        known = ", ".join(read.documents) or "none is there"
        raise UsageError(
            f"{read.path / 'documents'}: no document {document!r}; one of these was expected: {known}; {meant}"
            "(--gold names another gold folder)"
        )
    return found


def file_of(folder: Path, item: str) -> Path:
    """The file that holds a question or summary item; MissingError where none does."""
    for kind in ("questions", "summaries"):
        for path in sorted((folder / kind).glob("*.y*ml")):
            if path.name.startswith("."):
                continue
            held = load_yaml(path).data
            if isinstance(held, list) and any(isinstance(one, dict) and one.get("id") == item for one in held):
                return path
    raise MissingError(f"{folder}: holds no item {item!r}; an id of questions/ or summaries/ was expected")


def _rewrite(path: Path, version: str | None, change: Callable[[str], str]) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    with _LOCK, FileLock(path.parent / f".{path.name}.lock", timeout=10):
        if version is not None and version != version_of(path):
            raise ConflictError(f"{path}: has changed since it was read; load it again, nothing was written")
        text = path.read_bytes().decode("utf-8") if path.exists() else ""
        written = change(text)
        parse_yaml(written, str(path))
        write_whole(path, written)
        return hashlib.sha256(written.encode()).hexdigest()


def _number(text: str, path: Path, item: str) -> int:
    held = parse_yaml(text, str(path)).data
    ids = [one.get("id") if isinstance(one, dict) else None for one in held] if isinstance(held, list) else []
    if item not in ids:
        raise MissingError(f"{path}: holds no item {item!r}; it may have been removed or renamed; load the file again")
    return ids.index(item)


def _take_over(entry: Any, data: Mapping[str, object]) -> None:
    """Changes an entry into other content, touching only what differs."""
    for key in [key for key in entry if key not in data]:
        del entry[key]
    for key, value in data.items():
        if key not in entry or _plain(entry[key]) != value:
            set_at(entry, (key,), value)


def _plain(value: Any) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value
