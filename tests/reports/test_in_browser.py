"""The report in a real browser: every interaction, no request, no message on the console."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from harness.calibrate.records import read_records
from harness.calibrate.shapes import labelled_rows
from harness.reports.html import render_html
from harness.reports.run_data import read_run_data

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.reports.conftest import MadeUp

pytestmark = pytest.mark.slow


@dataclass
class Watched:
    """A page, what it said on the console and what it asked of the world."""

    page: Page
    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def find(self, selector: str) -> str:
        """The text of the one element."""
        return str(self.page.locator(selector).inner_text())


def watch(browser: Browser, file: Path, address: str = "", **options: object) -> Watched:
    """The file, opened and ready."""
    page = browser.new_page(**{"viewport": {"width": 1600, "height": 1000}, **options})  # type: ignore[arg-type]
    watched = Watched(page)
    page.on("console", lambda message: watched.messages.append(message.text))
    page.on("pageerror", lambda error: watched.messages.append(str(error)))
    page.on("request", lambda request: watched.requests.append(request.url))
    page.goto(file.as_uri() + address)
    return watched


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory, invented: type[MadeUp]) -> Path:
    """The invented run's page."""
    folder = invented().write(tmp_path_factory.mktemp("run"))
    file = folder / "report.html"
    file.write_text(render_html(read_run_data(folder)), encoding="utf-8")
    return file


@pytest.fixture
def watched(browser: Browser, report: Path) -> Iterator[Watched]:
    """The page in the reading room; at the end it has said nothing and asked for nothing."""
    watched = watch(browser, report, "#/items", accept_downloads=True)
    yield watched
    asked = [url for url in watched.requests if not url.startswith(("file:", "data:", "blob:"))]
    assert not watched.messages
    assert not asked
    watched.page.close()


def test_front_page_leads_to_items(browser: Browser, report: Path) -> None:
    """A number on the front page leads to the items behind it, and back."""
    watched = watch(browser, report)
    page = watched.page
    assert "heron-3b" in watched.find("h1 >> nth=0")
    page.click("section[aria-labelledby=verdicts] summary")
    page.click("a[href='#/items?model=plover-1b&verdict=rival']")
    assert watched.find("#found") == "1 of 8 items"
    assert watched.find(".question") == "How many boats were lost, by the mayor?"
    page.go_back()
    assert page.is_visible("#front")
    assert not watched.messages
    page.close()


def test_deep_link(browser: Browser, report: Path) -> None:
    """An item has an address of its own."""
    watched = watch(browser, report, "#item=sea")
    assert watched.find(".question") == "How was the sea?"
    assert "ran out of memory" in watched.find("#item")
    watched.page.close()


@pytest.mark.parametrize(
    ("field_name", "value", "count"),
    [
        ("model", "heron-3b", 8),
        ("verdict", "error", 1),
        ("credit", "none", 3),
        ("type", "number", 2),
        ("tag", "headline", 1),
        ("document", "h2", 1),
        ("source", "brigade", 1),
        ("show", "cut", 1),
    ],
)
def test_filters(watched: Watched, field_name: str, value: str, count: int) -> None:
    """Each filter leaves the items that it names, the address keeps it, and clearing brings all back."""
    page = watched.page
    page.select_option(f"#by-{field_name}", value)
    assert watched.find("#found") == (f"{count} of 8 items" if count < 8 else "8 items")
    assert f"{field_name}={value}" in page.url
    page.click("#clear")
    page.locator("#found", has_text=re.compile("^8 items$")).wait_for()


def test_verdict_and_credit_of_one_answer(watched: Watched) -> None:
    """Filters on an answer hold for one and the same answer."""
    watched.page.select_option("#by-verdict", "correct")
    watched.page.select_option("#by-credit", "wrong")
    assert watched.find("#found") == "0 of 8 items"
    assert "No item passes" in watched.find("#item")


