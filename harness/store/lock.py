"""One process for each run folder.

The lock is the operating system's (``flock``), so that it ends with its process however that ends: a killed run never
blocks the next. Who holds it stands beside it, only for the message.
"""

from __future__ import annotations

import json
import os
import socket
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from harness.errors import UsageError

LOCK_NAME = ".lock"
OWNER_NAME = ".lock-owner"


class FolderLock:
    """Holds a folder for this process from ``acquire`` to ``release``, or for the length of a ``with``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(str(folder / LOCK_NAME), timeout=0, thread_local=False)

    def acquire(self) -> None:
        """Take the folder, or raise UsageError that names the process which has it."""
        try:
            self._lock.acquire()
        except Timeout:
            raise UsageError(_taken_message(self._folder)) from None
        owner = {"pid": os.getpid(), "host": socket.gethostname()}
        with suppress(OSError):
            (self._folder / OWNER_NAME).write_text(json.dumps(owner), encoding="utf-8")

    def release(self) -> None:
        """Give the folder free; does nothing where it isn't held."""
        if self._lock.is_locked:
            with suppress(OSError):
                (self._folder / OWNER_NAME).unlink()
            self._lock.release()

    def __enter__(self) -> FolderLock:
        self.acquire()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()


def _taken_message(folder: Path) -> str:
    who = "another process"
    with suppress(OSError, ValueError):
        owner = json.loads((folder / OWNER_NAME).read_text(encoding="utf-8"))
        if isinstance(owner, dict) and "pid" in owner:
            who = f"process {owner['pid']} on {owner.get('host', 'this machine')}"
    return f"{folder}: {who} is working in this run folder; expected one at a time; wait for it, or use another --out"
