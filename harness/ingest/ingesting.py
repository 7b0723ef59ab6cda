"""A raw file to a document: extract, drop what is the publisher's, find the sections."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

from harness.errors import MissingError, UsageError
from harness.ingest.boilerplate import drop_boilerplate
from harness.ingest.byline import drop_byline
from harness.ingest.headings import find_headings
from harness.ingest.records import Block, Extracted, Ingested, Note
from harness.schema import Document, Section

_MOST_BYTES: Final = 64 * 1024 * 1024
_MOST_CHARACTERS: Final = 5_000_000

_READERS: Final[Mapping[str, str]] = {
    ".txt": "plain:read_plain",
    ".text": "plain:read_plain",
    ".md": "markdown:read_markdown",
    ".markdown": "markdown:read_markdown",
    ".html": "web:read_html",
    ".htm": "web:read_html",
    ".xhtml": "web:read_html",
    ".pdf": "pdf:read_pdf",
    ".docx": "word:read_docx",
}
"""Suffix to the module and function that reads it; imported when needed, since each brings its own library."""


def ingest(path: Path, document_id: str | None = None) -> Ingested:
    """The document of a text, Markdown, HTML, PDF or DOCX file, and notes of what was dropped, folded or changed.

    The id is made from the file's name unless one is given. ``article_file`` and ``article_sha256`` say where it came
    from. MissingError for a file that can't be read; UsageError for one that is broken, encrypted, too large or empty.
    """
    raw = _bytes_of(path)
    extracted = _reader(path)(raw, str(path))
    if sum(len(block.text) for block in extracted.blocks) > _MOST_CHARACTERS:
        raise UsageError(f"{path}: unpacks to over {_MOST_CHARACTERS:,} characters; news was expected; split the file")
    blocks, lines, day = drop_byline(extracted.blocks)
    blocks, dropped = drop_boilerplate(blocks)
    blocks, folded = _with_headings(blocks)
    if not any(block.text.strip() for block in blocks):
        raise UsageError(f"{path}: no text was found in it; an article was expected; is it a scanned picture?")
    title, body = _title(extracted, blocks, path)
    document = Document(
        id=document_id or slug(path.stem),
        title=title,
        sections=_sections(body),
        published=extracted.published or day,
        publisher=extracted.publisher,
        url=extracted.url,
        article_file=path.name,
        article_sha256=hashlib.sha256(raw).hexdigest(),
    )
    return Ingested(document, (*extracted.notes, *lines, *dropped, *folded))


def slug(name: str) -> str:
    """A name as an id: a-z, 0-9 and single hyphens; ``document`` where nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "document"


def is_readable(path: Path) -> bool:
    """Whether a file's suffix is one that :func:`ingest` reads."""
    return path.suffix.lower() in _READERS


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UsageError(f"{path}: over {_MOST_BYTES // 2**20} MiB; a news article was expected; split the file")
        return path.read_bytes()
    except OSError as error:
        raise MissingError(
            f"{path}: can't be read ({error.strerror or error}); a readable file was expected"
        ) from error


def _reader(path: Path) -> Callable[[bytes, str], Extracted]:
    named = _READERS.get(path.suffix.lower())
    if named is None:
        known = ", ".join(sorted(_READERS))
        raise UsageError(
            f"{path}: {path.suffix or 'no suffix'} is not read; one of {known} was expected; convert it first"
        )
    module, function = named.split(":")
    reader: Callable[[bytes, str], Extracted] = getattr(import_module(f"harness.ingest.{module}"), function)
    return reader


def _with_headings(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """Headings are those that the file marks; where it marks none below its title, they are found by their look."""
    if any(block.level is not None and block.level >= 2 for block in blocks):
        return tuple(Block(block.text, block.level or 0) for block in blocks), ()
    top = [block for block in blocks if block.level == 1]
    if len(top) > 1:
        return tuple(Block(block.text, block.level or 0) for block in blocks), ()
    return find_headings(blocks)


def _title(extracted: Extracted, blocks: Sequence[Block], path: Path) -> tuple[str, Sequence[Block]]:
    """The document's title, and the blocks without the one that says it."""
    first = blocks[0]
    if first.level == 1 or (first.text.strip() == extracted.title.strip()):
        return extracted.title.strip() or first.text.strip(), blocks[1:]
    if extracted.title.strip():
        return extracted.title.strip(), blocks
    if len(first.text.split()) <= 40 and len(blocks) > 1 and not first.text.rstrip("\"'”’").endswith((".", ":", ";")):
        return first.text.strip(), blocks[1:]
    return path.stem, blocks


def _sections(blocks: Sequence[Block]) -> tuple[Section, ...]:
    """Numbered sections; a heading that another heading follows stays, as text, in the section before."""
    heads: list[str] = [""]
    texts: list[list[str]] = [[]]
    for number, block in enumerate(blocks):
        followed = number + 1 < len(blocks) and not blocks[number + 1].level
        if block.level and followed:
            heads.append(" ".join(block.text.split()))
            texts.append([])
        else:
            texts[-1].append(block.text.strip())
    return tuple(
        Section(number, head, "\n\n".join(filter(None, text)))
        for number, (head, text) in enumerate(zip(heads, texts, strict=True))
    )
