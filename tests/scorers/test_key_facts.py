"""Key facts of invented summaries: how many of an editor's verdicts and credits come out.

The batches are tests/data/key-facts, and the summaries of tests/data/answer-stories.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from stories import DATA, STATED, gold_of, summary_item

from harness.config.shipped import shipped
from harness.evaluate.score import judge
from harness.schema import Generation, SummaryVerdict
from harness.tasks.summary import SummaryTask
from harness.tasks.templates import load_template


def judged(name: str) -> Iterator[tuple[str, tuple[str, str], tuple[str, str]]]:
    """For each fact of each summary of a batch: what it is, the editor's verdict and credit, and ours."""
    task = SummaryTask(load_template(shipped("configs") / "templates" / "summary.yaml"))
    for story in stories(name):
        item, gold = summary_item(story), gold_of(story)
        for output in story["outputs"]:
            verdict = judge(gold, item, Generation("s", "m", output["text"]), task)
            assert isinstance(verdict, SummaryVerdict)
            for fact in verdict.facts:
                stated, credit = output["facts"][fact.id]
                given = (STATED.get(stated, stated), credit)
                yield f"{story['story']}/{fact.id}: {output['text']}", given, (fact.stated, fact.credit)


def stories(name: str) -> list[dict[str, Any]]:
    """The stories of a batch, each with its name, sources, facts and outputs."""
    paths = sorted((DATA / "answer-stories").glob(f"{name}-*.yaml"))
    if not paths:
        return list(yaml.safe_load((DATA / "key-facts" / f"{name}.yaml").read_text(encoding="utf-8")))
    read = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths}
    return [{"story": stem, "sources": story["sources"], **story["summary"]} for stem, story in read.items()]


@pytest.mark.parametrize(
    ("name", "verdicts", "credits"),
    [
        ("first", 0.94, 0.96),
        ("second", 0.93, 0.97),
        ("third", 0.94, 0.97),
        ("one", 0.93, 0.965),
        ("two", 0.91, 0.935),
        ("three", 0.965, 0.975),
        ("four", 0.93, 0.95),
        ("five", 0.90, 0.92),
        ("six", 0.86, 0.89),
        ("seven", 0.95, 0.95),
        ("ten", 0.93, 0.94),
        ("seventeen", 0.95, 0.94),
        ("twentyone", 0.89, 0.905),
    ],
)
def test_so_many_come_out(name: str, verdicts: float, credits: float) -> None:
    """The shares are those that the docs give, so that a change that loses one of them is seen."""
    rows = list(judged(name))
    missed = [row for row in rows if row[1] != row[2]]
    stated = sum(given[0] == ours[0] for _, given, ours in rows) / len(rows)
    credited = sum(given[1] == ours[1] for _, given, ours in rows) / len(rows)
    assert (stated >= verdicts, credited >= credits) == (True, True), (stated, credited, missed)
