"""An accepted value is right in every form, and another value is wrong, bare or in a sentence."""

from typing import Any

import pytest
import yaml
from stories import DATA, gold_of, verdict_on

from harness.schema import Claim, Question, QuestionGold, QuestionItem

ROWS = yaml.safe_load((DATA / "value-forms.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['question']} {row['answers'][0]}")
def test_each_form_gets_its_verdict(row: dict[str, Any]) -> None:
    """All right forms are correct; of the others none is, whatever else they are taken for."""
    gold = gold_of({"sources": {"moe": {"name": "Ingrid Moe", "aliases": ["the mayor"]}}})
    claim = Claim("moe", tuple(row["answers"]))
    item = QuestionItem(Question("q", ("d",), row["question"], row["type"]), QuestionGold("moe", (claim,)))
    missed = []
    for is_right in (True, False):
        for text in row["right" if is_right else "wrong"]:
            verdict = verdict_on(gold, item, text)
            if (verdict.factual == "correct") != is_right:
                missed.append((text, verdict.factual, verdict.reason))
    assert not missed
