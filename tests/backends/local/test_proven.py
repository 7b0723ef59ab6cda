"""What was proven of a folder once is not proven again, and never taken for proven where anything has changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from harness.backends.local import choose, proven
from harness.backends.local.choose import first_logits, proven_before, take_over
from harness.backends.local.loading import load_model, load_tokenizer
from harness.backends.local.proven import Proof
from harness.backends.local.shape import UnknownModelError
from harness.errors import MissingError

FAMILIES = ["llama", "llama-yarn", "mistral", "qwen2", "qwen3", "gemma3"]
TOKENS = [3 + 7 * place % 90 for place in range(40)]
Folders = Callable[[str], Path]


@pytest.fixture
def folder(tiny_folder: Folders, tmp_path: Path) -> Path:
    """A tiny model's folder that a test may change."""
    return Path(shutil.copytree(tiny_folder("llama"), tmp_path / "folder"))


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
@pytest.mark.parametrize("family", FAMILIES)
def test_the_second_decoder_is_the_first_to_the_last_bit(tiny_folder: Folders, family: str, dtype: str) -> None:
    """What is made of the files alone has the shape, the end tokens and the logits of what was proven."""
    folder = tiny_folder(family)
    assert proven_before(folder, dtype) is None
    loaded = load_model(folder, load_tokenizer(folder), dtype=dtype)
    first = take_over(loaded)
    second = proven_before(folder, dtype)
    assert second is not None
    assert second.decoder.shape == first.shape
    assert second.end_ids == loaded.end_ids == {2}
    assert torch.equal(first_logits(second.decoder, TOKENS), first_logits(first, TOKENS))


def test_windows_and_constants_are_those_of_the_modules(tiny_folder: Folders) -> None:
    """Which layers have a window, and how angles turn, is read from what transformers made of the config."""
    folder = tiny_folder("gemma3")
    shape = take_over(load_model(folder, load_tokenizer(folder), dtype="float32")).shape
    assert shape.windows == (9, None, 9)
    assert shape.rotary_kinds == ("sliding_attention", "full_attention", "sliding_attention")
    assert shape.embedding_scale == pytest.approx(32**0.5)
    assert shape.tied


@pytest.mark.parametrize("name", ["config.json", "generation_config.json", "tokenizer.json", "model.safetensors"])
def test_another_file_is_another_model(folder: Path, name: str) -> None:
    """A file of the folder that changes in a byte or in its size, or is new, makes the proof one of another folder."""
    keys = [Proof(folder, "decoder").key()]
    content = bytearray((folder / name).read_bytes())
    content[-1] ^= 1
    for path, changed in ((name, content), (name, content + b" "), ("new.tiktoken", b"")):
        (folder / path).write_bytes(changed)
        keys.append(Proof(folder, "decoder").key())
    assert len(set(keys)) == 4


def test_a_proof_rests_on_versions_code_and_dtype(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another dtype, another version of a library, another processor, other code of ours: nothing is proven yet."""
    take_over(load_model(folder, load_tokenizer(folder), dtype="float32"))
    assert proven_before(folder, "float32") is not None
    assert proven_before(folder, "bfloat16") is None
    with monkeypatch.context() as patch:
        patch.setattr(proven, "_versions", lambda: ["another"])
        assert proven_before(folder, "float32") is None
    with monkeypatch.context() as patch:
        patch.setattr(torch.backends.cpu, "get_cpu_capability", lambda: "another")
        assert proven_before(folder, "float32") is None
    with monkeypatch.context() as patch:
        patch.setattr(proven, "_code", lambda: "another")
        assert proven_before(folder, "float32") is None
    assert proven_before(folder, "float32") is not None


def test_what_differs_is_never_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where logits are not those of transformers the decoder is refused, this time and the next."""
    for _ in range(2):
        assert proven_before(folder, "float32") is None
        with monkeypatch.context() as patch:
            patch.setattr(choose, "first_logits", lambda decoder, tokens: first_logits(decoder, tokens) * 1.1)
            with pytest.raises(UnknownModelError, match="differ"):
                take_over(load_model(folder, load_tokenizer(folder), dtype="float32"))


def test_weights_under_other_names_are_read_by_transformers(folder: Path) -> None:
    """A file with a weight that the model doesn't have is not taken for the model: nothing is kept, and it runs."""
    weights = load_file(folder / "model.safetensors")
    save_file(weights | {"more": torch.zeros(3)}, folder / "model.safetensors", metadata={"format": "pt"})
    decoder = take_over(load_model(folder, load_tokenizer(folder), dtype="float32"))
    assert first_logits(decoder, TOKENS).isfinite().all()
    assert proven_before(folder, "float32") is None


def test_weights_in_several_files(folder: Path) -> None:
    """A folder whose index names several files is read from all of them."""
    loaded = load_model(folder, load_tokenizer(folder), dtype="float32")
    loaded.model.save_pretrained(folder, max_shard_size="20KB")
    (folder / "model.safetensors").unlink()
    first = take_over(load_model(folder, load_tokenizer(folder), dtype="float32"))
    assert len(list(folder.glob("*.safetensors"))) > 1
    second = proven_before(folder, "float32")
    assert second is not None
    assert torch.equal(first_logits(second.decoder, TOKENS), first_logits(first, TOKENS))


def test_code_that_comes_with_weights_is_asked_each_time(folder: Path) -> None:
    """Where code of the folder may have its say, files alone prove nothing."""
    tokenizer = load_tokenizer(folder, trust_remote_code=True)
    take_over(load_model(folder, tokenizer, dtype="float32", trust_remote_code=True))
    assert proven_before(folder, "float32") is None


def test_damaged_weights_stop_the_start(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights that don't have the digest of their conversion are refused, proven before or not."""
    take_over(load_model(folder, load_tokenizer(folder), dtype="float32"))
    monkeypatch.setattr("harness.backends.local.loading.damage", lambda _: "model.safetensors: damaged")
    with pytest.raises(MissingError, match="damaged"):
        proven_before(folder, "float32")


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"end_ids": [2]}', '{"shape": {}, "end_ids": [2]}', "\x00"])
def test_a_record_that_cannot_be_read_counts_as_none(folder: Path, cache: Path, content: str) -> None:
    """A damaged record costs a new proof, nothing else."""
    take_over(load_model(folder, load_tokenizer(folder), dtype="float32"))
    for path in (cache / "proven").iterdir():
        path.write_text(content, encoding="utf-8")
    assert proven_before(folder, "float32") is None
    take_over(load_model(folder, load_tokenizer(folder), dtype="float32"))
    assert proven_before(folder, "float32") is not None


def test_a_record_is_kept_whole(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last of two writers wins and nothing else is left behind; a folder that can't be written keeps nothing."""
    proof = Proof(folder, "test")
    for number in (1, 2):
        proof.keep({"number": number})
    assert proof.read() == {"number": 2}
    assert len(list((cache / "proven").iterdir())) == 1
    (cache / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("HARNESS_CACHE", str(cache / "file"))
    proof.keep({"number": 3})
    assert proof.read() == {}


def test_versions_are_those_of_now(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The versions that a proof rests on are the installed ones."""
    from importlib.metadata import version

    assert proven._versions() == [
        version(name) for name in ("torch", "transformers", "tokenizers", "safetensors", "jinja2")
    ]
