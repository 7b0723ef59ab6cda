from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from harness.reports.markdown import code, escaped, render_markdown, table
from harness.reports.run_data import read_run_data

if TYPE_CHECKING:
    from tests.reports.conftest import MadeUp


def test_what_is_no_share_is_marked(made_up: MadeUp, tmp_path: Path) -> None:
    """A ratio or a length in the table of percentages says that it is none."""
    made_up.verdicts = [
        replace(one, scores={**one.scores, "compression": 4.5, "coverage": 0.5}) if one.task == "summary" else one
        for one in made_up.verdicts
    ]
    rows = render_markdown(read_run_data(made_up.write(tmp_path / "run"))).splitlines()
    (compression,) = [row for row in rows if row.startswith("| words of the document to one of the summary")]
    recall = next(row for row in rows if row.startswith("| key facts stated"))
    assert "(not %)" in compression
    assert "4.50" in compression
    assert "(not %)" not in recall


def test_what_a_reviewer_needs(run_folder: Path) -> None:
    """Headline, errors, cuts, figures, differences, weak kinds and rivals stand in the Markdown."""
    text = render_markdown(read_run_data(run_folder))
    assert text.startswith("# heron-3b and plover-1b can’t be told apart")
    for part in (
        "**1 item in error** with plover-1b: `ran out of memory`",
        "**h2 was cut** for heron-3b",
        "| questions, % ",
        "| summaries, % ",
        "## Is that sure?",
        "## Where it fails",
        "Vellmar fire brigade → Mayor Anders Holt: plover-1b 1, heron-3b 1",
        "**How many boats were lost, by the mayor?** plover-1b: `The mayor said nine boats.`",
        "gold (control)",
    ):
        assert part in text


def test_lines_fit_a_terminal(run_folder: Path) -> None:
    """The tables of two models and a control fit 120 columns."""
    lines = render_markdown(read_run_data(run_folder)).split("\n")
    assert max(len(line) for line in lines if line.startswith("|")) <= 120


@given(st.text())
def test_foreign_text_stays_text(text: str) -> None:
    """Escaped text and code come out as the words they were, without markup of their own."""
    for written in (escaped(text), code(text)):
        tokens = MarkdownIt("commonmark").parse(f"- x {written}")
        kinds = {one.type for token in tokens for one in (token.children or ())}
        assert kinds <= {"text", "text_special", "code_inline", "softbreak"}


def test_table_lines_up() -> None:
    """A table reads well as it stands."""
    assert table(["a", "b"], [["long one", "1"]]) == [
        "| a        | b |",
        "| -------- | -: |".replace("-:", ":"),
        "| long one | 1 |",
    ]