def test_search(watched: Watched) -> None:
    """Words are looked for in questions, answers and sources, in any case."""
    watched.page.fill("#search", "FORTUNE")
    watched.page.locator("#found", has_text="0 of 8").wait_for()
    watched.page.fill("#search", "treasurer €40,000")
    watched.page.locator("#found", has_text="1 of 8").wait_for()
    assert "council" in watched.find(".question")


def test_keys(watched: Watched) -> None:
    """j and k move, / searches, ? helps, g changes the view, e goes to the next evidence."""
    page = watched.page
    page.keyboard.press("j")
    assert watched.find(".question") == "How many boats were lost, by the brigade?"
    first = page.locator("#document mark.here").inner_text()
    page.keyboard.press("e")
    assert page.locator("#document mark.here").inner_text() != first
    page.keyboard.press("k")
    assert watched.find(".question") == "How many boats were lost, by the mayor?"
    page.keyboard.press("/")
    page.locator("#search:focus").wait_for()
    page.keyboard.type("sea")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.is_visible("#help")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.wait_for_selector("#front", state="visible")


def test_arrows_in_the_list(watched: Watched) -> None:
    """The list is a listbox: arrows move, its active row is told to those who can't see it."""
    page = watched.page
    page.focus("#rows")
    page.keyboard.press("End")
    assert page.get_attribute("#rows", "aria-activedescendant") == "row-7"
    assert "Summary of h1" in watched.find(".question")
    assert page.get_attribute("#row-7", "aria-selected") == "true"


def test_marks_and_evidence(watched: Watched) -> None:
    """The words that decided stand marked in the answer, the evidence in the document, the rival's apart."""
    page = watched.page
    answer = page.locator("article.answer", has_text="plover-1b")
    assert answer.locator("mark.d-rival").inner_text() == "nine"
    assert page.locator("#document mark.asked").inner_text() == "The mayor said 12 boats were lost"
    assert page.locator("#document mark.other").inner_text() == "counted nine boats"
    page.click("button.place:has-text('§1')")
    assert page.locator("#document mark.here").inner_text() == "counted nine boats"


def test_who_cites_a_section(watched: Watched) -> None:
    """A section says which models cite it."""
    assert "cited by plover-1b, heron-3b, gold" in watched.find("#document section >> nth=0")


def test_offsets_are_code_points(watched: Watched) -> None:
    """A sign beyond the basic plane before a mark does not shift it."""
    page = watched.page
    page.goto(page.url.split("#")[0] + "#item=who-out")
    assert page.locator("#document mark.asked").inner_text() == "said its chief, Ilse Dorn 🔥"
    page.goto(page.url.split("#")[0] + "#item=h1-brief")
    assert page.locator("#summary-0 mark.failing").inner_text() == "Twenty"


def test_summary(watched: Watched) -> None:
    """Sentences are marked by support, facts ticked; a tick shows where it is stated and what bears it out."""
    page = watched.page
    page.goto(page.url.split("#")[0] + "#item=h1-brief")
    assert page.locator("#summary-0 mark.held").first.inner_text().startswith("Fire broke out")
    assert page.locator("#summary-0 mark.unheld").last.inner_text().endswith("died.")
    page.click("button[aria-label^='contradicted']")
    assert page.locator("#summary-0 mark.here").first.inner_text() == "Twenty"
    assert page.locator("#document mark.here").inner_text() == "The mayor said 12 boats were lost"


def test_raw(watched: Watched) -> None:
    """The prompt as it was sent, the raw output and what is known of its making are there on demand."""
    page = watched.page
    page.click("article.answer >> nth=0 >> summary:has-text('Prompt and raw output')")
    page.locator("article.answer >> nth=0 >> .tools pre").first.wait_for()
    prompt = str(page.locator("pre.prompt").inner_text())
    assert prompt.startswith("<|user|>Read this.\nFire broke out in the harbour of Vellmar on Tuesday night.")
    assert prompt.endswith("The money comes in May.\nAsked: How many boats were lost, by the mayor?<|end|>")
    text = watched.find("article.answer >> nth=0 >> .tools")
    assert "The mayor said nine boats." in text
    assert "abababababababab" in text


