"""The verdicts of the contract, example by example (tests/data/verdict-examples.yaml; invented)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from stories import DATA, STATED, questions, read, summary_item

from harness.config.shipped import shipped
from harness.evaluate.score import judge
from harness.judging.answers import find_answer
from harness.schema import (
    Generation,
    Gold,
    QuestionItem,
    QuestionVerdict,
    SummaryItem,
    SummaryVerdict,
)
from harness.tasks.qa import QaTask
from harness.tasks.summary import SummaryTask
from harness.tasks.templates import load_template

FILES = sorted(DATA.glob("verdict-examples*.yaml"))
TEMPLATES = shipped("configs") / "templates"


def question_examples() -> Iterator[Any]:
    """Each output of each question, with the verdict that an editor gives it."""
    for path in FILES:
        data, gold = read(path)
        for item, outputs in questions(data):
            for output in outputs:
                yield pytest.param(gold, item, output, id=f"{path.stem}-{item.id}-{output['text'][:40]}")


@pytest.mark.parametrize(("gold", "item", "output"), list(question_examples()))
def test_an_answer_gets_the_editors_verdict(gold: Gold, item: QuestionItem, output: dict[str, str]) -> None:
    """Factual verdict and credit of each example are those that the contract gives."""
    task = QaTask(load_template(TEMPLATES / "qa.yaml"))
    verdict = judge(gold, item, Generation(item.id, "m", output["text"]), task)
    assert isinstance(verdict, QuestionVerdict)
    assert (verdict.factual, verdict.credit) == (output["factual"], output["credit"]), verdict.reason


def summary_examples() -> Iterator[Any]:
    """Each summary with its facts and claims."""
    for path in FILES:
        data, gold = read(path)
        if "summary" not in data:
            continue
        item = summary_item(data["summary"])
        for number, output in enumerate(data["summary"]["outputs"]):
            yield pytest.param(gold, item, output, id=f"{path.stem}-summary-{number}")


@pytest.mark.parametrize(("gold", "item", "output"), list(summary_examples()))
def test_a_summary_gets_the_editors_verdicts(gold: Gold, item: SummaryItem, output: dict[str, Any]) -> None:
    """Each key fact is stated and credited, and each sentence supported or not, as the contract says."""
    task = SummaryTask(load_template(TEMPLATES / "summary.yaml"))
    verdict = judge(gold, item, Generation("s", "m", output["text"]), task)
    assert isinstance(verdict, SummaryVerdict)
    found = {fact.id: [fact.stated, fact.credit] for fact in verdict.facts}
    assert found == {key: [STATED.get(stated, stated), credit] for key, (stated, credit) in output["facts"].items()}
    assert [claim.supported for claim in verdict.claims] == output["claims"]


@pytest.mark.parametrize(
    ("said", "gold", "is_stated"),
    [
        ("55.5 per cent", "55 per cent", False),
        ("55.4 per cent", "55 per cent", False),
        ("around 10,500", "at least 10,000", False),
        ("nearly 11,000", "10,900", True),
        ("some 400", "398", True),
        ("10,480", "about 10,500", True),
    ],
)
def test_rounding_goes_one_way(said: str, gold: str, is_stated: bool) -> None:
    """An exact figure may be rounded by an answer; an answer more exact than the source has made something up."""
    kind = "percent" if "cent" in gold else "number"
    assert bool(find_answer(said, [gold], kind, question="How many?")) == is_stated


@pytest.mark.parametrize(
    ("said", "is_stated"),
    [("Friday", True), ("Friday, 1 November", True), ("Friday, the 22nd of February", False), ("22 February", False)],
)
def test_a_weekday_does_not_excuse_another_day(said: str, is_stated: bool) -> None:
    """Where the day is known in full, an answer that names day and month must name those."""
    answers = ["1 November 2024", "Friday"]
    found = find_answer(said, answers, "date", question="On which day was it?", published=date(2024, 11, 3))
    assert bool(found) == is_stated
