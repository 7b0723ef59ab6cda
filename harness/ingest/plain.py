"""Bytes of a text file to paragraphs."""

from __future__ import annotations

import re
from typing import Final

from harness.errors import UsageError
from harness.ingest.records import Block, Extracted, Note

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\u202a-\u202e\u2066-\u2069]")
_WRAPPED_WIDTH: Final = 120


def decode_text(raw: bytes, name: str) -> tuple[str, tuple[Note, ...]]:
    """The text of some bytes with plain line ends: UTF-8, UTF-16 with its mark, or else Windows-1252, with a note.

    UsageError for bytes that are no text.
    """
    notes: tuple[Note, ...] = ()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        text, notes = _decoded(raw, "utf-16", name), (Note("changed", "read as UTF-16", ""),)
    elif b"\x00" in raw:
        raise UsageError(f"{name}: holds zero bytes; text was expected; is it a picture, an archive or a program?")
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text, notes = _decoded(raw, "cp1252", name), (Note("changed", "not UTF-8, read as Windows-1252", ""),)
    return text.replace("\r\n", "\n").replace("\r", "\n"), notes


def clean(text: str) -> tuple[str, tuple[Note, ...]]:
    """The text without control characters and direction marks, and a note where there were some."""
    found = _CONTROL.findall(text)
    if not found:
        return text, ()
    shown = ", ".join(f"U+{ord(letter):04X}" for letter in sorted(set(found)))
    return _CONTROL.sub("", text), (Note("dropped", f"{len(found)} control characters", shown),)


def read_plain(raw: bytes, name: str) -> Extracted:
    """The paragraphs of plain text: blank lines part them where lines are wrapped, line ends elsewhere."""
    text, notes = decode_text(raw, name)
    text, more = clean(text)
    pieces = _paragraphs(text)
    return Extracted(tuple(Block(piece) for piece in pieces), notes=(*notes, *more))


def _decoded(raw: bytes, encoding: str, name: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UsageError(
            f"{name}:{line}: byte {error.start} is neither UTF-8 nor {encoding}; text was expected; save it as UTF-8"
        ) from error


def _paragraphs(text: str) -> list[str]:
    lines = [line.strip() for line in text.split("\n")]
    full = [line for line in lines if line]
    blank = sum(not line for line in text.strip().split("\n"))
    if blank and max(map(len, full), default=0) <= _WRAPPED_WIDTH:
        pieces = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text)]
    else:
        pieces = [" ".join(line.split()) for line in full]
    return [piece for piece in pieces if piece]
