"""Result files come back as they were written, and say what is wrong with them."""

from pathlib import Path

import pytest

from harness.errors import HarnessError, MissingError, ProblemsError
from harness.schema import Estimate, FactVerdict, QuestionVerdict, SummaryVerdict
from harness.store import results

ANSWER = QuestionVerdict(
    id="q1",
    model="m",
    output='He said "no", twice.\nThen left.',
    factual="correct",
    credit="right",
    answer="no",
    sources=("mayor",),
    sections=(0, 2),
    reason="states the mayor's answer",
    scores={"factual": 1.0, "f1": 1 / 3},
    marks=((9, 11),),
    documents=("d1", "d2"),
    type="yes-no",
    expects="mayor",
    tags=("conflict",),
)
EMPTY = QuestionVerdict("q2", "m", "", "empty", "na", "", (), (), "nothing readable", {"factual": 0.0})
BRIEF = SummaryVerdict("s1", "m", "Rain.", (FactVerdict("f", "yes", "none", (0, 4)),), (), {"rouge1": 0.5})
ROW = Estimate("m", "qa", "factual", 0.5, 0.4, 0.6, 10, 5, 1, 0, {"tag": "conflict"})


def test_verdicts_come_back_as_they_were(tmp_path: Path) -> None:
    """Both kinds of verdict are read from one file, in order."""
    results.write_verdicts(tmp_path, (ANSWER, EMPTY, BRIEF))
    assert results.read_verdicts(tmp_path) == (ANSWER, EMPTY, BRIEF)


def test_every_broken_verdict_is_told_at_once(tmp_path: Path) -> None:
    """All broken lines are in one message, each with file and line."""
    results.write_verdicts(tmp_path, (ANSWER,))
    with open(tmp_path / "verdicts.jsonl", "a", encoding="utf-8") as file:
        file.write('{"task": "qa"}\nno json\n{"task": "poem"}\n')
    with pytest.raises(ProblemsError) as caught:
        results.read_verdicts(tmp_path)
    assert {problem.place.line for problem in caught.value.problems} == {2, 3, 4}


def test_metrics_come_back_as_they_were(tmp_path: Path) -> None:
    """Rows with and without a value, and no rows at all."""
    nothing = Estimate("m", "qa", "f1", None, None, None, 0, 0, 0, 0)
    for rows in ((ROW, nothing), ()):
        results.write_metrics(tmp_path, rows)
        assert results.read_metrics(tmp_path) == rows


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"model": "m"}]', '[], "more": [NaN]', "[" * 5000])
def test_broken_metrics_are_told(tmp_path: Path, text: str) -> None:
    """A damaged metrics file is named, never read as something else."""
    (tmp_path / "metrics.json").write_text(text)
    with pytest.raises(ProblemsError, match=r"metrics\.json"):
        results.read_metrics(tmp_path)


def test_the_long_table_comes_back_and_leaves_nothing_out(tmp_path: Path) -> None:
    """A score that doesn't apply is a row without value; an unanswered one is named so."""
    rows = tuple(results.score_rows((ANSWER, EMPTY, BRIEF)))
    results.write_scores(tmp_path, rows)
    assert results.read_scores(tmp_path) == rows
    assert [(row.id, row.scorer, row.status, row.value) for row in rows] == [
        ("q1", "f1", "scored", 1 / 3),
        ("q1", "factual", "scored", 1.0),
        ("q2", "f1", "inapplicable", None),
        ("q2", "factual", "unanswered", 0.0),
        ("s1", "rouge1", "scored", 0.5),
    ]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    """A score that is no number stops the writing; what was there before is still there, and no scrap beside it."""
    results.write_verdicts(tmp_path, (ANSWER,))
    broken = QuestionVerdict("q3", "m", "", "wrong", "na", "", (), (), "", {"factual": float("nan")})
    with pytest.raises(HarnessError, match="m/q3"):
        results.write_verdicts(tmp_path, (EMPTY, broken))
    assert results.read_verdicts(tmp_path) == (ANSWER,)
    assert [path.name for path in tmp_path.iterdir()] == ["verdicts.jsonl"]


def test_a_folder_without_results_is_told(tmp_path: Path) -> None:
    """Reading what was never written names the file and what to run."""
    for read in (results.read_verdicts, results.read_metrics, results.read_scores):
        with pytest.raises(MissingError, match="harness eval"):
            read(tmp_path)
