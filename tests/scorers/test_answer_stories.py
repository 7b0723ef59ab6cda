"""Answers about invented stories, labelled by writers who did not see the rules (tests/data/answer-stories)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from stories import DATA, questions, read

from harness.config.shipped import shipped
from harness.evaluate.score import judge
from harness.schema import Generation, QuestionVerdict
from harness.tasks.qa import QaTask
from harness.tasks.templates import load_template


def judged(path: Path) -> Iterator[tuple[str, tuple[str, str], tuple[str, str]]]:
    """For each output of a story: what it says, the writer's verdict and credit, and ours."""
    task = QaTask(load_template(shipped("configs") / "templates" / "qa.yaml"))
    story, gold = read(path)
    for item, outputs in questions(story):
        for output in outputs:
            verdict = judge(gold, item, Generation(item.id, "m", output["text"]), task)
            assert isinstance(verdict, QuestionVerdict)
            yield output["text"], (output["factual"], output["credit"]), (verdict.factual, verdict.credit)


@pytest.mark.parametrize(
    ("batch", "factual", "credit"),
    [
        ("one", 0.99, 0.99),
        ("two", 0.96, 0.95),
        ("three", 0.98, 0.99),
        ("four", 0.98, 0.98),
        ("five", 0.93, 0.93),
        ("seven", 0.99, 0.985),
        ("eight", 0.95, 0.93),
        ("nine", 0.985, 0.985),
        ("eleven", 0.87, 0.88),
        ("fifteen", 0.965, 0.985),
        ("sixteen", 0.97, 0.98),
        ("eighteen", 0.97, 0.97),
        ("nineteen", 0.93, 0.90),
        ("twentytwo", 0.94, 0.88),
    ],
)
def test_so_many_come_out(batch: str, factual: float, credit: float) -> None:
    """The shares that the rules reached after they were mended on these stories are kept."""
    rows = [row for path in sorted((DATA / "answer-stories").glob(f"{batch}-*.yaml")) for row in judged(path)]
    missed = [row for row in rows if row[1] != row[2]]
    alike = sum(given[0] == ours[0] for _, given, ours in rows) / len(rows)
    credited = sum(given[1] == ours[1] for _, given, ours in rows) / len(rows)
    assert (alike >= factual, credited >= credit) == (True, True), (alike, credited, missed)
