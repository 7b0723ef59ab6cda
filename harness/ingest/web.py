"""HTML to blocks, by trafilatura: the article without navigation, advertisements and comments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import trafilatura

from harness.errors import UsageError
from harness.ingest.markdown import read_markdown
from harness.ingest.plain import clean
from harness.ingest.records import Extracted


def read_html(raw: bytes, name: str) -> Extracted:
    """The article of a page, its title, date, publisher and address. UsageError where no article is found."""
    if not raw.strip():
        raise UsageError(f"{name}: is empty; a page with an article was expected")
    try:
        text = trafilatura.extract(
            raw, output_format="markdown", include_comments=False, include_tables=True, include_formatting=True
        )
        about = trafilatura.extract_metadata(raw)
    except Exception as error:  # trafilatura lets errors of lxml and its own out; all mean the same here
        raise UsageError(f"{name}: is not readable HTML ({error}); a page with an article was expected") from error
    if not text or not text.strip():
        raise UsageError(f"{name}: no article was found on the page; is it made by a script, or a list of links?")
    text, notes = clean(text)
    extracted = read_markdown(text.encode(), name)
    extracted = replace(extracted, notes=(*extracted.notes, *notes))
    if about is None:
        return extracted
    return replace(
        extracted,
        title=(about.title or "").strip(),
        published=_day(about.date),
        publisher=(about.sitename or "").strip(),
        url=(about.url or "").strip(),
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
