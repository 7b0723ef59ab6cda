"""The rows of a calibration as JSON, as a table for people, and as the file that reports quote."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from harness import __version__
from harness.calibrate.measuring import STATISTICS, CalibrationRow, Resampling
from harness.calibrate.records import labelled_files, set_of
from harness.stats.agreement import Agreement

JsonRow = dict[str, str | bool | int | float | None]
FILE_NAME: Final = "calibration.json"


def rows_as_json(rows: Sequence[CalibrationRow]) -> list[JsonRow]:
    """One flat object a row: each statistic with `_low` and `_high`, null where it does not apply; nothing rounded."""
    return [_as_json(row) for row in rows]


def rows_as_table(rows: Sequence[CalibrationRow]) -> list[tuple[str, ...]]:
    """A header and one line of cells a row, only with the columns that some row fills.

    A cell is a value with its interval, `.83 (.79-.86)`; a baseline's name is in brackets.
    """
    shown = [name for name in STATISTICS if any(name in row.figures for row in rows)]
    header = ("set", "genre", "scorer", "n", "groups", *(name.replace("_", " ") for name in shown))
    return [header, *(_cells(row, shown) for row in rows)]


def write_calibration(path: Path, rows: Sequence[CalibrationRow], folder: Path, resampling: Resampling) -> Path:
    """Write what reports quote: the rows, and what they were made from. A folder as path: `calibration.json` in it.

    The same labels, code and seed give the same bytes.
    """
    target = path / FILE_NAME if path.is_dir() or not path.suffix else path
    target.parent.mkdir(parents=True, exist_ok=True)
    measured = {row.set for row in rows}
    content = {
        "harness": __version__,
        "resamples": resampling.resamples,
        "seed": resampling.seed,
        "sets": {name: digest for name, digest in _digests(folder).items() if name in measured},
        "rows": rows_as_json(rows),
    }
    target.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return target


def _as_json(row: CalibrationRow) -> JsonRow:
    flat: JsonRow = {
        "set": row.set,
        "genre": row.genre,
        "scorer": row.scorer,
        "baseline": row.is_baseline,
        "n": row.n,
        "groups": row.groups,
        "threshold": row.threshold,
    }
    for name in STATISTICS:
        figure = row.figures.get(name, Agreement())
        flat |= {name: figure.value, f"{name}_low": figure.low, f"{name}_high": figure.high}
    return flat


def _cells(row: CalibrationRow, shown: Sequence[str]) -> tuple[str, ...]:
    name = f"({row.scorer})" if row.is_baseline else row.scorer
    return (row.set, row.genre or "", name, str(row.n), str(row.groups), *(_cell(row.figures, key) for key in shown))


def _cell(figures: Mapping[str, Agreement], name: str) -> str:
    figure = figures.get(name)
    if figure is None or figure.value is None:
        return ""
    if figure.low is None or figure.high is None:
        return _short(figure.value)
    return f"{_short(figure.value)} ({_short(figure.low)}-{_short(figure.high)})"


def _short(value: float) -> str:
    """Two decimals without the leading zero; system errors and other small values keep three."""
    text = f"{value:.2f}" if abs(value) >= _SMALL or value == 0 else f"{value:.3f}"
    return text.replace("0.", ".", 1) if abs(value) < 1 else text


_SMALL: Final = 0.1


def _digests(folder: Path) -> dict[str, str]:
    """A digest of the files of each set, in the order of their names."""
    found: dict[str, hashlib._Hash] = {}
    for path in labelled_files(folder):
        found.setdefault(set_of(path), hashlib.sha256()).update(path.read_bytes())
    return {name: digest.hexdigest() for name, digest in found.items()}
