from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from harness.compare import compare_runs
from harness.reports import render_comparison_html

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.reports.conftest import MadeUp


def test_two_models(run_folder: Path) -> None:
    """Two models are told apart or not, with every changed item side by side and its evidence."""
    text = render_comparison_html(compare_runs([run_folder], models=["plover-1b", "heron-3b"], resamples=200))
    assert "heron-3b and plover-1b can’t be told apart." in text.replace('<span class="unbroken">', "").replace(
        "</span>", ""
    )
    assert "How many boats were lost, by the mayor?" in text
    assert "The mayor said 12 boats were lost" in text
    assert "newly right" in text
    assert "<script" not in text


def test_several_models_have_a_matrix(run_folder: Path) -> None:
    """Three models stand against each other, each difference twice with opposite signs."""
    text = render_comparison_html(compare_runs([run_folder], resamples=200))
    assert "Each against each" in text
    assert "+50.0" in text
    assert "−50.0" in text


def test_foreign_text_is_text(made_up: MadeUp, tmp_path: Path) -> None:
    """Outputs and reasons of either side are escaped."""
    made_up.verdicts = [replace(one, output=f"<script>{one.model}</script>") for one in made_up.verdicts]
    text = render_comparison_html(compare_runs([made_up.write(tmp_path / "run")], resamples=200))
    assert "<script" not in text


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe(run_folder: Path, browser: Browser, scheme: str, tmp_path: Path) -> None:
    """axe-core finds nothing to mend, and neither a phone nor a wide screen scrolls sideways."""
    pytest.importorskip("axe_playwright_python", reason="needs axe-playwright-python, of the dev extra")
    from axe_playwright_python.base import AXE_FILE_PATH

    file = tmp_path / "comparison.html"
    file.write_text(render_comparison_html(compare_runs([run_folder], resamples=200)), encoding="utf-8")
    page = browser.new_page(viewport={"width": 320, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
    page.evaluate(Path(AXE_FILE_PATH).read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(result => result.violations)")
    page.close()
    assert not [(one["id"], [node["html"][:200] for node in one["nodes"][:4]]) for one in found]
