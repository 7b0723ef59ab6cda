"""The prompts of a run as the page holds them: frames over its own documents, numbered anew."""

from __future__ import annotations

from collections.abc import Sequence

from harness.reports.locating import Locator
from harness.store.prompts import FoldedPrompts, Key, Part

ShownPart = int | list[int] | None


class Frames:
    """A run's frames and pieces under the page's numbers."""

    def __init__(self, prompts: FoldedPrompts, locator: Locator) -> None:
        """Number the frames and pieces in the order of the run."""
        self._prompts = prompts
        self._locator = locator
        self._frames = {number: place for place, number in enumerate(sorted(prompts.frames))}
        self._pieces = {number: place for place, number in enumerate(sorted(prompts.pieces))}

    def number(self, key: Key) -> int | None:
        """The frame of a model's prompt for an item; None where it was not kept."""
        return self._frames.get(self._prompts.of.get(key, -1))

    def shown(self) -> dict[str, Sequence[str] | Sequence[Sequence[ShownPart]]]:
        """``pieces``, and ``frames`` of piece numbers, ``[document number, section]`` and None for the question."""
        pieces = [self._prompts.pieces[number] for number in self._pieces]
        frames = [[self._part(part) for part in self._prompts.frames[number]] for number in self._frames]
        return {"pieces": pieces, "frames": frames}

    def _part(self, part: Part) -> ShownPart:
        if isinstance(part, tuple):
            return [self._locator.number(part[0]), part[1]]
        return None if part is None else self._pieces.get(part)
