"""Markdown to blocks, by markdown-it; the front matter of a document of ours is understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from harness.codec import DataPath, decode, parse_yaml
from harness.errors import ProblemsError
from harness.ingest.document_file import FrontMatter
from harness.ingest.plain import clean, decode_text
from harness.ingest.records import Block, Extracted, Note

_FENCE: Final = "---"


def read_markdown(raw: bytes, name: str) -> Extracted:
    """The headings, paragraphs and list items of Markdown; links and emphasis are their words, pictures go."""
    text, notes = decode_text(raw, name)
    text, more = clean(text)
    header, body = _halves(text)
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    extracted = Extracted(tuple(_blocks(tokens)), notes=(*notes, *more))
    return _with_front_matter(extracted, header, name)


def _halves(text: str) -> tuple[str, str]:
    lines = text.split("\n")
    if lines and lines[0].rstrip() == _FENCE and _FENCE in (line.rstrip() for line in lines[1:]):
        end = next(number for number, line in enumerate(lines) if number and line.rstrip() == _FENCE)
        return "\n".join(lines[1:end]) + "\n", "\n".join(lines[end + 1 :])
    return "", text


def _with_front_matter(extracted: Extracted, header: str, name: str) -> Extracted:
    """Takes title, date, publisher and address from front matter as far as it has them; other keys are noted."""
    if not header.strip():
        return extracted
    try:
        located = parse_yaml(header, name, first_line=2)
    except ProblemsError as error:
        return replace(
            extracted, notes=(*extracted.notes, Note("dropped", f"front matter that is no YAML: {error}", ""))
        )
    held = located.data if isinstance(located.data, dict) else {}
    known = {key: value for key, value in held.items() if key in ("title", "published", "publisher", "url")}
    other = sorted(str(key) for key in held if key not in known and key not in ("id", "article"))
    path: DataPath = ()
    front, problems = decode(FrontMatter, replace(located, data={"id": "d", "title": "", **known}), path)
    if problems:
        raise ProblemsError(problems)
    notes = (*extracted.notes, *(Note("dropped", "key of the front matter", key) for key in other))
    if front is None:
        return extracted
    return replace(
        extracted, title=front.title, published=front.published, publisher=front.publisher, url=front.url, notes=notes
    )


def _blocks(tokens: Sequence[Token]) -> list[Block]:
    blocks: list[Block] = []
    level, bullets, numbers = 0, 0, list[int]()
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "heading_close":
            level = 0
        elif token.type in ("bullet_list_open", "bullet_list_close"):
            bullets += token.nesting
        elif token.type == "list_item_open":
            numbers.append(len(blocks))
        elif token.type == "inline" and (words := _words(token)):
            is_item = bool(numbers) and numbers[-1] == len(blocks)
            blocks.append(Block(f"- {words}" if is_item and not level else words, level))
        elif token.type in ("fence", "code_block") and token.content.strip():
            blocks.append(Block(token.content.strip(), 0))
    return blocks


def _words(token: Token) -> str:
    parts: list[str] = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return " ".join("".join(parts).split())
