"""Whether a sentence credits the same source as the document does for the same words.

Only a positive finding counts: the sentence names a known source for the words, the document names another for them,
and nowhere has the first one say any of it. Words that the document tells as nobody's, or as a stranger's, are no
wrong credit; nor is a spokesman in place of his organisation. Without a list of sources nothing is found: "the prime
minister" may be Smith, and "the group" may be its name. (Tried: two proper names, or two plain descriptions, without a
word in common. On news summaries this was wrong as often as right.)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from harness.judging.alignment import align, found_at
from harness.judging.mentions import sources_named
from harness.judging.speakers import Credit, credit_at
from harness.judging.statements import Speakers
from harness.judging.windows import PreparedDocument, Word
from harness.reading.attribution import Attribution, find_attributions
from harness.reading.sentences import Span
from harness.reading.words import tokens

_LEAST_WEIGHT: Final = 0.8
"""From which weight on a word of the sentence shows whose words they are."""

_LEAST_SHARE: Final = 0.6
"""The share of the credited words that the document must hold in one window."""

_LEAST_THEIRS: Final = 0.2
"""The share of the credited words that the source must tell in the document: what it adds to another's account is told
as its own in one breath ("The ferry ran aground with 212 aboard, its captain said")."""

_MOST: Final = 0.5
"""The share of the words found that the document must credit to one source."""


@dataclass(frozen=True, slots=True)
class WrongCredit:
    """Where the sentence names the wrong source (code points of it), and where the document credits another."""

    start: int
    end: int
    document_start: int
    document_end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Context:
    """The text that a sentence stands in, and where it begins: a pronoun's name may stand before it."""

    text: str
    offset: int = 0


def spoken_parts(text: str) -> tuple[Attribution, ...]:
    """The stretches of a text that it tells as what a named source said, wrote or announced."""
    return tuple(
        one
        for one in find_attributions(text)
        if one.is_speech and one.source is not None and one.content and one.kind not in ("label", "gapped")
    )


def wrong_credits(
    words: Sequence[Word], document: PreparedDocument, speakers: Speakers, context: Context
) -> tuple[WrongCredit, ...]:
    """The words of a sentence that it gives to another source than the document does; one finding for each source."""
    if not speakers.names:
        return ()
    told: dict[tuple[str, ...], list[Word]] = {}
    cues: dict[tuple[str, ...], Span] = {}
    for word in words:
        if word.weight < _LEAST_WEIGHT:
            continue
        place = Span(word.start + context.offset, word.end + context.offset)
        credit = _credit_at(place, context.text, speakers)
        if credit.sources and credit.cue is not None:
            told.setdefault(credit.sources, []).append(word)
            cues.setdefault(credit.sources, credit.cue)
    found = (_wrong(sources, told[sources], cues[sources], document, speakers, context) for sources in told)
    return tuple(one for one in found if one is not None)


def _wrong(
    sources: tuple[str, ...],
    told: Sequence[Word],
    cue: Span,
    document: PreparedDocument,
    speakers: Speakers,
    context: Context,
) -> WrongCredit | None:
    alignment = align(told, document)
    if alignment.in_window < _LEAST_SHARE or _tell_some(sources, told, document, speakers):
        return None
    for places in _places_to_ask(told, alignment.window, document):
        teller = _teller(places, document, speakers)
        if teller is None or _is_same(sources, teller[0], speakers):
            continue
        there, at = teller
        shown = " and ".join(speakers.names[name][0] for name in sources)
        reason = f"credited to {shown}, in the document to {speakers.names[there[0]][0]}"
        start, end = _named_at(sources, cue, speakers, context)
        return WrongCredit(max(start - context.offset, 0), max(end - context.offset, 0), at.start, at.end, reason)
    return None


def _named_at(sources: tuple[str, ...], cue: Span, speakers: Speakers, context: Context) -> tuple[int, int]:
    """The mention of the source nearest to the cue in its sentence; the cue where a pronoun stands there."""
    written = tokens(context.text)
    mentions = [
        Span(written[one.first].start, written[one.last - 1].end)
        for one in sources_named(context.text, speakers.names)
        if one.source in sources
    ]
    near = [one for one in mentions if one.start >= context.offset]
    nearest = min(near, key=lambda one: abs(one.start - cue.start), default=cue)
    return nearest.start, nearest.end


def _places_to_ask(
    told: Sequence[Word], window: tuple[int, int], document: PreparedDocument
) -> Iterable[list[tuple[int, float]]]:
    """Where the document has the words, with what each weighs: all of them in the window; and each number anywhere."""
    inside = document.places_in(*window)
    yield [(at, word.weight) for word in told for at in set(found_at(word, document)) if at in inside]
    for word in told:
        if word.kind == "number":
            yield [(at, word.weight) for at in sorted(set(document.positions.get(word.base, ())))]


def _teller(
    places: Sequence[tuple[int, float]], document: PreparedDocument, speakers: Speakers
) -> tuple[tuple[str, ...], Span] | None:
    """The sources that most of some places of the document are credited to, and its cue; None where there is none."""
    votes: dict[Credit, float] = {}
    for place, weight in places:
        credit = _credit(document.words[place], document, speakers)
        votes[credit] = votes.get(credit, 0.0) + weight
    best = max(votes, key=lambda credit: votes[credit], default=None)
    if best is None or not best.sources or best.cue is None or votes[best] < _MOST * sum(votes.values()):
        return None
    return best.sources, best.cue


def _tell_some(sources: tuple[str, ...], told: Sequence[Word], document: PreparedDocument, speakers: Speakers) -> bool:
    """Whether the document has these sources, or who speaks for them, tell some of the words, and all numbers."""
    held = 0.0
    for word in told:
        is_theirs = any(
            _is_same(sources, _credit(document.words[at], document, speakers).sources, speakers)
            for at in found_at(word, document)
        )
        if word.kind == "number" and not is_theirs:
            return False
        held += word.weight * is_theirs
    return held >= _LEAST_THEIRS * sum(word.weight for word in told)


def _is_same(some: Sequence[str], others: Sequence[str], speakers: Speakers) -> bool:
    return any(speakers.same_voice(one, other, frozenset()) for one in some for other in others)


def _credit(word: Word, document: PreparedDocument, speakers: Speakers) -> Credit:
    return _credit_at(Span(word.start, word.end), document.text, speakers)


def _credit_at(place: Span, text: str, speakers: Speakers) -> Credit:
    """Whom a text credits; nobody where a name only stands beside the words ("carried out by a Russian drone")."""
    found = credit_at(text, place, speakers.names, of=speakers.speaks_for)
    is_beside = found.cue is not None and bool(sources_named(found.cue.of(text), speakers.names))
    return Credit() if is_beside else found
