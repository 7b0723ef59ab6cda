"""Scorers that need a model, put together from single sentences and named on the command line."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from harness.calibrate import ModelScorer, Resampling, calibrate_folder, load_model_scorer
from harness.calibrate.model_scorers import put_together
from harness.calibrate.rows import SummaryContent
from harness.calibrate.scorers import ScorerSpec
from harness.cli.app import app
from harness.errors import UsageError

DOCUMENT = "The ferry sank on Tuesday. Nobody was hurt."


def stands_there(document: str, sentences: Sequence[tuple[str, float]]) -> list[float | None]:
    """Sure of what stands in the document word by word; silent on questions."""
    return [None if text.endswith("?") else float(text in document) for text, _ in sentences]


def test_a_text_is_asked_about_sentence_by_sentence() -> None:
    """Half the words right and the worst sentence wrong: three quarters of the half; no verdict on one, none on all."""
    score = put_together(stands_there)
    assert score(SummaryContent(DOCUMENT, DOCUMENT)) == 1.0
    assert score(SummaryContent(DOCUMENT, "Nobody was hurt. Two were missing.")) == pytest.approx(0.75 / 2)
    assert score(SummaryContent(DOCUMENT, "Nobody was hurt. Was it Tuesday?")) is None
    assert score(SummaryContent(DOCUMENT, "")) == 0.0


def test_a_models_row_stands_beside_ours(tmp_path: Path) -> None:
    """A model is measured on the same rows as the rule, and is no baseline; a limit takes part of them."""
    rows = [
        {"id": str(number), "group": str(number), "document": DOCUMENT, "summary": text, "label": label}
        for number in range(4)
        for text, label in ((DOCUMENT, 1), ("Two were missing.", 0))
    ]
    (tmp_path / "desk.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    model = ModelScorer(ScorerSpec("checkpoint:mine", ""), put_together(stands_there))
    found = calibrate_folder(tmp_path, resampling=Resampling(0), models=[model], limit=6)
    row = next(row for row in found if row.scorer == "checkpoint:mine")
    assert (row.n, row.is_baseline, row.figures["kappa"].value) == (6, False, 1.0)


def test_an_unknown_form_is_refused(tmp_path: Path) -> None:
    """The message names the forms there are, in Python and on the command line."""
    with pytest.raises(
        UsageError, match="expected checkpoint:PATH-OR-HUB-ID, judge:URL#MODEL, likelihood:MODEL-OR-PATH"
    ):
        load_model_scorer("oracle:me", tmp_path)
    (tmp_path / "desk.jsonl").write_text(json.dumps({"document": DOCUMENT, "summary": "x", "label": 1}) + "\n")
    found = CliRunner().invoke(app, ["calibrate", str(tmp_path), "--scorer", "oracle:me"])
    assert found.exit_code != 0
