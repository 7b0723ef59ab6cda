"""The items on which two sides differ, each with what was right."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from harness.codec.spool import Part, held
from harness.compare.records import ChangedItem, ChangeKind, GoldEvidence, ItemSide
from harness.schema import Evidence, Item, QuestionVerdict, SummaryVerdict, Verdict
from harness.stats.pairing import Pair
from harness.stats.worth import worth

_KINDS: Final[Sequence[ChangeKind]] = ("newly wrong", "changed source", "newly right", "changed")


def changed_items(pairs: Iterable[Pair], item_of: Callable[[str, str], Item | None]) -> Sequence[ChangedItem]:
    """The items that changed in verdict or credit (answers), in key facts or support (summaries); the worst first.

    Pairs come by task and id; ``item_of`` finds an item by them. Very many items lie on a temporary file.
    """
    changed = held(_all_changed(pairs, item_of))
    by_kind: dict[ChangeKind, array[int]] = {kind: array("Q") for kind in _KINDS}
    for place, one in enumerate(changed):
        by_kind[one.kind].append(place)
    places = array("Q", chain.from_iterable(by_kind[kind] for kind in _KINDS))
    return tuple(changed[place] for place in places) if isinstance(changed, tuple) else Part(changed, places)


def _all_changed(pairs: Iterable[Pair], item_of: Callable[[str, str], Item | None]) -> Iterator[ChangedItem]:
    for before, after in pairs:
        kind = kind_of_change(before, after)
        if kind is not None:
            yield _changed(before, after, kind, item_of(before.task, before.id))


def kind_of_change(before: Verdict, after: Verdict) -> ChangeKind | None:
    """How an item changed, or None; a source that changed counts where rightness did not."""
    gain = worth(after) - worth(before)
    if gain:
        return "newly wrong" if gain < 0 else "newly right"
    if isinstance(before, QuestionVerdict) and isinstance(after, QuestionVerdict):
        if (before.credit, before.credited) != (after.credit, after.credited):
            return "changed source"
        return "changed" if before.factual != after.factual else None
    if isinstance(before, SummaryVerdict) and isinstance(after, SummaryVerdict):
        if _credits(before) != _credits(after):
            return "changed source"
        return "changed" if _stated(before) != _stated(after) else None
    return None


def _credits(verdict: SummaryVerdict) -> list[tuple[str, str]]:
    return [(fact.id, fact.credit) for fact in verdict.facts]


def _stated(verdict: SummaryVerdict) -> list[tuple[str, str]]:
    return [(fact.id, fact.stated) for fact in verdict.facts]


def _changed(before: Verdict, after: Verdict, kind: ChangeKind, item: Item | None) -> ChangedItem:
    question, expected, evidence = _gold(item)
    return ChangedItem(
        id=before.id,
        task=before.task,
        document="+".join(before.documents),
        kind=kind,
        question=question,
        expected=expected,
        evidence=evidence,
        before=_side(before),
        after=_side(after),
    )


def _side(verdict: Verdict) -> ItemSide:
    if isinstance(verdict, QuestionVerdict):
        return ItemSide(
            output=verdict.output,
            verdict=verdict.factual,
            credit=verdict.credit,
            answer=verdict.answer,
            sources=verdict.sources,
            reason=verdict.error or verdict.reason,
            scores=verdict.scores,
        )
    told = [fact for fact in verdict.facts if fact.stated == "yes"]
    reason = "; ".join(f"{fact.id} {fact.stated}: {fact.reason}".rstrip(": ") for fact in verdict.facts)
    return ItemSide(
        output=verdict.output,
        verdict=f"{len(told)} of {len(verdict.facts)} facts",
        credit="",
        answer="",
        sources=tuple(sorted({name for fact in told for name in fact.credited})),
        reason=verdict.error or reason,
        scores=verdict.scores,
    )


def _gold(item: Item | None) -> tuple[str, tuple[str, ...], tuple[GoldEvidence, ...]]:
    if item is None:
        return "", (), ()
    if item.task == "qa":
        claims = item.gold.claims
        expected = tuple(f"{claim.source or 'the document'}: {' / '.join(claim.answers)}" for claim in claims)
        wanted = [claim for claim in claims if item.gold.expects in (claim.source, "any")]
        return item.question.text, expected, _evidence([where for claim in wanted for where in claim.evidence])
    facts = item.gold.facts
    stated = tuple(f"{fact.source or 'the document'}: {fact.text}" for fact in facts)
    return "", stated, _evidence([where for fact in facts for where in fact.evidence])


def _evidence(found: Sequence[Evidence]) -> tuple[GoldEvidence, ...]:
    return tuple(dict.fromkeys(GoldEvidence(one.document, one.section, one.quote or "") for one in found))
