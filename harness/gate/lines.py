"""The word on each policy line for one model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from harness.gate.records import LineResult, Policy, PolicyLine, Word
from harness.stats.intervals import Interval, mean_interval
from harness.stats.metrics import OF_WHAT_IS_STATED
from harness.stats.paired import PairedDifference
from harness.stats.pairing import MetricChange, ModelVerdicts, Pairing, metric_change
from harness.stats.power import detectable_drop
from harness.stats.significance import holm

Reason = tuple[Word | Literal["missing"], str]
"""A word and why; ``missing`` is undecided for want of what the line asks about, which no policy makes a pass."""
ROUNDING: Final = 1e-9
SIGNIFICANT: Final = 0.05
_RANK: Final = {"pass": 0, "undecided": 1, "missing": 2, "fail": 3}


@dataclass(frozen=True, slots=True)
class _Measured:
    """A line with its numbers, before its word: p is adjusted for all lines of the model."""

    line: PolicyLine
    found: Interval | None
    change: MetricChange | None
    p: float | None
    lines: int


def check_lines(
    policy: Policy, model: str, after: ModelVerdicts, pairing: Pairing | None, *, resamples: int, seed: int
) -> list[LineResult]:
    """The word on every line of the policy for one model: the worst of what its floor or ceiling and its margin say.

    ``pairing`` is None without a baseline; a line with a margin is then undecided. A floor is held against the value
    measured, as it stands; a margin against the interval of the paired change. That a change is none by chance is
    judged over all lines together (Holm), so that many lines do not make many false alarms.
    """
    found = [_value(line, after, resamples, seed) for line in policy.lines]
    changes = [_change(line, pairing, resamples, seed) for line in policy.lines]
    p_values = [change.difference.p if change and change.difference else None for change in changes]
    tests = sum(p is not None for p in p_values)
    measured = [
        _Measured(line, value, change, p, max(tests, 1))
        for line, value, change, p in zip(policy.lines, found, changes, holm(p_values), strict=True)
    ]
    return [_result(one, model, list(_reasons(one, policy))) for one in measured]


def _value(line: PolicyLine, after: ModelVerdicts, resamples: int, seed: int) -> Interval | None:
    if line.task not in after.columns:
        return None
    columns = after.columns[line.task]
    rows, values = columns.rows_in(line.where), columns.values(line.metric)
    having = rows[~np.isnan(values[rows])]
    return mean_interval(values[having], columns.cluster_codes()[having], resamples=resamples, seed=seed)


def _change(line: PolicyLine, pairing: Pairing | None, resamples: int, seed: int) -> MetricChange | None:
    if line.margin is None or pairing is None:
        return None
    return metric_change(pairing.within(line.task, line.where), line.metric, resamples=resamples, seed=seed)


def _reasons(one: _Measured, policy: Policy) -> Iterator[Reason]:
    line, found = one.line, one.found
    if found is None and _is_silent(one):
        yield "pass", "nothing is stated in either run, word for word the same"
        return
    if found is None:
        yield "missing", "no item of the run has this metric"
        return
    if line.floor is not None:
        word: Word = "fail" if found.value < line.floor - ROUNDING else "pass"
        yield word, f"{found.value:.3f}{_range(found)}, at least {line.floor:g} asked"
    if line.ceiling is not None:
        word = "fail" if found.value > line.ceiling + ROUNDING else "pass"
        yield word, f"{found.value:.3f}{_range(found)}, at most {line.ceiling:g} asked"
    if line.margin is not None:
        yield from _margin_reasons(one, line.margin, policy)


def _is_silent(one: _Measured) -> bool:
    """Whether the metric is missing only because the model, then as now, states nothing that it could apply to."""
    line, change = one.line, one.change
    floored = line.floor is not None or line.ceiling is not None
    silent = change is not None and change.had == 0 and change.same_words
    return silent and not floored and line.metric in OF_WHAT_IS_STATED


def _margin_reasons(one: _Measured, margin: float, policy: Policy) -> Iterator[Reason]:
    change = one.change
    if change is None or change.had == 0:
        yield "missing", "no item of the baseline has this metric"
        return
    kept = change.had - change.lost
    if kept < policy.coverage * change.had:
        yield "missing", f"applies to {kept} of the {change.had} items that had it in the baseline"
    if change.difference is None:
        yield "missing", "no item has this metric in both"
        return
    yield margin_word(change.difference, margin, lower_is_better=one.line.lower_is_better, p=one.p, lines=one.lines)


def margin_word(
    found: PairedDifference, margin: float, *, lower_is_better: bool, p: float | None, lines: int = 1
) -> Reason:
    """The word of a margin on a paired change, and why; ``p`` is adjusted for that many lines.

    - pass: the whole interval lies above minus the margin;
    - fail: it got worse, beyond chance (p below 0.05, two-sided) and beyond the margin;
    - undecided: else. Of two equal models at most 2.5 % of runs fail, whatever the number of lines.
    """
    value, low, high = found.value, found.low, found.high
    if low is None or high is None or p is None:
        return "undecided", f"changed by {value:+.3f} on {found.items} item; an interval needs two"
    if lower_is_better:
        value, low, high = -value, -high, -low
    shown = f"{found.value:+.3f} [{found.low:+.3f}, {found.high:+.3f}], {margin:g} worse allowed"
    if low >= -margin - ROUNDING:
        return "pass", shown
    if p < SIGNIFICANT and value < -margin:
        return "fail", shown
    if found.standard_error == 0.0:
        return "undecided", f"{shown}: {found.items} items are too few to tell"
    drop = detectable_drop(margin, found.standard_error, found.freedom, lines=lines)
    mostly = f"a change of {drop:.3f} would mostly have shown" if drop < 1 else "no change could have shown"
    return "undecided", f"{shown}: too few items or documents to tell; {mostly}"


def _result(one: _Measured, model: str, reasons: Sequence[Reason]) -> LineResult:
    line, found = one.line, one.found
    paired = one.change.difference if one.change else None
    shown = paired or found
    drop = None
    if paired and line.margin is not None and paired.standard_error > 0:
        drop = detectable_drop(line.margin, paired.standard_error, paired.freedom, lines=one.lines)
    worst = max((word for word, _ in reasons), key=_RANK.__getitem__)
    return LineResult(
        model=model,
        name=line.name,
        word="undecided" if worst == "missing" else worst,
        missing=worst == "missing",
        reasons=tuple(text for _, text in reasons),
        floor=line.floor,
        ceiling=line.ceiling,
        margin=line.margin,
        before=paired.before if paired else None,
        after=found.value if found else None,
        change=paired.value if paired else None,
        low=shown.low if shown else None,
        high=shown.high if shown else None,
        items=shown.items if shown else 0,
        documents=shown.clusters if shown else 0,
        detectable=drop,
        place=line.place,
    )


def _range(found: Interval) -> str:
    return f" [{found.low:.3f}, {found.high:.3f}]" if found.low is not None and found.high is not None else ""
