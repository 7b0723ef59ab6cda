"""The gold's sources as judging asks for them: who has which names, and who speaks for whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from harness.schema import Source


@dataclass(frozen=True, slots=True)
class Speakers:
    """The gold's sources in the form that reading needs: id to names, and id to the id that it speaks for."""

    names: Mapping[str, Sequence[str]]
    speaks_for: Mapping[str, str | None]

    @staticmethod
    def of(sources: Mapping[str, Source]) -> Speakers:
        """From the records of ``sources.yaml``."""
        names = {key: (source.name, *source.aliases) for key, source in sources.items()}
        return Speakers(names, {key: source.of for key, source in sources.items()})

    def same_voice(self, one: str, other: str, rivals: frozenset[str]) -> bool:
        """Whether crediting ``one`` credits ``other``: the same, or one speaks for the other along ``of``.

        A source that has a claim of its own in the item (``rivals``) stands only for itself.
        """
        if one == other:
            return True
        if one in rivals or other in rivals:
            return False
        return other in self._line(one) or one in self._line(other)

    def voices(self) -> tuple[tuple[str, ...], ...]:
        """For each source its names and those of all for whom it speaks."""
        return tuple(
            tuple(name for voice in (source, *self._line(source)) for name in self.names.get(voice, ()))
            for source in self.names
        )

    def _line(self, source: str) -> tuple[str, ...]:
        line: list[str] = []
        step = self.speaks_for.get(source)
        while step is not None and step not in line:
            line.append(step)
            step = self.speaks_for.get(step)
        return tuple(line)


def speakers_of(sources: Mapping[str, Source]) -> Speakers:
    """``Speakers.of``, remembered for the records asked about last: all answers of a run have the same."""
    known = _LATEST.get("sources")
    if known is None or known[0] is not sources:
        known = (sources, Speakers.of(sources))
        _LATEST["sources"] = known
    return known[1]


_LATEST: Final[dict[str, tuple[Mapping[str, Source], Speakers]]] = {}
