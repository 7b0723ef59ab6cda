"""What a comparison comes to, as data; rendering is somebody else's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from harness.schema import Estimate
from harness.stats.comparability import Mismatch
from harness.stats.paired import PairedDifference

ChangeKind = Literal["newly wrong", "newly right", "changed source", "changed"]
Word = Literal["better", "worse", "more", "less", "unclear"]


@dataclass(frozen=True, slots=True)
class Side:
    """One model of one run. ``label`` tells it apart from all others of the comparison."""

    label: str
    model: str
    run: str
    folder: str
    created: str
    signature: str
    weights_digest: str
    items: int
    errors: int


@dataclass(frozen=True, slots=True)
class MetricRow:
    """The change of one metric between two sides, whole or in a slice.

    ``word`` is better or worse (more or less, for a metric that only describes) only where Holm's adjusted p is below
    0.05, over the metrics, or over the slices, of this pair of sides. ``lost`` and ``gained`` count items to which the
    metric applies on one side only.
    """

    task: str
    metric: str
    where: Mapping[str, str]
    lower_is_better: bool
    difference: PairedDifference
    p_holm: float | None
    word: Word
    lost: int
    gained: int


@dataclass(frozen=True, slots=True)
class ItemSide:
    """What one side did with an item; ``verdict`` is a word for an answer, a share of key facts for a summary."""

    output: str
    verdict: str
    credit: str
    answer: str
    sources: tuple[str, ...]
    reason: str
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class GoldEvidence:
    """Where the documents tell the right answer."""

    document: str
    section: int
    quote: str


@dataclass(frozen=True, slots=True)
class ChangedItem:
    """An item on which two sides differ, with what was right; ``question`` and ``expected`` are empty without gold."""

    id: str
    task: str
    document: str
    kind: ChangeKind
    question: str
    expected: tuple[str, ...]
    evidence: tuple[GoldEvidence, ...]
    before: ItemSide
    after: ItemSide


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two sides, paired item by item. ``before`` and ``after`` are labels of sides."""

    before: str
    after: str
    rows: tuple[MetricRow, ...]
    slices: tuple[MetricRow, ...]
    changed: Sequence[ChangedItem]
    items: int
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    gold_differs: tuple[str, ...]
    mismatches: tuple[Mismatch, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All sides, all contrasts; ``forced`` says that numbers stand side by side that should not.

    ``estimates`` hold each side's own metrics with intervals, by the side's label as their model.
    """

    sides: tuple[Side, ...]
    contrasts: tuple[Contrast, ...]
    estimates: tuple[Estimate, ...]
    forced: bool
    resamples: int
    seed: int
