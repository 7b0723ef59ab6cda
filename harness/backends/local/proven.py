"""What was once shown of a model folder, kept so that the next start need not show it again.

A record stands under a key of everything that it rests on: the folder's files, this package's code for local models,
and whatever else the caller names (versions, dtype, what the processor can do). Where any of it changes, the key does,
nothing is found, and all is shown anew; a record that can't be read counts as none.
"""

from __future__ import annotations

import hashlib
import json
import logging
import tempfile
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from harness.backends.local.cache import cache_root
from harness.backends.local.models import folder_digest, read_json

LIBRARIES = ("torch", "transformers", "tokenizers", "safetensors", "jinja2")


def proof_key(folder: Path, *rests_on: str) -> str:
    """The key of a record on a model folder: a SHA-256 over all that it rests on."""
    digest = hashlib.sha256(folder_digest(folder).encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    versions = [f"{name} {version(name)}" for name in LIBRARIES]
    digest.update(json.dumps([*versions, *rests_on]).encode())
    return digest.hexdigest()


def kept_proof(key: str) -> Mapping[str, object]:
    """The record under a key; empty where there is none that can be read."""
    try:
        return read_json(_place(key))
    except ValueError:
        return {}


def keep_proof(key: str, record: Mapping[str, object]) -> None:
    """Keep a record, whole or not at all, whoever else writes it; a disk that takes nothing costs only time later."""
    place = _place(key)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=place.parent, encoding="utf-8", delete=False) as stream:
            json.dump(record, stream)
        Path(stream.name).replace(place)
    except OSError:
        logging.getLogger(__name__).debug("%s: not kept", place)


def _place(key: str) -> Path:
    return cache_root() / "proven" / f"{key}.json"
