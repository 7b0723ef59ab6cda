"""Whether a sentence credits the same source as the document does for the same words.

Only a positive finding counts: the sentence names a known source for the words, the document names another for them
and nowhere has the first one say any of it; or the one sentence of the document that holds the words names only others.
Words that the document tells as nobody's, or as a stranger's, are no wrong credit; nor is a spokesman in place of his
organisation, a denial, or whoever a pronoun may mean. Without a list of sources nothing is found: "the prime minister"
may be Smith, and "the group" may be its name. (Tried: two proper names, or two plain descriptions, without a word in
common. On news summaries this was wrong as often as right.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from harness.judging.alignment import LOOSE_STRENGTH, align, found_at
from harness.judging.mentions import places_named, sources_named
from harness.judging.speakers import Credit, credit_at
from harness.judging.voices import Speakers
from harness.judging.windows import PreparedDocument, Word, sentences_of
from harness.reading.attribution import Attribution, find_attributions
from harness.reading.polarity import is_denial
from harness.reading.sentences import Span
from harness.reading.words import tokens

_LEAST_WEIGHT: Final = 0.8
"""From which weight on a word of the sentence shows whose words they are."""

FEWEST: Final = 2
"""How many words show whose they are; a number does alone."""

_LEAST_SHARE: Final = 0.6
"""The share of the credited words that the document must hold in one window."""

LEAST_ALONE: Final = 0.7
"""The share of the credited words that one sentence must hold to be asked who is named in it."""

NEARLY: Final = 0.6
"""The part of that share from which another sentence holds nearly as much."""

_LEAST_THEIRS: Final = 0.2
"""The share of the credited words that the source must tell in the document: what it adds to another's account is told
as its own in one breath ("The ferry ran aground with 212 aboard, its captain said")."""

_RELATIVE: Final = re.compile(r"\b(?:which|whom)\s(?:[\w'’.-]+\s){0,4}$")
_CONTRAST: Final = re.compile(r"\b(?:but|while|whereas|although|though)\s(?!that\b|he\b|she\b|it\b|they\b)")
_PRONOUN: Final = re.compile(r"\b(?:he|she|it|they|his|her|its|their)\s+(?:[\w'’]+\s+)?$", re.IGNORECASE)
_ANY_PRONOUN: Final = re.compile(r"\b(?:he|she|it|they)\b", re.IGNORECASE)
_NEAR: Final = 24
"""How many code points before a cue its subject is looked for."""

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


@dataclass(frozen=True, slots=True)
class Credited:
    """The words of a sentence that it gives to some sources, by which cue, and who may be meant by them."""

    sources: tuple[str, ...]
    told: Sequence[Word]
    cue: Span
    meant: tuple[str, ...]


def credited_words(words: Sequence[Word], speakers: Speakers, context: Context) -> Iterator[Credited]:
    """What a sentence credits to each source that it names; denials and what is too little to tell are left out."""
    if not speakers.names:
        return
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
    for sources, cue in cues.items():
        own = _own_words(sources, told[sources], cue, speakers, context)
        is_little = len(own) < FEWEST and not any(word.kind == "number" for word in own)
        if is_little or any(is_denial(word.folded) for word in tokens(cue.of(context.text))):
            continue
        meant = (*sources, *meant_by_pronoun(cue, context.text, speakers), *_told_to(cue, context.text, speakers))
        yield Credited(sources, own, cue, meant)


def wrong_credits(
    words: Sequence[Word], document: PreparedDocument, speakers: Speakers, context: Context
) -> tuple[WrongCredit, ...]:
    """The words of a sentence that it gives to another source than the document does; one finding for each source."""
    found = (_wrong(one, document, speakers, context) for one in credited_words(words, speakers, context))
    return tuple(one for one in found if one is not None)


def _own_words(
    sources: tuple[str, ...], told: Sequence[Word], cue: Span, speakers: Speakers, context: Context
) -> Sequence[Word]:
    """The credited words without those that come with another source's name, or before a relative clause with the cue.

    "Moe says 212, while Fjordline counts 198", "Fjordline wants money, which Moe says the county won't pay".
    """
    begin, end = told[0].start + context.offset, told[-1].end + context.offset
    if _RELATIVE.search(context.text, begin, cue.start):
        told = [word for word in told if word.start + context.offset >= cue.end]
    others = [
        place.start
        for place, source in places_named(context.text, speakers.names)
        if max(cue.end, begin) < place.start < end and not are_same(sources, (source,), speakers)
    ]
    others += [match.start() for match in _CONTRAST.finditer(context.text, max(cue.end, begin), end)]
    enough = [at for at in others if any(cue.end <= word.start + context.offset < at for word in told)]
    return [word for word in told if word.start + context.offset < min(enough, default=end)]


def _wrong(credited: Credited, document: PreparedDocument, speakers: Speakers, context: Context) -> WrongCredit | None:
    sources, told = credited.sources, credited.told
    other = _other_teller(sources, credited.meant, told, document, speakers) or _other_in_sentence(
        credited.meant, told, document, speakers
    )
    return found_wrong(credited, *other, speakers, context) if other is not None else None


def found_wrong(credited: Credited, there: str, at: Span, speakers: Speakers, context: Context) -> WrongCredit:
    """The finding that some words are another source's, where the document credits it."""
    shown = " and ".join(speakers.names[name][0] for name in credited.sources)
    reason = f"credited to {shown}, in the document to {speakers.names[there][0]}"
    start, end = _named_at(credited.sources, credited.cue, speakers, context)
    return WrongCredit(max(start - context.offset, 0), max(end - context.offset, 0), at.start, at.end, reason)


