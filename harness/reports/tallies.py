"""Counts of verdicts: what there is to look at, and where. Means and intervals come from ``metrics.json``.

What went wrong is counted over the models that may be ranked; controls go wrong on purpose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from harness.reports.run_data import RunData
from harness.reports.terms import VERDICTS
from harness.schema import ANY_SOURCE, Claim, Fact, QuestionItem, QuestionVerdict, Verdict
from harness.stats.estimates import is_error


@dataclass(frozen=True, slots=True)
class Composition:
    """How many of a model's answers got each verdict, in the order of :data:`VERDICTS`."""

    model: str
    counts: tuple[tuple[str, int], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Miscredit:
    """Words of ``said`` that answers put into the mouth of ``credited``, so many times by each model."""

    said: str
    credited: str
    count: int
    models: tuple[tuple[str, int], ...]
    example: str


@dataclass(frozen=True, slots=True)
class Laundered:
    """A claim told as a fact: the item, whose claim it is, what was stated and how many models did so."""

    task: str
    id: str
    source: str
    stated: str
    models: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RivalTaken:
    """An item where models gave another source's answer; ``given`` are that source and its answer."""

    id: str
    question: str
    asked: str
    right: str
    given: tuple[tuple[str, str], ...]
    models: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CutDocument:
    """A model for which a document had to be cut, in how many prompts, and which sections."""

    model: str
    document: str
    items: int
    sections: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CutEvidence:
    """A model that was asked items whose own evidence had been cut from the prompt: their ids, and how many it got."""

    model: str
    items: tuple[str, ...]
    right: int


@dataclass(frozen=True, slots=True)
class Failure:
    """Items in error: the model, what it said, how many."""

    model: str
    error: str
    items: int


def compositions(data: RunData) -> tuple[Composition, ...]:
    """For each model that answered questions, its verdicts counted."""
    rows = []
    for model in data.models:
        counts: Mapping[str, int] = Counter(one.factual for one in _answers(data.verdicts) if one.model == model)
        if data.sample is not None:
            counts = data.sample.verdicts.get(model, {})
        if counts:
            listed = tuple((name, counts.get(name, 0)) for name in VERDICTS)
            rows.append(Composition(model, listed, sum(counts.values())))
    return tuple(rows)


def miscredits(data: RunData) -> tuple[Miscredit, ...]:
    """Whose words got credited to whom, the commonest first; both are ids of sources, or plain words."""
    found: dict[tuple[str, str], list[Verdict]] = {}
    facts = {(item.id, fact.id): fact for item in data.snapshot.summaries for fact in item.gold.facts}
    for verdict in data.contending_verdicts():
        for pair in dict.fromkeys(_wrong_pairs(verdict, facts)):
            found.setdefault(pair, []).append(verdict)
    rows = [
        Miscredit(said, credited, len(held), _by_model(held, data.models), held[0].id)
        for (said, credited), held in found.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.count, row.said, row.credited)))


def laundered(data: RunData) -> tuple[Laundered, ...]:
    """Claims that were stated with nobody named, though a source said them; those that most models made come first."""
    answers: dict[tuple[str, str, str, str], list[str]] = {}
    facts = {(item.id, fact.id): fact for item in data.snapshot.summaries for fact in item.gold.facts}
    for verdict in data.contending_verdicts():
        if isinstance(verdict, QuestionVerdict):
            if verdict.credit == "none":
                source = verdict.claimed or verdict.expects or ""
                answers.setdefault(("qa", verdict.id, source, ""), []).append(verdict.model)
            continue
        for one in verdict.facts:
            fact = facts.get((verdict.id, one.id))
            if one.credit == "none" and fact is not None:
                key = ("summary", verdict.id, fact.source or "", fact.text)
                answers.setdefault(key, []).append(verdict.model)
    texts = {item.id: item.question.text for item in data.snapshot.questions}
    rows = [
        Laundered(task, name, source, text or texts.get(name, name), tuple(models))
        for (task, name, source, text), models in answers.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-len(row.models), row.task != "summary", row.id)))


def rivals(data: RunData) -> tuple[RivalTaken, ...]:
    """The items where a model gave another source's answer than the asked one's; those that most took come first.

    What a control took is there too, named as a control's and last, so that the list can be seen to work.
    """
    items = {item.id: item for item in data.snapshot.questions}
    held: dict[str, list[QuestionVerdict]] = {}
    for one in _answers(data.verdicts):
        if one.factual == "rival":
            held.setdefault(one.id, []).append(one)
    contenders = frozenset(data.contenders())
    taken = {name: len({one.model for one in verdicts} & contenders) for name, verdicts in held.items()}
    rows = [_rival(data, items[name], verdicts) for name, verdicts in held.items() if name in items]
    return tuple(sorted(rows, key=lambda row: (-taken[row.id], -len(row.models), row.id)))


