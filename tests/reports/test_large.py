"""Ten thousand items: the size of the file, the time to the first view, the time of a filter."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from harness.reports.html import render_html
from harness.reports.run_data import read_run_data
from harness.schema import Section

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.reports.conftest import MadeUp

ITEMS = 10_000
DOCUMENTS = 200
WORDS = "The council of Vellmar said on Tuesday that the boats would be paid for, as the mayor had promised. "
ANSWER = (
    "Answer: nine boats, as far as anybody could tell before dawn\nSaid by: the fire brigade of the town\nSection: 1"
)


@pytest.mark.slow
def test_ten_thousand_items(made_up: MadeUp, tmp_path: Path, browser: Browser) -> None:
    """Two models, ten thousand items, two hundred documents, prompts in: below 20 MB, a second, a tenth of one."""
    _grow(made_up)
    folder = made_up.write(tmp_path / "large")
    page_file = folder / "report.html"
    started = time.perf_counter()
    page_file.write_text(render_html(read_run_data(folder)), encoding="utf-8")
    rendering = time.perf_counter() - started
    size = page_file.stat().st_size
    page = browser.new_page(viewport={"width": 1600, "height": 1000})
    first = min(_load(page, page_file.as_uri(), _PAINT) for _ in range(3))
    ready = min(_load(page, page_file.as_uri() + "#/items", _READY) for _ in range(3))
    filtering = min(_filter(page, word) for word in ("rival", "", "wrong", "empty"))
    page.wait_for_timeout(2000)
    searching = min(_search(page, words) for words in ("brigade 77", "harbour 4", "mayor 123"))
    prompt = _prompt(page)
    page.close()
    print(f"\n{size / 1e6:.1f} MB in {rendering:.1f} s; first paint {first:.0f} ms, items {ready:.0f} ms;")
    print(f"filter {filtering:.0f} ms, search {searching:.0f} ms")
    assert size < 20e6
    assert first < 1000
    assert filtering < 100
    assert searching < 100
    assert prompt.startswith("<|user|>Read this.\nFire broke out")
    assert len(prompt.split()) > 800


_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
_READY = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
_LAST = "performance.getEntriesByName('filter').at(-1).duration"


def _load(page: Page, address: str, measure: str) -> float:
    """Milliseconds from a fresh load; the least of several is what the page costs on a busy machine."""
    page.goto("about:blank")
    page.goto(address)
    return float(page.evaluate(measure))


def _filter(page: Page, word: str) -> float:
    page.select_option("#by-verdict", word)
    return float(page.evaluate(_LAST))


def _search(page: Page, words: str) -> float:
    page.fill("#search", words)
    page.dispatch_event("#search", "change")
    return float(page.evaluate(_LAST))


def _prompt(page: Page) -> str:
    """The prompt of the first answer in sight, as the page shows it on demand."""
    page.click("#clear")
    page.click("article.answer summary:has-text('Prompt and raw output') >> nth=0")
    return str(page.locator("pre.prompt >> nth=0").inner_text())


def _grow(made_up: MadeUp) -> None:
    """Multiply the questions and their answers, and spread them over documents of eight hundred words."""
    harbour = made_up.documents[0]
    padding = tuple(Section(number, f"Further news {number}", WORDS * 8) for number in range(3, 8))
    names = [f"h{number + 10}" for number in range(DOCUMENTS)]
    made_up.documents += [replace(harbour, id=name, sections=(*harbour.sections, *padding)) for name in names]
    questions, verdicts = made_up.questions, [one for one in made_up.verdicts if one.model != "gold"]
    made_up.models = ["plover-1b", "heron-3b"]
    made_up.questions, made_up.verdicts = [], []
    made_up.summaries = []
    for number in range(ITEMS):
        item = questions[number % len(questions)]
        name, document = f"{item.id}-{number}", names[number % DOCUMENTS]
        text = f"{item.question.text} That is question {number} of those about it?"
        question = replace(item.question, id=name, documents=(document,), text=text)
        claims = tuple(
            replace(claim, evidence=tuple(replace(where, document=document) for where in claim.evidence))
            for claim in item.gold.claims
        )
        made_up.questions.append(replace(item, question=question, gold=replace(item.gold, claims=claims)))
        for verdict in verdicts:
            if verdict.id == item.id and verdict.task == "qa":
                output = verdict.output and f"{verdict.output} {ANSWER}"
                made_up.verdicts.append(replace(verdict, id=name, documents=(document,), output=output))
