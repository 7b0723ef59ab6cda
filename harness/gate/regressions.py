"""The items that are worse than in the baseline, and those of them that may never be."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import Final

from harness.codec.spool import Indexed, Part, held
from harness.gate.records import Policy, Regression
from harness.schema import Item, Place, Problem, QuestionVerdict, Verdict
from harness.stats.pairing import Pairing
from harness.stats.worth import is_worse
from harness.store.snapshot import item_key

TAG = "tag:"
_MOST_NAMES: Final = 10
_RIGHT: Final = frozenset({"correct"})


def regressions(policy: Policy, model: str, pairing: Pairing, items: Indexed[Item] | None) -> Sequence[Regression]:
    """Every item that is worse now, those that must pass first, then by task and id."""
    found = held(
        Regression(
            model=model,
            task=before.task,
            id=before.id,
            must_pass=is_guarded(policy, before),
            before=_shown(before),
            after=_shown(after),
            reason=_reason(after),
            output=after.output,
            place=_place(items, before),
        )
        for before, after in pairing.pairs
        if is_worse(before, after)
    )
    guarded, rest = array("Q"), array("Q")
    for place, one in enumerate(found):
        (guarded if one.must_pass else rest).append(place)
    return Part(found, guarded + rest)


def must_pass_problems(policy: Policy, model: str, pairing: Pairing) -> Iterator[Problem]:
    """Entries of ``must_pass`` that guard nothing, since a typing mistake there would let everything through."""
    unmet = dict.fromkeys(policy.must_pass)
    for before, _ in pairing.pairs if unmet else ():
        for entry in [entry for entry in unmet if _matches(entry, before)]:
            del unmet[entry]
        if not unmet:
            break
    for entry in unmet:
        message = f"must_pass: {entry!r} is no item that {model} has in both runs"
        yield Problem(Place(policy.file), "must-pass", message, "error", "name an id, or tag: and a tag")


def must_pass_notes(policy: Policy, model: str, pairing: Pairing) -> Iterator[str]:
    """Guarded questions that are answered wrong in both runs: they pass, since they are no worse, and are named."""
    wrong = [
        f"{after.id} ({after.factual})"
        for before, after in (pairing.pairs if policy.must_pass else ())
        if is_guarded(policy, before)
        and isinstance(before, QuestionVerdict)
        and isinstance(after, QuestionVerdict)
        and not {before.factual, after.factual} & _RIGHT
        and not is_worse(before, after)
    ]
    if wrong:
        shown = ", ".join(wrong[:_MOST_NAMES]) + (f" and {len(wrong) - _MOST_NAMES} more" * (len(wrong) > _MOST_NAMES))
        said = "must_pass asks that an item is no worse than in the baseline"
        yield f"{said}; {model} has not right, then as now: {shown}"


def is_guarded(policy: Policy, verdict: Verdict) -> bool:
    """Whether the item may never be worse, by its id or a tag."""
    return any(_matches(entry, verdict) for entry in policy.must_pass)


def _matches(entry: str, verdict: Verdict) -> bool:
    if entry.startswith(TAG):
        return entry.removeprefix(TAG).strip() in verdict.tags
    return entry == verdict.id


def _place(items: Indexed[Item] | None, verdict: Verdict) -> Place | None:
    item = items.get(item_key(verdict.task, verdict.id)) if items is not None else None
    return None if item is None else item.place


def _shown(verdict: Verdict) -> str:
    """The verdict in words: ``correct, credit right``, or the facts of a summary."""
    if verdict.error is not None:
        return f"error: {verdict.error}"
    if isinstance(verdict, QuestionVerdict):
        return f"{verdict.factual}, credit {verdict.credit}"
    told = sum(fact.stated == "yes" for fact in verdict.facts)
    against = sum(fact.stated == "contradicted" for fact in verdict.facts)
    return f"{told} of {len(verdict.facts)} facts" + (f", {against} contradicted" if against else "")


def _reason(verdict: Verdict) -> str:
    if isinstance(verdict, QuestionVerdict):
        return verdict.reason
    lost = [f"{fact.id} {fact.stated}" + (f": {fact.reason}" if fact.reason else "") for fact in verdict.facts]
    return "; ".join(lost)
