"""Answers and summaries for the shipped gold, labelled by writers who did not see the rules (tests/data)."""

from typing import Any

import yaml
from stories import DATA, STATED

from harness.config.shipped import shipped
from harness.evaluate.score import judge
from harness.gold.load import load_gold
from harness.schema import Generation, QuestionVerdict, SummaryVerdict
from harness.tasks.qa import QaTask
from harness.tasks.summary import SummaryTask
from harness.tasks.templates import load_template

TEMPLATES = shipped("configs") / "templates"


def labelled(name: str) -> list[dict[str, Any]]:
    """The items of a file with their labelled outputs."""
    entries: list[dict[str, Any]] = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    return entries


def test_so_many_answers_over_the_real_documents_come_out() -> None:
    """The shares of verdicts and credits that the rules reached after they were mended on these are kept."""
    gold = load_gold(shipped("gold"))
    items = {item.id: item for item in gold.questions}
    task = QaTask(load_template(TEMPLATES / "qa.yaml"))
    rows = []
    for entry in labelled("gold-answers.yaml"):
        for output in entry["outputs"]:
            verdict = judge(gold, items[entry["id"]], Generation(entry["id"], "m", output["text"]), task)
            assert isinstance(verdict, QuestionVerdict)
            rows.append((verdict.factual == output["factual"], verdict.credit == output["credit"]))
    assert len(rows) == 320
    factual, credit = (sum(column) / len(rows) for column in zip(*rows, strict=True))
    assert (factual >= 0.825, credit >= 0.87) == (True, True), (factual, credit)


def test_so_many_key_facts_over_the_real_documents_come_out() -> None:
    """The same of the key facts that summaries state, and of whom they credit."""
    gold = load_gold(shipped("gold"))
    items = {item.id: item for item in gold.summaries}
    task = SummaryTask(load_template(TEMPLATES / "summary.yaml"))
    rows = []
    for entry in labelled("gold-summaries.yaml"):
        for output in entry["outputs"]:
            verdict = judge(gold, items[entry["id"]], Generation(entry["id"], "m", output["text"]), task)
            assert isinstance(verdict, SummaryVerdict)
            for fact in verdict.facts:
                stated, credit = output["facts"][fact.id]
                rows.append((fact.stated == STATED.get(stated, stated), fact.credit == credit))
    assert len(rows) == 632
    told, credited = (sum(column) / len(rows) for column in zip(*rows, strict=True))
    assert (told >= 0.87, credited >= 0.87) == (True, True), (told, credited)
