"""An answer in words of its own is right where it says what the accepted one says, and wrong where it nearly does."""

from typing import Any

import pytest
import yaml
from stories import DATA, gold_of, verdict_on

from harness.schema import Claim, Question, QuestionGold, QuestionItem


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    return rows


def _misjudged(row: dict[str, Any], side: str) -> list[tuple[str, str, str]]:
    """The forms of one side that get the other side's verdict, with the verdict and its reason."""
    gold = gold_of({"sources": {}})
    claim = Claim(None, tuple(row["answers"]))
    item = QuestionItem(Question("q", ("d",), row["question"], row["type"]), QuestionGold(None, (claim,)))
    found = ((text, verdict_on(gold, item, text)) for text in row[side])
    return [(text, one.factual, one.reason) for text, one in found if (one.factual == "correct") != (side == "right")]


@pytest.mark.parametrize("row", _rows("text-forms"), ids=lambda row: f"{row['question']} {row['answers'][0]}")
def test_each_form_gets_its_verdict(row: dict[str, Any]) -> None:
    """All right forms are correct; of the near misses none is."""
    assert not _misjudged(row, "right")
    assert not _misjudged(row, "wrong")


@pytest.mark.parametrize(
    ("name", "right", "wrong"), [("text-forms-held", 0.76, 0.91), ("text-forms-first-look", 0.69, 0.93)]
)
def test_questions_that_the_table_was_not_made_on_keep_their_shares(name: str, right: float, wrong: float) -> None:
    """Of the forms of questions that were only counted, as large a share is judged as people would as ever."""
    rows = _rows(name)
    for side, floor in (("right", right), ("wrong", wrong)):
        missed = sum(len(_misjudged(row, side)) for row in rows)
        assert 1 - missed / sum(len(row[side]) for row in rows) >= floor
