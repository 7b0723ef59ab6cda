"""The editor in a real Chromium, as a person uses it: mouse, selection and keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

import pytest

from harness.authoring.editor import Editor, start_editor
from harness.gold.load import load_gold
from harness.gold.readings import load_reading

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium (apt-get install chromium)"),
]
SELECT = """words => {
  const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return true;
  }
  return false;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def editor(gold: Path) -> Iterator[Editor]:
    """A running editor of the ferry gold."""
    running = start_editor(gold)
    yield running
    running.close()


@pytest.fixture
def page(browser: Browser, editor: Editor) -> Iterator[Page]:
    """A tab with the editor open; anything the page writes to its console as an error fails the test."""
    errors: list[str] = []
    tab = opened(browser, editor, errors)
    yield tab
    tab.context.close()
    assert errors == []


def opened(browser: Browser, editor: Editor, errors: list[str]) -> Page:
    """A tab of its own with the editor open."""
    tab = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto(editor.url)
    tab.wait_for_selector("#items button")
    return tab


def saved(tab: Page, name: str) -> None:
    """Waits until the page says that an item is saved."""
    tab.wait_for_function("name => document.getElementById('state').textContent === 'Saved ' + name", arg=name)


def test_a_question_is_written_by_keyboard(page: Page, gold: Path) -> None:
    """New, question, kind, evidence from selected words, answer and source: all of it stands in the YAML."""
    page.keyboard.press("Alt+n")
    page.keyboard.type("Where did the ship run aground?")
    page.keyboard.press("Tab")
    saved(page, "d1-ship-run-aground")
    page.select_option("#type", "name")
    assert page.evaluate(SELECT, "ran aground off Skarvoy on Tuesday")
    page.keyboard.press("Alt+e")
    page.wait_for_selector("#answers-0")
    page.fill("#answers-0", "off Skarvoy\nSkarvoy")
    page.select_option("#source-0", "coastguard")
    page.select_option("#expects", "coastguard")
    page.click("#accept")
    page.wait_for_function("() => !document.getElementById('accept')")
    page.wait_for_function("() => document.getElementById('problems').children.length === 0")
    page.evaluate("() => saving")
    item = next(item for item in load_gold(gold).questions if item.id == "d1-ship-run-aground")
    assert item.gold.claims[0].answers == ("off Skarvoy", "Skarvoy")
    assert item.gold.claims[0].evidence[0].quote == "ran aground off Skarvoy on Tuesday"
    assert page.locator("mark").first.text_content() == "ran aground off Skarvoy on Tuesday"


def test_a_source_is_added_by_its_button(page: Page, gold: Path) -> None:
    """Selected words are the name that is offered; the source stands in the YAML and can be chosen at once."""
    page.click("#items button:has-text('aboard-moe')")
    assert page.evaluate(SELECT, "45 million kroner")
    page.click("#add-source")
    assert page.input_value("#source-name") == "45 million kroner"
    page.fill("#source-name", "The harbour master's office")
    assert page.input_value("#source-id") == "harbour-master-s-office"
    page.fill("#source-aliases", "the harbour master\nthe harbour office")
    page.select_option("#source-of", "coastguard")
    page.fill("#source-id", "harbour")
    page.click("#source-keep")
    page.wait_for_selector("#source-box", state="hidden")
    source = load_gold(gold).sources["harbour"]
    assert (source.name, source.of) == ("The harbour master's office", "coastguard")
    assert source.aliases == ("the harbour master", "the harbour office")
    page.select_option("#source-0", "harbour")
    saved(page, "aboard-moe")


def test_a_claim_gets_a_source_that_was_not_there(page: Page, gold: Path) -> None:
    """ "Somebody else" opens the same box; a taken id is told in it, cancelling leaves the claim as it was."""
    page.click("#items button:has-text('aboard-moe')")
    before = page.input_value("#source-0")
    page.select_option("#source-0", "+")
    page.fill("#source-name", "Aud Lie")
    page.fill("#source-id", before)
    page.click("#source-keep")
    page.wait_for_selector("#source-problem:has-text('there already')")
    page.click("#source-cancel")
    page.wait_for_selector("#source-box", state="hidden")
    assert page.input_value("#source-0") == before
    page.select_option("#source-0", "+")
    page.fill("#source-name", "Aud Lie")
    page.keyboard.press("Enter")
    saved(page, "aboard-moe")
    page.evaluate("() => saving")
    assert page.input_value("#source-0") == "aud-lie"
    assert "source: aud-lie" in (gold / "questions" / "ferry.yaml").read_text()


