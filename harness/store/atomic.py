"""Files that are there whole or not at all.

A file is written beside its place under a name of this process, brought to the disk, and renamed over the old one;
rename is atomic on POSIX and on NTFS. Whoever reads sees the old file or the new one, never half of either.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from harness.errors import MissingError

SCRAP = ".part"


def write_text(path: Path, text: str) -> None:
    """Put ``text`` (as UTF-8) in the place of the file, whole or not at all."""
    write_lines(path, (text,))


def write_lines(path: Path, parts: Iterable[str]) -> None:
    """Put the parts, joined by nothing, in the place of the file; parts are asked for one after another.

    Raises MissingError where the disk is full or the folder can't be written; the old file is then still there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}{SCRAP}")
    try:
        with open(beside, "w", encoding="utf-8", newline="") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except OSError as error:
        raise disk_error(path, error) from error
    finally:
        with suppress(OSError):
            beside.unlink()
    sync_folder(path.parent)


def remove_scraps(folder: Path) -> None:
    """Take away what a killed process was writing; only whoever holds the folder may call it."""
    for scrap in folder.glob(f".*{SCRAP}"):
        with suppress(OSError):
            scrap.unlink()


def sync_folder(folder: Path) -> None:
    """Bring the folder's list of names to the disk, where the system knows how."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def disk_error(path: Path, error: OSError) -> MissingError:
    """What a person is told when a file can't be written; a full disk is named as such."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return MissingError(
            f"{path}: the disk is full; expected room to write; what was answered until now is kept: "
            "make room and run the same command again"
        )
    return MissingError(f"{path}: can't be written: {error.strerror or error}; expected a writable folder; use --out")
