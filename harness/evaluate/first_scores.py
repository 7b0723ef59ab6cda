"""The first scores of a run while it is asked: right answers so far with their interval, for the one who waits."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np

from harness.codec.spool import Indexed
from harness.protocols import Task
from harness.schema import Generation, Gold, Item
from harness.stats.intervals import cluster_codes, mean_interval
from harness.stats.verdicts import cluster_of

MOST_OF_THE_TIME: Final = 0.05
"""The share of the time that judging ahead may take; beyond it answers go by unjudged until there is time again."""
SECONDS_BETWEEN: Final = 1.0
LEAST_ANSWERS: Final = 5


class FirstScores:
    """Judges answers to questions as they come, and tells how many were right. Nothing of it enters the run."""

    def __init__(
        self,
        gold: Gold,
        items: Sequence[Item],
        tasks: Mapping[str, Task],
        tell: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._gold, self._task, self._tell, self._clock = gold, tasks.get("qa"), tell, clock
        self._items = Indexed(items, lambda item: f"{item.task}/{item.id}")
        self._values: list[float] = []
        self._clusters: list[str] = []
        self._started, self._spent = clock(), 0.0
        self._told = self._started - SECONDS_BETWEEN

    def heard(self, generation: Generation) -> None:
        """Judge an answer where there is time for it, and tell the figures where they are a second old."""
        now = self._clock()
        if self._task is None or self._spent > MOST_OF_THE_TIME * (now - self._started + 1):
            return
        item = self._items.get(f"qa/{generation.id}") if generation.task == "qa" else None
        if item is None:
            return
        from harness.evaluate.score import judge  # the rules take most of a second to load: not before the first answer

        now = self._clock()
        verdict = judge(self._gold, item, generation, self._task)
        self._values.append(verdict.scores.get("factual", 0.0))
        self._clusters.append(cluster_of(verdict))
        if len(self._values) >= LEAST_ANSWERS and now - self._told >= SECONDS_BETWEEN:
            self._tell(self._words())
            self._told = now
        self._spent += self._clock() - now

    def _words(self) -> str:
        found = mean_interval(np.array(self._values), cluster_codes(self._clusters), resamples=200)
        if found is None:
            return ""
        reach = f"[{found.low:.0%}–{found.high:.0%}]"
        return f"{found.value:.0%} right {reach} of the first {len(self._values)}"
