"""Estimates as a table for a terminal: a row a metric, a column a model."""

from __future__ import annotations

from collections.abc import Sequence

from harness.cli.output import print_table
from harness.schema import Estimate


def print_estimates(rows: Sequence[Estimate]) -> None:
    """The whole-run metrics, each with its 95 % interval, on standard output."""
    whole = [row for row in rows if not row.where]
    models = list(dict.fromkeys(row.model for row in whole))
    metrics = list(dict.fromkeys((row.task, row.metric) for row in whole))
    found = {(row.task, row.metric, row.model): row for row in whole}
    lines = []
    for task, metric in metrics:
        here = [found.get((task, metric, model)) for model in models]
        counts = {row.n for row in here if row is not None}
        lines.append([f"{task}.{metric}", *(_cell(row) for row in here), "/".join(str(n) for n in sorted(counts))])
    print_table(["metric", *models, "n"], lines)


def _cell(row: Estimate | None) -> str:
    if row is None or row.value is None:
        return "–"
    if row.low is None or row.high is None:
        return f"{row.value:.3f}"
    return f"{row.value:.3f} [{row.low:.2f}, {row.high:.2f}]"
