"""The items that are worse than in the baseline, and those of them that may never be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from harness.gate.records import Policy, Regression
from harness.schema import Item, Place, Problem, QuestionVerdict, Verdict
from harness.stats.pairing import Pairing
from harness.stats.worth import is_worse
from harness.store.snapshot import Snapshot

TAG = "tag:"
_MOST_NAMES: Final = 10
_RIGHT: Final = frozenset({"correct"})


def regressions(policy: Policy, model: str, pairing: Pairing, snapshot: Snapshot | None) -> list[Regression]:
    """Every item that is worse now, those that must pass first, then by task and id."""
    places = _places(snapshot)
    found = [
        Regression(
            model=model,
            task=before.task,
            id=before.id,
            must_pass=is_guarded(policy, before),
            before=_shown(before),
            after=_shown(after),
            reason=_reason(after),
            output=after.output,
            place=places.get((before.task, before.id)),
        )
        for before, after in pairing.pairs
        if is_worse(before, after)
    ]
    return sorted(found, key=lambda one: (not one.must_pass, one.task, one.id))


def must_pass_problems(policy: Policy, model: str, pairing: Pairing) -> Iterator[Problem]:
    """Entries of ``must_pass`` that guard nothing, since a typing mistake there would let everything through."""
    known = [before for before, _ in pairing.pairs]
    for entry in policy.must_pass:
        if not any(_matches(entry, verdict) for verdict in known):
            message = f"must_pass: {entry!r} is no item that {model} has in both runs"
            yield Problem(Place(policy.file), "must-pass", message, "error", "name an id, or tag: and a tag")


def must_pass_notes(policy: Policy, model: str, pairing: Pairing) -> Iterator[str]:
    """Guarded questions that are answered wrong in both runs: they pass, since they are no worse, and are named."""
    wrong = [
        f"{after.id} ({after.factual})"
        for before, after in pairing.pairs
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


def _places(snapshot: Snapshot | None) -> Mapping[tuple[str, str], Place]:
    if snapshot is None:
        return {}
    items: tuple[Item, ...] = (*snapshot.questions, *snapshot.summaries)
    return {(item.task, item.id): item.place for item in items}


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