def _other_teller(
    sources: tuple[str, ...],
    meant: tuple[str, ...],
    told: Sequence[Word],
    document: PreparedDocument,
    speakers: Speakers,
) -> tuple[str, Span] | None:
    """Who else is credited with the words where the document holds most of them, and the cue there."""
    alignment = align(told, document)
    if alignment.in_window < _LEAST_SHARE:
        return None
    if _tell_some(sources, told, document, speakers):
        told = _untold(sources, told, document, speakers)
        if not told:
            return None
    for places in _places_to_ask(told, alignment.window, document):
        teller = _teller(places, document, speakers)
        if teller is None:
            continue
        there, at = teller
        if not are_same(meant, (*there, *meant_by_pronoun(at, document.text, speakers)), speakers):
            return there[0], at
    return None


def _untold(
    sources: tuple[str, ...], told: Sequence[Word], document: PreparedDocument, speakers: Speakers
) -> Sequence[Word]:
    """The words that the document has these sources tell nowhere, where they are most of what is told, names aside.

    "The Kremlin said the governor resigned because of a transfer", when it said only that he resigned. None where
    they tell a number of it; words of a sentence that names these sources may be theirs.
    """
    if any(word.kind == "number" for word in told):
        return ()
    things = [word for word in told if word.kind == "content"]
    theirs = {
        document.sentence_at(place.start)
        for place, source in places_named(document.text, speakers.names)
        if are_same(sources, (source,), speakers)
    }
    rest = [
        word
        for word in things
        if not any(
            document.sentence_of[at] in theirs
            or are_same(sources, credit_there(document.words[at], document, speakers).sources, speakers)
            for at in found_at(word, document)
        )
    ]
    is_most = sum(word.weight for word in rest) > _MOST * sum(word.weight for word in things)
    return rest if is_most and len(rest) >= FEWEST else ()


def _other_in_sentence(
    meant: tuple[str, ...], told: Sequence[Word], document: PreparedDocument, speakers: Speakers
) -> tuple[str, Span] | None:
    """Who is credited in the one sentence that holds the words, where the asked source is not named in it.

    Not where a sentence that names the asked source, or goes on with a pronoun behind one that does, holds nearly as
    much.
    """
    shares = shares_by_sentence(told, document)
    best = max(shares, key=lambda number: (shares[number], -number), default=None)
    if best is None or shares[best] < LEAST_ALONE or not holds_facts(best, told, document):
        return None
    theirs: set[int] = set()
    for place, source in places_named(document.text, speakers.names):
        if are_same(meant, (source,), speakers):
            number = document.sentence_at(place.start)
            theirs.update((number, number + 1) if _goes_on(number + 1, document) else (number,))
    if any(shares.get(number, 0.0) >= NEARLY * shares[best] for number in theirs):
        return None
    inside = document.places_in(best, best)
    there = [(at, word.weight) for word in told for at in set(found_at(word, document)) if at in inside]
    teller = _teller(there, document, speakers)
    if teller is None or are_same(meant, (*teller[0], *meant_by_pronoun(teller[1], document.text, speakers)), speakers):
        return None
    return teller[0][0], teller[1]


