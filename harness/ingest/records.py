"""What passes between the steps from a raw file to a document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from harness.schema import Document

NoteKind = Literal["dropped", "folded", "changed"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or heading of a raw file.

    ``level`` is 1 to 6 for a heading, 0 for a paragraph, None where the file does not say which it is.
    """

    text: str
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a raw file before anything is dropped, and what the file says about itself."""

    blocks: tuple[Block, ...]
    title: str = ""
    published: date | None = None
    publisher: str = ""
    url: str = ""
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that was not taken as it stood: dropped, folded into a section, or changed, and why."""

    kind: NoteKind
    why: str
    text: str

    def __str__(self) -> str:
        shown = self.text if len(self.text) <= 80 else self.text[:79] + "…"
        return f"{self.kind}: {self.why}: {shown}" if shown else f"{self.kind}: {self.why}"


@dataclass(frozen=True, slots=True)
class Ingested:
    """A document, and what a person should know about how it came out of its file."""

    document: Document
    notes: tuple[Note, ...] = ()
