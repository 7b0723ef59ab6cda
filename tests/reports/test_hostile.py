"""Whatever a model, a document or a file name contains is text: no script runs, no request leaves, nothing breaks."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt

from harness.reports import write_reports
from harness.reports.html import render_html
from harness.reports.run_data import read_run_data
from harness.schema import Claim, Document, Evidence, Place, QuestionVerdict, Section, Source, SummaryVerdict

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.reports.conftest import MadeUp

HOSTILE = (
    "<script>window.struck=1</script>",
    "</script><script>window.struck=2</script>",
    "</ScRiPt ><img src=x onerror=window.struck=3>",
    "<!--<script>window.struck=4",
    "--><script>window.struck=5</script>",
    "<svg onload=window.struck=6><title></title></svg>",
    "</title></style></textarea></noscript><script>window.struck=7</script>",
    '" onmouseover="window.struck=8" x="',
    "' autofocus onfocus='window.struck=9",
    "{{ 7*7 }}{% for x in y %} ${window.struck=10} #{window.struck=11}",
    "javascript:window.struck=12",
    "<a href='javascript:window.struck=13'>click</a>",
    "<iframe srcdoc='<script>parent.struck=14</script>'></iframe>",
    "<base href='https://example.invalid/'><link rel=stylesheet href='https://example.invalid/x.css'>",
    "<meta http-equiv=refresh content='0;url=https://example.invalid/'>",
    "<img src='https://example.invalid/pixel'>",
    "<style>*{display:none!important}</style>",
    "]]>&lt;&amp;&#60;script&#62;",
    "\\u003cscript\\u003ewindow.struck=15\\u003c/script\\u003e",
    "$\\frac{1}{2}$ $x^2 \\unknown{",
    "__proto__",
    "constructor",
    "\u202eright to left\u202c \u2066isolated\u2069 \u200b\ufeff",
    "\x00\x01\x07\x1b[2J\x1b[31mred\x7f\x9b31m",
    "\u2028line\u2029paragraph",
    "🔥👩‍👩‍👧‍👦 Z̸̢̛a̷l̶g̵o̴ " + "ก็็็็็็็็็็",
    "W" * 4000,
    "word " * 3000,
    "]()[x](javascript:window.struck=16) ![](https://example.invalid/y) | a | b |\n\n# heading\n- list\n```\ncode",
    "../../../etc/passwd%00.html?x=1#y&z",
    "",
    " \n\t ",
)
"""Strings that have broken pages, scripts, drawings, tables and terminals somewhere."""

WIDE_LETTERS = """document.documentElement.style.cssText =
    'font-size: 125%; letter-spacing: .12em; word-spacing: .16em; --serif: monospace; --sans: monospace'"""
"""Larger than any font: a quarter more in size, spaced as WCAG 1.4.12 asks a page to bear, all in one pitch."""
STICKING_OUT = """() => {
    const root = document.documentElement, outside = (one) => one.getBoundingClientRect().right > innerWidth + 1;
    if (root.scrollWidth <= innerWidth) return [];
    return [...document.querySelectorAll('body *')].filter(outside).map((one) => one.outerHTML.slice(0, 120));
}"""


@pytest.fixture
def struck(made_up: MadeUp) -> MadeUp:
    """The invented run with hostile strings wherever a string may stand."""
    texts = [text for text in HOSTILE if text.strip()]
    for number, text in enumerate(texts):
        _strike(made_up, number, text, texts[(number + 7) % len(texts)])
    made_up.models = [texts[0], texts[2]]
    names = dict(zip(("plover-1b", "heron-3b"), made_up.models, strict=True))
    made_up.verdicts = [replace(one, model=names[one.model]) for one in made_up.verdicts if one.model in names]
    made_up.sources["mayor"] = Source("mayor", texts[1], (texts[3],))
    return made_up


def test_the_page_holds_no_foreign_element(struck: MadeUp, tmp_path: Path) -> None:
    """The page has one script, one sheet and one block of data, and no handler, whatever stands in the run."""
    text = render_html(read_run_data(struck.write(tmp_path / "run")))
    seen = _Seen()
    seen.feed(text)
    seen.close()
    assert seen.counts.get("script") == 2
    assert seen.counts.get("style") == 1
    assert seen.counts.get("meta") == 5
    assert not seen.handlers
    assert not {"img", "iframe", "base", "object", "embed", "audio", "video"} & seen.counts.keys()


def test_markdown_holds_no_markup_of_others(struck: MadeUp, tmp_path: Path) -> None:
    """In the Markdown no foreign tag, link or table cell survives."""
    folder = struck.write(tmp_path / "run")
    write_reports(folder)
    text = (folder / "report.md").read_text(encoding="utf-8")
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    kinds = {one.type for token in tokens for one in (token, *(token.children or ()))}
    assert not {"html_block", "html_inline", "link_open", "image", "fence"} & kinds
    assert sum(token.type == "heading_open" for token in tokens) == text.count("\n## ") + 1


def test_junit_is_xml(struck: MadeUp, tmp_path: Path) -> None:
    """The JUnit file is well-formed, whatever a model is called."""
    folder = struck.write(tmp_path / "run")
    write_reports(folder)
    root = ElementTree.fromstring((folder / "junit.xml").read_text(encoding="utf-8"))
    assert root.get("errors") == "1"


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 1600])
def test_nothing_runs(struck: MadeUp, tmp_path: Path, browser: Browser, width: int) -> None:
    """Every item is opened in a browser: no script of the run runs, nothing is asked for, nothing is out of place."""
    folder = struck.write(tmp_path / "run")
    write_reports(folder)
    page = browser.new_page(viewport={"width": width, "height": 900})
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto((folder / "report.html").as_uri())
    page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto((folder / "report.html").as_uri() + "#/items")
    for _ in range(len(struck.questions) + 1):
        page.evaluate("for (const box of document.querySelectorAll('#item details')) box.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.keyboard.press("j")
    page.fill("#search", HOSTILE[0])
    page.locator("#found", has_text=" of ").wait_for()
    assert page.evaluate("window.struck") is None
    assert page.locator("#document script, #item script, #item img, iframe").count() == 0
    assert not said
    assert not [url for url in asked if not url.startswith(("file:", "data:"))]
    page.close()


@pytest.mark.slow
def test_wide_letters_fit_a_narrow_screen(struck: MadeUp, tmp_path: Path, browser: Browser) -> None:
    """Whatever the reader's font: with larger, spaced letters nothing of the page sticks out of 320 px."""
    folder = struck.write(tmp_path / "run")
    write_reports(folder)
    page = browser.new_page(viewport={"width": 320, "height": 900})
    for place in ("", "#/items"):
        page.goto((folder / "report.html").as_uri() + place)
        page.evaluate(WIDE_LETTERS)
        page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
        for _ in range(len(struck.questions) + 1 if place else 1):
            page.evaluate("for (const box of document.querySelectorAll('#item details')) box.open = true")
            assert page.evaluate(STICKING_OUT) == []
            page.keyboard.press("j")
    page.close()


