"""Which lines of a plain text are headings.

A heading is a short line without a full stop that body text follows. Where several lines without a stop follow one
another, only the last is a heading: those before it are a link's headline and standfirst, or a caption, and stay at
the end of the section they stand in. A line that names itself a photo series or video is never a heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from harness.ingest.records import Block, Note
from harness.reading.sentences import split_sentences

_LONGEST_HEADING_WORDS: Final = 25
_LONGEST_HEADING: Final = 180
_LONGEST_OPEN_WORDS: Final = 60
_CLOSERS: Final = "\"'”’»)]"
_CAPTION: Final = re.compile(
    r"^\W*(in (pics|pictures|photos|images|video)|photos?|pictures?|gallery|watch|video|photo series"
    r"|image|listen)\b\W*[:|–—-]",
    re.IGNORECASE,
)
_BULLET: Final = re.compile(r"^\s*([-*•–▪·]|\d{1,2}[.)])\s")


def find_headings(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """The blocks with level 2 for each heading and 0 for all else, and notes of the lines that were folded.

    The first block is taken for the title and the lines without a stop after it for its standfirst: neither is a
    heading of a section.
    """
    levels = [0] * len(blocks)
    notes: list[Note] = []
    start = _end_of_run(blocks, 0)
    while start < len(blocks):
        end = _end_of_run(blocks, start)
        if end == start:
            start += 1
            continue
        if end < len(blocks) and _can_be_heading(blocks[end - 1].text):
            levels[end - 1] = 2
        folded = blocks[start : end - 1] if levels[end - 1] else blocks[start:end]
        notes.extend(Note("folded", "link, caption or repeated headline", block.text) for block in folded)
        start = end
    found = tuple(Block(block.text, level) for block, level in zip(blocks, levels, strict=True))
    return found, tuple(notes)


def _end_of_run(blocks: Sequence[Block], start: int) -> int:
    """Where the run of lines without a stop that begins at ``start`` ends; ``start`` where none begins."""
    end = start
    while end < len(blocks) and _is_open(blocks[end].text):
        end += 1
    return end


def _is_open(text: str) -> bool:
    """Whether a line reads as a headline, standfirst or caption: one piece, no stop at its end."""
    line = text.strip()
    if not line or "\n" in line or _BULLET.match(line) or len(line.split()) > _LONGEST_OPEN_WORDS:
        return False
    bare = line.rstrip(_CLOSERS)
    if not bare or bare[-1] in ".!:;,…" or bare.endswith(" -"):
        return False
    if bare[-1] == "?":
        return (
            set(line[len(bare) :]) <= set("'’")
            and len(line.split()) <= _LONGEST_HEADING_WORDS
            and len(split_sentences(line)) == 1
        )
    return not line[0].islower()


def _can_be_heading(text: str) -> bool:
    line = text.strip()
    short = len(line) <= _LONGEST_HEADING and len(line.split()) <= _LONGEST_HEADING_WORDS
    return short and not _CAPTION.match(line) and bool(re.search(r"[^\W\d_]", line))
