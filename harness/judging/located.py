"""Where given words stand in a text: word by word, in pieces, or as the sentence that shares most with them."""

import re
from typing import Final

from harness.reading.sentences import Span, split_sentences
from harness.reading.words import content_stems


def locate(content: str, text: str) -> tuple[Span, ...]:
    """The stretches of a text that hold the content.

    Pieces parted by "..." are looked for one behind the other. What is not there word by word is represented by the
    sentence that shares most of its content words, at least half of them; otherwise nothing.
    """
    whole = _verbatim(content, text, 0)
    if whole is not None:
        return (whole,)
    spans: list[Span] = []
    position = 0
    for piece in _GAP.split(content):
        found = _verbatim(piece.strip(), text, position)
        if found is None:
            return _nearest(content, text)
        spans.append(found)
        position = found.end
    return tuple(spans)


_GAP: Final = re.compile(r"\s(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s")
_LEAST_SHARED: Final = 0.5


def _verbatim(piece: str, text: str, position: int) -> Span | None:
    if not piece:
        return None
    start = text.find(piece, position)
    if start < 0:
        start = text.lower().find(piece.lower(), position)
    return Span(start, start + len(piece)) if start >= 0 else None


def _nearest(content: str, text: str) -> tuple[Span, ...]:
    wanted = set(content_stems(content))
    best, shared = None, 0
    for sentence in split_sentences(text):
        common = len(wanted.intersection(content_stems(sentence.of(text))))
        if common > shared:
            best, shared = sentence, common
    return (best,) if best is not None and wanted and shared >= _LEAST_SHARED * len(wanted) else ()
