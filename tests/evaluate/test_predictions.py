"""Outputs made elsewhere: scored whole, refused with every mistake."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from harness.config.shipped import shipped
from harness.config.spec import ScorersSpec
from harness.errors import ProblemsError
from harness.evaluate.predictions import score_predictions
from harness.gold.load import load_gold
from harness.judging.opinions import Opinion
from harness.protocols import no_progress
from harness.schema import SummaryVerdict


def write(path: Path, rows: list[object]) -> Path:
    """A predictions file of these rows."""
    path.write_text(
        "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows) + "\n", encoding="utf-8"
    )
    return path


def test_an_item_without_an_output_counts_as_an_error(tmp_path: Path) -> None:
    """Nothing leaves a denominator: what was not answered is an error with score 0."""
    gold = load_gold(shipped("gold"))
    first = gold.questions[0].id
    file = write(tmp_path / "p.jsonl", [{"id": first, "model": "m", "output": "8,000, according to Blinken"}])
    outcome = score_predictions(file, "gold", None, tmp_path / "run", tmp_path, no_progress)
    assert len(outcome.verdicts) == len(gold.questions)
    assert outcome.errors == len(gold.questions) - 1
    factual = next(row for row in outcome.estimates if row.metric == "factual" and not row.where)
    assert factual.n == len(gold.questions)
    assert factual.errors == outcome.errors


def test_every_broken_line_is_told(tmp_path: Path) -> None:
    """Bad JSON, an unknown id, a missing output and a double are told at once, each with its line."""
    gold = load_gold(shipped("gold"))
    good = {"id": gold.questions[0].id, "model": "m", "output": "x"}
    rows: list[object] = [good, "{not json", {"id": "kursk-troops-blinkn", "output": "y"}, {"id": good["id"]}, good]
    with pytest.raises(ProblemsError) as caught:
        score_predictions(write(tmp_path / "p.jsonl", rows), "gold", None, tmp_path / "run", tmp_path, no_progress)
    assert [problem.place.line for problem in caught.value.problems] == [2, 3, 4, 5]
    assert "kursk-troops-blinken" in str(caught.value)


def test_a_named_model_judges_the_sentences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The model is loaded once, its word replaces the rule's, and the run's signature and digests name it."""
    loaded: list[str] = []

    def load(name: str, kept: Path, *, key_env: str | None = None) -> Opinion:
        loaded.append(name)
        return lambda document, sentences: [0.1 for _ in sentences]

    monkeypatch.setattr("harness.backends.opinions.load_opinion", load)
    item = load_gold(shipped("gold")).summaries[0]
    rows: list[object] = [{"id": item.id, "model": "m", "output": item.gold.references[0]}]
    file, scorers = write(tmp_path / "p.jsonl", rows), ScorersSpec("checkpoint:mine")
    outcome = score_predictions(file, "gold", None, tmp_path / "run", tmp_path, no_progress, scorers)
    verdict = next(one for one in outcome.verdicts if one.id == item.id)
    assert isinstance(verdict, SummaryVerdict)
    assert verdict.claims
    assert not any(claim.supported for claim in verdict.claims)
    assert loaded == ["checkpoint:mine"]
    info = json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))
    assert info["digests"]["scorer.supported"] == "checkpoint:mine"
    assert info["signature"].endswith("supported by checkpoint:mine")
