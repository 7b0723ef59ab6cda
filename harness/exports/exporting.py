"""One door to all formats that a run can be written in."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from harness.codec import nearest
from harness.errors import MissingError, UsageError
from harness.exports.whole_run import WholeRun, read_whole_run

FORMATS: Final[Mapping[str, str]] = {
    "lm-eval": "harness.exports.lm_eval:export_lm_eval",
    "inspect": "harness.exports.inspect_log:export_inspect",
    "every-eval-ever": "harness.exports.every_eval_ever:export_every_eval_ever",
    "model-index": "harness.exports.model_index:export_model_index",
    "csv": "harness.exports.frames:export_csv",
    "parquet": "harness.exports.frames:export_parquet",
    "datasets": "harness.exports.hub_datasets:export_datasets",
}
"""Each format's name and where its writer is; a writer takes a run and a folder, and gives back what it wrote."""


def export_run(run: Path, name: str, out: Path) -> tuple[Path, ...]:
    """Write a run in a format to a folder, which is made; gives back the files.

    Raises UsageError for an unknown format, MissingError or ProblemsError where the run can't be read or the folder
    can't be written.
    """
    if name not in FORMATS:
        hit = nearest(name, FORMATS)
        mend = f"did you mean {hit}?" if hit else "name one of them"
        raise UsageError(f"format {name!r}: is not known; expected one of {', '.join(FORMATS)}; {mend}")
    module, _, function = FORMATS[name].partition(":")
    write: Callable[[WholeRun, Path], tuple[Path, ...]] = getattr(importlib.import_module(module), function)
    whole = read_whole_run(run)
    try:
        out.mkdir(parents=True, exist_ok=True)
        return write(whole, out)
    except OSError as error:
        raise MissingError(
            f"{out}: can't be written ({error.strerror or error}); expected a writable folder"
        ) from error
