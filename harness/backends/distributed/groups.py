"""Prompts that begin alike go together, so that a worker computes their common beginning once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from harness.schema import Prompt

COMMON_SHARE = 0.5
"""Two prompts go together when that share of the shorter one is common; templates alone are far less."""


def group_by_beginning(prompts: Sequence[Prompt], largest: int) -> tuple[tuple[Prompt, ...], ...]:
    """The prompts in groups of at most ``largest`` that share their beginning, the longest work first.

    Every prompt is in exactly one group; the order of ``prompts`` changes nothing but ties.
    """
    ordered = sorted(prompts, key=lambda prompt: (prompt.text, prompt.id))
    groups = [part for run in _runs(ordered) for part in _parts(run, max(1, largest))]
    return tuple(sorted(groups, key=lambda group: (-_work(group), group[0].text, group[0].id)))


def _runs(ordered: Sequence[Prompt]) -> Iterator[tuple[Prompt, ...]]:
    """Neighbours that share enough; sorting has put equal beginnings side by side."""
    run: list[Prompt] = []
    for prompt in ordered:
        if run and not _share(run[-1].text, prompt.text):
            yield tuple(run)
            run = []
        run.append(prompt)
    if run:
        yield tuple(run)


def _share(one: str, other: str) -> bool:
    needed = ceil(COMMON_SHARE * min(len(one), len(other)))
    return one[:needed] == other[:needed]


def _parts(run: Sequence[Prompt], largest: int) -> Iterator[tuple[Prompt, ...]]:
    for start in range(0, len(run), largest):
        yield tuple(run[start : start + largest])


def _work(group: Sequence[Prompt]) -> int:
    return len(group[0].text) + sum(4 * prompt.max_new_tokens for prompt in group)
