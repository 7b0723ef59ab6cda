"""Mends what is certain: applies the fixes of a check to the files, one entry at a time."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from harness.codec import read_text
from harness.codec.round_trip import add_at, change_entry, remove_at, set_at
from harness.gold.check import CheckSettings, check_gold
from harness.gold.rules.rule import Fix

_MOST_ROUNDS = 8


def fix_gold(folder: Path, settings: CheckSettings | None = None) -> tuple[Fix, ...]:
    """Applies every certain fix until none is left, and returns those that were applied.

    Each file is written whole or not at all; comments and order stay.
    """
    applied: list[Fix] = []
    for _ in range(_MOST_ROUNDS):
        fixes = check_gold(folder, settings).fixes
        if not fixes:
            break
        for file in sorted({fix.file for fix in fixes}):
            applied.extend(apply_fixes(Path(file), [fix for fix in fixes if fix.file == file]))
    return tuple(applied)


def apply_fixes(path: Path, fixes: Iterable[Fix]) -> tuple[Fix, ...]:
    """Applies fixes to one file: from its end to its beginning, so that no fix moves what another points to."""
    text = read_text(path)
    ordered = sorted(fixes, key=lambda fix: [(isinstance(step, str), step) for step in fix.path], reverse=True)
    for fix in ordered:
        text = change_entry(text, fix.path[0], _change(fix), str(path))
    write_whole(path, text)
    return tuple(ordered)


def write_whole(path: Path, text: str) -> None:
    """Writes a file whole or not at all, and keeps its permissions.

    The draft beside it doesn't end as the file does, so that nobody who lists the folder meanwhile takes it for one.
    """
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(mode)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _change(fix: Fix) -> Any:
    path = fix.path[1:]

    def change(entry: Any) -> None:
        if fix.kind == "set":
            set_at(entry, path, fix.value)
        elif fix.kind == "add":
            add_at(entry, path, fix.value)
        else:
            remove_at(entry, path)

    return change
