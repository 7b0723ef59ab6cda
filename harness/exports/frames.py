"""A run in a notebook: ``frames = read_run_frames("reports/small")``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from harness.exports.whole_run import WholeRun
from harness.store.results import read_metrics, read_verdicts
from harness.tables.files import write_csv, write_parquet
from harness.tables.frames import DataFrame, metric_frame, score_frame, verdict_frame


@dataclass(frozen=True, slots=True)
class Frames:
    """Three pandas frames of a run; the columns are told in :mod:`harness.tables.frames`.

    ``verdicts``: a row a model and item. ``scores``: a row a model, item and metric. ``metrics``: a row a mean, whole
    (``slice`` empty) or of a slice such as ``tag=conflict``.
    """

    verdicts: DataFrame
    scores: DataFrame
    metrics: DataFrame

    def __iter__(self) -> Iterator[tuple[str, DataFrame]]:
        """The frames with their names."""
        yield from (("verdicts", self.verdicts), ("scores", self.scores), ("metrics", self.metrics))


def read_run_frames(folder: str | Path) -> Frames:
    """Read a run folder into pandas; MissingError or ProblemsError where it can't be read.

    ``frames.scores.groupby(["model", "metric"])["value"].mean()`` is what ``frames.metrics`` has, without intervals.
    """
    verdicts = read_verdicts(Path(folder))
    return Frames(verdict_frame(verdicts), score_frame(verdicts), metric_frame(read_metrics(Path(folder))))


def export_csv(run: WholeRun, out: Path) -> tuple[Path, ...]:
    """``verdicts.csv``, ``scores.csv`` and ``metrics.csv``."""
    return _write(run, out, "csv", write_csv)


def export_parquet(run: WholeRun, out: Path) -> tuple[Path, ...]:
    """``verdicts.parquet``, ``scores.parquet`` and ``metrics.parquet``."""
    return _write(run, out, "parquet", write_parquet)


def _write(run: WholeRun, out: Path, ending: str, write: Callable[[DataFrame, Path], None]) -> tuple[Path, ...]:
    frames = Frames(verdict_frame(run.verdicts), score_frame(run.verdicts), metric_frame(run.estimates))
    paths = []
    for name, frame in frames:
        paths.append(out / f"{name}.{ending}")
        write(frame, paths[-1])
    return tuple(paths)
