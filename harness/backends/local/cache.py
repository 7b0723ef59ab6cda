"""The user's cache folder for weights: where it is, who may write in it, and what a full disk says."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from harness.errors import MissingError

CACHE_VARIABLE = "HARNESS_CACHE"


def cache_root() -> Path:
    """The folder that holds weights: ``$HARNESS_CACHE``, or the platform's cache folder for ``harness``."""
    named = os.environ.get(CACHE_VARIABLE)
    if named:
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_cache_dir("harness", appauthor=False))


@contextmanager
def locked(target: Path) -> Iterator[None]:
    """Hold the right to make ``target``; a second process waits here until the first is done."""
    import filelock

    with writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(target.with_name(target.name + ".lock"))
    with lock:
        yield


@contextmanager
def scratch(target: Path) -> Iterator[Path]:
    """An empty folder beside ``target``, on the same disk; it is gone afterwards, whatever happened."""
    with writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".making-", dir=target.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Turn what the disk says while ``target`` is written into a MissingError that a person can act on."""
    try:
        yield
    except OSError as failure:
        if failure.errno in (errno.ENOSPC, errno.EDQUOT):
            raise disk_full(target) from failure
        if failure.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR):
            raise MissingError(
                f"{target}: can't be written ({failure.strerror}); expected a folder of yours; "
                f"set {CACHE_VARIABLE} to one"
            ) from failure
        raise


def disk_full(target: Path) -> MissingError:
    """The error for a disk that has no space left for ``target``."""
    return MissingError(
        f"{target}: no space left on the disk; make room, or set {CACHE_VARIABLE} to a folder on another disk"
    )


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
