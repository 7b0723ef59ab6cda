"""Make the pictures of the documentation from a real run: ``python docs/pictures/make.py RUN``.

Needs Chromium and Playwright (the dev extra). The pictures are those pages as anybody sees them; nothing is staged.
"""

from __future__ import annotations

import argparse
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from harness.compare import compare_runs
from harness.compare.leaderboard import leaderboard
from harness.reports import render_comparison_html, render_overview, write_reports
from harness.reports.run_data import RunData, read_run_data
from harness.schema import QuestionVerdict, SummaryVerdict

HERE = Path(__file__).parent
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


@dataclass(frozen=True)
class Picture:
    """A page at an address, of a size, in light or dark."""

    name: str
    file: Path
    address: str = ""
    width: int = 1400
    height: int = 900
    scheme: str = "light"


def main() -> None:
    """Render the run's pages and take each picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path, help="a run folder with two models and a summary")
    parser.add_argument("--folder", type=Path, help="the folder of runs for the overview; default: the run's parent")
    options = parser.parse_args()
    with TemporaryDirectory() as temporary, sync_playwright() as playwright:
        pages = render(options.run, options.folder or options.run.parent, Path(temporary))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(ARGUMENTS))
        for picture in pages:
            take(browser, picture)
        browser.close()


def render(run: Path, folder: Path, target: Path) -> list[Picture]:
    """The pages of the pictures, rendered to a folder."""
    report = next(path for path in write_reports(run) if path.suffix == ".html")
    data = read_run_data(run)
    comparison, overview = target / "comparison.html", target / "overview.html"
    names = data.contenders()[:2]
    comparison.write_text(render_comparison_html(compare_runs([run], models=names)), encoding="utf-8")
    title = f"The runs of {folder.resolve().name}"
    overview.write_text(render_overview(leaderboard(folder), {}, title), encoding="utf-8")
    item, summary = telling_item(data), telling_summary(data)
    pictures = [
        Picture("report-front", report),
        Picture("report-front-dark", report, scheme="dark"),
        Picture("report-item", report, f"#item={item}"),
        Picture("report-phone", report, width=360, height=780),
        Picture("comparison", comparison),
        Picture("runs", overview),
    ]
    return [*pictures, Picture("report-summary", report, f"#item={summary}", scheme="dark")] if summary else pictures


def telling_item(data: RunData) -> str:
    """A question on which a model took a rival's answer, else one that was credited to the wrong source."""
    held = [one for one in data.contending_verdicts() if isinstance(one, QuestionVerdict)]
    rivals = [one.id for one in held if one.factual == "rival" and one.marks]
    wrong = [one.id for one in held if one.credit == "wrong"]
    return (rivals or wrong or [held[0].id])[0]


def telling_summary(data: RunData) -> str:
    """The summary of which models stated most key facts; empty where there is none."""
    held = [one for one in data.contending_verdicts() if isinstance(one, SummaryVerdict)]
    return max(held, key=lambda one: one.scores.get("fact_recall", 0.0)).id if held else ""


def take(browser: Browser, picture: Picture) -> None:
    """One picture, beside this file."""
    size = {"width": picture.width, "height": picture.height}
    page = browser.new_page(viewport=size, color_scheme=picture.scheme)  # type: ignore[arg-type]
    page.goto(picture.file.resolve().as_uri() + picture.address)
    page.wait_for_timeout(200)
    path = HERE / f"{picture.name}.png"
    page.screenshot(path=path)
    page.close()
    with Image.open(path) as image:
        image.convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
            path, optimize=True
        )
    print(path, f"{path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
