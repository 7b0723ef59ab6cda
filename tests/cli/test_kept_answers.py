"""``harness cache``: what is kept over runs can be seen, checked and forgotten."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from harness.cli.app import app
from harness.schema import Generation, ModelIdentity, Prompt
from harness.store.cache import FILE_NAME, AnswerCache

MODELS = [ModelIdentity(name, "transformers", source=f"{name}.gguf", weights_digest=name) for name in ("big", "small")]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a cache with four answers of each of two models."""
    monkeypatch.setenv("HARNESS_CACHE", str(tmp_path))
    prompts = [Prompt(f"q{number}", "qa", f"Who, {number}?", 8) for number in range(4)]
    with AnswerCache() as cache:
        for model in MODELS:
            cache.put_many(model, [(prompt, Generation(prompt.id, model.name, "He.")) for prompt in prompts])
    return tmp_path / FILE_NAME


def cache(*words: str) -> Result:
    """The command as a user gives it."""
    return CliRunner().invoke(app, ["cache", *words])


def test_what_is_kept_is_listed(kept: Path) -> None:
    """Each model with its number of answers, as a table and as JSON."""
    assert [line.split()[:3] for line in cache("ls").output.splitlines() if ".gguf" in line] == [
        ["big", "big.gguf", "4"],
        ["small", "small.gguf", "4"],
    ]
    rows = json.loads(cache("ls", "--json").output)
    assert [(row["identity"]["name"], row["answers"]) for row in rows] == [("big", 4), ("small", 4)]


def test_a_models_answers_are_forgotten_by_its_name(kept: Path) -> None:
    """The other model's stay, until all are forgotten."""
    assert cache("clear", "--model", "big").output == "4 answers forgotten\n"
    assert "big" not in cache("ls").output
    assert cache("clear").output == "4 answers forgotten\n"


def test_a_changed_answer_is_found_and_removed(kept: Path) -> None:
    """Verifying a sound cache is exit code 0; one changed letter is found by its seal, exit code 1, and gone after."""
    assert (cache("verify").exit_code, cache("verify").output) == (0, "8 answers sound, 0 broken and removed\n")
    with sqlite3.connect(kept) as opened:
        opened.execute(
            "UPDATE answers SET answer = replace(answer, 'He.', 'She.') WHERE key = (SELECT min(key) FROM answers)"
        )
    opened.close()
    found = cache("verify")
    assert (found.exit_code, found.output) == (1, "7 answers sound, 1 broken and removed\n")
    assert cache("verify").exit_code == 0


def test_a_damaged_file_is_no_clean_bill(kept: Path) -> None:
    """Half a file is set aside by whatever command meets it first, and said; it never counts as a sound one."""
    kept.write_bytes(kept.read_bytes()[: kept.stat().st_size // 2])
    found = cache("verify")
    assert found.exit_code == 1
    assert f"{kept}: was damaged" in found.stderr
    assert (cache("verify").exit_code, cache("verify").output) == (0, "0 answers sound, 0 broken and removed\n")


def test_a_cache_in_use_is_not_told_to_be_empty(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another process holds the file, nothing is forgotten, and the reason is said."""
    monkeypatch.setattr("harness.store.cache.BUSY_SECONDS", 0.1)
    with sqlite3.connect(kept) as other:
        other.execute("BEGIN EXCLUSIVE")
        found = cache("clear")
        other.rollback()
    other.close()
    assert "locked" in found.stderr + str(found.exception)
    assert "8 answers sound" in cache("verify").output
