"""Answers that only tell which way something goes: "rise", "the water will fall", "shrinking"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from harness.judging.answers.records import AnswerSpan
from harness.reading.polarity import DOWN_STEMS, UP_STEMS, is_denied
from harness.reading.words import STOPWORDS, Token, stem, tokens

_NO_MOVEMENT: Final = frozenset({"more", "less", "fewer"})
"""Words that compare amounts ("more rain is due") rather than say where something goes."""


@lru_cache(maxsize=8192)
def only_movement(answer: str, question: str) -> int:
    """1 for up and -1 for down, where an answer says nothing else that the question has not; 0 for other answers."""
    if _NO_CUT.search(answer):
        return 0
    asked = {stem(token.folded) for token in tokens(question)}
    told = [token for token in tokens(answer) if token.folded not in STOPWORDS or _way(token)]
    ways = {_way(token) for token in told if _way(token)}
    is_all = all(_way(token) or stem(token.folded) in asked for token in told)
    return ways.pop() if len(ways) == 1 and is_all else 0


_NO_CUT: Final = re.compile(r"\bcut\w*\s(?:\w+\s)?(?:off|short|out)\b", re.IGNORECASE)
"""A cut that lowers nothing: "has been cut off"."""


def find_movements(output: str, answer: str, way: int, index: int) -> Iterator[AnswerSpan]:
    """Every word of an output that tells of the movement that is the whole answer, 1 for up and -1 for down.

    "Will it rise or fall?": "it should go down", "a decline is expected" and "it will drop" all say "fall". Where both
    ways stand with an "or" between them, as in the question itself, neither is said.
    """
    line = tokens(output)
    for place, token in enumerate(line):
        is_open = _is_offered(line, place, -1) or _is_offered(line, place, 1)
        if _way(token) == way and not is_open and not is_denied(output, token.start, token.end):
            yield AnswerSpan(token.start, token.end, index, 1.0, "text", f"tells the same way as {answer}")


def _way(token: Token) -> int:
    if token.folded in _NO_MOVEMENT:
        return 0
    key = stem(token.folded)
    return (key in UP_STEMS) - (key in DOWN_STEMS)


def _is_offered(line: tuple[Token, ...], place: int, step: int) -> bool:
    """Whether an "or" and the other way stand right beside a word."""
    near = [line[at] for at in (place + step, place + 2 * step) if 0 <= at < len(line)]
    return len(near) == 2 and near[0].folded == "or" and _way(near[1]) == -_way(line[place])
