"""Whom a summary credits for the key facts that it states.

One attribution can stand for several facts of a sentence. A source that is named after them ("…, its captain said") is
read as speaking for the fact that is his; the others of that sentence are then told without their source, not put into
his mouth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from harness.judging.facts import source_of
from harness.judging.mentions import sources_named
from harness.judging.speakers import Credit as Named
from harness.judging.speakers import credit_at
from harness.judging.statements import Speakers
from harness.reading.sentences import Span
from harness.schema import Credit, Fact


@dataclass(frozen=True, slots=True)
class FactCredit:
    """The word on one fact's credit, the ids that are named for it, and the cues that name them."""

    credit: Credit
    credited: tuple[str, ...] = ()
    cues: tuple[Span, ...] = ()


def credit_facts(
    stated: Sequence[tuple[Fact, Sequence[tuple[int, int]]]], text: str, speakers: Speakers
) -> tuple[FactCredit, ...]:
    """The credit of each stated fact, in order; each comes with the places (code points) that state it."""
    found = [_credit(fact, places, text, speakers) for fact, places in stated]
    spoken_for = {cue for one in found if one.credit == "right" for cue in one.cues}
    return tuple(
        FactCredit("none")
        if one.credit == "wrong" and one.cues and all(_follows(cue, places, spoken_for) for cue in one.cues)
        else one
        for one, (_, places) in zip(found, stated, strict=True)
    )


def _credit(fact: Fact, places: Sequence[tuple[int, int]], text: str, speakers: Speakers) -> FactCredit:
    if fact.source is None:
        return FactCredit("na")
    named = [credit_at(text, Span(*place), speakers.names, of=speakers.speaks_for) for place in places]
    found = FactCredit("none", _ids(named), tuple(one.cue for one in named if one.cue is not None))
    if any(speakers.same_voice(name, fact.source, frozenset()) for name in found.credited):
        return replace(found, credit="right")
    if found.credited or any(one.unknown for one in named):
        return replace(found, credit="wrong")
    if _tells_of_its_source(fact, text, places, speakers):
        return FactCredit("right", (fact.source,), found.cues)
    return found


def _tells_of_its_source(fact: Fact, text: str, places: Sequence[tuple[int, int]], speakers: Speakers) -> bool:
    """Whether the fact is what its source did ("the Pentagon could not corroborate"), and the text says who did it."""
    if source_of(fact.text):
        return False
    names = {fact.source or "": speakers.names.get(fact.source or "", ())}
    return bool(sources_named(fact.text, names)) and any(sources_named(text[start:end], names) for start, end in places)


def _ids(named: Sequence[Named]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in named for name in one.sources))


def _follows(cue: Span, places: Sequence[tuple[int, int]], spoken_for: set[Span]) -> bool:
    """Whether a cue that another fact is rightly credited by stands in the later half of the places."""
    return cue in spoken_for and any(start <= cue.start and cue.start - start > end - cue.end for start, end in places)
