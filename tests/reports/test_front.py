from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from harness.reports.front import MOST_IN_MATRIX, build_front
from harness.reports.html import render_html
from harness.reports.run_data import read_run_data
from harness.schema import QuestionVerdict, Source

if TYPE_CHECKING:
    from tests.reports.conftest import MadeUp

CALIBRATION = {
    "rows": [
        {"set": "made", "genre": None, "scorer": "factual", "baseline": False, "n": 1200, "kappa": 0.81},
        {"set": "up", "genre": None, "scorer": "factual", "baseline": False, "n": 300, "kappa": 0.74, "kappa_low": 0.7},
        {"set": "up", "genre": None, "scorer": "exact_match", "baseline": True, "n": 300, "kappa": 0.3},
        {"set": "up", "genre": None, "scorer": "attributes", "baseline": False, "n": 9, "kappa": None},
        {"set": "news", "genre": None, "scorer": "supported", "baseline": False, "n": 40, "kappa": 0.52},
        {"set": "news", "genre": None, "scorer": "sentence_verdict", "baseline": False, "n": 40, "kappa": 0.43},
    ]
}


def test_three_figures(run_folder: Path) -> None:
    """Factual, credited and supported stand on the front page, each with a row a model that has it."""
    front = build_front(read_run_data(run_folder))
    assert [figure.title for figure in front.figures] == ["Factual", "Credited", "Supported"]
    assert [row.model for row in front.figures[0].rows] == ["plover-1b", "heron-3b", "gold"]


def test_agreement_with_people_is_quoted(run_folder: Path) -> None:
    """What calibrate measured stands under the figure that it is about; baselines and gaps are left out.

    The share of supported sentences is a share of verdicts, so that the verdict's agreement is quoted, not the score's.
    """
    (run_folder / "calibration.json").write_text(json.dumps(CALIBRATION))
    front = build_front(read_run_data(run_folder))
    said = "Agrees with people at κ 0.74 to 0.81 (0 is chance, 1 always), on 1,500 labelled rows of 2 sets"
    assert front.figures[0].agreement == f"{said}, not on this gold."
    assert front.figures[1].agreement == ""
    assert front.figures[2].agreement.startswith("Agrees with people at κ 0.43 ")


def test_a_set_counts_once(run_folder: Path) -> None:
    """Genres of a set that was measured as a whole are not counted again; people's own agreement stands beside it."""
    row = {"set": "made", "scorer": "factual", "baseline": False, "n": 100, "kappa": 0.5}
    people = {"set": "made", "genre": None, "scorer": "people", "baseline": True, "n": 100, "kappa": 0.9}
    rows = [{**row, "genre": None}, {**row, "genre": "one"}, people]
    (run_folder / "calibration.json").write_text(json.dumps({"rows": rows}))
    (found,) = read_run_data(run_folder).agreements
    assert (found.n, found.people) == (100, 0.9)


def test_nothing_is_said_of_agreement_that_nobody_measured(run_folder: Path) -> None:
    """A broken calibration counts for nothing: what the package measured stands in its place."""
    shipped = read_run_data(run_folder).agreements
    (run_folder / "calibration.json").write_text('{"rows": [{"set": 3}]}')
    assert read_run_data(run_folder).agreements == shipped
    assert all(one.n > 0 for one in shipped)


def test_the_weakest_slice_stands_first(run_folder: Path) -> None:
    """Slices are in order of what contenders reach."""
    front = build_front(read_run_data(run_folder))
    (by_type,) = [table for table in front.slices if table.by == "type"]
    assert by_type.rows[0][0] == "text"
    assert by_type.drawing.startswith("<svg")


def test_matrix_counts(run_folder: Path) -> None:
    """The matrix of credits has the commonest pair first."""
    matrix = build_front(read_run_data(run_folder)).matrix
    assert matrix is not None
    assert matrix.said[0] == ("brigade", "Vellmar fire brigade")
    assert matrix.credited == (("mayor", "Mayor Anders Holt"),)
    assert matrix.counts == ((2,), (1,))
    assert matrix.shades == ((5,), (3,))


def test_sections_are_counted(run_folder: Path) -> None:
    """Each section says how many questions rest on it and how many of their answers were right."""
    front = build_front(read_run_data(run_folder))
    lead, brigade, money = front.documents[0].sections
    assert (lead.asked, lead.right, lead.answers) == (2, 3, 4)
    assert (brigade.asked, money.asked) == (2, 1)


def test_a_sample_says_so(run_folder: Path) -> None:
    """A page that can't hold all items says how many it holds, of how many."""
    text = render_html(read_run_data(run_folder), 9000)
    assert "The run has 8 items. This page holds a sample of" in text


def test_run_without_summaries(made_up: MadeUp, tmp_path: Path) -> None:
    """A run of questions alone has no figure for summaries, and no empty section."""
    made_up.summaries = []
    made_up.verdicts = [one for one in made_up.verdicts if one.task == "qa"]
    text = render_html(read_run_data(made_up.write(tmp_path / "run")))
    assert "Supported" not in text
    assert "0 summaries" not in text


def test_run_without_verdicts(made_up: MadeUp, tmp_path: Path) -> None:
    """A run in which nothing was scored still has a page."""
    made_up.verdicts = []
    assert "Nothing was scored." in render_html(read_run_data(made_up.write(tmp_path / "run")))


def test_run_of_controls_alone(made_up: MadeUp, tmp_path: Path) -> None:
    """Controls are shown where there is nothing else."""
    made_up.verdicts = [one for one in made_up.verdicts if one.model == "gold"]
    front = build_front(read_run_data(made_up.write(tmp_path / "run")))
    assert front.drawn_models == ("gold",)
    assert front.ranking.headline == "gold answers 100 % of 7 questions right."


def test_no_row_of_the_matrix_is_empty(made_up: MadeUp, tmp_path: Path) -> None:
    """A source whose words went only to sources that have no column is left out, rather than shown with nothing."""
    names = [f"s{number:02}" for number in range(MOST_IN_MATRIX + 1)]
    made_up.sources |= {name: Source(name, name) for name in names}
    first = made_up.verdicts[0]
    assert isinstance(first, QuestionVerdict)

    def wrong(said: str, credited: str) -> QuestionVerdict:
        return replace(first, claimed=said, credited=(credited,), credit="wrong")

    made_up.verdicts = [*(wrong("mayor", name) for name in names for _ in range(2)), wrong("dorn", "treasurer")]
    matrix = build_front(read_run_data(made_up.write(tmp_path / "run"))).matrix
    assert matrix is not None
    assert [name for name, _ in matrix.said] == ["mayor"]
    assert all(any(line) for line in matrix.counts)
