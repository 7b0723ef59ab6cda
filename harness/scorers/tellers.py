"""Who is told in an answer to have said something, whatever it is."""

from __future__ import annotations

from collections.abc import Sequence

from harness.judging.answers.statements import Statement
from harness.judging.speakers import UNKNOWN, resolve_source
from harness.judging.voices import Speakers
from harness.reading.attribution import find_attributions
from harness.reading.polarity import has_negation
from harness.reading.sentences import Span
from harness.schema import Claim


def tellers(answer: str) -> list[Span]:
    """Whoever the answer tells to have said something, by a verb of saying or "according to"."""
    told = [one for one in find_attributions(answer) if one.is_speech and one.kind in ("verb", "phrase")]
    told = [one for one in told if one.cue is None or not has_negation(one.cue.of(answer))]
    return [one.source for one in told if one.source is not None]


def sources_told(text: str, speakers: Speakers) -> frozenset[str]:
    """Whoever a text tells to have said something: ``UNKNOWN`` for somebody that the gold does not know."""
    resolved = (resolve_source(teller.of(text), speakers.names) or (UNKNOWN,) for teller in tellers(text))
    return frozenset(source for found in resolved for source in found)


def is_told_of(answer: str, statement: Statement, speakers: Speakers) -> bool:
    """Whether a name stands only in what somebody else is told to have said: "Aas said Lund's count …"."""
    told = tellers(answer)
    if not answer[statement.end :].startswith(("'s ", "\u2019s ")):
        told = [one for one in told if resolve_source(one.of(answer), speakers.names)]
        told = [] if any(one.start > statement.start for one in told) else told
    return bool(told) and not any(teller.covers(Span(statement.start, statement.end)) for teller in told)


def said_otherwise(claims: Sequence[Claim], statement: Statement, speakers: Speakers) -> str | None:
    """Who is given the value together with another, though he is one who says something else."""
    theirs = [claims[index].source for index in statement.claims]
    for name in statement.together:
        has_own = any(claim.source == name for claim in claims)
        if has_own and not any(source and speakers.same_voice(name, source, frozenset()) for source in theirs):
            return name
    return None
