"""A file is there whole or not at all."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.errors import MissingError
from harness.store import atomic


def test_a_reader_sees_the_old_file_until_the_new_one_is_whole(tmp_path: Path) -> None:
    """While the parts are written, the old text stands; then the new one does, and nothing is left beside it."""
    path = tmp_path / "metrics.json"
    path.write_text("old")
    seen = []

    def parts() -> Iterator[str]:
        for part in ("n", "e", "w"):
            seen.append(path.read_text())
            yield part

    atomic.write_lines(path, parts())
    assert seen == ["old"] * 3
    assert path.read_text() == "new"
    assert [file.name for file in tmp_path.iterdir()] == ["metrics.json"]


@pytest.mark.parametrize(("number", "told"), [(errno.ENOSPC, "disk is full"), (errno.EACCES, "can't be written")])
def test_a_disk_that_fails_keeps_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, told: str
) -> None:
    """Full or forbidden: a message with the path, the old file whole, no scrap."""
    path = tmp_path / "metrics.json"
    path.write_text("old")

    def fail(file: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(atomic.os, "fsync", fail)
    with pytest.raises(MissingError, match=told):
        atomic.write_text(path, "new")
    assert path.read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1


def test_line_ends_are_written_as_given(tmp_path: Path) -> None:
    """The same bytes on every system, so that results compare."""
    atomic.write_text(tmp_path / "a", "ä\r\nb\n")
    assert (tmp_path / "a").read_bytes() == "ä\r\nb\n".encode()
