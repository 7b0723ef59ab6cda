"""A cause where a document tells none: two of its sentences tied by "because"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from harness.judging.alignment import found_at
from harness.judging.clashes import Clash
from harness.judging.windows import PreparedDocument, Word

_BECAUSE: Final = re.compile(
    r"(?<!\band )\b(?:because(?: of)?|(?<!\bare )(?<!\bis )due to (?=(?:a|an|the|its|their|his|her)\b)"
    r"|owing to|as a result of|on account of)\s",
    re.IGNORECASE,
)
"""What ties a cause to what it led to; what is due to happen has none, and a second reason is told with the first."""

_CAUSE: Final = re.compile(
    r"\b(?:because|due to|owing|as a result|caus\w+|led to|reason\w*|blam\w+|therefore|thus|so|why|following|after"
    r"|thanks|prompt\w*|trigger\w*|forc\w+|attribut\w+|amid|explain\w*|leaving)\b",
    re.IGNORECASE,
)
"""What may tie two sentences in a row as cause and effect."""

_HELD: Final = 0.7
"""The share of either side that a sentence of the document must hold, to be its place."""

_LEAST: Final = 2.0
"""From which weight a side is enough to be found."""


def invented_causes(sentence: str, words: Sequence[Word], document: PreparedDocument) -> Iterator[Clash]:
    """Each "because" whose two sides stand at places of the document that have nothing to do with each other."""
    for match in _BECAUSE.finditer(sentence):
        before = [word for word in words if word.end <= match.start() and word.weight]
        behind = [word for word in words if word.start >= match.end() and word.weight]
        if min(sum(word.weight for word in side) for side in (before, behind)) < _LEAST:
            continue
        effects, causes = _places(before, document), _places(behind, document)
        if not effects or not causes or _are_tied(effects, causes, document):
            continue
        at = document.sentences[causes[0]]
        yield Clash(
            "opposite",
            match.start(),
            match.end(),
            at.start,
            at.end,
            f"“{match.group().strip()}” ties what the document tells apart",
        )


def _places(side: Sequence[Word], document: PreparedDocument) -> list[int]:
    """The sentences that hold most of one side, best first; of a side that no sentence holds, none."""
    total = sum(word.weight for word in side)
    held: dict[int, float] = {}
    for word in side:
        for number in {document.sentence_of[at] for at in found_at(word, document)}:
            held[number] = held.get(number, 0.0) + word.weight
    return sorted((at for at, weight in held.items() if weight >= _HELD * total), key=lambda at: (-held[at], at))


def _are_tied(effects: Sequence[int], causes: Sequence[int], document: PreparedDocument) -> bool:
    """Whether a sentence, or two in a row with a word for a cause, tell both."""
    for effect in effects:
        for cause in causes:
            if effect == cause:
                return True
            first, last = sorted((effect, cause))
            text = document.text[document.sentences[first].start : document.sentences[last].end]
            if last - first <= 1 and _CAUSE.search(text):
                return True
    return False
