"""One item as lines for a terminal. What models and documents wrote can't move the cursor or colour anything."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from harness.reports.locating import quote_span
from harness.reports.terms import CREDITS, VERDICTS
from harness.reports.unfinished import told_of
from harness.schema import (
    Claim,
    Evidence,
    Fact,
    Item,
    QuestionItem,
    QuestionVerdict,
    SummaryItem,
    SummaryVerdict,
    Verdict,
)
from harness.store.snapshot import Snapshot

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_COLOURS: Final = {"correct": "green", "partial": "yellow", "rival": "magenta", "wrong": "red"}
_STATED: Final = {"yes": ("✓", "green"), "no": ("–", "dim"), "contradicted": ("✗", "red")}
AROUND: Final = 160
"""How many characters of the document stand on either side of the evidence."""


def print_item(item: Item, verdicts: Sequence[Verdict], snapshot: Snapshot) -> None:
    """Print the item, its gold, every answer with its reason, and the evidence within its section."""
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else 100, highlight=False, soft_wrap=False)
    heads = _question(item, snapshot) if isinstance(item, QuestionItem) else _summary(item)
    for line in heads:
        console.print(line)
    for verdict in verdicts:
        for line in _answer(verdict, item, snapshot):
            console.print(line)
    console.print(Rule("evidence", style="dim", align="left"))
    for line in _evidence(item, snapshot):
        console.print(line)


def print_prompts(prompts: Mapping[str, str]) -> None:
    """Print each prompt whole and as it is; of several, each under its model's name."""
    for model, text in prompts.items():
        if len(prompts) > 1:
            print(f"── {plain(model)}")
        print(plain(text) if sys.stdout.isatty() else text)


def plain(text: str) -> str:
    """The text without anything that a terminal would obey."""
    return _CONTROL.sub("\ufffd", text)


def _question(item: QuestionItem, snapshot: Snapshot) -> Iterator[RenderableType]:
    yield Text(plain(" · ".join((item.id, item.question.type, *item.tags, str(item.place)))), "dim")
    yield Text(plain(item.question.text), "bold")
    if not item.gold.claims:
        yield Text("The document does not tell; the right answer says so.", "italic")
    for claim in item.gold.claims:
        asked = item.gold.expects in (claim.source, "any")
        line = Text("  → " if asked else "    ", "green")
        line.append(plain(_name(claim.source, snapshot)), "bold" if asked else "")
        line.append(f": {plain(' / '.join(claim.answers))}", "")
        line.append("  " + " ".join(f"{one.document} §{one.section}" for one in claim.evidence), "dim")
        yield line


def _summary(item: SummaryItem) -> Iterator[RenderableType]:
    yield Text(plain(" · ".join((item.id, "summary", *item.tags, str(item.place)))), "dim")
    yield Text(f"Summary of {', '.join(item.request.documents)} in {item.request.words} words", "bold")


def _answer(verdict: Verdict, item: Item, snapshot: Snapshot) -> Iterator[RenderableType]:
    yield Rule(Text(plain(verdict.model), "bold"), style="dim", align="left")
    if verdict.error is not None:
        yield Padding(Text(f"! {plain(verdict.error)}", "red"), (0, 2))
    elif isinstance(verdict, QuestionVerdict):
        yield from _question_answer(verdict, snapshot)
    else:
        facts = item.gold.facts if isinstance(item, SummaryItem) else ()
        yield from _summary_answer(verdict, facts, snapshot)
    for flag in told_of(verdict):
        yield Padding(Text(f"! {plain(flag)}", "yellow"), (0, 2))


def _question_answer(verdict: QuestionVerdict, snapshot: Snapshot) -> Iterator[RenderableType]:
    term = VERDICTS[verdict.factual]
    line = Text(f"  {term.mark} {term.name}", _COLOURS.get(verdict.factual, "dim"))
    if verdict.credit != "na":
        line.append(f"   {CREDITS[verdict.credit].mark} {CREDITS[verdict.credit].name}", "default")
    yield line
    yield Padding(_marked(verdict.output or "(nothing)", verdict.marks, "reverse"), (0, 4))
    told = [verdict.reason]
    if verdict.credited and "credits" not in verdict.reason:
        told.append("credits " + ", ".join(_name(name, snapshot) for name in verdict.credited))
    if verdict.sections:
        told.append("cites " + ", ".join(f"§{section}" for section in verdict.sections))
    yield Padding(Text(plain(" · ".join(part for part in told if part)), "dim"), (0, 2))


def _summary_answer(verdict: SummaryVerdict, facts: Sequence[Fact], snapshot: Snapshot) -> Iterator[RenderableType]:
    if verdict.claims:
        yield Text("  sentences: ✓ borne out by the document, ✗ not", "dim")
    for sentence in verdict.claims:
        mark, colour = ("✓", "green") if sentence.supported else ("✗", "red")
        line = Text(f"{mark} ", colour)
        line.append(plain(sentence.text), "default")
        if not sentence.supported and sentence.reason:
            line.append(f"  {plain(sentence.reason)}", "dim")
        yield Padding(line, (0, 2))
    texts = {fact.id: fact for fact in facts}
    if verdict.facts:
        yield Text("  key facts: ✓ stated, – not stated, ✗ contradicted", "dim")
    for found in verdict.facts:
        fact = texts.get(found.id)
        mark, colour = _STATED[found.stated]
        line = Text(f"    {mark} ", colour)
        line.append(plain(fact.text if fact else found.id), "default" if found.stated != "no" else "dim")
        if found.credit != "na":
            named = ", ".join(_name(name, snapshot) for name in found.credited)
            line.append(f"  {CREDITS[found.credit].name}{f': {plain(named)}' if named else ''}", "dim")
        yield line


def _evidence(item: Item, snapshot: Snapshot) -> Iterator[RenderableType]:
    """Each piece of evidence once, within the words around it."""
    holders: Sequence[Claim | Fact] = item.gold.claims if isinstance(item, QuestionItem) else item.gold.facts
    seen: dict[Evidence, str | None] = {}
    for holder in holders:
        for one in holder.evidence:
            seen.setdefault(one, holder.source)
    texts = {(document.id, part.number): part for document in snapshot.documents for part in document.sections}
    for one, source in seen.items():
        section = texts.get((one.document, one.section))
        if section is None:
            continue
        heading = f" {section.heading}" if section.heading else ""
        yield Text(plain(f"  {one.document} §{one.section}{heading} · {_name(source, snapshot)}"), "dim")
        yield Padding(_within(section.text, one.quote), (0, 4))


def _within(text: str, quote: str | None) -> Text:
    span = quote_span(quote, text) if quote else None
    if span is None:
        return Text(plain(text if len(text) <= 2 * AROUND else text[: 2 * AROUND] + " …"))
    start = text.find(" ", max(0, span[0] - AROUND), span[0]) + 1 if span[0] > AROUND else 0
    end = text.rfind(" ", span[1], span[1] + AROUND) if span[1] + AROUND < len(text) else len(text)
    end = max(end, span[1])
    shown = _marked(text[start:end], ((span[0] - start, span[1] - start),), "bold underline")
    return Text("… " if start else "") + shown + Text(" …" if end < len(text) else "")


def _marked(text: str, spans: Sequence[tuple[int, int]], style: str) -> Text:
    """Cleaning keeps the length, so that the spans stay right."""
    shown = Text(plain(text))
    for start, end in spans:
        shown.stylize(style, start, end)
    return shown


def _name(source: str | None, snapshot: Snapshot) -> str:
    if source is None:
        return "the document"
    return next((one.name for one in snapshot.sources if one.id == source), source)
