"""What a comparison and a leaderboard have to look like to be rendered; their records live with those who make them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from harness.schema import Estimate
from harness.stats.comparability import Mismatch
from harness.stats.paired import PairedDifference


class SideLike(Protocol):
    """One model of one run."""

    @property
    def label(self) -> str: ...  # noqa: D102
    @property
    def created(self) -> str: ...  # noqa: D102
    @property
    def signature(self) -> str: ...  # noqa: D102
    @property
    def items(self) -> int: ...  # noqa: D102
    @property
    def errors(self) -> int: ...  # noqa: D102


class RowLike(Protocol):
    """The change of one metric between two sides."""

    @property
    def task(self) -> str: ...  # noqa: D102
    @property
    def metric(self) -> str: ...  # noqa: D102
    @property
    def where(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def difference(self) -> PairedDifference: ...  # noqa: D102
    @property
    def p_holm(self) -> float | None: ...  # noqa: D102
    @property
    def word(self) -> str: ...  # noqa: D102


class ItemSideLike(Protocol):
    """What one side did with an item."""

    @property
    def output(self) -> str: ...  # noqa: D102
    @property
    def verdict(self) -> str: ...  # noqa: D102
    @property
    def credit(self) -> str: ...  # noqa: D102
    @property
    def reason(self) -> str: ...  # noqa: D102


class EvidenceLike(Protocol):
    """Where the documents tell the right answer."""

    @property
    def document(self) -> str: ...  # noqa: D102
    @property
    def section(self) -> int: ...  # noqa: D102
    @property
    def quote(self) -> str: ...  # noqa: D102


class ChangedLike(Protocol):
    """An item on which two sides differ."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def question(self) -> str: ...  # noqa: D102
    @property
    def expected(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def evidence(self) -> Sequence[EvidenceLike]: ...  # noqa: D102
    @property
    def before(self) -> ItemSideLike: ...  # noqa: D102
    @property
    def after(self) -> ItemSideLike: ...  # noqa: D102


class ContrastLike(Protocol):
    """Two sides, paired item by item."""

    @property
    def before(self) -> str: ...  # noqa: D102
    @property
    def after(self) -> str: ...  # noqa: D102
    @property
    def rows(self) -> Sequence[RowLike]: ...  # noqa: D102
    @property
    def slices(self) -> Sequence[RowLike]: ...  # noqa: D102
    @property
    def changed(self) -> Sequence[ChangedLike]: ...  # noqa: D102
    @property
    def items(self) -> int: ...  # noqa: D102
    @property
    def only_before(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def only_after(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def gold_differs(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def mismatches(self) -> Sequence[Mismatch]: ...  # noqa: D102


class ComparisonLike(Protocol):
    """All sides and all contrasts."""

    @property
    def sides(self) -> Sequence[SideLike]: ...  # noqa: D102
    @property
    def contrasts(self) -> Sequence[ContrastLike]: ...  # noqa: D102
    @property
    def estimates(self) -> Sequence[Estimate]: ...  # noqa: D102
    @property
    def forced(self) -> bool: ...  # noqa: D102


class RunRowLike(Protocol):
    """One model of one run with its whole-run metrics."""

    @property
    def folder(self) -> str: ...  # noqa: D102
    @property
    def run(self) -> str: ...  # noqa: D102
    @property
    def created(self) -> str: ...  # noqa: D102
    @property
    def model(self) -> str: ...  # noqa: D102
    @property
    def gold(self) -> str: ...  # noqa: D102
    @property
    def group(self) -> int: ...  # noqa: D102
    @property
    def errors(self) -> int: ...  # noqa: D102
    @property
    def metrics(self) -> Sequence[Estimate]: ...  # noqa: D102


class LeaderboardLike(Protocol):
    """Rows by time, and a line for each folder that can't be read."""

    @property
    def rows(self) -> Sequence[RunRowLike]: ...  # noqa: D102
    @property
    def unreadable(self) -> Sequence[str]: ...  # noqa: D102
