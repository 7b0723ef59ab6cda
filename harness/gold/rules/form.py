"""Rules that reading itself keeps: a file that breaks one can't be read, so they are listed here to be explained."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from harness.gold.folder import Folder
from harness.gold.rules.rule import Finding, Rule


def _found_by_reading(folder: Folder) -> Iterator[Finding]:
    """Finds nothing: reading the folder has found it."""
    yield from ()


def _rule(name: str, explanation: str, example: str) -> Rule:
    return Rule(name, "error", explanation, example, _found_by_reading, needed=True)


RULES: Final = (
    _rule(
        "yaml",
        "Files are plain YAML: no key twice, no anchors, aliases, tags or tabs, one document a file. Only true and "
        "false are truth values; text that holds a colon and a space stands in quotes.",
        "question: Who said: no?",
    ),
    _rule("file", "Files are UTF-8 and at most 16 MiB.", "a file saved as Windows-1252"),
    _rule(
        "shape",
        "Each key is one that the contract names, with the kind of value that it wants.",
        "anwsers: [8,000] instead of answers: ['8,000']",
    ),
    _rule(
        "front-matter",
        "A document begins with ---, then lines such as `id:` and `title:`, then ---.",
        "a document that begins with its first paragraph",
    ),
    _rule("document-id", "A document's id is the name of its file, of a-z, 0-9 and -.", "d1.md with `id: d2`"),
    _rule("no-documents", "A gold folder has a document.", "an empty gold/documents"),
    _rule(
        "edition",
        "Each article of another edition is the one that a document's front matter names by SHA-256, and has as many "
        "sections.",
        "an article that was edited since",
    ),
)