def test_copy_as_prediction(watched: Watched) -> None:
    """An answer can be taken as a line of a predictions file."""
    page = watched.page
    page.evaluate("navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); }")
    page.click("button.copy >> nth=0")
    line = json.loads(page.evaluate("window.copied"))
    assert line == {"id": "boats-mayor", "model": "plover-1b", "output": "The mayor said nine boats."}


def test_disagreements_are_read_by_calibrate(watched: Watched, tmp_path: Path) -> None:
    """What a reader would have judged otherwise is kept, exported, and read as labelled rows."""
    page = watched.page
    page.click(".dispute summary >> nth=0")
    page.select_option(".dispute select >> nth=0", "correct")
    page.select_option(".dispute select >> nth=1", "right")
    page.fill(".dispute textarea >> nth=0", 'nine, "as" <b>counted</b>')
    page.goto(page.url.split("#")[0] + "#item=h1-brief")
    page.click("#summary-0 .dispute summary")
    page.select_option("#summary-0 .dispute select >> nth=1", "yes")
    page.select_option("#summary-0 .dispute select >> nth=4", "supported")
    with page.expect_download() as caught:
        page.click("text=Export JSONL")
    file = tmp_path / caught.value.suggested_filename
    caught.value.save_as(file)
    problems: list[object] = []
    rows = [row for record in read_records(file, {}, problems) for row in labelled_rows(record, "own")]  # type: ignore[arg-type]
    assert not problems
    assert [row.kind for row in rows] == ["answers", "speakers", "facts", "claims"]
    assert all(row.label == 1.0 for row in rows)
    with page.expect_download() as caught:
        page.click("text=Export CSV")
    csv_file = tmp_path / caught.value.suggested_filename
    caught.value.save_as(csv_file)
    again = [row for record in read_records(csv_file, {}, problems) for row in labelled_rows(record, "own")]  # type: ignore[arg-type]
    assert [row.kind for row in again] == [row.kind for row in rows]
    page.reload()
    assert "2 disagreements" in watched.find("#disputes")
    page.select_option("#by-show", "disputed")
    assert watched.find("#found") == "2 of 8 items"
    page.evaluate("localStorage.clear()")


def test_controls_count_only_by_name(watched: Watched) -> None:
    """A filter for any model passes over controls, which go wrong on purpose; by name they are found."""
    page = watched.page
    page.select_option("#by-verdict", "correct")
    assert watched.find("#found") == "6 of 8 items"
    page.select_option("#by-model", "gold")
    assert watched.find("#found") == "7 of 8 items"


@pytest.mark.parametrize("width", [320, 1600])
@pytest.mark.parametrize("address", ["", "#/items", "#item=h1-brief"])
def test_nothing_runs_over_the_edge(browser: Browser, report: Path, width: int, address: str) -> None:
    """Neither a phone nor a wide screen scrolls sideways."""
    watched = watch(browser, report, address, viewport={"width": width, "height": 800})
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
    watched.page.close()


def test_print(browser: Browser, report: Path) -> None:
    """The report prints, its tables opened."""
    watched = watch(browser, report)
    watched.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert watched.page.locator("#front details:not([open])").count() == 0
    assert watched.page.pdf(format="A4")[:5] == b"%PDF-"
    watched.page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["", "#/items", "#item=h1-brief"])
def test_axe(browser: Browser, report: Path, scheme: str, address: str) -> None:
    """axe-core finds nothing to mend on any view, light or dark."""
    pytest.importorskip("axe_playwright_python", reason="needs axe-playwright-python, of the dev extra")
    from axe_playwright_python.base import AXE_FILE_PATH

    watched = watch(browser, report, address, color_scheme=scheme)
    watched.page.evaluate(
        "for (const box of document.querySelectorAll('#front details, .tools details')) box.open = true"
    )
    watched.page.evaluate(Path(AXE_FILE_PATH).read_text(encoding="utf-8"))
    found = watched.page.evaluate("axe.run().then(result => result.violations)")
    watched.page.close()
    assert not [(one["id"], one["impact"], [node["html"][:200] for node in one["nodes"][:4]]) for one in found]
