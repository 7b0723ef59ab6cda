"""Answers about invented stories, labelled by writers who did not see the rules (tests/data/answer-stories)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from harness.config.shipped import shipped
from harness.evaluate.score import judge
from harness.schema import (
    Claim,
    Document,
    Generation,
    Gold,
    Question,
    QuestionGold,
    QuestionItem,
    QuestionVerdict,
    Section,
    Source,
)
from harness.tasks.qa import QaTask
from harness.tasks.templates import load_template

FOLDER = Path(__file__).parent.parent / "data" / "answer-stories"


def judged(path: Path) -> Iterator[tuple[str, tuple[str, str], tuple[str, str]]]:
    """For each output of a story: what it says, the writer's verdict and credit, and ours."""
    task = QaTask(load_template(shipped("configs") / "templates" / "qa.yaml"))
    story = yaml.safe_load(path.read_text(encoding="utf-8"))
    document = Document("d", "Story", (Section(1, "", story["document"]),), published=story.get("published"))
    sources = {
        key: Source(key, entry["name"], tuple(entry.get("aliases", ())), entry.get("of"))
        for key, entry in story["sources"].items()
    }
    gold = Gold({"d": document}, sources, (), (), "", "")
    for entry in story["questions"]:
        claims = tuple(Claim(claim["source"], tuple(claim["answers"])) for claim in entry["claims"])
        question = Question("q", ("d",), entry["question"], entry["type"])
        item = QuestionItem(question, QuestionGold(entry["expects"], claims))
        for output in entry["outputs"]:
            verdict = judge(gold, item, Generation("q", "m", output["text"]), task)
            assert isinstance(verdict, QuestionVerdict)
            yield output["text"], (output["factual"], output["credit"]), (verdict.factual, verdict.credit)


@pytest.mark.parametrize(
    ("batch", "factual", "credit"),
    [("one", 0.99, 0.99), ("two", 0.96, 0.95), ("three", 0.98, 0.99), ("four", 0.98, 0.98)],
)
def test_so_many_come_out(batch: str, factual: float, credit: float) -> None:
    """The shares that the rules reached after they were mended on these stories are kept."""
    rows = [row for path in sorted(FOLDER.glob(f"{batch}-*.yaml")) for row in judged(path)]
    missed = [row for row in rows if row[1] != row[2]]
    alike = sum(given[0] == ours[0] for _, given, ours in rows) / len(rows)
    credited = sum(given[1] == ours[1] for _, given, ours in rows) / len(rows)
    assert (alike >= factual, credited >= credit) == (True, True), (alike, credited, missed)
