"""Sheets that a person fills in."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from harness.calibrate import Resampling, calibrate_folder
from harness.calibrate.label_sheet import export_labels, write_sheet
from harness.cli.app import app
from harness.config.shipped import find_gold
from harness.evaluate.predictions import score_predictions
from harness.gold.load import load_gold
from harness.protocols import no_progress


def test_a_filled_sheet_is_read_back_as_a_set(tmp_path: Path) -> None:
    """Labels count, rows left empty do not, and nobody is led by the harness's own verdict."""
    rows = [
        {
            "id": f"q{number}",
            "group": f"d{number}",
            "system": "small",
            "question": "How many boats?",
            "gold": '["4 boats", "four"]',
            "answer": answer,
            "verdict": "correct",
        }
        for number, answer in enumerate(["4, or so it says", "a lake", "nothing"])
    ]
    path = write_sheet(tmp_path / "mine.csv", "answers", rows)
    blank = path.read_text(encoding="utf-8")
    assert "correct" not in blank
    first, second, *rest = blank.splitlines()[1:]
    filled = [first[:-1] + "yes,", second[:-1] + "no,", *rest]
    path.write_text("\n".join([blank.splitlines()[0], *filled]) + "\n", encoding="utf-8")
    (row, *_) = calibrate_folder(tmp_path, resampling=Resampling(20))
    assert (row.set, row.n, row.figures["accuracy"].value) == ("mine", 2, 1.0)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run over the shipped gold: one answer that quotes the gold, and one summary that is a reference."""
    gold = load_gold(find_gold("gold", tmp_path))
    question, summary = gold.questions[0], gold.summaries[0]
    outputs = {question.id: question.gold.claims[0].answers[0], summary.id: summary.gold.references[0]}
    path = tmp_path / "outputs.jsonl"
    path.write_text("".join(json.dumps({"id": key, "output": text}) + "\n" for key, text in outputs.items()))
    score_predictions(path, "gold", None, tmp_path / "run", tmp_path, no_progress)
    return tmp_path / "run"


def test_a_runs_outputs_go_out_and_come_back(run: Path, tmp_path: Path) -> None:
    """`harness labels` writes one sheet for each kind; filled in by the verdicts themselves, they agree."""
    found = CliRunner().invoke(app, ["labels", str(run), "--out", str(tmp_path / "labels"), "--verdicts"])
    assert found.exit_code == 0, found.output
    sheets = sorted(path.name for path in (tmp_path / "labels").iterdir())
    assert sheets == ["answers.csv", "facts.csv", "sentences.csv"]
    for path in (tmp_path / "labels").iterdir():
        fill(path)
    rows = calibrate_folder(tmp_path / "labels", resampling=Resampling(0))
    ours = {row.set: row for row in rows if not row.is_baseline}
    assert (ours["answers"].figures["accuracy"].value, ours["sentences"].figures["accuracy"].value) == (1.0, 1.0)
    assert ours["facts"].figures["kappa"].value > 0.7


def fill(path: Path) -> None:
    """Labels every row with what the harness said."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["label"] = "yes" if row["verdict"] in ("yes", "correct") else "no"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_few_rows_are_drawn_by_seed_and_blind(run: Path, tmp_path: Path) -> None:
    """The same seed draws the same rows, and the verdicts stay out unless they are asked for."""
    first = export_labels(run, tmp_path / "a", limit=3, seed=1)
    second = export_labels(run, tmp_path / "b", limit=3, seed=1)
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    with first[1].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 3
    assert {(row["label"], row["verdict"]) for row in rows} == {("", "")}
