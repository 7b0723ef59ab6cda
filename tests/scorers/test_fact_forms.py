"""A key fact in other words is stated, another figure, name, unit or outcome contradicts it, another topic does not."""

from typing import Any

import pytest
import yaml
from stories import DATA, gold_of, summary_item

from harness.config.shipped import shipped
from harness.evaluate.score import judge
from harness.schema import Generation, SummaryVerdict
from harness.tasks.summary import SummaryTask
from harness.tasks.templates import load_template

FORMS = yaml.safe_load((DATA / "fact-forms.yaml").read_text(encoding="utf-8"))
VERDICTS = {"stated": "yes", "contradicted": "contradicted", "untold": "no"}


@pytest.mark.parametrize("row", FORMS["facts"], ids=lambda row: row["fact"])
def test_each_sentence_gets_its_verdict(row: dict[str, Any]) -> None:
    """Every sentence of a fact has the verdict that it was written for."""
    story = {
        "document": f"## News\n{row['fact']}\n",
        "sources": FORMS["sources"],
        "facts": [{"id": "fact", "text": row["fact"], "source": row["source"]}],
    }
    gold, item = gold_of(story), summary_item(story)
    task = SummaryTask(load_template(shipped("configs") / "templates" / "summary.yaml"))
    missed = []
    for kind, due in VERDICTS.items():
        for text in row[kind]:
            verdict = judge(gold, item, Generation("s", "m", text), task)
            assert isinstance(verdict, SummaryVerdict)
            if verdict.facts[0].stated != due:
                missed.append((due, verdict.facts[0].stated, text))
    assert not missed
