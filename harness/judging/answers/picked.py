"""Which of several values an answer gives as its answer, where it says so after telling them all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from harness.judging.answers.statements import Statement

_PICKED: Final = re.compile(
    r"(?:^|\n|[.!?]\s)\W*(?:final |short )?answer\s?[*_]*:|\bthe (?:correct |right |final )?"
    r"(?:answer|figure|number|value|date|amount) (?:here )?(?:is|would be|was)\b",
    re.IGNORECASE,
)
"""How an answer that has told several values says which one it gives."""
_PICK_REACH: Final = 40
"""How many letters behind these words the value may begin."""
_CONCLUDES: Final = re.compile(
    r"(?<=[.!?:;\n])\s*(?:so(?=[,:])|hence|therefore|thus|in conclusion|in short|in sum|to sum up)\b[,:]?\s",
    re.IGNORECASE,
)
"""How an answer that has told several values begins what it ends on."""


def picked(answer: str, voiced: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements of an answer; the last one alone where the answer says that this one is its answer.

    It has the source that the answer gave for the same claim before: "… Verka fears 3,500. Answer: 3,500". Of an
    answer that comes to a conclusion, the statements of the conclusion.
    """
    if len(voiced) < 2:
        return tuple(voiced)
    marks = [match for match in _PICKED.finditer(answer) if answer[: match.start()].strip()]
    if marks:
        end = marks[-1].end()
        chosen = [one for one in voiced if 0 <= one.start - end <= _PICK_REACH][:1]
    else:
        marks = list(_CONCLUDES.finditer(answer))
        chosen = [one for one in voiced if marks and one.start >= marks[-1].end()]
    before = [one for one in voiced if marks and one.start < marks[-1].start()]
    if not chosen or not before:
        return tuple(voiced)
    return tuple(_with_source(one, before) for one in chosen)


def _with_source(pick: Statement, before: Sequence[Statement]) -> Statement:
    same = next((one for one in before if one.claims and one.claims == pick.claims and one.is_credited), None)
    if pick.is_credited or same is None:
        return pick
    return replace(pick, sources=same.sources, unknown=same.unknown)
