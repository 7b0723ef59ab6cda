"""The data of the page: one JSON object with the documents once, the items, and every model's answers.

What is empty or at its default is left out, since ten thousand items have to fit a page. Offsets are ranges of code
points, as everywhere; the page's script turns them into its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from harness.reading.surrogates import without_surrogates
from harness.reports.locating import Locator
from harness.reports.prompts import Frames
from harness.reports.run_data import RunData
from harness.reports.unfinished import defects_of, told_of
from harness.schema import (
    Claim,
    ClaimVerdict,
    Document,
    Evidence,
    Fact,
    FactVerdict,
    Generation,
    Item,
    QuestionItem,
    QuestionVerdict,
    SummaryItem,
    Verdict,
)
from harness.store.prompts import FoldedPrompts

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]

MOST_BYTES: Final = 17_000_000
"""How large the page's data may be, so that the file stays below 20 MB; a run with more shows a sample of its items."""
MOST_PROMPT_BYTES: Final = 3_000_000
"""How much of that what prompts add to the documents may take; where a template makes it more, none is shown."""
DIGEST_SHOWN: Final = 16
SEPARATOR: Final = ",\n"


@dataclass(frozen=True, slots=True)
class Payload:
    """The page's data as JSON text, and how many of the run's items it holds."""

    text: str
    shown: int
    items: int


def build_payload(data: RunData, most_bytes: int = MOST_BYTES) -> Payload:
    """The data of the page; where all items would be too much, a sample by the digest of their ids.

    Documents that no item of the page needs are left out; their numbers stay.
    """
    locator = Locator(data.snapshot.documents)
    answers: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in data.verdicts:
        answers.setdefault((verdict.task, verdict.id), []).append(verdict)
    known = [item for item in data.items if (item.task, item.id) in answers]
    frames = Frames(data.prompts, locator)
    asked = to_text(frames.shown())
    if size(asked) > MOST_PROMPT_BYTES:
        frames = Frames(FoldedPrompts(), locator)
        asked = to_text(frames.shown())
    texts = [to_text(_item(item, answers[item.task, item.id], data, locator, frames)) for item in known]
    documents = {document.id: to_text(_document(document)) for document in data.snapshot.documents}
    head = f'{to_text(_head(data, locator))[:-1]},"prompts":{asked}'
    chosen, needed = _chosen(known, texts, documents, most_bytes - size(head))
    shown = SEPARATOR.join(texts[place] for place in sorted(chosen))
    held = SEPARATOR.join(text if name in needed else "null" for name, text in documents.items())
    return Payload(f'{head},"documents":[\n{held}\n],"items":[\n{shown}\n]}}', len(chosen), len(known))


def size(text: str) -> int:
    """How many bytes a text takes in the file."""
    return len(text) if text.isascii() else len(text.encode("utf-8"))


def to_text(value: Json) -> str:
    """JSON that may stand in a script element: no ``<``, no ``&``, and no line separators of JavaScript."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    text = without_surrogates(text)
    for character in "<>&\u2028\u2029":
        if character in text:
            text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _chosen(
    items: Sequence[Item], texts: Sequence[str], documents: Mapping[str, str], room: int
) -> tuple[set[int], set[str]]:
    """The places of as many items as there is room for, with the documents that they need; in order of ids' digests."""
    room -= sum(len("null" + SEPARATOR) for _ in documents)
    chosen: set[int] = set()
    needed: set[str] = set()
    for place in sorted(range(len(items)), key=lambda place: _digest(items[place])):
        own = [name for name in documents_of(items[place]) if name in documents and name not in needed]
        room -= size(texts[place]) + len(SEPARATOR) + sum(size(documents[name]) for name in own)
        if room < 0:
            break
        chosen.add(place)
        needed.update(own)
    return chosen, needed


def documents_of(item: Item) -> tuple[str, ...]:
    """The documents that an item is about, each once, with those that its evidence stands in."""
    if isinstance(item, QuestionItem):
        evidence = [one for claim in item.gold.claims for one in claim.evidence]
        return tuple(dict.fromkeys((*item.question.documents, *(one.document for one in evidence))))
    evidence = [one for fact in item.gold.facts for one in fact.evidence]
    return tuple(dict.fromkeys((*item.request.documents, *(one.document for one in evidence))))


def _digest(item: Item) -> str:
    return hashlib.sha256(f"{item.task}/{item.id}".encode()).hexdigest()


def _head(data: RunData, locator: Locator) -> dict[str, Json]:
    snapshot = data.snapshot
    same: list[Json] = [
        [[locator.number(name), section] for name, section in group] for group in snapshot.same_sections
    ]
    return {
        "run": {"name": data.info.name, "signature": data.info.signature},
        "models": [{"name": model, "role": data.role(model)} for model in data.models],
        "sources": {source.id: _slim({"name": source.name, "of": source.of}) for source in snapshot.sources},
        "same": same,
    }