def test_save_and_accept_are_told_apart(page: Page, gold: Path) -> None:
    """A new item says that no run asks it; saving keeps it so, accepting takes it in, and the two look different."""
    page.keyboard.press("Alt+n")
    page.keyboard.type("Where did the ship run aground?")
    page.keyboard.press("Tab")
    saved(page, "d1-ship-run-aground")
    assert "no run asks this item" in page.inner_text("#status")
    colours = [
        page.evaluate(f"getComputedStyle(document.querySelector('{one}')).backgroundColor")
        for one in ("#save", "#accept")
    ]
    assert colours[0] != colours[1]
    page.click("#save")
    saved(page, "d1-ship-run-aground")
    page.evaluate("() => saving")
    assert "status: suggested" in (gold / "questions" / "d1.yaml").read_text()
    page.click("#accept")
    page.wait_for_selector("#status.accepted")
    page.evaluate("() => saving")
    assert "runs ask this item" in page.inner_text("#status")
    assert "status: suggested" not in (gold / "questions" / "d1.yaml").read_text()


def test_problems_show_as_they_arise(page: Page) -> None:
    """An answer that does not stand in its evidence is marked at the item and in the list, and goes when mended."""
    page.click("#items button:has-text('aboard-moe')")
    page.fill("#answers-0", "213")
    page.keyboard.press("Control+s")
    page.wait_for_selector("#problems .error:has-text('answer-not-in-evidence')")
    assert page.locator("#items button.error").count() == 1
    page.fill("#answers-0", "212")
    page.keyboard.press("Control+s")
    page.wait_for_function("() => document.getElementById('problems').children.length === 0")


def test_two_tabs(browser: Browser, editor: Editor, gold: Path) -> None:
    """The tab that comes second is told, writes nothing, and keeps its words."""
    first, second = opened(browser, editor, []), opened(browser, editor, [])
    for tab in (first, second):
        tab.click("#items button:has-text('aboard-moe')")
    first.fill("#tags", "first")
    first.keyboard.press("Control+s")
    saved(first, "aboard-moe")
    second.fill("#tags", "second")
    second.keyboard.press("Control+s")
    second.wait_for_selector("#state.bad")
    assert "nothing was written" in (second.text_content("#state") or "")
    assert second.input_value("#tags") == "second"
    assert "tags: [first]" in (gold / "questions" / "ferry.yaml").read_text()
    second.reload()
    second.wait_for_selector("#tags")
    assert second.input_value("#tags") == "second"


def test_words_of_documents_are_never_code(browser: Browser, editor: Editor, gold: Path) -> None:
    """A document and a question that hold HTML are shown as text, and run nothing."""
    document = gold / "documents" / "d1.md"
    script = "<img src=x onerror=alert(1)> The ferry Halden"
    document.write_text(document.read_text().replace("The ferry Halden", script))
    tab = opened(browser, editor, [])
    assert "<img src=x onerror=alert(1)>" in (tab.text_content("#text") or "")
    assert tab.locator("#text img").count() == 0


def test_the_facts_and_references_of_a_summary(page: Page, gold: Path) -> None:
    """A reference and a fact are edited, and a fact gets evidence from selected words."""
    page.click("#items button:has-text('d1-brief')")
    page.fill("#fact-1", "The salvage of the ferry will cost 45 million kroner.")
    page.focus("#fact-1")
    assert page.evaluate(SELECT, "45 million kroner")
    page.click("#evidence-1")
    saved(page, "d1-brief")
    page.evaluate("() => saving")
    fact = load_gold(gold).summaries[0].gold.facts[1]
    assert fact.text == "The salvage of the ferry will cost 45 million kroner."
    assert [one.quote for one in fact.evidence] == ["The salvage will cost 45 million kroner", "45 million kroner"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe(browser: Browser, editor: Editor, scheme: str) -> None:
    """axe-core finds nothing to mend in the editor, its box for a source opened, light or dark."""
    axe = pytest.importorskip("axe_playwright_python.base", reason="needs axe-playwright-python, of the dev extra")
    tab = browser.new_context(viewport={"width": 1400, "height": 900}, color_scheme=scheme, bypass_csp=True).new_page()  # type: ignore[arg-type]
    tab.goto(editor.url)
    tab.click("#items button:has-text('aboard-moe')")
    tab.evaluate(Path(axe.AXE_FILE_PATH).read_text(encoding="utf-8"))
    found = tab.evaluate("axe.run().then(result => result.violations)")
    tab.click("#add-source")
    found += tab.evaluate("axe.run().then(result => result.violations)")
    tab.context.close()
    assert not [(one["id"], one["impact"], [node["html"][:200] for node in one["nodes"][:4]]) for one in found]


def test_a_blind_reader(browser: Browser, gold: Path, tmp_path: Path) -> None:
    """A reader answers and goes on to the next question; gold is nowhere on his page."""
    path = tmp_path / "reader.yaml"
    running = start_editor(gold, reading=path)
    tab = opened(browser, running, [])
    tab.click("#items button:has-text('aboard-moe')")
    assert "198" not in (tab.text_content("#form") or "")
    tab.fill("#answer", "212")
    tab.select_option("#source", "moe")
    tab.fill("#sections", "0")
    tab.keyboard.press("Control+s")
    tab.wait_for_selector("#items button.done")
    tab.wait_for_selector("#form h2:has-text('going by the coastguard')")
    running.close()
    assert load_reading(path)["aboard-moe"].sections == (0,)
