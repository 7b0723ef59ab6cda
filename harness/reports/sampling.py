"""A sample of a run that is too large to be shown whole: all items of some documents, drawn by the documents' digests.

Documents are drawn as wholes, since a page holds the text of each document that one of its items rests on.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Final

from harness.schema import Verdict
from harness.stats.verdicts import cluster_of
from harness.store.results import VERDICTS, iterate_verdict_lines, verdict_of
from harness.store.snapshot import Snapshot, read_some

MOST_VERDICTS: Final = 25_000
"""A run with more is shown by a sample of about so many."""


@dataclass(frozen=True, slots=True)
class Sample:
    """How much of a run a report looks at item by item; ``verdicts`` counts the whole run's, by model and verdict."""

    items: int
    of_items: int
    verdicts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(slots=True)
class _Seen:
    """What one pass over a run's verdicts has met."""

    items: Counter[str] = field(default_factory=Counter)
    verdicts: dict[str, Counter[str]] = field(default_factory=dict)
    models: dict[str, None] = field(default_factory=dict)


def is_large(folder: Path) -> bool:
    """Whether a run has more verdicts than a report looks at; never where there are none."""
    path = folder / VERDICTS
    if not path.exists():
        return False
    with open(path, "rb") as file:
        return sum(1 for _ in zip(file, range(MOST_VERDICTS + 1), strict=False)) > MOST_VERDICTS


def sample_verdicts(folder: Path) -> tuple[tuple[Verdict, ...], tuple[str, ...], Sample]:
    """The sample's verdicts, all models in the order of their first verdicts, and what the sample is of."""
    total = sum(1 for _ in iterate_verdict_lines(folder))
    share = MOST_VERDICTS / max(total, MOST_VERDICTS)
    seen = _Seen()
    kept = tuple(_kept(folder, share, seen))
    first = next(iter(seen.models), "")
    items = len({(one.task, one.id) for one in kept})
    return kept, tuple(seen.models), Sample(items, seen.items[first], seen.verdicts)


def sample_snapshot(folder: Path, verdicts: tuple[Verdict, ...]) -> Snapshot:
    """The gold of the sample alone: its items, their documents, and all sources."""
    wanted = {(one.task, one.id) for one in verdicts}
    documents = set(chain.from_iterable(one.documents for one in verdicts))
    return read_some(folder, lambda name: name in documents, lambda task, name: (task, name) in wanted)


def is_drawn(document: str, share: float) -> bool:
    """Whether a document is in a sample of that share; in a larger sample it is too."""
    drawn = int.from_bytes(hashlib.sha256(document.encode("utf-8", "surrogatepass")).digest()[:8], "big")
    return drawn < share * 2**64


def _kept(folder: Path, share: float, seen: _Seen) -> Iterator[Verdict]:
    for line in iterate_verdict_lines(folder):
        verdict = verdict_of(line)
        if verdict is None:
            continue
        seen.models[verdict.model] = None
        seen.items[verdict.model] += 1
        if verdict.task == "qa":
            seen.verdicts.setdefault(verdict.model, Counter())[verdict.factual] += 1
        if is_drawn(cluster_of(verdict).split("+")[0], share):
            yield verdict
