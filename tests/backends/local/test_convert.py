"""A GGUF file is converted once, and damage of what was made is seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from harness.backends.local import convert
from harness.backends.local.cache import file_sha256
from harness.backends.local.convert import convert_gguf, converted_folder, damage, is_converted
from harness.backends.local.models import fetch_model, list_models
from harness.backends.local.source import ModelSource
from harness.errors import MissingError


@pytest.fixture
def gguf(tmp_path: Path, tiny_folder: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that counts as GGUF here, and a conversion that copies a tiny model instead of reading it."""
    import shutil

    file = tmp_path / "tiny.gguf"
    file.write_bytes(b"GGUF, as far as this test goes")
    monkeypatch.setattr(convert, "_save", lambda _, made: shutil.copytree(tiny_folder("llama"), made))
    return file


def test_made_once(gguf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is keyed by the file's digest, and the second call makes nothing."""
    digest = file_sha256(gguf)
    assert not is_converted(digest)
    folder = convert_gguf(gguf, digest)
    assert folder == converted_folder(digest)
    assert is_converted(digest)
    monkeypatch.setattr(convert, "_save", None)
    assert convert_gguf(gguf, digest) == folder


def test_damage_is_seen(gguf: Path) -> None:
    """A changed byte in the weights is found; a folder cut short counts as not there."""
    digest = file_sha256(gguf)
    weights = convert_gguf(gguf, digest) / "model.safetensors"
    assert damage(weights.parent) == ""
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    assert "damaged" in damage(weights.parent)
    weights.write_bytes(content[:-1])
    assert not is_converted(digest)
    convert_gguf(gguf, digest)
    assert damage(weights.parent) == ""


def test_a_path_is_fetched_by_converting(gguf: Path) -> None:
    """A GGUF file named by path is listed as not ready, then converted, then ready."""
    source = ModelSource(path=str(gguf))
    assert [(row.name, row.ready, row.path) for row in list_models({"tiny": source})] == [("tiny", False, "")]
    prepared = fetch_model(source)
    assert prepared.weights_digest == file_sha256(gguf)
    assert list_models({"tiny": source})[0].path == str(prepared.folder)


def test_a_path_of_another_digest(gguf: Path) -> None:
    """A file that is not the one the config means is refused."""
    with pytest.raises(MissingError, match="expected 0000"):
        fetch_model(ModelSource(path=str(gguf), sha256="0" * 64))


@pytest.mark.parametrize(
    ("name", "said"), [("nowhere", "no such file"), ("plain.txt", r"neither a folder nor a \.gguf")]
)
def test_paths_that_hold_no_model(tmp_path: Path, name: str, said: str) -> None:
    """A path with no model says what was expected."""
    (tmp_path / "plain.txt").write_text("no weights", encoding="utf-8")
    with pytest.raises(MissingError, match=said):
        fetch_model(ModelSource(path=str(tmp_path / name)))


def test_a_file_that_is_no_gguf(tmp_path: Path) -> None:
    """A file with the right name and the wrong content is told with what was expected."""
    file = tmp_path / "broken.gguf"
    file.write_bytes(b"this is not a GGUF file at all, not even nearly")
    with pytest.raises(MissingError, match=r"broken\.gguf.*expected a GGUF file"):
        fetch_model(ModelSource(path=str(file)))