def shares_by_sentence(told: Sequence[Word], document: PreparedDocument) -> dict[int, float]:
    """The share of the words' weight that each sentence of the document holds."""
    total = sum(word.weight for word in told)
    shares: dict[int, float] = {}
    for word in told:
        exact = {document.sentence_of[place] for place in document.positions.get(word.base, ())}
        for number in exact | {document.sentence_of[place] for place in found_at(word, document)}:
            weight = word.weight if number in exact else word.weight * LOOSE_STRENGTH
            shares[number] = shares.get(number, 0.0) + weight / total
    return shares


def holds_facts(number: int, told: Sequence[Word], document: PreparedDocument) -> bool:
    """Whether a sentence has every number and name of the words: one that it lacks may be what the source adds."""
    return all(
        any(document.sentence_of[place] == number for place in found_at(word, document))
        for word in told
        if word.kind in ("number", "name")
    )


def _goes_on(number: int, document: PreparedDocument) -> bool:
    """Whether a sentence begins with, or has, a pronoun for whoever the one before is about."""
    return number < len(document.sentences) and bool(_ANY_PRONOUN.search(document.sentences[number].of(document.text)))


def meant_by_pronoun(cue: Span, text: str, speakers: Speakers) -> Iterator[str]:
    """Whom a pronoun beside a cue may stand for: every source named in its sentence before it and in the one before."""
    if not _PRONOUN.search(text, max(0, cue.start - _NEAR), cue.start):
        return
    starts = [span.start for span in sentences_of(text) if span.start <= cue.start][-3:]
    yield from (source for place, source in places_named(text, speakers.names) if starts[0] <= place.start < cue.start)


def _told_to(cue: Span, text: str, speakers: Speakers) -> Iterator[str]:
    """Who is named right behind a cue: "she told the Herald" says whose paper the document may give the words to."""
    named = places_named(text, speakers.names)
    return (source for place, source in named if 0 <= place.start - cue.end <= len(" the "))


def _named_at(sources: tuple[str, ...], cue: Span, speakers: Speakers, context: Context) -> tuple[int, int]:
    """The mention of the source nearest to the cue in its sentence; the cue where a pronoun stands there."""
    mentions = [place for place, source in places_named(context.text, speakers.names) if source in sources]
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
        if word.kind == "number" and len(word.base) > 1:
            yield [(at, word.weight) for at in sorted(set(document.positions.get(word.base, ())))]


def _teller(
    places: Sequence[tuple[int, float]], document: PreparedDocument, speakers: Speakers
) -> tuple[tuple[str, ...], Span] | None:
    """The sources that most of some places of the document are credited to, and its cue; None where there is none."""
    votes: dict[Credit, float] = {}
    for place, weight in places:
        credit = credit_there(document.words[place], document, speakers)
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
            are_same(sources, credit_there(document.words[at], document, speakers).sources, speakers)
            for at in found_at(word, document)
        )
        if word.kind == "number" and not is_theirs:
            return False
        held += word.weight * is_theirs
    return held >= _LEAST_THEIRS * sum(word.weight for word in told)


def are_same(some: Sequence[str], others: Sequence[str], speakers: Speakers) -> bool:
    """Whether any of some sources is one of the others, or speaks for it."""
    return any(speakers.same_voice(one, other, frozenset()) for one in some for other in others)


def credit_there(word: Word, document: PreparedDocument, speakers: Speakers) -> Credit:
    """To whom a document gives a word of its own."""
    return _credit_at(Span(word.start, word.end), document.text, speakers)


def _credit_at(place: Span, text: str, speakers: Speakers) -> Credit:
    """Whom a text credits; nobody where a name only stands beside the words ("carried out by a Russian drone")."""
    found = credit_at(text, place, speakers.names, of=speakers.speaks_for)
    is_beside = found.cue is not None and bool(sources_named(found.cue.of(text), speakers.names))
    return Credit() if is_beside else found
