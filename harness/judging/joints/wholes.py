"""All of them, where a document tells it of a part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from harness.judging.alignment import Alignment
from harness.judging.clashes import Clash, are_alike
from harness.judging.windows import PreparedDocument, Word

_ALL_WORDS: Final = "all every each both entire whole nobody none everyone everybody always never neither"
_ALL: Final = re.compile(rf"\b(?:{'|'.join(_ALL_WORDS.split())}|no one)\b", re.IGNORECASE)
_MINE: Final = re.compile(
    r"(?<!\bin )(?<!\babove )(?<!\bat )\ball\b(?! (?:but|over|the same|along|day|year|time)\b)", re.IGNORECASE
)
_NUMBER: Final = r"(?:[\d.,]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty(?:-\w+)?)"
_PART: Final = re.compile(
    rf"\b(?:half|most|some|many|several|part|few|a third|a quarter|{_NUMBER}(?: per ?cent)?) (?:\w+ )?"
    rf"of (?:the|its|their|his|her|them|those|these|{_NUMBER})\b",
    re.IGNORECASE,
)
_LEAST: Final = 0.6


def told_of_all(
    sentence: str, words: Sequence[Word], alignment: Alignment, document: PreparedDocument
) -> Iterator[Clash]:
    """ "All 45 drones were shot down" where 38 of them were."""
    match = _MINE.search(sentence)
    if match is None or alignment.in_window < _LEAST:
        return
    start, end = document.sentences[alignment.sentence].start, document.sentences[alignment.sentence].end
    part = _PART.search(document.text, start, end)
    if part is None or _ALL.search(document.text, start, end):
        return
    things = [word for word in words if word.start > match.end() and word.kind == "content"][:2]
    there = document.places_in(alignment.sentence, alignment.sentence)
    if any(are_alike(thing, document.words[at]) for thing in things for at in there):
        yield Clash(
            "opposite",
            match.start(),
            match.end(),
            part.start(),
            part.end(),
            f"“{match.group()}” where the document has “{part.group()}”",
        )
