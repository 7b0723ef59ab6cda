"""What a policy asks and what a gate answers, as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from harness.schema import Place, Problem

Word = Literal["pass", "fail", "undecided"]
OnUndecided = Literal["report", "fail", "pass"]


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """One demand on a metric, whole or in a slice.

    ``floor`` is the least, ``ceiling`` the most that the measured value may be; ``margin`` how much worse than the
    baseline the true value may be. None: not asked.
    """

    task: str
    metric: str
    where: Mapping[str, str]
    floor: float | None
    ceiling: float | None
    margin: float | None
    lower_is_better: bool
    place: Place

    @property
    def name(self) -> str:
        """Such as ``qa.credit where tag=conflict``."""
        slice_ = " and ".join(f"{key}={value}" for key, value in self.where.items())
        return f"{self.task}.{self.metric}" + (f" where {slice_}" if slice_ else "")


@dataclass(frozen=True, slots=True)
class Policy:
    """A whole policy. ``coverage`` is the least share of the baseline's items to which a metric must still apply."""

    lines: tuple[PolicyLine, ...]
    undecided: OnUndecided
    errors: float
    coverage: float
    must_pass: tuple[str, ...]
    file: str


@dataclass(frozen=True, slots=True)
class LineResult:
    """The word on one policy line for one model, with the numbers behind it.

    ``missing`` says that what the line asks about is not there, so that no policy can take undecided for a pass.
    ``low`` and ``high`` are of the change (after minus before) where the line has a margin, else of the value.
    ``detectable`` is the smallest true worsening that this line would have failed with 80 % power.
    """

    model: str
    name: str
    word: Word
    missing: bool
    reasons: tuple[str, ...]
    floor: float | None
    ceiling: float | None
    margin: float | None
    before: float | None
    after: float | None
    change: float | None
    low: float | None
    high: float | None
    items: int
    documents: int
    detectable: float | None
    place: Place


@dataclass(frozen=True, slots=True)
class Regression:
    """An item that is worse than in the baseline; ``place`` is where its gold stands, where that is known."""

    model: str
    task: str
    id: str
    must_pass: bool
    before: str
    after: str
    reason: str
    output: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class GateResult:
    """What the gate says. ``problems`` are what forbids a pass whatever the numbers; ``notes`` forbid nothing."""

    word: Word
    exit_code: int
    run: str
    baseline: str
    policy: str
    lines: tuple[LineResult, ...]
    regressions: Sequence[Regression]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
