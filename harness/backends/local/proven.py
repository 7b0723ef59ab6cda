"""What was once shown of a model folder, kept so that the next start need not show it again.

A record stands with the key of everything that it rests on: the folder's files as the disk knows them, this package's
code for local models, the libraries' versions, and whatever else is named (what the processor can do). Where any of it
has changed the keys differ, and all is shown anew; a record that can't be read counts as none.
"""

from __future__ import annotations

import hashlib
import json
import logging
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from harness.backends.local.cache import cache_root
from harness.backends.local.models import read_json

LIBRARIES = ("torch", "transformers", "tokenizers", "safetensors", "jinja2")


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing to be shown of a folder; of each thing the latest record is kept, whichever key it has."""

    folder: Path
    what: str
    rests_on: tuple[str, ...] = ()

    def read(self) -> Mapping[str, object]:
        """What was kept, if it rests on what is true now; else empty."""
        try:
            kept = read_json(self._place())
        except ValueError:
            return {}
        record = kept.get("record")
        return record if kept.get("key") == self.key() and isinstance(record, dict) else {}

    def keep(self, record: Mapping[str, object]) -> None:
        """Keep a record, whole or not at all, whoever else does; a disk that takes nothing costs only time later."""
        place = self._place()
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", dir=place.parent, encoding="utf-8", delete=False) as stream:
                json.dump({"key": self.key(), "record": record}, stream)
            Path(stream.name).replace(place)
        except OSError:
            logging.getLogger(__name__).debug("%s: not kept", place)

    def key(self) -> str:
        """A SHA-256 over all that the record rests on."""
        files = [(path.name, path.stat()) for path in sorted(self.folder.iterdir()) if path.is_file()]
        states = [(name, state.st_size, state.st_mtime_ns, state.st_ctime_ns) for name, state in files]
        told = json.dumps([str(self.folder.resolve()), states, _versions(), _code(), self.what, self.rests_on])
        return hashlib.sha256(told.encode()).hexdigest()

    def _place(self) -> Path:
        folder = hashlib.sha256(str(self.folder.resolve()).encode()).hexdigest()
        return cache_root() / "proven" / f"{folder[:16]}-{self.what}.json"


@cache
def _versions() -> list[str]:
    return [version(name) for name in LIBRARIES]


@cache
def _code() -> str:
    """A digest of this package's modules and kernels for local models."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    for path in sorted((*here.glob("*.py"), *here.glob("*.c"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()
