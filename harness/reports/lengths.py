"""Whether longer documents are harder: a metric by how many words an item's documents have together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from harness.reports.run_data import RunData
from harness.schema import Estimate, Verdict
from harness.stats.estimates import estimates

LENGTH: Final = "length"
BOUNDS: Final = (500, 1000, 2000, 4000, 8000, 16000)
"""Words at which a class of lengths ends and the next begins."""


def by_length(data: RunData, task: str, metric: str) -> Iterator[Estimate]:
    """A row for each model and class of lengths that has items, the shortest first."""
    words = {one.id: sum(len(part.text.split()) for part in one.sections) for one in data.snapshot.documents}
    held: dict[tuple[int, str], list[Verdict]] = {}
    for verdict in data.verdicts:
        if verdict.task == task and metric in verdict.scores:
            total = sum(words.get(name, 0) for name in verdict.documents)
            alone = replace(verdict, scores={metric: verdict.scores[metric]})
            held.setdefault((sum(total >= bound for bound in BOUNDS), verdict.model), []).append(alone)
    for (place, _), group in sorted(held.items()):
        rows = estimates(group, slices=False)
        yield from (replace(row, where={LENGTH: class_name(place, BOUNDS)}) for row in rows if row.metric == metric)


def class_name(place: int, bounds: Sequence[int]) -> str:
    """What the class after ``place`` bounds is called, such as ``1,000–2,000 words``."""
    if place == 0:
        return f"under {bounds[0]:,} words"
    if place == len(bounds):
        return f"{bounds[-1]:,} words or more"
    return f"{bounds[place - 1]:,}–{bounds[place]:,} words"