def _strike(made_up: MadeUp, number: int, text: str, other: str) -> None:
    """A question, two answers and a document of which every string is hostile."""
    name = f"x{number}"
    document = Document(f"{other}-{number}", text, (Section(0, other, f"{text}\n{other}"),), publisher=text)
    made_up.documents.append(document)
    made_up.sources[name] = Source(name, text, (other,), other)
    item = made_up.questions[0]
    question = replace(item.question, id=f"{text}-{number}", text=text, documents=(document.id,))
    claim = Claim(name, (text, other), (Evidence(document.id, 0, text), Evidence(other, 3, other)))
    gold = replace(item.gold, expects=name, claims=(claim,))
    struck = replace(item, question=question, gold=gold, tags=(text, other), place=Place(text, 3))
    made_up.questions.append(struck)
    for verdict in [one for one in made_up.verdicts if one.id == item.id and one.model != "gold"]:
        assert isinstance(verdict, QuestionVerdict)
        made_up.verdicts.append(
            replace(
                verdict,
                id=struck.id,
                output=f"{text} {other}",
                answer=other,
                reason=text,
                marks=((0, len(text)), (5, 2), (0, 10**6)),
                credited=(other, name, "__proto__"),
                claimed=other,
                flags=(text,),
                documents=(document.id,),
                tags=(text, other),
                expects=name,
                type=text,
                cut=((other, 4),),
            )
        )
    made_up.verdicts = [
        replace(one, output=f"{one.output} {text}") if isinstance(one, SummaryVerdict) else one
        for one in made_up.verdicts
    ]


class _Seen(HTMLParser):
    """Counts elements and inline handlers."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: dict[str, int] = {}
        self.handlers: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count one."""
        self.counts[tag] = self.counts.get(tag, 0) + 1
        self.handlers += [(tag, name) for name, value in attrs if name.startswith("on") or name == "style"]
        self.handlers += [
            (tag, name) for name, value in attrs if (value or "").strip().lower().startswith("javascript")
        ]
