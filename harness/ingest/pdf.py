"""PDF to blocks, by pypdf: lines by their place on the page, headings by a larger or bolder type."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from harness.errors import UsageError
from harness.ingest.plain import clean
from harness.ingest.records import Block, Extracted

_MOST_PAGES: Final = 500
_MOST_WORK: Final = 1_000_000
"""Operations and their operands on all pages together: some twenty seconds of reading, and more than an article has."""
_WORK_OF_A_FORM: Final = 50
"""A drawing that a page calls upon costs about as much as so many operations, though it may hold none."""
_BYTES_A_WORK: Final = 50
_PAGE_NUMBER: Final = re.compile(r"(page )?\d{1,4}( of \d{1,4})?")
_LARGER: Final = 1.08
_NEW_PARAGRAPH: Final = 1.45
"""A gap between lines of this many times the usual one begins a paragraph."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: ``height`` is its distance from the page's bottom, ``size`` that of its type, in points."""

    text: str
    size: float
    is_bold: bool
    height: float
    page: int


def read_pdf(raw: bytes, name: str) -> Extracted:
    """The text of a PDF. UsageError for one that is encrypted, broken, huge once unpacked, a scan, over 500 pages."""
    encrypted = f"{name}: is encrypted; an open PDF was expected; save it without a password"
    try:
        reader = PdfReader(io.BytesIO(raw), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UsageError(encrypted)
        if len(reader.pages) > _MOST_PAGES:
            raise UsageError(f"{name}: has {len(reader.pages)} pages; at most {_MOST_PAGES} are read; split it")
        work = _Work(name)
        lines = [line for number, page in enumerate(reader.pages) for line in _lines(page, number, work)]
        title = str((reader.metadata.title if reader.metadata else None) or "").strip()
    except UsageError:
        raise
    except DependencyError as error:  # pypdf leaves AES, the usual cipher of today, to another package
        raise UsageError(encrypted) from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError) as error:
        words = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise UsageError(f"{name}: is no readable PDF ({words}); save or print it to PDF anew") from error
    if not any(line.text.strip() for line in lines):
        raise UsageError(f"{name}: holds no text; an article was expected; it is a scan, so recognise its text first")
    blocks = _blocks(lines)
    cleaned = [clean(block.text) for block in blocks]
    kept = tuple(Block(text, block.level) for (text, _), block in zip(cleaned, blocks, strict=True) if text.strip())
    return Extracted(kept, title=title if kept and kept[0].text == title else "", notes=())


class _Work:
    """Counts what reading takes. A small file can ask for hours: pages and drawings may be called again and again."""

    def __init__(self, name: str) -> None:
        self._name, self._done = name, 0

    def add(self, amount: int) -> None:
        """Count some more; UsageError when it is more than an article can have."""
        self._done += amount
        if self._done > _MOST_WORK:
            message = f"{self._name}: unpacks to over {_MOST_WORK:,} operations; an article was expected"
            raise UsageError(f"{message}; split it, or print it to PDF anew")

    def see(self, operator: bytes, operands: Sequence[Any], _matrix: Any, _text_matrix: Any) -> None:
        """Count an operation as pypdf comes to it."""
        parts = sum(len(one) for one in operands if isinstance(one, list))
        self.add(_WORK_OF_A_FORM if operator == b"Do" else 1 + parts)


def _lines(page: Any, number: int, work: _Work) -> list[Line]:
    """The lines of a page in the order of its content, from the pieces that pypdf reports."""
    contents = page.get_contents()
    work.add(len(contents.get_data()) // _BYTES_A_WORK if contents is not None else 0)
    pieces: list[tuple[str, float, bool, float]] = []

    def take(text: str, _user: Any, matrix: Sequence[float], font: Any, size: float) -> None:
        name = str((font or {}).get("/BaseFont", ""))
        scaled = abs(float(size or 0) * float(matrix[3] or 1))
        pieces.append((text, scaled, bool(re.search("bold|black|heavy", name, re.IGNORECASE)), float(matrix[5])))

    page.extract_text(visitor_operand_before=work.see, visitor_text=take)
    lines: list[Line] = []
    held: list[tuple[str, float, bool, float]] = []
    for text, size, is_bold, height in pieces:
        parts = text.split("\n")
        for place, part in enumerate(parts):
            if place:
                lines.extend(_line(held, number))
                held = []
            if part.strip():
                held.append((part, size, is_bold, height))
    lines.extend(_line(held, number))
    return lines


def _line(pieces: list[tuple[str, float, bool, float]], number: int) -> list[Line]:
    text = " ".join("".join(piece[0] for piece in pieces).split())
    if not text:
        return []
    longest = max(pieces, key=lambda piece: len(piece[0]))
    return [Line(text, longest[1], all(piece[2] for piece in pieces), longest[3], number)]


def _blocks(lines: list[Line]) -> list[Block]:
    """Lines joined into paragraphs; larger or bold lines are headings where the file has an ordinary type as well."""
    kept = _without_running_lines(lines)
    sizes: Counter[float] = Counter()
    for line in kept:
        sizes[round(line.size, 1)] += len(line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    gap = _usual_gap(kept)
    blocks: list[Block] = []
    last: Line | None = None
    marked = any(_is_heading(line, usual) for line in kept) and not all(_is_heading(line, usual) for line in kept)
    for line in kept:
        level = (2 if blocks else 1) if marked and _is_heading(line, usual) else (0 if marked else None)
        if last is not None and blocks and _goes_on(last, line, usual, gap):
            blocks[-1] = Block(_joined(blocks[-1].text, line.text), blocks[-1].level)
        else:
            blocks.append(Block(line.text, level))
        last = line
    return blocks


def _is_heading(line: Line, usual: float) -> bool:
    return line.size > usual * _LARGER or (line.is_bold and len(line.text) <= 160 and line.text[-1] not in ".,;:")


def _goes_on(last: Line, line: Line, usual: float, gap: float) -> bool:
    if _is_heading(last, usual) != _is_heading(line, usual) or round(last.size, 1) != round(line.size, 1):
        return False
    if last.page != line.page:
        return last.text[-1] not in '.!?”"’'
    return 0 <= last.height - line.height <= gap * _NEW_PARAGRAPH


def _usual_gap(lines: list[Line]) -> float:
    gaps: Counter[float] = Counter()
    for last, line in pairwise(lines):
        if last.page == line.page and last.height > line.height:
            gaps[round(last.height - line.height, 0)] += 1
    most = max(gaps.values(), default=0)
    return min((size for size, count in gaps.items() if count * 2 >= most), default=0.0)


def _joined(before: str, after: str) -> str:
    if re.search(r"[a-z]-$", before) and after[:1].islower():
        return before[:-1] + after
    return f"{before} {after}"


def _without_running_lines(lines: list[Line]) -> list[Line]:
    """Without page numbers, and heads and feet that stand on most pages."""
    pages = {line.page for line in lines}
    counts = Counter(text for _, text in {(line.page, line.text) for line in lines})
    often = {text for text, count in counts.items() if len(pages) >= 3 and count > len(pages) / 2}
    return [
        line for line in lines if line.text not in often and not re.fullmatch(r"(page )?\d{1,4}", line.text.lower())
    ]
