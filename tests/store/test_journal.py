"""What was answered stays answered."""

import errno
import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.errors import MissingError
from harness.schema import Generation
from harness.store.journal import Journal, mend_last_line, read_answered, read_generations, read_journal


def answer(number: int, output: str = "Four.", error: str | None = None) -> Generation:
    """A generation of item ``number``."""
    return Generation(f"item-{number}", "m", output, error=error, prompt_digest=f"digest-{number}")


def write(path: Path, *generations: Generation) -> None:
    """A journal with these lines."""
    with Journal(path) as journal:
        for generation in generations:
            journal.append(generation)


def test_an_appended_generation_is_on_disk_before_the_next(tmp_path: Path) -> None:
    """Another reader sees each line as soon as append returns, without close."""
    journal = Journal(tmp_path / "g.jsonl")
    for number in range(5):
        journal.append(answer(number))
        assert len(read_generations(journal.path)) == number + 1
    journal.close()


@settings(max_examples=30)
@given(cut=st.integers(1, 400), output=st.text(st.characters(exclude_categories=["Cs"]), max_size=50))
def test_a_journal_cut_anywhere_keeps_its_whole_lines(
    tmp_path_factory: pytest.TempPathFactory, cut: int, output: str
) -> None:
    """Wherever the file ends, whole lines are kept, the torn one goes, and appending goes on after it."""
    path = tmp_path_factory.mktemp("journal") / "g.jsonl"
    write(path, *(answer(number, output) for number in range(4)))
    whole = path.read_bytes()
    kept = whole[: max(0, len(whole) - cut)]
    path.write_bytes(kept)
    write(path, answer(99))
    ids = [generation.id for generation in read_generations(path)]
    lines = kept.count(b"\n") + (0 if kept.endswith(b"\n") or not kept.endswith(b"}") else 1)
    assert ids == [*(f"item-{number}" for number in range(lines)), "item-99"]


def test_a_torn_line_longer_than_a_block_is_cut_off(tmp_path: Path) -> None:
    """A torn line of megabytes is found from the end."""
    path = tmp_path / "g.jsonl"
    write(path, answer(1))
    with open(path, "ab") as file:
        file.write(b'{"id": "' + b"x" * 3_000_000)
    problem = mend_last_line(path)
    assert problem is not None
    assert "3000008 bytes" in problem.message
    assert [generation.id for generation in read_generations(path)] == ["item-1"]


def test_broken_lines_are_told_with_their_place(tmp_path: Path) -> None:
    """Damage in the middle costs its own lines only, and each is named with file and line."""
    path = tmp_path / "g.jsonl"
    write(path, answer(1), answer(2))
    good = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(good[0] + b"\0\0\0\n" + b'{"id": 3}\n' + b"\xff\xfe\n" + good[1])
    reading = read_journal(path)
    assert [generation.id for generation in reading.generations] == ["item-1", "item-2"]
    assert {problem.place.line for problem in reading.problems} == {2, 3, 4}


def test_the_last_good_answer_counts(tmp_path: Path) -> None:
    """A retry replaces an error; a later error doesn't replace an answer."""
    path = tmp_path / "g.jsonl"
    write(path, answer(1, "", "timeout"), answer(1, "Five."), answer(1, "", "network"), answer(2, "", "rate"))
    outputs = {generation.id: generation.output or generation.error for generation in read_generations(path)}
    assert outputs == {"item-1": "Five.", "item-2": "rate"}


def test_answers_of_other_weights_under_the_same_name_do_not_count(tmp_path: Path) -> None:
    """A model's name means nothing: its digest must match."""
    path = tmp_path / "g.jsonl"
    with Journal(path, {"m": "old"}) as journal:
        journal.append(answer(1))
    assert read_generations(path, {"m": "new"}) == ()
    assert read_generations(path, {"other": "old"}) == ()
    assert len(read_generations(path, {"m": "old"})) == 1


def test_errors_are_answers_unless_they_are_retried(tmp_path: Path) -> None:
    """Resuming asks only what is missing; retrying errors asks those as well."""
    path = tmp_path / "g.jsonl"
    write(path, answer(1), answer(2, "", "timeout"))
    answered, problems = read_answered(path)
    keys = [("m", f"item-{number}", f"digest-{number}") for number in (1, 2, 3)]
    assert problems == ()
    assert [answered.has(key) for key in keys] == [True, True, False]
    assert [answered.has(key, errors_count=False) for key in keys] == [True, False, False]


def test_a_full_disk_leaves_whole_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk fills in the middle of a line, the line goes and the message says what to do."""
    path = tmp_path / "g.jsonl"
    journal = Journal(path)
    journal.append(answer(1))
    real_write = os.write

    def short_write(file: int, data: bytes) -> int:
        if len(data) > 20:
            return real_write(file, data[:20])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda file, data: short_write(file, data[:21]))
        with pytest.raises(MissingError, match="disk is full"):
            journal.append(answer(2))
    journal.append(answer(3))
    journal.close()
    assert [generation.id for generation in read_generations(path)] == ["item-1", "item-3"]


@pytest.mark.parametrize(("number", "is_told"), [(errno.ENOSPC, True), (errno.EIO, True), (errno.EINVAL, False)])
def test_a_disk_that_fails_late_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, is_told: bool
) -> None:
    """A network's disk may say only at an ``fsync`` that a line is lost; one that knows no fsync is no fault."""
    journal = Journal(tmp_path / "g.jsonl")
    journal.append(answer(1))

    def fail(file: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    if is_told:
        with pytest.raises(MissingError, match=r"g\.jsonl"):
            journal.close()
    journal.close()


def test_appending_costs_little(tmp_path: Path) -> None:
    """Two thousand generations are on disk in under two seconds."""
    before = time.process_time()
    write(tmp_path / "g.jsonl", *(answer(number, "word " * 100) for number in range(2000)))
    assert time.process_time() - before < 2
