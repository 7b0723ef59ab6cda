"""Summaries that were cut off or repeat themselves: told wherever their figures are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from harness.reports.front import build_front
from harness.reports.html import render_html
from harness.reports.markdown import render_markdown
from harness.reports.run_data import read_run_data
from harness.reports.unfinished import defects_of, told_of, unfinished
from harness.schema import CUT_OFF

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.reports.conftest import MadeUp

ROUND = "The mayor said 12 boats were lost. "


@pytest.fixture
def looping(made_up: MadeUp) -> MadeUp:
    """The invented run, in which heron-3b's summary says one sentence over and over until it is cut off."""
    made_up.verdicts = [
        replace(one, output=ROUND * 6 + "The mayor said", flags=(CUT_OFF,))
        if (one.task, one.model) == ("summary", "heron-3b")
        else one
        for one in made_up.verdicts
    ]
    return made_up


def test_counts(looping: MadeUp) -> None:
    """A model's cut and repeating summaries are counted, of all that it wrote; a sound model isn't listed."""
    (row,) = unfinished(looping.verdicts, looping.models)
    assert (row.model, row.summaries, row.cut_off, row.looping) == ("heron-3b", 1, 1, 1)
    assert row.words == "1 of 1 summary was cut off at the length limit, 1 of 1 summary repeats itself"


def test_beside_one_summary(looping: MadeUp) -> None:
    """One summary's flags say how much of it was said before; answers to questions are never called repeating."""
    (summary,) = [one for one in looping.verdicts if (one.task, one.model) == ("summary", "heron-3b")]
    assert defects_of(summary) == ("cut off", "repeats itself")
    assert told_of(summary) == (CUT_OFF, "repeats itself: 83 % of it was said before in it")
    answer = replace(looping.verdicts[0], output=ROUND * 6)
    assert defects_of(answer) == told_of(answer) == ()


def test_beside_the_figure(looping: MadeUp, tmp_path: Path) -> None:
    """The front page says it under the figure of borne out sentences, the Markdown among its notices."""
    data = read_run_data(looping.write(tmp_path / "run"))
    by_title = {figure.title: figure.unfinished for figure in build_front(data).figures}
    assert [row.model for row in by_title["Supported"]] == ["heron-3b"]
    assert by_title["Factual"] == ()
    assert "**heron-3b: 1 of 1 summary was cut off at the length limit" in render_markdown(data)


@pytest.mark.slow
def test_in_the_page(looping: MadeUp, tmp_path: Path, browser: Browser) -> None:
    """The figure's warning leads to the summary, which wears it beside its shares and isn't found as clean."""
    folder = looping.write(tmp_path / "run")
    (folder / "report.html").write_text(render_html(read_run_data(folder)), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1600, "height": 1000})
    page.goto((folder / "report.html").as_uri())
    page.click("section.figures .flag a")
    assert page.inner_text("#found") == "1 of 8 items"
    chips = page.locator("#summary-1 header .chip.unfinished")
    assert chips.all_inner_texts() == ["cut off", "repeats itself"]
    assert "83 % of it was said before" in page.inner_text("#summary-1")
    assert page.locator("#summary-0 .chip.unfinished").count() == 0
    page.select_option("#by-verdict", "clean")
    assert page.inner_text("#found") == "0 of 8 items"
    page.close()
