"""A document as the gold folder keeps it: front matter, then Markdown in which each ``## heading`` starts a section."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar, Final

from harness.codec import FORBID, ConfigDict, decode_or_raise, dump_yaml, parse_yaml, read_text
from harness.errors import ProblemsError, UsageError
from harness.schema import Document, Place, Problem, Section

ID_PATTERN: Final = re.compile(r"[a-z0-9-]+")
"""What an id of a document, question, summary or fact looks like."""


@dataclass(frozen=True, slots=True)
class Article:
    """Which raw article a digest in other words stands for."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands above a document's text."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    id: str
    title: str
    published: date | None = None
    publisher: str = ""
    url: str = ""
    article: Article | None = None


def read_document(path: Path, shown: str | None = None) -> Document:
    """The document of a Markdown file; ProblemsError with all mistakes in its front matter, or MissingError."""
    name = shown or str(path)
    document = parse_document(read_text(path, name), name)
    if document.id != path.stem:
        message = f"the id {document.id!r} is not the file's name; {path.stem!r} was expected"
        raise ProblemsError([Problem(Place(name, 2), "document-id", message, "error", "rename one of the two")])
    return document


def parse_document(text: str, file: str) -> Document:
    """The document of a Markdown text with front matter; errors as for :func:`read_document`."""
    header, body = _halves(text, file)
    front = decode_or_raise(FrontMatter, parse_yaml(header, file, first_line=2))
    if not ID_PATTERN.fullmatch(front.id):
        message = f"the id {front.id!r} holds more than a-z, 0-9 and -"
        raise ProblemsError([Problem(Place(file, 2), "document-id", message, "error", "write it in those alone")])
    return Document(
        id=front.id,
        title=front.title,
        sections=split_sections(body),
        published=front.published,
        publisher=front.publisher,
        url=front.url,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        article_file=front.article.file if front.article else "",
        article_sha256=front.article.sha256 if front.article else "",
    )


def split_sections(body: str) -> tuple[Section, ...]:
    """The sections of a Markdown body; section 0, before the first heading, is always there and may be empty."""
    sections: list[Section] = []
    heading, lines = "", list[str]()
    for line in body.split("\n"):
        if line.startswith("## "):
            sections.append(_section(len(sections), heading, lines))
            heading, lines = line[3:].strip(), []
        else:
            lines.append(line.removeprefix("\\") if _ESCAPED.match(line) else line)
    sections.append(_section(len(sections), heading, lines))
    return tuple(sections)


def render_document(document: Document) -> str:
    """The Markdown of a document; :func:`parse_document` gives the same document back."""
    front: dict[str, object] = {"id": document.id, "title": document.title}
    if document.published:
        front["published"] = document.published.isoformat()
    front |= {key: value for key in ("publisher", "url") if (value := getattr(document, key))}
    if document.article_file:
        front["article"] = {"file": document.article_file, "sha256": document.article_sha256}
    parts = [f"---\n{dump_yaml(front)}---\n"]
    for section in document.sections:
        heading = f"## {section.heading}\n\n" if section.number else ""
        parts.append(f"\n{heading}{_escaped(section.text)}\n" if section.text or heading else "")
    return "".join(parts)


def write_document(document: Document, folder: Path, *, replace: bool = False) -> Path:
    """Writes ``<folder>/<id>.md`` whole or not at all and returns its path.

    UsageError where the file is there already and ``replace`` is False.
    """
    path = folder / f"{document.id}.md"
    if path.exists() and not replace:
        raise UsageError(f"{path}: is there already; a new name was expected; give another with --id, or --replace it")
    folder.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=folder, prefix=f".{document.id}.", suffix=".md")
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(render_document(document))
    Path(draft).chmod(0o644)
    Path(draft).replace(path)
    return path


_ESCAPED: Final = re.compile(r"\\+## ")


def _halves(text: str, file: str) -> tuple[str, str]:
    """The front matter without its fences, and the body."""
    match = re.match(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", text, re.DOTALL)
    if match is None:
        message = "no front matter; a document begins with --- and lines such as `id: d1` and `title: …`, then ---"
        raise ProblemsError([Problem(Place(file, 1), "front-matter", message, "error", "add it")])
    return match.group(1), text[match.end() :]


def _section(number: int, heading: str, lines: list[str]) -> Section:
    return Section(number, heading, "\n".join(lines).strip())


def _escaped(text: str) -> str:
    return re.sub(r"^(\\*## )", r"\\\1", text, flags=re.MULTILINE)
