"""Answers and summaries for the shipped gold, labelled by writers who did not see the rules (tests/data)."""

from collections.abc import Iterator

import pytest
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


def agreeing(name: str) -> Iterator[tuple[bool, bool]]:
    """For each label of a file: whether the verdict is the writer's, and whether the credit is."""
    gold = load_gold(shipped("gold"))
    items = {item.id: item for item in (*gold.questions, *gold.summaries)}
    tasks = QaTask(load_template(TEMPLATES / "qa.yaml")), SummaryTask(load_template(TEMPLATES / "summary.yaml"))
    for entry in yaml.safe_load((DATA / name).read_text(encoding="utf-8")):
        for output in entry["outputs"]:
            generation = Generation(entry["id"], "m", output["text"])
            verdict = judge(gold, items[entry["id"]], generation, tasks["facts" in output])
            if isinstance(verdict, QuestionVerdict):
                yield verdict.factual == output["factual"], verdict.credit == output["credit"]
            elif isinstance(verdict, SummaryVerdict):
                for fact in verdict.facts:
                    stated, credit = output["facts"][fact.id]
                    yield fact.stated == STATED.get(stated, stated), fact.credit == credit


@pytest.mark.parametrize(
    ("name", "labels", "told", "credited"),
    [("gold-answers.yaml", 320, 0.83, 0.875), ("gold-summaries.yaml", 632, 0.87, 0.87)],
)
def test_so_many_labels_over_the_real_documents_come_out(name: str, labels: int, told: float, credited: float) -> None:
    """The shares of verdicts and credits that the rules reached after they were mended on these are kept."""
    rows = list(agreeing(name))
    shares = [sum(column) / labels for column in zip(*rows, strict=True)]
    assert len(rows) == labels
    assert (shares[0] >= told, shares[1] >= credited) == (True, True), shares
