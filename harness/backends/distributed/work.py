"""What is still to be asked, shared by the threads that drive the workers."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from harness.schema import Generation, Prompt

MOST_DEATHS = 3
"""A prompt that was on so many dying workers is not given to another one."""


@dataclass(slots=True)
class Group:
    """Prompts for one worker. ``deaths`` counts the workers that died on them; ``answered`` holds ids."""

    prompts: tuple[Prompt, ...]
    deaths: int = 0
    answered: set[str] = field(default_factory=set)


class WorkList:
    """Groups that wait, groups that are under way, and prompts that are answered; safe for threads."""

    def __init__(self, groups: Iterable[Sequence[Prompt]]) -> None:
        self._waiting = [Group(tuple(group)) for group in groups]
        self._left = {prompt.id: prompt for group in self._waiting for prompt in group.prompts}
        self._all = len(self._left)
        self._under_way = 0
        self._stopped = False
        self._changed = threading.Condition()

    def next_group(self) -> Group | None:
        """The next group; None when all is done or stopped. Waits while others may still give their group back."""
        with self._changed:
            while not self._waiting and self._under_way and not self._stopped:
                self._changed.wait(1.0)
            if self._stopped or not self._waiting:
                return None
            self._under_way += 1
            return self._waiting.pop(0)

    def finished(self, group: Group) -> None:
        """The group is done; what it left unanswered stays so."""
        with self._changed:
            self._under_way -= 1
            self._changed.notify_all()

    def give_back(self, group: Group, *, blame: bool = True) -> tuple[Prompt, ...]:
        """Put back what a group did not answer, singly once a worker died on it again; returns what is given up."""
        left = tuple(prompt for prompt in group.prompts if prompt.id not in group.answered)
        deaths = group.deaths + blame
        with self._changed:
            self._under_way -= 1
            self._changed.notify_all()
            if deaths >= MOST_DEATHS:
                return left
            parts = [(prompt,) for prompt in left] if deaths > 1 else [left] if left else []
            self._waiting[:0] = [Group(part, deaths) for part in parts]
            return ()

    def take_answer(self, generation: Generation) -> bool:
        """Whether this is the first answer to its prompt; a second one is dropped."""
        with self._changed:
            return self._left.pop(generation.id, None) is not None

    def unanswered(self) -> tuple[Prompt, ...]:
        """The prompts without an answer, in the order they came."""
        with self._changed:
            return tuple(self._left.values())

    def is_untouched(self) -> bool:
        """Whether nothing was answered at all."""
        with self._changed:
            return len(self._left) == self._all

    def is_done(self) -> bool:
        """Whether there is nothing left to ask, or nobody wants it any more."""
        with self._changed:
            return self._stopped or not self._left

    def stop(self) -> None:
        """Give out no more groups."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
