"""What one tells of somebody, told of somebody else: the predicate of one sentence behind the subject of another.

A clause of the sentence is held against every clause of the document that has the same verb and most of what stands
behind it. Only where each of them has another subject for sure, the sentence joins wrongly what it took from two
places. Names bind hardest: two sources of the list, or a source and a full name. A pronoun may be whoever was named
shortly before, and a plain noun may be another word for a name, so that they decide nothing by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from harness.judging.alignment import found_at
from harness.judging.clashes import Clash, are_alike
from harness.judging.joints.deeds import Deed, deeds_of, deeds_there
from harness.judging.mentions import places_named, resolve_source
from harness.judging.voices import Speakers
from harness.judging.windows import PreparedDocument, Word
from harness.reading.cues import is_speaker_noun
from harness.reading.sentences import Span

_HELD: Final = 0.7
"""The share of what stands behind the verb that a clause of the document must have behind the same verb."""

_HELD_BY_NAMES: Final = 0.5
"""The same where both subjects are sources."""

_HELD_BY_NOUNS: Final = 0.85
"""The same where both subjects are plain nouns."""

_LEAST: Final = 1.0
_LEAST_GENERIC: Final = 2.0
"""What must stand behind a telling verb, and behind one that tells little by itself ("take", "put"), in weight."""

_BACK: Final = 2
"""How many sentences before its own a pronoun's name may stand."""

_PRONOUN_WORDS: Final = """
he she it they this that these those who which we i you him her them others some many one both each all
"""
_PRONOUNS: Final = frozenset(_PRONOUN_WORDS.split())
_INDEFINITE: Final = frozenset(("a", "an", "another"))

_Relation = Literal["same", "other", "open"]


@dataclass(frozen=True, slots=True)
class _Told:
    """A clause with the text it stands in, and the sources that its subject names."""

    text: str
    deed: Deed
    sources: tuple[str, ...]

    @property
    def subject(self) -> str:
        return self.deed.subject.of(self.text) if self.deed.subject is not None else ""

    @property
    def telling(self) -> list[Word]:
        """The words of the subject that say whom or what it means."""
        return [word for word in self.deed.doer if word.kind in ("name", "content") and word.weight >= 1]


def told_of_another(
    sentence: str, words: Sequence[Word], document: PreparedDocument, speakers: Speakers
) -> Iterator[Clash]:
    """Each clause of a sentence that the document tells, but always of another subject."""
    for deed in deeds_of(sentence, Span(0, len(sentence)), words):
        mine = _told(sentence, deed, speakers)
        is_inverted = deed.subject is not None and deed.subject.start > deed.verb.start  # who says it, not who does
        if is_inverted or not mine.telling or mine.subject.lower() in _PRONOUNS:
            continue
        rival = _rival(mine, document, speakers)
        if rival is not None and rival.subject is not None and deed.subject is not None:
            shown, other = " ".join(mine.subject.split()), " ".join(rival.subject.of(document.text).split())
            reason = f"told of “{shown}”, in the document of “{other}”"
            yield Clash("name", deed.subject.start, deed.subject.end, rival.subject.start, rival.subject.end, reason)


def _told(text: str, deed: Deed, speakers: Speakers) -> _Told:
    subject = deed.subject.of(text) if deed.subject is not None else ""
    return _Told(text, deed, resolve_source(subject, speakers.names) if subject and speakers.names else ())


def _rival(mine: _Told, document: PreparedDocument, speakers: Speakers) -> Deed | None:
    """The clause of the document with most of a clause, where that and all others that have it are another's."""
    best: tuple[float, Deed] | None = None
    for share, deed in _alike(mine.deed, document):
        relation = _relation(share, mine, _told(document.text, deed, speakers), document, speakers)
        if relation != "other":
            if share >= _HELD or relation == "same":
                return None
            continue
        if best is None or share > best[0]:
            best = share, deed
    return best[1] if best is not None else None


def _alike(mine: Deed, document: PreparedDocument) -> Iterator[tuple[float, Deed]]:
    """The clauses of the document with the same verb, and how much of what stands behind it they have."""
    rest = [word for word in mine.rest if word.weight]
    if not any(word.weight >= 1 for word in rest):
        rest = [word for word in mine.tail if word.weight]
    total = sum(word.weight for word in rest)
    if not mine.verb.weight or total < (_LEAST if mine.verb.weight >= 1 else _LEAST_GENERIC):
        return
    for number in sorted({document.sentence_of[at] for at in found_at(mine.verb, document)}):
        for theirs in deeds_there(document, number):
            if not (are_alike(mine.verb, theirs.verb) if mine.verb.weight >= 1 else mine.verb.base == theirs.verb.base):
                continue
            beside = (*theirs.tail, *theirs.doer) if mine.is_passive != theirs.is_passive else theirs.tail
            held = sum(word.weight for word in rest if any(_is_same(word, other) for other in beside))
            yield held / total, theirs


