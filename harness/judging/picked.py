"""Which of several values an answer gives as its answer, where it says so after telling them all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from harness.judging.statements import Statement

_PICKED: Final = re.compile(
    r"(?:^|\n)\W*(?:final |short )?answer\s?[*_]*:|\bthe (?:correct |right |final )?"
    r"(?:answer|figure|number|value|date|amount) (?:here )?(?:is|would be|was)\b",
    re.IGNORECASE,
)
"""How an answer that has told several values says which one it gives."""
_PICK_REACH: Final = 40
"""How many letters behind these words the value may begin."""


def picked(answer: str, voiced: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements of an answer; the last one alone where the answer says that this one is its answer.

    It has the source that the answer gave for the same claim before: "… Verka fears 3,500. Answer: 3,500".
    """
    marks = [match for match in _PICKED.finditer(answer) if answer[: match.start()].strip()]
    if not marks or len(voiced) < 2:
        return tuple(voiced)
    end = marks[-1].end()
    pick = next((one for one in voiced if 0 <= one.start - end <= _PICK_REACH), None)
    before = [one for one in voiced if one.start < marks[-1].start()]
    if pick is None or not before:
        return tuple(voiced)
    same = next((one for one in before if one.claims and one.claims == pick.claims and one.is_credited), None)
    if pick.is_credited or same is None:
        return (pick,)
    return (replace(pick, sources=same.sources, unknown=same.unknown),)
