"""How far two readings of the same questions agree.

Cohen's kappa (1960) for answerable, source and section, over the questions that both readers answered: observed
agreement set against what the readers' own frequencies make likely. 1 is full agreement, 0 chance, and None where
there is nothing to compare or both always say the same one thing. Sections are compared as sets: near-duplicate
sections count as one. Values agree where one reader's answer is, by the type of the question, an answer of the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from harness.gold.duplicates import SectionKey
from harness.gold.matching import answer_stands, stands_as_words
from harness.gold.readings import Reading
from harness.schema import ANY_SOURCE, Gold, QuestionItem


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two readers see otherwise; ``what`` is answerable, value, source or section."""

    id: str
    what: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """Agreement on one thing: ``n`` comparisons, share of them equal, kappa where it is defined."""

    what: str
    n: int
    share: float | None
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement of two readings, every difference, and the questions that only one of them answers."""

    rows: tuple[Agreed, ...]
    differences: tuple[Difference, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    unknown: tuple[str, ...]


def agreement(first: Mapping[str, Reading], second: Mapping[str, Reading], gold: Gold) -> Agreement:
    """Compares two readings over the gold's questions. Sources, sections and values: where both say answerable."""
    items = {item.id: item for item in gold.questions}
    both = [item for item in gold.questions if item.id in first and item.id in second]
    answered = [item for item in both if first[item.id].answerable and second[item.id].answerable]
    can = [(first[item.id].answerable, second[item.id].answerable) for item in both]
    said = [_sources(item, first[item.id], second[item.id]) for item in answered]
    where = [_sections(item, first[item.id], second[item.id], gold) for item in answered]
    values = [same_value(item, first[item.id], second[item.id], gold) for item in answered]
    rows = (
        _agreed("answerable", can),
        Agreed("value", len(values), sum(values) / len(values) if values else None, None),
        _agreed("source", said),
        _agreed("section", where),
    )
    return Agreement(
        rows,
        tuple(
            [difference for item in both for difference in _differences(item, first[item.id], second[item.id], gold)]
        ),
        tuple(name for name in items if name in first and name not in second),
        tuple(name for name in items if name in second and name not in first),
        tuple(sorted({*first, *second} - set(items))),
    )


def cohen_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of two raters' labels, in [-1, 1]; None for no pairs, or where chance agreement is certain."""
    if not pairs:
        return None
    observed = sum(one == other for one, other in pairs) / len(pairs)
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    expected = sum(ones[label] * others[label] for label in ones) / len(pairs) ** 2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def same_value(item: QuestionItem, one: Reading, other: Reading, gold: Gold) -> bool:
    """Whether an answer of one reader is, by the question's type, an answer of the other, read in either direction."""
    document = gold.documents.get(item.question.documents[0])
    published = document.published if document else None
    for mine, its in ((one, other), (other, one)):
        for answer in mine.answers:
            if any(stands_as_words(answer, wording) and stands_as_words(wording, answer) for wording in its.answers):
                return True
            question = item.question
            if answer_stands(its.answers, question.type, answer, question=question.text, published=published):
                return True
    return False


def _agreed(what: str, pairs: Sequence[tuple[Hashable, Hashable]]) -> Agreed:
    share = sum(one == other for one, other in pairs) / len(pairs) if pairs else None
    return Agreed(what, len(pairs), share, cohen_kappa(pairs))


def _sources(item: QuestionItem, one: Reading, other: Reading) -> tuple[str, str]:
    """Both readers' sources as labels; where any source may answer, two that both do are agreement."""
    known = {claim.source for claim in item.gold.claims} if item.gold.expects == ANY_SOURCE else set()
    if one.source in known and other.source in known:
        return one.source or "", one.source or ""
    return one.source or "", other.source or ""


def _sections(item: QuestionItem, one: Reading, other: Reading, gold: Gold) -> tuple[str, str]:
    """Both readers' sections as labels; copies of a section have one name, and a shared section is agreement."""
    document = item.question.documents[0]
    mine = {_first_copy(place, gold) for place in one.places(document)}
    its = {_first_copy(place, gold) for place in other.places(document)}
    shared = mine & its
    return _label(shared or mine), _label(shared or its)


def _first_copy(place: SectionKey, gold: Gold) -> SectionKey:
    return min(gold.same_sections.get(place, frozenset({place})))


def _label(places: set[SectionKey]) -> str:
    return " ".join(f"{document}/{section}" for document, section in sorted(places)) or "none"


def _differences(item: QuestionItem, one: Reading, other: Reading, gold: Gold) -> list[Difference]:
    if one.answerable != other.answerable:
        return [Difference(item.id, "answerable", _shown(one), _shown(other))]
    if not one.answerable:
        return []
    found: list[Difference] = []
    if not same_value(item, one, other, gold):
        found.append(Difference(item.id, "value", _shown(one), _shown(other)))
    named, also = _sources(item, one, other)
    if named != also:
        found.append(Difference(item.id, "source", named or "null", also or "null"))
    mine, its = _sections(item, one, other, gold)
    if mine != its:
        found.append(Difference(item.id, "section", mine, its))
    return found


def _shown(reading: Reading) -> str:
    return "; ".join(reading.answers) if reading.answerable else "not answerable"
