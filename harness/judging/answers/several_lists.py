"""An answer that tells several sources' lists: "Police: Castel and Morn. Mountain rescue: Lutry and Daun."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Final

from harness.judging.answers.statements import Statement

_BREAKS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (r"[.;\n]\s*", r",?\s(?:but|while|whereas|although|though)\s", r",\s", r"\sand\s")
)
"""What parts one list from the next, the surest first."""


def several_lists(answer: str, items: Sequence[Statement]) -> tuple[Statement, ...]:
    """A statement for each list of an answer whose items, in order, are credited to several sources; else none.

    None has items of the same claim as another. Each takes its stretch of the answer as ``within``, up to where the
    next one begins.
    """
    runs = [tuple(run) for _, run in groupby(_with_sources(items), key=lambda one: one.sources)]
    claims = [claim for run in runs for claim in whole_list(run).claims]
    if len(runs) < 2 or len(set(claims)) < len(claims) or not all(run[0].sources for run in runs):
        return ()
    cuts = [_cut(answer, first[-1].end, second[0].start) for first, second in pairwise(runs)]
    bounds = pairwise((0, *cuts, len(answer)))
    return tuple(replace(whole_list(run), within=within) for run, within in zip(runs, bounds, strict=True))


def whole_list(items: Sequence[Statement]) -> Statement:
    """The items of a list as one statement, with every claim that has one of them."""
    claims = frozenset(claim for one in items for claim in one.claims)
    return replace(items[0], end=max(one.end for one in items), claims=claims)


def _with_sources(items: Sequence[Statement]) -> list[Statement]:
    """The items; one that is credited to nobody goes on with the list before it where it is of the same claim."""
    told: list[Statement] = []
    for one in items:
        goes_on = told and not one.is_credited and one.claims & told[-1].claims
        told.append(replace(one, sources=told[-1].sources) if goes_on else one)
    return told


def _cut(answer: str, end: int, start: int) -> int:
    """Where the stretch between two lists parts them."""
    found = (mark.search(answer, end, start) for mark in _BREAKS)
    return next((match.end() for match in found if match is not None), start)
