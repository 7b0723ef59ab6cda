from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from harness.reports.ranking import rank
from harness.reports.run_data import read_run_data
from harness.schema import QuestionVerdict

if TYPE_CHECKING:
    from tests.reports.conftest import MadeUp


def test_chance_is_not_called_better(run_folder: Path) -> None:
    """Seven questions of two documents show nothing, and the headline says so and what would."""
    ranking = rank(read_run_data(run_folder))
    assert ranking.headline == "heron-3b and plover-1b can’t be told apart by their answers."
    assert "no more than chance" in ranking.standfirst
    assert "items would show it" in ranking.standfirst


def test_a_clear_difference_is_told(made_up: MadeUp, tmp_path: Path) -> None:
    """A model that is right on forty questions of ten documents on which the other is wrong is called better."""
    ranking = rank(read_run_data(_many(made_up).write(tmp_path / "run")))
    assert ranking.headline == "heron-3b answers more questions right than plover-1b."
    assert ranking.first == "heron-3b"
    gap = ranking.against[0].gaps[0]
    assert gap is not None
    assert gap.is_shown


def test_controls_are_not_ranked(run_folder: Path) -> None:
    """The gold control is right everywhere and wins nothing."""
    ranking = rank(read_run_data(run_folder))
    assert ranking.first == "heron-3b"
    assert [one.model for one in ranking.against] == ["plover-1b"]


def test_one_model_alone(made_up: MadeUp, tmp_path: Path) -> None:
    """A single model is told with its share, its number of items, and its interval."""
    made_up.verdicts = [one for one in made_up.verdicts if one.model == "heron-3b"]
    ranking = rank(read_run_data(made_up.write(tmp_path / "run")))
    assert ranking.headline == "heron-3b answers 86 % of 7 questions right."
    wanted = re.search(r"About (\d+) items on (\d+) documents .* to ±10 points", ranking.standfirst)
    assert wanted
    assert int(wanted[1]) > 7
    assert int(wanted[2]) > 2
    assert not ranking.against


def test_summaries_alone(made_up: MadeUp, tmp_path: Path) -> None:
    """Without questions, key facts decide."""
    made_up.verdicts = [one for one in made_up.verdicts if one.task == "summary"]
    ranking = rank(read_run_data(made_up.write(tmp_path / "run")))
    assert ranking.metrics[0] == ("summary", "fact_recall")
    assert ranking.headline.endswith("can’t be told apart by their key facts.")


def test_nothing_scored(made_up: MadeUp, tmp_path: Path) -> None:
    """A run without a verdict has a report that says so."""
    made_up.verdicts = []
    assert rank(read_run_data(made_up.write(tmp_path / "run"))).headline == "Nothing was scored."


def _many(made_up: MadeUp) -> MadeUp:
    first = [one for one in made_up.verdicts if isinstance(one, QuestionVerdict) and one.id == "boats-mayor"]
    first = [one for one in first if one.model != "gold"]
    copies = range(40)
    made_up.verdicts = [
        replace(one, id=f"b{number}", documents=(f"h{number % 10}",), output=f"{one.output} {number}")
        for number in copies
        for one in first
    ]
    return made_up
