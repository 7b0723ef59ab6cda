"""Outputs made elsewhere come back by item."""

import json
from pathlib import Path

import pytest

from harness.backends.replay import ReplayBackend
from harness.errors import MissingError, ProblemsError, UsageError
from harness.schema import Generation, Prompt


def predictions(path: Path, *lines: object) -> Path:
    """A file with these JSON lines."""
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def ask(backend: ReplayBackend, *ids: str) -> list[Generation]:
    """What the backend answers to prompts of these ids; then closes it."""
    found = list(backend.generate([Prompt(item, "qa", "?", 8, digest=f"digest-{item}") for item in ids]))
    backend.close()
    return found


def test_outputs_come_back_whole_and_in_the_order_asked(tmp_path: Path) -> None:
    """Line ends and other scripts inside an output survive; the file's order doesn't matter."""
    path = predictions(tmp_path / "p.jsonl", {"id": "a", "output": "Ja.\nСогласен."}, {"id": "b", "output": ""})
    found = ask(ReplayBackend("m", path), "b", "a")
    assert [(one.id, one.model, one.output, one.error) for one in found] == [
        ("b", "m", "", None),
        ("a", "m", "Ja.\nСогласен.", None),
    ]
    assert found[0].prompt_digest == "digest-b"


def test_an_item_without_output_is_an_error(tmp_path: Path) -> None:
    """What the file doesn't hold is told on the item, not left out."""
    (found,) = ask(ReplayBackend("m", predictions(tmp_path / "p.jsonl", {"id": "a", "output": "x"})), "z")
    assert found.error == "p.jsonl: holds no output for z"
    assert found.error_kind == "malformed"


def test_the_model_is_chosen_by_name(tmp_path: Path) -> None:
    """Of several models in a file the asked one answers; none of that name is a usage error that lists them."""
    lines = [{"id": "a", "model": model, "output": model.upper()} for model in ("big", "small")]
    path = predictions(tmp_path / "p.jsonl", *lines)
    assert ask(ReplayBackend("small", path), "a")[0].output == "SMALL"
    assert ask(ReplayBackend("mine", path, model="big"), "a")[0].output == "BIG"
    with pytest.raises(UsageError, match="big, small"):
        ReplayBackend("mine", path)


def test_a_journal_can_be_replayed(tmp_path: Path) -> None:
    """In a run's journal errors come back as errors, and the last good answer counts."""
    lines = [
        {"id": "a", "model": "m", "output": "", "error": "late", "error_kind": "timeout", "prompt_digest": "d"},
        {"id": "a", "model": "m", "output": "Good.", "error": None, "prompt_digest": "d"},
        {"id": "a", "model": "m", "output": "", "error": "late again", "prompt_digest": "d"},
        {"id": "b", "model": "m", "output": "", "error": "busy", "error_kind": "rate", "prompt_digest": "d"},
    ]
    found = ask(ReplayBackend("m", predictions(tmp_path / "g.jsonl", *lines)), "a", "b")
    assert [(one.output, one.error, one.error_kind) for one in found] == [("Good.", None, None), ("", "busy", "rate")]


def test_every_broken_line_is_told(tmp_path: Path) -> None:
    """No JSON, no id, no text and a doubled id are each named with their line."""
    path = tmp_path / "p.jsonl"
    path.write_text('{"id": "a", "output": "x"}\n\nno\n[1]\n{"output": "x"}\n{"id": "b", "output": 3}\n')
    with open(path, "a") as file:
        file.write('{"id": "a", "output": "y"}\n{"id": "c", "output": "y", "model": 1}\n')
    with pytest.raises(ProblemsError) as caught:
        ReplayBackend("m", path)
    assert [problem.place.line for problem in caught.value.problems] == [3, 4, 5, 6, 7, 8]


def test_a_changed_file_is_another_model(tmp_path: Path) -> None:
    """The identity holds the file's digest, so that a run asks again."""
    first = ReplayBackend("m", predictions(tmp_path / "p.jsonl", {"id": "a", "output": "x"}))
    second = ReplayBackend("m", predictions(tmp_path / "q.jsonl", {"id": "a", "output": "y"}))
    assert first.identity.weights_digest != second.identity.weights_digest
    first.close()
    second.close()


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """The path is in the message."""
    with pytest.raises(MissingError, match=r"none\.jsonl"):
        ReplayBackend("m", tmp_path / "none.jsonl")
