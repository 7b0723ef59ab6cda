"""What a publisher wraps around a story: appeals for money before it, offers and comment boxes after it.

Rules about wording and position, for any publisher: an appeal speaks as "we" about its own journalism and asks the
reader for support; a footer asks the reader to subscribe, sign up, join or comment. Neither quotes anybody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from harness.ingest.records import Block, Note
from harness.reading.sentences import split_sentences

_APPEAL_OPENS: Final = re.compile(
    r"\b(your (support|donation|contribution|subscription)|support (our|independent|quality|local) (\w+ )?journalism"
    r"|make a (donation|contribution)|donate (now|today)|become a (member|supporter)"
    r"|help us (to )?(tell|report|keep))\b",
    re.IGNORECASE,
)
_OUR_NEWSROOM: Final = re.compile(
    r"\b(journalis[mt]s?|report(ing|ers?)|newsroom|paywalls?|readers?|subscri\w+|donat\w+|contribut\w+|coverage"
    r"|outlets?|documentary|on the ground|facts?)\b",
    re.IGNORECASE,
)
_WE: Final = re.compile(r"\b(we|our|us|your?)\b", re.IGNORECASE)
_FOOTER: Final = re.compile(
    r"^(comments?|\d+ comments?|share( this)?( article| story)?|related( articles?| stor(y|ies)| topics?)?|read more"
    r"|more (about|on|from)\b.{0,60}|most (popular|read)|trending|recommended( for you)?|advertisement|topics?|tags?"
    r"|newsletters?|follow us\b.{0,60}|back to top|print|bookmark|copyright\b.{0,120}|©.{0,120}"
    r"|all rights reserved.?)$",
    re.IGNORECASE,
)
_OFFER: Final = re.compile(
    r"\b(subscribe|subscription|sign up|log in|register|join (our|the|thought\W?provoking)\b.{0,40}"
    r"(forum|conversations?|discussion|community)|bookmark (this|your)|our newsletter|start your|free trial"
    r"|follow other .{0,30}readers"
    r"|commenting forum|download (our|the) app)\b",
    re.IGNORECASE,
)
_SAID: Final = re.compile(r"[“\"].*[”\"]|\b(said|says|told|according to|reported)\b")
_LOOKED_AT: Final = 12


def drop_boilerplate(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """The blocks without the appeal near their beginning and the footer at their end, and notes of what went."""
    kept, notes = _without_appeal(list(blocks))
    end = len(kept)
    while end > 1 and _is_footer(kept[end - 1].text):
        end -= 1
    notes.extend(Note("dropped", "offer or footer of the publisher", block.text) for block in kept[end:])
    return tuple(kept[:end]), tuple(notes)


def _without_appeal(blocks: list[Block]) -> tuple[list[Block], list[Note]]:
    start = next((n for n, block in enumerate(blocks[:_LOOKED_AT]) if n and _opens_appeal(block.text)), None)
    if start is None:
        return blocks, []
    kept, notes = blocks[:start], list[Note]()
    for number in range(start, len(blocks)):
        cut = _appeal_length(blocks[number].text)
        if cut == 0:
            return kept + blocks[number:], notes
        notes.append(Note("dropped", "appeal of the publisher", blocks[number].text[:cut].strip()))
        rest = blocks[number].text[cut:].strip()
        if rest:
            return [*kept, Block(rest, blocks[number].level), *blocks[number + 1 :]], notes
    return kept, notes


def _opens_appeal(text: str) -> bool:
    return bool(_APPEAL_OPENS.search(text)) and not _SAID.search(text)


def _appeal_length(text: str) -> int:
    """How many characters of a paragraph, from its start to the end of a sentence, are appeal: 0 for none."""
    spans = split_sentences(text)
    speaks = [number for number, span in enumerate(spans) if _is_appeal(span.of(text))]
    if not speaks:
        return 0
    return len(text) if speaks[-1] == len(spans) - 1 else spans[speaks[-1]].end


def _is_appeal(sentence: str) -> bool:
    if re.search(r"[“\"][^”\"]{12,}[”\"]|\b(said|told)\b", sentence):
        return False
    if _APPEAL_OPENS.search(sentence):
        return True
    return bool(_WE.search(sentence) and _OUR_NEWSROOM.search(sentence))


def _is_footer(text: str) -> bool:
    line = text.strip()
    if _FOOTER.match(line):
        return True
    return len(line.split()) <= 40 and bool(_OFFER.search(line)) and not _SAID.search(line)
