"""What somebody left open, told as what he said; and none of what a document counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from harness.judging.alignment import found_at
from harness.judging.clashes import Clash, are_alike
from harness.judging.clashes.figures import is_figure
from harness.judging.clashes.negation import negated_there
from harness.judging.windows import PreparedDocument, Word

_LEFT_OPEN: Final = re.compile(
    r"\b(?:not|n't|declined to|refused to|without|cannot|unable to) (?:yet |immediately |want to |wish to )?"
    r"(?:say|saying|tell|know|confirm|specify|disclose|decide|rule out)\w* (?:whether|if|who|how|when|where|why)\s",
    re.IGNORECASE,
)
_OPEN_HERE: Final = re.compile(
    r"\b(?:whether|if|unclear|open|not|no|n't|declin\w+|refus\w+|may|might|could)\b", re.IGNORECASE
)
_HELD: Final = 0.7
_NO: Final = "no"
_REACH: Final = 3


def left_open(sentence: str, words: Sequence[Word], document: PreparedDocument) -> Iterator[Clash]:
    """Each "did not say whether" of the document whose rest the sentence tells outright."""
    if _OPEN_HERE.search(sentence):
        return
    for match in _LEFT_OPEN.finditer(document.text):
        span = document.sentences[document.sentence_at(match.start())]
        there = document.places_in(document.sentence_at(match.start()), document.sentence_at(match.start()))
        rest = [document.words[at] for at in there if document.words[at].start >= match.end()]
        telling = [word for word in rest if word.weight >= 1]
        before = [document.words[at] for at in there if document.words[at].end <= match.start()]
        held = [word for word in telling if any(are_alike(word, one) for one in words)]
        is_his = any(are_alike(word, one) for word in before if word.weight >= 1 for one in words)
        if len(telling) > 1 and is_his and len(held) >= _HELD * len(telling):
            shown = match.group().strip()
            yield Clash(
                "negation", 0, len(sentence), match.start(), span.end, f"told outright, in the document “{shown}”"
            )


def none_of_what_is_counted(sentence: str, words: Sequence[Word], document: PreparedDocument) -> Iterator[Clash]:
    """ "No diesel reached the harbour" where 40 tonnes of diesel did: nowhere is the thing negated in the document."""
    for position, word in enumerate(words[:-1]):
        thing = words[position + 1]
        if word.base != _NO or not sentence[thing.start].islower() or thing.kind not in ("content", "name"):
            continue
        others = [one for one in words if one.weight >= 1 and one is not thing]
        places = sorted(set(found_at(thing, document)))
        if any(at in negated_there(document, document.sentence_of[at]).words for at in places):
            continue
        place = next((at for at in places if _is_counted(at, others, document)), None)
        if place is not None:
            there = document.words[place]
            reason = f"“{sentence[word.start : thing.end]}” where the document counts it"
            yield Clash("negation", word.start, thing.end, there.start, there.end, reason)


def _is_counted(place: int, others: Sequence[Word], document: PreparedDocument) -> bool:
    """Whether a figure stands before a thing, and another of some words in its sentence."""
    number = document.sentence_of[place]
    there = document.places_in(number, number)
    before = range(max(there.start, place - _REACH), place)
    if not any(is_figure(at, document.words, document.text) for at in before):
        return False
    return any(are_alike(one, document.words[at]) for one in others for at in there if at != place)
