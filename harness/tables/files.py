"""Frames to files that spreadsheets and other programs open."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a frame as UTF-8 CSV, lists joined by ``;``, missing values empty.

    Text that a spreadsheet would run as a formula (a model's output may begin with ``=``) gets an apostrophe before it.
    """
    shown = frame.copy()
    for name in frame.columns:
        if frame[name].dtype.kind == "O":
            shown[name] = pd.Series([_cell(value) for value in frame[name]], dtype="str", index=frame.index)
    shown.to_csv(path, index=False, lineterminator="\n")


def write_parquet(frame: pd.DataFrame, path: Path) -> None:
    """Write a frame as Parquet; lists stay lists."""
    frame.to_parquet(path, index=False)


def _cell(value: object) -> str | None:
    if isinstance(value, list):
        value = ";".join(map(str, value))
    if not isinstance(value, str):
        return None
    return "'" + value if value.startswith(FORMULA_STARTS) else value
