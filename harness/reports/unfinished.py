"""Summaries that were cut off or go round in circles: what their other figures don't tell.

A sentence that is said five times counts five times, and one that was cut in its middle counts as far as it goes, so a
summary may be borne out in every sentence and yet be none that a reader would accept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from harness.reading.repeats import is_looping, repeated_share
from harness.schema import CUT_OFF, SummaryVerdict, Verdict


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A model's summaries: how many there are, how many were cut off, how many repeat themselves."""

    model: str
    summaries: int
    cut_off: int
    looping: int

    @property
    def words(self) -> str:
        """What to know of them in a sentence without its full stop: ``3 of 6 summaries were cut off …``."""
        were = "was" if self.cut_off == 1 else "were"
        repeat = "repeats itself" if self.looping == 1 else "repeat themselves"
        counted = ((self.cut_off, f"{were} cut off at the length limit"), (self.looping, repeat))
        of = f"of {self.summaries} {'summary' if self.summaries == 1 else 'summaries'}"
        return ", ".join(f"{count} {of} {did}" for count, did in counted if count)


def unfinished(verdicts: Iterable[Verdict], models: Sequence[str]) -> tuple[Unfinished, ...]:
    """The models some of whose summaries were cut off or repeat themselves, in the order given."""
    held: dict[str, list[SummaryVerdict]] = {model: [] for model in models}
    for verdict in verdicts:
        if isinstance(verdict, SummaryVerdict) and verdict.model in held:
            held[verdict.model].append(verdict)
    rows = (
        Unfinished(
            model,
            len(summaries),
            sum(CUT_OFF in one.flags for one in summaries),
            sum(is_looping(one.output) for one in summaries),
        )
        for model, summaries in held.items()
    )
    return tuple(row for row in rows if row.cut_off or row.looping)


def told_of(verdict: Verdict) -> tuple[str, ...]:
    """What to know of one output beside its verdict: its flags, and of a summary how much of it was said before."""
    if not isinstance(verdict, SummaryVerdict) or not is_looping(verdict.output):
        return verdict.flags
    again = f"repeats itself: {100 * repeated_share(verdict.output):.0f} % of it was said before in it"
    return (*verdict.flags, again)


def defects_of(verdict: Verdict) -> tuple[str, ...]:
    """In a word or two why an output is unfinished; empty for one that came to its own end."""
    cut_off = ("cut off",) if CUT_OFF in verdict.flags else ()
    looping = isinstance(verdict, SummaryVerdict) and is_looping(verdict.output)
    return (*cut_off, *(("repeats itself",) if looping else ()))
