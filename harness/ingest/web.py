"""HTML to blocks, by trafilatura: the article without navigation, advertisements and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

import trafilatura
from lxml.html import HtmlElement  # type: ignore[import-untyped]  # ships no types
from trafilatura.utils import load_html

from harness.errors import UsageError
from harness.ingest.markdown import read_markdown
from harness.ingest.plain import clean
from harness.ingest.records import Extracted, Note

_SHOWN: Final = frozenset(
    ("p", "li", "div", "h1", "h2", "h3", "h4", "h5", "h6", "td", "footer", "aside", "nav", "figcaption")
)
_HEADINGS: Final = ("h2", "h3", "h4")
_FEWEST_WORDS: Final = 3
_MOST_NOTES: Final = 12


def read_html(raw: bytes, name: str) -> Extracted:
    """The article of a page, its title, date, publisher and address. UsageError where no article is found."""
    if not raw.strip():
        raise UsageError(f"{name}: is empty; a page with an article was expected")
    try:
        text = _with_headings(_article(raw), raw)
        about = trafilatura.extract_metadata(raw)
    except Exception as error:  # trafilatura lets errors of lxml and its own out; all mean the same here
        raise UsageError(f"{name}: is not readable HTML ({error}); a page with an article was expected") from error
    if not text or not text.strip():
        raise UsageError(f"{name}: no article was found on the page; is it made by a script, or a list of links?")
    text, notes = clean(text)
    extracted = read_markdown(text.encode(), name)
    title = (about.title or "") if about else ""
    extracted = replace(extracted, notes=(*extracted.notes, *notes, *_left_out(raw, f"{title} {text}")))
    if about is None:
        return extracted
    return replace(
        extracted,
        title=(about.title or "").strip(),
        published=_day(about.date),
        publisher=(about.sitename or "").strip(),
        url=(about.url or "").strip(),
    )


def _article(page: bytes | HtmlElement) -> str:
    found = trafilatura.extract(
        page, output_format="markdown", include_comments=False, include_tables=True, include_formatting=True
    )
    return found or ""


def _with_headings(text: str, raw: bytes) -> str:
    """The article with the headings that trafilatura loses where a page marks no ``article``.

    The page is read again with its body as one; what that gives is taken where it says the same and has headings more.
    """
    page = load_html(raw)
    body = page.find("body") if page is not None else None
    if not text or "\n#" in text or body is None or next(body.iter(*_HEADINGS), None) is None:
        return text
    framed = HtmlElement()
    framed.tag = "article"
    framed.extend(list(body))
    body.append(framed)
    again = _article(page)
    return again if _paragraphs(again) == _paragraphs(text) else text


def _paragraphs(text: str) -> list[str]:
    """The lines of Markdown that are no headings, nor empty."""
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _left_out(raw: bytes, kept: str) -> Iterator[Note]:
    """What stands on the page and not in the article: a note a paragraph, then how many more there are."""
    page = load_html(raw)
    body = page.find("body") if page is not None else None
    if body is None:
        return
    whole, said = _letters(kept), dict[str, None]()
    for part in body.iter():
        if (
            isinstance(part.tag, str)
            and part.tag in _SHOWN
            and not any(one.tag in _SHOWN for one in part.iterdescendants())
        ):
            words = " ".join(part.text_content().split())
            fewest = 1 if part.tag in _HEADINGS else _FEWEST_WORDS
            if len(words.split()) >= fewest and _letters(words) not in whole:
                said[words] = None
    for words in list(said)[:_MOST_NOTES]:
        yield Note("dropped", "outside the article", words)
    if len(said) > _MOST_NOTES:
        yield Note("dropped", "outside the article", f"{len(said) - _MOST_NOTES} more paragraphs")


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