def cut_documents(verdicts: Sequence[Verdict]) -> tuple[CutDocument, ...]:
    """The documents that did not fit a model's context and were cut by whole sections."""
    items: Counter[tuple[str, str]] = Counter()
    sections: dict[tuple[str, str], set[int]] = {}
    for verdict in verdicts:
        for document in sorted({name for name, _ in verdict.cut}):
            items[verdict.model, document] += 1
        for document, section in verdict.cut:
            sections.setdefault((verdict.model, document), set()).add(section)
    return tuple(CutDocument(*key, count, tuple(sorted(sections[key]))) for key, count in items.items())


def cut_evidence(data: RunData) -> tuple[CutEvidence, ...]:
    """For each model the questions of which no evidence for the right answer was left in the prompt."""
    items = {item.id: item for item in data.snapshot.questions}
    held: dict[str, list[QuestionVerdict]] = {}
    for one in _answers(data.verdicts):
        if one.cut and one.id in items and _is_all_cut(items[one.id], frozenset(one.cut)):
            held.setdefault(one.model, []).append(one)
    return tuple(
        CutEvidence(model, tuple(one.id for one in lost), sum(one.factual == "correct" for one in lost))
        for model, lost in held.items()
    )


def ranges(numbers: Sequence[int]) -> str:
    """Whole numbers in order, told short: ``0–3, 7``."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}–{part[-1]}" for part in parts)


def failures(verdicts: Sequence[Verdict]) -> tuple[Failure, ...]:
    """Items in error, by model and message; the commonest first."""
    counts = Counter((one.model, one.error or "no output") for one in verdicts if is_error(one))
    return tuple(Failure(model, error, count) for (model, error), count in counts.most_common())


def source_name(data: RunData, name: str | None) -> str:
    """A source's name for people; plain words stay as they are, None is the document's own voice."""
    if not name:
        return "the document"
    if name == ANY_SOURCE:
        return "any source"
    return next((source.name for source in data.snapshot.sources if source.id == name), name)


def _answers(verdicts: Sequence[Verdict]) -> Iterator[QuestionVerdict]:
    return (verdict for verdict in verdicts if isinstance(verdict, QuestionVerdict))


def _wrong_pairs(verdict: Verdict, facts: Mapping[tuple[str, str], Fact]) -> Iterator[tuple[str, str]]:
    """(who said it, who was credited) for what a verdict calls wrongly credited."""
    if isinstance(verdict, QuestionVerdict):
        said = verdict.claimed or verdict.expects
        if verdict.credit == "wrong":
            for name in verdict.credited:
                if name != said:
                    yield said or "", name
        return
    for one in verdict.facts:
        fact = facts.get((verdict.id, one.id))
        if one.credit == "wrong" and fact is not None:
            for name in one.credited:
                if name != fact.source:
                    yield fact.source or "", name


def _is_all_cut(item: QuestionItem, cut: frozenset[tuple[str, int]]) -> bool:
    wanted = [claim for claim in item.gold.claims if item.gold.expects in (claim.source, ANY_SOURCE)]
    places = {(where.document, where.section) for claim in wanted for where in claim.evidence}
    return bool(places) and places <= cut


def _by_model(verdicts: Sequence[Verdict], models: Sequence[str]) -> tuple[tuple[str, int], ...]:
    counts = Counter(verdict.model for verdict in verdicts)
    return tuple((model, counts[model]) for model in models if counts[model])


def _rival(data: RunData, item: QuestionItem, verdicts: Sequence[QuestionVerdict]) -> RivalTaken:
    claims = {claim.source: claim for claim in item.gold.claims}
    given = dict.fromkeys((one.claimed or "", _first_answer(claims.get(one.claimed))) for one in verdicts)
    right = claims.get(item.gold.expects)
    control = {one.model: " (control)" if data.role(one.model) == "control" else "" for one in verdicts}
    models = tuple(name + mark for name, mark in sorted(control.items(), key=lambda pair: bool(pair[1])))
    return RivalTaken(item.id, item.question.text, item.gold.expects or "", _first_answer(right), tuple(given), models)


def _first_answer(claim: Claim | None) -> str:
    return claim.answers[0] if claim and claim.answers else ""
