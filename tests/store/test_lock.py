"""One process for each run folder."""

import os
from pathlib import Path

import pytest

from harness.errors import UsageError
from harness.store.lock import FolderLock


def test_a_held_folder_is_refused_and_a_released_one_is_free(tmp_path: Path) -> None:
    """Two holders at once are impossible; one after another is fine."""
    with FolderLock(tmp_path), pytest.raises(UsageError, match="working in this run folder"):
        FolderLock(tmp_path).acquire()
    with FolderLock(tmp_path):
        pass


def test_a_lock_of_nobody_does_not_block(tmp_path: Path) -> None:
    """Files that a killed process left behind mean nothing."""
    (tmp_path / ".lock").write_text("")
    (tmp_path / ".lock-owner").write_text('{"pid": 1, "host": "elsewhere"}')
    with FolderLock(tmp_path), pytest.raises(UsageError, match=f"process {os.getpid()} "):
        FolderLock(tmp_path).acquire()


def test_an_unreadable_owner_is_another_process(tmp_path: Path) -> None:
    """The message holds even where nobody knows who has the folder."""
    with FolderLock(tmp_path):
        (tmp_path / ".lock-owner").write_text("[broken")
        with pytest.raises(UsageError, match="another process"):
            FolderLock(tmp_path).acquire()
