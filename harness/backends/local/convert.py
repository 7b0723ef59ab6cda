"""Weights made ready: a GGUF file becomes, once, a folder of safetensors that loads in a second.

The folder is keyed by the file's digest, so it is never stale, and it holds the digest of its own weights, so damage
is seen. Values are fp32: each dequantised weight exactly, so that what is loaded is the model that the file holds.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from harness.backends.local.cache import cache_root, file_sha256, locked, scratch, writing
from harness.backends.local.threads import wait_asleep
from harness.errors import MissingError
from harness.protocols import Progress, no_progress

FORM = 1
"""Raised when the converted form changes; older folders are then left alone and made again."""

MARK = "harness.json"


@dataclass(frozen=True, slots=True)
class ConvertedMark:
    """What a converted folder says of itself: what it was made of, by what, and the digest of its weights."""

    source_file: str
    source_sha256: str
    weights_sha256: str
    weights_bytes: int
    transformers: str
    form: int = FORM


def converted_folder(sha256: str) -> Path:
    """Where the converted form of the weights file with that digest is kept; it need not be there yet."""
    return cache_root() / "models" / f"{sha256}-fp32-{FORM}"


def is_converted(sha256: str) -> bool:
    """Whether the converted form is there, whole by its sizes."""
    folder = converted_folder(sha256)
    mark = read_mark(folder)
    weights = folder / "model.safetensors"
    return mark is not None and weights.is_file() and weights.stat().st_size == mark.weights_bytes


def read_mark(folder: Path) -> ConvertedMark | None:
    """The mark of a converted folder, or None where there is none that can be read."""
    try:
        return ConvertedMark(**json.loads((folder / MARK).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def convert_gguf(file: Path, sha256: str, progress: Progress = no_progress) -> Path:
    """The converted folder of a GGUF file, made where it isn't there; safe for two processes at once."""
    target = converted_folder(sha256)
    with locked(target):
        if is_converted(sha256):
            return target
        with scratch(target) as folder, writing(target):
            made = folder / "model"
            progress(f"converting {file.name}", 0, None)
            _save(file, made)
            _write_mark(file, sha256, made)
            _put_in_place(made, target, folder)
    return target


def damage(folder: Path) -> str:
    """What is wrong with the weights of a converted folder, or an empty string. Reads the whole file."""
    mark = read_mark(folder)
    if mark is None:
        return ""
    found = file_sha256(folder / "model.safetensors")
    if found == mark.weights_sha256:
        return ""
    return f"{folder / 'model.safetensors'}: damaged (SHA-256 is {found}, expected {mark.weights_sha256})"


def _save(file: Path, made: Path) -> None:
    wait_asleep()
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    with quiet_transformers(), _no_gguf_bar():
        try:
            tokenizer = AutoTokenizer.from_pretrained(str(file.parent), gguf_file=file.name)
            model = AutoModelForCausalLM.from_pretrained(str(file.parent), gguf_file=file.name, dtype=torch.float32)
        except (ValueError, KeyError, RuntimeError) as failure:
            raise MissingError(
                f"{file}: transformers {version('transformers')} can't read it: {failure}; expected a GGUF file of an "
                "architecture that it knows"
            ) from failure
        # transformers refuses to save what came from GGUF as "not serializable", though the weights are plain by now.
        vars(model)["hf_quantizer"] = None
        if hasattr(model.config, "quantization_config"):
            del model.config.quantization_config
        model.save_pretrained(made, max_shard_size="1000GB")
        tokenizer.save_pretrained(made)


def _write_mark(file: Path, sha256: str, made: Path) -> None:
    weights = made / "model.safetensors"
    mark = ConvertedMark(
        source_file=file.name,
        source_sha256=sha256,
        weights_sha256=file_sha256(weights),
        weights_bytes=weights.stat().st_size,
        transformers=version("transformers"),
    )
    (made / MARK).write_text(json.dumps(asdict(mark), indent=1) + "\n", encoding="utf-8")


def _put_in_place(made: Path, target: Path, scratch_folder: Path) -> None:
    if target.exists():
        target.rename(scratch_folder / "old")
    made.rename(target)


@contextmanager
def _no_gguf_bar() -> Iterator[None]:
    """The bar of the GGUF reader listens to no setting of transformers, so it is switched off where it stands."""
    from transformers import modeling_gguf_pytorch_utils

    reader: Any = modeling_gguf_pytorch_utils
    bar = getattr(reader, "tqdm", None)
    if bar is None:
        yield
        return
    reader.tqdm = partial(bar, disable=True)
    try:
        yield
    finally:
        reader.tqdm = bar


@contextmanager
def quiet_transformers() -> Iterator[None]:
    """No bars, hints or warnings of transformers inside; they would be taken for ours."""
    from transformers.utils import logging

    transformers_logging: Any = logging

    bars = transformers_logging.is_progress_bar_enabled()
    level = transformers_logging.get_verbosity()
    transformers_logging.disable_progress_bar()
    transformers_logging.set_verbosity_error()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        transformers_logging.set_verbosity(level)
        if bars:
            transformers_logging.enable_progress_bar()
