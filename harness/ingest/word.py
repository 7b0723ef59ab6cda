"""DOCX to blocks, by python-docx: headings by their style, paragraphs, and the rows of tables."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

import docx
from docx.document import Document as DocxDocument
from docx.table import Table
from docx.text.paragraph import Paragraph

from harness.errors import UsageError
from harness.ingest.plain import clean
from harness.ingest.records import Block, Extracted

_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_UNPACKED: Final = 100 * 1024 * 1024
_MOST_RATIO: Final = 200
_HEADING: Final = re.compile(r"(?:heading|überschrift|titre|título)\s*(\d)", re.IGNORECASE)


def read_docx(raw: bytes, name: str) -> Extracted:
    """The text of a Word file. UsageError for one that is encrypted, broken, or huge when unpacked."""
    _refuse_bad_archives(raw, name)
    try:
        document = docx.Document(io.BytesIO(raw))
        blocks = _blocks(document)
    except Exception as error:  # python-docx lets errors of zipfile, lxml and its own out; all mean the same here
        raise UsageError(f"{name}: is no readable DOCX ({_first_line(error)}); save it anew from Word") from error
    cleaned = [clean(block.text) for block in blocks]
    kept = tuple(Block(text, block.level) for (text, _), block in zip(cleaned, blocks, strict=True))
    notes = tuple(note for _, found in cleaned for note in found)
    return Extracted(kept, title=_title(document, blocks), notes=notes)


def _refuse_bad_archives(raw: bytes, name: str) -> None:
    if raw.startswith(_OLD_OFFICE):
        raise UsageError(f"{name}: is encrypted or an old .doc; an open .docx was expected; save it without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError) as error:
        raise UsageError(f"{name}: is no DOCX ({error}); a Word file was expected; save it anew from Word") from error
    size = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if size > _MOST_UNPACKED or (size > 2**20 and size > _MOST_RATIO * max(packed, 1)):
        raise UsageError(f"{name}: unpacks from {packed:,} to {size:,} bytes; an article was expected; it is refused")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UsageError(f"{name}: is encrypted; an open .docx was expected; save it without a password")


def _blocks(document: DocxDocument) -> list[Block]:
    blocks: list[Block] = []
    for part in document.iter_inner_content():
        if isinstance(part, Paragraph):
            blocks.append(Block(" ".join(part.text.split()), _level(part)))
        elif isinstance(part, Table):
            blocks.extend(Block(" | ".join(_cells(row.cells)), 0) for row in part.rows)
    return [block for block in blocks if block.text]


def _cells(cells: object) -> list[str]:
    assert isinstance(cells, tuple)
    return [" ".join(cell.text.split()) for cell in dict.fromkeys(cells)]


def _level(paragraph: Paragraph) -> int | None:
    style = paragraph.style.name if paragraph.style is not None else ""
    if (style or "").casefold() == "title":
        return 1
    match = _HEADING.match(style or "")
    return min(int(match.group(1)), 6) if match else None


def _title(document: DocxDocument, blocks: list[Block]) -> str:
    """The title that the file's properties give, where it is also its first line or heading."""
    stated = (document.core_properties.title or "").strip()
    return stated if blocks and blocks[0].text == stated else ""


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