def _is_same(one: Word, other: Word) -> bool:
    return are_alike(one, other) and (one.kind == "number") == (other.kind == "number")


def _relation(share: float, mine: _Told, theirs: _Told, document: PreparedDocument, speakers: Speakers) -> _Relation:
    if theirs.deed.subject is None:
        return "open"
    if mine.deed.is_passive != theirs.deed.is_passive:
        return _across_voices(share, mine, theirs, document, speakers)
    if any(are_alike(one, other) for one in mine.telling for other in theirs.telling):
        return "same"
    if any(speakers.same_voice(one, other, frozenset()) for one in mine.sources for other in theirs.sources):
        return "same"
    if _are_turned(mine, theirs):
        return "other"
    if mine.sources and theirs.sources:
        return "other" if share >= _HELD_BY_NAMES else "open"
    if share < _HELD:
        return "open"
    if mine.sources and _is_full_name(theirs):
        return "other"
    if mine.sources and theirs.subject.lower().split()[0] in _INDEFINITE:
        return "other" if _is_known_before(mine, theirs, document) else "open"
    if not theirs.telling or theirs.subject.lower().split()[0] in _PRONOUNS:
        is_near = _is_near(mine, theirs, document, back=_BACK)
        return "other" if mine.sources and not is_near and not theirs.telling else "open"
    if share >= _HELD_BY_NOUNS and _is_plain(mine) and _is_plain(theirs) and not _is_near(mine, theirs, document):
        return "other"
    return "open"


def _across_voices(
    share: float, mine: _Told, theirs: _Told, document: PreparedDocument, speakers: Speakers
) -> _Relation:
    """ "Lund put the meeting off" where it has been put off, and nothing near it names her."""
    is_told_passive = theirs.deed.is_passive and share >= _HELD and bool(mine.sources)
    is_object = any(are_alike(word, other) for word in mine.deed.rest if word.weight >= 1 for other in theirs.telling)
    if not (is_told_passive and is_object):
        return "open"
    number = document.sentence_at(theirs.deed.span.start)
    near = {
        source
        for place, source in places_named(document.text, speakers.names)
        if abs(document.sentence_at(place.start) - number) <= 1
    }
    is_named = any(speakers.same_voice(one, other, frozenset()) for one in mine.sources for other in near)
    return "open" if is_named else "other"


def _are_turned(mine: _Told, theirs: _Told) -> bool:
    """Whether each one's subject stands behind the other's verb, right behind it here: "Hesper told an inspector"."""
    first = next((word for word in mine.deed.rest if word.weight >= 1), None)
    is_object = first is not None and any(are_alike(first, word) for word in theirs.telling)
    return is_object and _is_behind(mine, theirs)


def _is_behind(one: _Told, other: _Told) -> bool:
    return any(are_alike(word, place) for word in one.telling for place in other.deed.rest if place.weight >= 1)


def _is_full_name(told: _Told) -> bool:
    """Whether a subject has two names in a row: "Rosa Quill"."""
    return any(
        one.kind == other.kind == "name" and told.text[one.end : other.start] == " "
        for one, other in pairwise(told.deed.doer)
    )


def _is_near(mine: _Told, theirs: _Told, document: PreparedDocument, back: int = 0) -> bool:
    """Whether a word of the subject stands in the other's sentence, or in one of those before it."""
    number = document.sentence_at(theirs.deed.span.start)
    there = document.places_in(max(0, number - back), number)
    return any(at in there for word in mine.telling for at in found_at(word, document))


def _is_known_before(mine: _Told, theirs: _Told, document: PreparedDocument) -> bool:
    """Whether the document has named somebody before it tells of "a man", and not right behind."""
    number = document.sentence_at(theirs.deed.span.start)
    named = [
        document.sentence_of[at] for word in mine.telling if word.kind == "name" for at in found_at(word, document)
    ]
    return min(named, default=number) < number and not {number, number + 1} & set(named)


def _is_plain(told: _Told) -> bool:
    """Whether a subject is a thing, by no name: a person may be called by many nouns."""
    shown = [told.text[word.start : word.end].lower() for word in told.telling]
    is_named = any(word.kind == "name" for word in told.deed.doer)
    return bool(shown) and not is_named and not any(is_speaker_noun(one) or _PERSON.search(one) for one in shown)


_PERSON: Final = re.compile(
    r"(?:[eo]rs?|ists?|[ae]nts?|ees?|m[ae]n|ians?|ives?|duo|couple|famil(?:y|ies)|child(?:ren)?|kids?|boys?|girls?"
    r"|guests?|people|teens?|victims?|youths?|friends?|fans?|crowds?|crew|team|side)$"
)
"""Nouns that may mean a person or people, by their ending: too many is no harm."""
