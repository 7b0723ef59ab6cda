"""Prompt-lookup drafts: answers copy the document, so what followed the same words there is a good guess.

A draft never changes the text: the model computes the drafted tokens in the same step, and only those that it would
have chosen itself are taken. A drafted token costs about what any token of a step costs; it pays where it is likely
enough, and the likelier it must be the more rows share a step.
Source: prompt lookup decoding (Saxena, 2023); the rule for when to draft is ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

SHORTEST_MATCH = 2
LONGEST_MATCH = 16
MOST_DRAFTED = 32
STEP_COST_TOKENS = 8.0
"""What a step costs besides its tokens (reading the weights, running the loop), in tokens: measured about 25 ms to
3 ms with SmolLM2-135M. On a machine whose memory others are busy with it is up to 27; drafting for 16 gained nothing
there."""

PRIOR = {2: (1.0, 2.0), 3: (2.0, 3.0), 4: (3.0, 4.0), 8: (9.0, 10.0), LONGEST_MATCH: (19.0, 20.0)}
"""Accepted and drafted before anything was seen, by the length of the match; a length between two counts as the
shorter one."""


class Drafter:
    """Where each pair of tokens stood in a row's prompt and reply, the latest place last."""

    def __init__(self, prompt: Sequence[int]) -> None:
        self.tokens = list(prompt)
        self.prompt_length = len(prompt)
        self.places: dict[tuple[int, int], list[int]] = {}
        self.match = 0
        for place in range(1, len(self.tokens)):
            self._index(place)

    def follow(self, reply: Sequence[int]) -> None:
        """Take in what was said since the last call."""
        for token in reply[len(self.tokens) - self.prompt_length :]:
            self.tokens.append(token)
            self._index(len(self.tokens) - 1)

    def propose(self, most: int) -> list[int]:
        """What followed the longest earlier match of the last tokens; sets ``match`` to the match's length."""
        end = len(self.tokens) - 1
        best, self.match = -1, 0
        for place in reversed(self.places.get((self.tokens[end - 1], self.tokens[end]), [])):
            if place == end:
                continue
            length = self._match_length(place, end)
            if length > self.match:
                best, self.match = place, length
                if length >= LONGEST_MATCH:
                    break
        return self._after(best, most) if best >= 0 else []

    def _after(self, place: int, most: int) -> list[int]:
        """What followed a place; where that reaches the end, what is repeated goes on repeating."""
        found = self.tokens[place + 1 : place + 1 + most]
        while len(found) < most:
            found += found[: most - len(found)]
        return found

    def _match_length(self, place: int, end: int) -> int:
        length = 0
        while length < min(LONGEST_MATCH, place + 1) and self.tokens[place - length] == self.tokens[end - length]:
            length += 1
        return length

    def _index(self, place: int) -> None:
        self.places.setdefault((self.tokens[place - 1], self.tokens[place]), []).append(place)


@dataclass(slots=True)
class DraftPolicy:
    """How much to draft: learns, for each length of match, how often a drafted token was the model's own."""

    seen: dict[int, tuple[float, float]] = field(default_factory=dict)

    def draft(self, drafter: Drafter, reply: Sequence[int], rows: int, most: int) -> list[int]:
        """Tokens to compute after the last one, at most ``most``; none where they would not pay."""
        if most < 1 or self.best_rate() < needed_rate(rows):
            return []
        drafter.follow(reply)
        proposed = drafter.propose(min(most, MOST_DRAFTED))
        if drafter.match < SHORTEST_MATCH:
            return []
        return proposed[: self.worth(drafter.match, rows, len(proposed))]

    def worth(self, match: int, rows: int, most: int) -> int:
        """How many drafted tokens pay: while the chance that all up to there are right is above what a step costs.

        An accepted token saves its own later cost and a row's share of a later step; a drafted one costs a token.
        """
        needed = needed_rate(rows)
        rate, chance, count = self.rate(match), 1.0, 0
        while count < most and chance * rate >= needed:
            chance *= rate
            count += 1
        return count

    def rate(self, match: int) -> float:
        """The chance that a drafted token is right, given those before it were."""
        accepted, drafted = self._counts(match)
        return accepted / drafted

    def best_rate(self) -> float:
        """The best rate of any length of match."""
        return max(self.rate(match) for match in PRIOR)

    def learn(self, drafter: Drafter | None, *, drafted: int, accepted: int) -> None:
        """Count a draft's tokens up to the first wrong one."""
        if drafter is None:
            return
        right, tried = self._counts(drafter.match)
        self.seen[_counted_as(drafter.match)] = (right + accepted, tried + min(drafted, accepted + 1))

    def _counts(self, match: int) -> tuple[float, float]:
        counted = _counted_as(match)
        return self.seen.get(counted, PRIOR[counted])


def _counted_as(match: int) -> int:
    """The length that a match is counted under."""
    return max(length for length in PRIOR if length <= match)


def needed_rate(rows: int) -> float:
    """The chance from which on a drafted token pays in a step of that many rows."""
    return 1.0 / (1.0 + STEP_COST_TOKENS / rows)
