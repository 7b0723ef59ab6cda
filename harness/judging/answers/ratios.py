"""Shares that are written as two numbers: ``one in four``, ``three out of five``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from harness.judging.answers.records import AnswerSpan
from harness.reading.quantities import Quantity

_CLOSE: Final = Decimal("0.01")
"""How far two shares may lie from each other, as a part of the one asked for."""
_LINKS: Final = frozenset({"in", "out of", "of", "in every", "out of every"})


def ratio_of(text: str, stated: Sequence[Quantity]) -> Decimal | None:
    """The share that a text states as two numbers and nothing else, in (0, 1); None where it states anything else."""
    return _share(text, *stated) if len(stated) == 2 else None


def find_ratios(text: str, stated: Sequence[Quantity], share: Decimal, index: int) -> Iterator[AnswerSpan]:
    """Every place of a text that states a share as two numbers; ``index`` is the answer's."""
    for first, second in pairwise(stated):
        found = _share(text, first, second)
        if found is not None and abs(found - share) <= _CLOSE * share:
            yield AnswerSpan(first.start, second.end, index, 1.0, "fraction", "the same share as a ratio")


def find_shares(stated: Sequence[Quantity], share: Decimal, index: int) -> Iterator[AnswerSpan]:
    """Every percentage or fraction that is the share of a ratio; a rounded percentage is one too."""
    for one in stated:
        is_share = one.kind in ("percent", "fraction") or "/" in one.text
        if is_share and abs(one.base_low - share) <= _CLOSE * share:
            yield AnswerSpan(one.start, one.end, index, 1.0, one.kind, "the same share as a ratio")


def _share(text: str, first: Quantity, second: Quantity) -> Decimal | None:
    is_linked = text[first.end : second.start].strip().lower() in _LINKS
    return first.low / second.low if is_linked and 0 < first.low < second.low else None
