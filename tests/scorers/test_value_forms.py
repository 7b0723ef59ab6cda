"""An accepted value is right in every form, and another value is wrong, bare or in a sentence."""

from typing import Any

import pytest
import yaml
from stories import DATA, gold_of

from harness.config.shipped import shipped
from harness.evaluate.score import judge
from harness.schema import Claim, Generation, Question, QuestionGold, QuestionItem, QuestionVerdict
from harness.tasks.qa import QaTask
from harness.tasks.templates import load_template

ROWS = yaml.safe_load((DATA / "value-forms.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['question']} {row['answers'][0]}")
def test_each_form_gets_its_verdict(row: dict[str, Any]) -> None:
    """All right forms are correct; of the others none is, whatever else they are taken for."""
    gold = gold_of({"sources": {"moe": {"name": "Ingrid Moe", "aliases": ["the mayor"]}}})
    claim = Claim("moe", tuple(row["answers"]))
    item = QuestionItem(Question("q", ("d",), row["question"], row["type"]), QuestionGold("moe", (claim,)))
    task = QaTask(load_template(shipped("configs") / "templates" / "qa.yaml"))
    missed = []
    for is_right in (True, False):
        for text in row["right" if is_right else "wrong"]:
            verdict = judge(gold, item, Generation("q", "m", text), task)
            assert isinstance(verdict, QuestionVerdict)
            if (verdict.factual == "correct") != is_right:
                missed.append((text, verdict.factual, verdict.reason))
    assert not missed