def _document(document: Document) -> dict[str, Json]:
    return _slim(
        {
            "id": document.id,
            "title": document.title,
            "publisher": document.publisher,
            "published": document.published.isoformat() if document.published else "",
            "sections": [[one.number, one.heading, one.text] for one in document.sections],
        }
    )


def _item(item: Item, verdicts: Sequence[Verdict], data: RunData, locator: Locator, frames: Frames) -> dict[str, Json]:
    numbers = {model: number for number, model in enumerate(data.models)}
    answers: list[Json] = [
        {
            "by": numbers[one.model],
            **_answer(one, data.generations.get((one.model, one.task, one.id)), locator),
            **_slim({"asked": frames.number((one.model, one.task, one.id))}),
        }
        for one in verdicts
    ]
    own = _question(item, locator) if isinstance(item, QuestionItem) else _summary(item, locator)
    file = "/".join(PurePath(item.place.file).parts[-2:])
    place = f"{file}:{item.place.line}" if item.place.line else file
    return {"id": item.id, "task": item.task, **own, **_slim({"tags": item.tags, "place": place}), "answers": answers}


def _question(item: QuestionItem, locator: Locator) -> dict[str, Json]:
    return {
        "ask": item.question.text,
        "type": item.question.type,
        "docs": [locator.number(name) for name in item.question.documents],
        "expects": item.gold.expects,
        "claims": [_claim(claim, locator) for claim in item.gold.claims],
    }


def _summary(item: SummaryItem, locator: Locator) -> dict[str, Json]:
    return {
        "words": item.request.words,
        "docs": [locator.number(name) for name in item.request.documents],
        "references": item.gold.references,
        "facts": [_fact(fact, locator) for fact in item.gold.facts],
    }


def _claim(claim: Claim, locator: Locator) -> dict[str, Json]:
    return {"source": claim.source, "answers": claim.answers, "at": _places(claim.evidence, locator)}


def _fact(fact: Fact, locator: Locator) -> dict[str, Json]:
    own = {"id": fact.id, "text": fact.text, "importance": fact.importance, "source": fact.source}
    return {**own, "at": _places(fact.evidence, locator)}


def _places(evidence: Sequence[Evidence], locator: Locator) -> list[Json]:
    return [locator.place(one) for one in evidence]


def _answer(verdict: Verdict, generation: Generation | None, locator: Locator) -> dict[str, Json]:
    shared: dict[str, Json] = {
        "output": verdict.output,
        "flags": told_of(verdict),
        "unfinished": defects_of(verdict),
        "error": verdict.error,
        "cut": [[locator.number(name), section] for name, section in verdict.cut],
        "made": _made(generation) if generation else None,
    }
    if isinstance(verdict, QuestionVerdict):
        return _slim({**shared, **_question_answer(verdict)})
    scores = {name: round(value, 4) for name, value in verdict.scores.items()}
    facts: list[Json] = [_fact_verdict(one) for one in verdict.facts]
    return _slim({**shared, "scores": scores, "facts": facts, "sentences": _sentences(verdict.claims, locator)})


def _question_answer(verdict: QuestionVerdict) -> dict[str, Json]:
    return {
        "factual": verdict.factual,
        "credit": verdict.credit,
        "answer": verdict.answer if verdict.answer != verdict.output else None,
        "reason": verdict.reason,
        "marks": [list(mark) for mark in verdict.marks],
        "credited": verdict.credited,
        "claimed": verdict.claimed,
        "sections": verdict.sections,
    }


def _fact_verdict(one: FactVerdict) -> dict[str, Json]:
    where = list(one.where) if one.where else None
    credit = one.credit if one.credit != "na" else None
    return _slim(
        {
            "id": one.id,
            "stated": one.stated,
            "credit": credit,
            "where": where,
            "reason": one.reason,
            "credited": one.credited,
        }
    )


def _sentences(claims: Sequence[ClaimVerdict], locator: Locator) -> list[Json]:
    return [
        _slim(
            {
                "text": one.text,
                "supported": one.supported or None,
                "score": round(one.score, 3),
                "at": [[locator.number(span.document), span.section, span.start, span.end] for span in one.evidence],
                "failing": [list(span) for span in one.failing],
                "reason": one.reason,
            }
        )
        for one in claims
    ]


def _made(one: Generation) -> dict[str, Json]:
    """How an output came about, as far as it is known."""
    seconds = None if one.seconds is None else round(one.seconds, 3)
    known: dict[str, Json] = {"finish": one.finish_reason, "in": one.input_tokens, "out": one.output_tokens}
    return _slim({**known, "seconds": seconds, "prompt": one.prompt_digest[:DIGEST_SHOWN], "note": one.note})


def _slim(value: Mapping[str, Json]) -> dict[str, Json]:
    """Without what is None or empty; zeros stay."""
    return {name: part for name, part in value.items() if part is not None and part != "" and part != [] and part != ()}
