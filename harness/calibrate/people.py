"""What people and published metrics reach on the same rows: the ceiling, and the peers."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from harness.calibrate.rows import LabelledRow
from harness.calibrate.scorers import ScorerSpec

Measured = tuple[ScorerSpec, tuple[LabelledRow, ...], tuple[float | None, ...]]
NO_VERDICT = 2.0
"""A threshold that no score reaches: a metric of which only the order is known."""


def people_and_peers(rows: Sequence[LabelledRow]) -> Iterator[Measured]:
    """One coder against another, where the set keeps single codings, then each published metric by name."""
    coded = [row for row in rows if len(row.people) > 1]
    if len(coded) > len(rows) / 2:
        against_first = tuple(replace(row, label=row.people[0], graded=None) for row in coded)
        spec = ScorerSpec("people", "", is_baseline=True, is_binary=True)
        yield spec, against_first, tuple(row.people[1] for row in coded)
    for name in sorted({name for row in rows for name in row.peers}):
        scores = tuple(row.peers.get(name) for row in rows)
        is_binary = {score for score in scores if score is not None} <= {0.0, 1.0}
        threshold = 0.5 if is_binary else NO_VERDICT
        yield ScorerSpec(f"peer: {name}", "", True, threshold, is_binary), tuple(rows), scores
