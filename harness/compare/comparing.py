"""Runs to a comparison: which sides stand against which, what bars it, and what each contrast shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from harness.compare.changes import changed_items
from harness.compare.loading import LoadedSide, load_sides
from harness.compare.records import Comparison, Contrast, MetricRow, Word
from harness.errors import UsageError
from harness.schema import Estimate, Item
from harness.stats.comparability import Mismatch, mismatches
from harness.stats.estimates import MOST_VALUES_OF_A_SLICE, SLICES, estimates_of
from harness.stats.intervals import RESAMPLES
from harness.stats.metrics import has_direction, in_order, is_lower_better
from harness.stats.pairing import MetricChange, Pairing, metric_change, pair
from harness.stats.significance import holm
from harness.store.snapshot import item_key

SIGNIFICANT = 0.05


def compare_runs(
    folders: Sequence[Path],
    *,
    models: Sequence[str] = (),
    force: bool = False,
    slices: bool = True,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> Comparison:
    """Compare the models of one run with each other, or several runs with the first, model by model of the same name.

    Runs without a common model name are compared each model with each. Only items whose gold is the same in both
    count. Raises UsageError that says all that differs where numbers may not be compared, unless ``force``; and what
    :func:`load_sides` raises.
    """
    runs = load_sides(folders, models)
    matches = _matches(runs)
    if not matches:
        raise UsageError("compare: one model only; expected two models or two runs; name another run")
    contrasts = [_contrast(one, two, slices, seed, resamples) for one, two in matches]
    barred = [contrast for contrast in contrasts if _bars(contrast)]
    if barred and not force:
        raise UsageError(_refusal(barred[0]))
    sides = [one for run in runs for one in run]
    own: list[Estimate] = []
    for one in sides:
        labelled = [replace(columns, model=one.side.label, slices={}) for columns in one.verdicts.columns.values()]
        own += estimates_of(labelled, resamples=resamples, seed=seed)
    return Comparison(
        sides=tuple(one.side for one in sides),
        contrasts=tuple(contrasts),
        estimates=tuple(own),
        forced=bool(barred),
        resamples=resamples,
        seed=seed,
    )


def _matches(runs: Sequence[Sequence[LoadedSide]]) -> list[tuple[LoadedSide, LoadedSide]]:
    if len(runs) == 1:
        return list(combinations(runs[0], 2))
    first, *others = runs
    named = [(one, two) for run in others for one in first for two in run if one.side.model == two.side.model]
    return named or [(one, two) for run in others for one in first for two in run]


def _contrast(one: LoadedSide, two: LoadedSide, slices: bool, seed: int, resamples: int) -> Contrast:
    pairing = pair(one.verdicts, two.verdicts)
    differing = _gold_differs(one, two, pairing)
    pairing = pairing.without(differing) if differing else pairing

    def item_of(task: str, name: str) -> Item | None:
        return two.items.get(item_key(task, name)) or one.items.get(item_key(task, name))

    return Contrast(
        before=one.side.label,
        after=two.side.label,
        rows=_rows(pairing, [{}], seed, resamples),
        slices=_rows(pairing, _wheres(pairing), seed, resamples) if slices else (),
        changed=changed_items(pairing.pairs, item_of),
        items=len(pairing),
        only_before=pairing.only_before,
        only_after=pairing.only_after,
        gold_differs=tuple(name for _, name in sorted(differing)),
        mismatches=_mismatches(one, two),
    )


def _mismatches(one: LoadedSide, two: LoadedSide) -> tuple[Mismatch, ...]:
    """What differs; where both runs kept their gold, items with another gold are left out and bar nothing.

    Other sources bar: their names and aliases decide who was credited, on any item.
    """
    found = mismatches(one.conditions, two.conditions)
    if len(one.items) and len(two.items) and one.sources == two.sources:
        return tuple(replace(each, bars=False) if each.what == "digest of gold" else each for each in found)
    return found


def _gold_differs(one: LoadedSide, two: LoadedSide, pairing: Pairing) -> set[tuple[str, str]]:
    found = set()
    for task, name in pairing.keys if len(one.items) and len(two.items) else ():
        first, second = one.items.get(item_key(task, name)), two.items.get(item_key(task, name))
        if first is not None and second is not None and _as_gold(first) != _as_gold(second):
            found.add((task, name))
    return found


def _as_gold(item: Item) -> Item:
    """The item without where it stands, which may change while the gold does not."""
    return replace(item, place=type(item.place)("gold"), status="")


def _bars(contrast: Contrast) -> bool:
    return not contrast.items or any(one.bars for one in contrast.mismatches)


def _refusal(contrast: Contrast) -> str:
    reasons = [str(one) for one in contrast.mismatches if one.bars]
    if not contrast.items:
        reasons.append("no item is in both with the same gold")
    listed = "\n".join(f"  {reason}" for reason in reasons)
    return (
        f"{contrast.before} and {contrast.after}: may not be compared\n{listed}\n"
        "expected the same gold, documents, templates and scorers; run both again under the same, or look at it with "
        "--force"
    )


def _wheres(pairing: Pairing) -> list[dict[str, str]]:
    """The slices of these pairs; none of a kind with very many values, as in ``metrics.json``."""
    found = {key for paired in pairing.tasks.values() for key in paired.slices}
    counts = Counter(by for by, _ in found)
    kept = [pair for pair in found if counts[pair[0]] <= MOST_VALUES_OF_A_SLICE]
    return [{by: value} for by, value in sorted(kept, key=lambda pair: (SLICES.index(pair[0]), pair[1]))]


def _rows(pairing: Pairing, wheres: Sequence[dict[str, str]], seed: int, resamples: int) -> tuple[MetricRow, ...]:
    found: list[tuple[str, str, dict[str, str], MetricChange]] = []
    for where in wheres:
        for task in pairing.tasks:
            paired = pairing.within(task, where)
            names = paired.metrics()
            for metric in (name for name in in_order(task, names) if name in names):
                change = metric_change(paired, metric, resamples=resamples, seed=seed)
                found.append((task, metric, where, change))
    shown = [one for one in found if one[3].difference is not None]
    adjusted = _adjusted(shown)
    return tuple(
        MetricRow(
            task=task,
            metric=metric,
            where=where,
            lower_is_better=is_lower_better(metric),
            difference=change.difference,
            p_holm=p,
            word=_word(task, metric, change.difference.value, p),
            lost=change.lost,
            gained=change.gained,
        )
        for (task, metric, where, change), p in zip(shown, adjusted, strict=True)
        if change.difference is not None
    )


def _adjusted(shown: Sequence[tuple[str, str, dict[str, str], MetricChange]]) -> list[float | None]:
    """Holm's p over the metrics that say better or worse; those that only describe are a family of their own."""
    p_values = [change.difference.p if change.difference else None for *_, change in shown]
    judging = [has_direction(task, metric) for task, metric, *_ in shown]
    better = iter(holm([p for p, judges in zip(p_values, judging, strict=True) if judges]))
    merely = iter(holm([p for p, judges in zip(p_values, judging, strict=True) if not judges]))
    return [next(better) if judges else next(merely) for judges in judging]


def _word(task: str, metric: str, value: float, p: float | None) -> Word:
    if p is None or p >= SIGNIFICANT or value == 0.0:
        return "unclear"
    if not has_direction(task, metric):
        return "less" if value < 0 else "more"
    return "better" if (value < 0) is is_lower_better(metric) else "worse"
