"""Plain data that remembers where in a file each part of it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from harness.schema import Place

Step = str | int
DataPath = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Located:
    """Plain data (dict, list, str, int, float, bool, None) and where each part of it stands.

    ``lines`` maps a path such as ``(3, "claims", 0, "answers")`` to the line, from 1, of its key or item; ``written``
    maps a path to a number's own spelling.
    """

    data: object
    file: str
    lines: Mapping[DataPath, int] = field(default_factory=dict)
    written: Mapping[DataPath, str] = field(default_factory=dict)

    def place(self, path: Sequence[Step] = ()) -> Place:
        """Where the thing at that path stands, or the nearest thing that holds it."""
        steps = tuple(path)
        while steps and steps not in self.lines:
            steps = steps[:-1]
        return Place(self.file, self.lines.get(steps, 1))
