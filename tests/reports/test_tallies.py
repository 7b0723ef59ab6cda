from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from harness.reports import tallies
from harness.reports.run_data import read_run_data

if TYPE_CHECKING:
    from tests.reports.conftest import MadeUp


def test_compositions_count_every_answer(run_folder: Path) -> None:
    """Each model's verdicts add up to its answers."""
    rows = tallies.compositions(read_run_data(run_folder))
    assert [row.model for row in rows] == ["plover-1b", "heron-3b", "gold"]
    assert all(sum(count for _, count in row.counts) == row.total == 7 for row in rows)
    assert dict(rows[0].counts)["rival"] == 1


def test_whose_words_went_to_whom(run_folder: Path) -> None:
    """Words of the treasurer and of the brigade went to the mayor, in an answer and in a summary."""
    pairs = {(row.said, row.credited): row for row in tallies.miscredits(read_run_data(run_folder))}
    assert pairs["treasurer", "mayor"].models == (("plover-1b", 1),)
    assert dict(pairs["brigade", "mayor"].models) == {"plover-1b": 1, "heron-3b": 1}


def test_claims_told_as_facts(run_folder: Path) -> None:
    """Claims told bare are listed with their source, those of summaries too; a control's don't count."""
    rows = tallies.laundered(read_run_data(run_folder))
    assert ("summary", "h1-brief", "brigade") in {(row.task, row.id, row.source) for row in rows}
    assert "gold" not in {model for row in rows for model in row.models}


def test_rivals_taken(run_folder: Path) -> None:
    """A rival taken is told with the right answer and the one that was given."""
    (row,) = tallies.rivals(read_run_data(run_folder))
    assert (row.id, row.asked, row.right, row.given) == ("boats-mayor", "mayor", "12", (("brigade", "nine"),))


def test_what_a_control_took_is_listed_last(made_up: MadeUp, tmp_path: Path) -> None:
    """The control whose answers are rivals by design stands in the list, named as a control, after the models'."""
    made_up.verdicts = [
        replace(one, factual="rival", claimed="brigade") if one.model == "gold" and one.task == "qa" else one
        for one in made_up.verdicts
    ]
    rows = tallies.rivals(read_run_data(made_up.write(tmp_path / "run")))
    assert len(rows) > 1
    assert rows[0].id == "boats-mayor"
    assert rows[0].models[-1] == "gold (control)"
    assert all(row.models == ("gold (control)",) for row in rows[1:])


def test_failures_and_cuts(run_folder: Path) -> None:
    """Items in error are counted by what was said; cut documents with their sections and what was lost by it."""
    data = read_run_data(run_folder)
    assert tallies.failures(data.verdicts) == (tallies.Failure("plover-1b", "ran out of memory", 1),)
    assert tallies.cut_documents(data.verdicts) == (tallies.CutDocument("heron-3b", "h2", 1, (0,)),)
    assert tallies.cut_evidence(data) == (tallies.CutEvidence("heron-3b", ("sea",), 0),)


def test_evidence_that_is_left_is_not_cut_away(made_up: MadeUp, tmp_path: Path) -> None:
    """An item of which only other sections were cut has lost nothing."""
    made_up.verdicts = [replace(one, cut=(("h1", 9),)) for one in made_up.verdicts]
    assert tallies.cut_evidence(read_run_data(made_up.write(tmp_path / "run"))) == ()


def test_names() -> None:
    """Whole numbers are told short."""
    assert tallies.ranges([0, 1, 2, 7]) == "0–2, 7"
    assert tallies.ranges([]) == ""


@given(st.sets(st.integers(0, 40)))
def test_ranges_lose_nothing(numbers: set[int]) -> None:
    """Every number is in the ranges and no other."""
    parts = [part.split("–") for part in tallies.ranges(sorted(numbers)).split(", ") if part]
    assert {number for part in parts for number in range(int(part[0]), int(part[-1]) + 1)} == numbers
