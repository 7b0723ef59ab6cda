"""What prompts share, found from their tokens: a forest of prefixes, each computed once, with rows at its leaves.

Nothing is assumed about templates: prompts are sorted, and wherever enough of them go on alike for long enough, what
they share becomes a group. A group's tokens start where its parent's end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WORTH_TOKENS = 64
"""A group must save at least so many tokens: computing it alone costs a pass over the weights, and a part more of
attention in each step."""

LONG_SUFFIX_TOKENS = 160
"""A row's own part longer than this becomes a group of its own, since rows' own keys stand in padded storage."""


@dataclass(frozen=True, slots=True)
class PrefixGroup:
    """Tokens that all prompts below this group begin with: ``tokens`` up to ``end``, of which its parent has ``start``.

    ``parent`` is the place of another group in the plan, always before this one, or None.
    """

    tokens: tuple[int, ...]
    start: int
    parent: int | None

    @property
    def end(self) -> int:
        """How many tokens the group's rows share."""
        return len(self.tokens)


@dataclass(frozen=True, slots=True)
class PrefixPlan:
    """All groups, parents first, and for each prompt its group, or None where it shares nothing worth it."""

    groups: tuple[PrefixGroup, ...]
    group_of: tuple[int | None, ...]

    def computed_tokens(self, prompts: Sequence[Sequence[int]]) -> int:
        """Prompt tokens that are computed under this plan."""
        shared = sum(group.end - group.start for group in self.groups)
        own = sum(
            len(prompt) - (0 if group is None else self.groups[group].end)
            for prompt, group in zip(prompts, self.group_of, strict=True)
        )
        return shared + own


@dataclass(frozen=True, slots=True)
class _Range:
    """Sorted prompts ``low`` to ``high`` that share ``depth`` tokens, below ``parent``, who has ``covered`` of them."""

    low: int
    high: int
    depth: int
    parent: int | None
    covered: int


def plan_prefixes(
    prompts: Sequence[Sequence[int]],
    *,
    worth_tokens: int = WORTH_TOKENS,
    long_suffix_tokens: int = LONG_SUFFIX_TOKENS,
) -> PrefixPlan:
    """Groups of prompts by what they share. At least one token of every prompt is left out of its group.

    A group is made where the tokens it saves reach ``worth_tokens``.
    """
    order = sorted(range(len(prompts)), key=lambda number: (tuple(prompts[number]), number))
    groups: list[PrefixGroup] = []
    group_of: list[int | None] = [None] * len(prompts)
    ranges = [_Range(0, len(order), 0, None, 0)] if prompts else []
    while ranges:
        found = ranges.pop()
        first, last = prompts[order[found.low]], prompts[order[found.high - 1]]
        count = found.high - found.low
        depth = _shared(first, last, found.depth)
        if count == 1 and depth - found.covered <= long_suffix_tokens:
            group_of[order[found.low]] = found.parent
            continue
        saved = depth - found.covered if count == 1 else (depth - found.covered) * (count - 1)
        if saved >= worth_tokens:
            groups.append(PrefixGroup(tuple(first[:depth]), found.covered, found.parent))
            found = _Range(found.low, found.high, depth, len(groups) - 1, depth)
        if count == 1:
            group_of[order[found.low]] = found.parent
            continue
        ranges.extend(reversed(_parts(prompts, order, found, depth)))
    return PrefixPlan(tuple(groups), tuple(group_of))


def _shared(first: Sequence[int], last: Sequence[int], depth: int) -> int:
    """How many tokens two prompts share, at least ``depth``, leaving each one token of its own."""
    limit = min(len(first), len(last)) - 1
    while depth < limit and first[depth] == last[depth]:
        depth += 1
    return max(0, min(depth, limit))


def _parts(prompts: Sequence[Sequence[int]], order: Sequence[int], found: _Range, depth: int) -> list[_Range]:
    """The range cut where the token after the shared ones changes; a range that can't be cut falls into single rows."""
    parts: list[_Range] = []
    low = found.low
    for place in range(found.low + 1, found.high + 1):
        if place == found.high or prompts[order[place]][depth] != prompts[order[low]][depth]:
            parts.append(_Range(low, place, depth, found.parent, found.covered))
            low = place
    if len(parts) > 1:
        return parts
    return [_Range(place, place + 1, depth, found.parent, found.covered) for place in range(found.low, found.high)]
