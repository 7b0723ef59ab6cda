"""Reads the invented stories of tests/data: a document, its sources, labelled answers and summaries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from harness.config.shipped import shipped
from harness.evaluate.score import judge
from harness.schema import (
    Claim,
    Document,
    Fact,
    Generation,
    Gold,
    Question,
    QuestionGold,
    QuestionItem,
    QuestionVerdict,
    Section,
    Source,
    SummaryGold,
    SummaryItem,
    SummaryRequest,
)
from harness.tasks.qa import QaTask
from harness.tasks.templates import load_template

DATA = Path(__file__).parent / "data"
STATED = {True: "yes", False: "no"}
"""YAML reads a bare yes or no as a boolean."""


def read(path: Path) -> tuple[dict[str, Any], Gold]:
    """A story, and a gold that holds its document and sources."""
    story = yaml.safe_load(path.read_text(encoding="utf-8"))
    return story, gold_of(story)


def gold_of(story: Mapping[str, Any]) -> Gold:
    """A gold with the sources of a story and its document, one section for each heading."""
    parts = [
        part.split("\n", 1) for part in story.get("document", "## Story\nNothing of it.").split("## ") if part.strip()
    ]
    sections = tuple(Section(number, part[0], part[-1].strip()) for number, part in enumerate(parts, start=1))
    sources = {
        key: Source(key, entry["name"], tuple(entry.get("aliases", ())), entry.get("of"))
        for key, entry in story["sources"].items()
    }
    return Gold({"d": Document("d", "Story", sections, published=story.get("published"))}, sources, (), (), "", "")


def questions(story: Mapping[str, Any]) -> Iterator[tuple[QuestionItem, list[dict[str, str]]]]:
    """Each question of a story with its labelled outputs."""
    for number, entry in enumerate(story["questions"]):
        claims = tuple(Claim(claim["source"], tuple(claim["answers"])) for claim in entry["claims"])
        question = Question(f"q{number}", ("d",), entry["question"], entry["type"])
        yield QuestionItem(question, QuestionGold(entry["expects"], claims)), entry["outputs"]


def summary_item(summary: Mapping[str, Any]) -> SummaryItem:
    """The item of a story's summary, with its key facts."""
    facts = tuple(Fact(fact["id"], fact["text"], "vital", fact["source"]) for fact in summary["facts"])
    return SummaryItem(SummaryRequest("s", ("d",), 40), SummaryGold(("Nothing.",), facts))


def verdict_on(gold: Gold, item: QuestionItem, text: str) -> QuestionVerdict:
    """The verdict on an answer as the shipped template has it read."""
    task: Any = QaTask(load_template(shipped("configs") / "templates" / "qa.yaml"))
    verdict = judge(gold, item, Generation(item.question.id, "m", text), task)
    assert isinstance(verdict, QuestionVerdict)
    return verdict
