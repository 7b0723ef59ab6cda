"""Whom a summary credits for the key facts that it states.

Each of the fact's words is asked whose it is told as; what most of them say counts. One attribution can stand for
several facts of a sentence. A source that is named after them ("…, its captain said") is read as speaking for the fact
that is his; the others of that sentence are then told without their source, not put into his mouth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from harness.judging.facts import source_of
from harness.judging.facts.denials import denied_there, is_denial, is_told_by
from harness.judging.facts.words import weighed_words, with_voices
from harness.judging.lexicon import base_form, related_groups
from harness.judging.mentions import sources_named
from harness.judging.speakers import Credit as Named
from harness.judging.speakers import credit_at
from harness.judging.voices import Speakers
from harness.judging.windows import WEIGHTS, prepare
from harness.reading.attributed import Attribution
from harness.reading.attribution import find_attributions
from harness.reading.cues import is_attitude, is_saying, verb_form
from harness.reading.sentences import Span
from harness.reading.words import Token, tokens
from harness.schema import Credit, Fact

_LONGEST_VERB: Final = 3
"""How many words may stand from a source's name to its verb, auxiliaries and adverbs with it."""


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A fact, the sentences of the text that state it, and the places of its words there with their weight."""

    fact: Fact
    sentences: Sequence[tuple[int, int]]
    told: Sequence[tuple[int, int, float]] = ()


@dataclass(frozen=True, slots=True)
class FactCredit:
    """The word on one fact's credit, the ids that are named for it, and the cues that name them."""

    credit: Credit
    credited: tuple[str, ...] = ()
    cues: tuple[Span, ...] = ()


def credit_facts(stated: Sequence[StatedFact], text: str, speakers: Speakers) -> tuple[FactCredit, ...]:
    """The credit of each stated fact, in order."""
    found = [_credit(one, text, speakers) for one in stated]
    spoken_for = {cue for one in found if one.credit == "right" for cue in one.cues}
    return tuple(
        FactCredit("none")
        if one.credit == "wrong" and one.cues and all(_follows(cue, fact.sentences, spoken_for) for cue in one.cues)
        else one
        for one, fact in zip(found, stated, strict=True)
    )


def _credit(stated: StatedFact, text: str, speakers: Speakers) -> FactCredit:
    fact = stated.fact
    if fact.source is None:
        return FactCredit("na")
    named = _named(stated, text, speakers)
    found = FactCredit("none", named.sources, (named.cue,) if named.cue is not None else ())
    if any(speakers.same_voice(name, fact.source, frozenset()) for name in found.credited):
        return replace(found, credit="right")
    holder = _view_holder(stated, text, speakers)
    is_holder = holder is not None and speakers.same_voice(holder, fact.source, frozenset())
    if is_holder or any(is_own(stated, text, speakers) for is_own in _OWN_WAYS):
        return FactCredit("right", (fact.source,), found.cues)
    if found.credited or named.unknown:
        return replace(found, credit="wrong")
    return found if holder is None else FactCredit("wrong", (holder,))


def _named(stated: StatedFact, text: str, speakers: Speakers) -> Named:
    """Whom most of the fact's words are credited to; without words, its sentence.

    Its numbers come first, then what is said of its names, which may stand in a clause before.
    """
    numbers = [one for one in stated.told if one[2] >= WEIGHTS["number"]]
    said = [one for one in stated.told if not text[one[0]].isupper()]
    for told in (numbers, said, stated.told):
        votes: dict[Named, float] = {}
        for start, end, weight in told:
            named = credit_at(text, Span(start, end), speakers.names, of=speakers.speaks_for)
            votes[named] = votes.get(named, 0.0) + weight
        best = max(votes, key=lambda named: votes[named], default=None)
        if best is not None and (told is not numbers or _is_cued(best, text, speakers)):
            return best
    return credit_at(text, Span(*stated.sentences[0]), speakers.names, of=speakers.speaks_for)


def _is_cued(named: Named, text: str, speakers: Speakers) -> bool:
    """Whether something said ties a source to the words, rather than that its name stands beside them."""
    if named.cue is None or not (named.sources or named.unknown):
        return False
    return not sources_named(named.cue.of(text), speakers.names)


def _tells_of_its_source(stated: StatedFact, text: str, speakers: Speakers) -> bool:
    """Whether the fact is what its source did ("the Pentagon could not corroborate"), and the text says who did it."""
    fact = stated.fact
    if source_of(fact.text):
        return False
    names = {fact.source or "": speakers.names.get(fact.source or "", ())}
    if not sources_named(fact.text, names):
        return False
    return any(
        bool(sources_named(text[start:end], names)) or _is_theirs(text[start:end], names[fact.source or ""])
        for start, end in _telling(stated)
    )


def _is_denied(stated: StatedFact, text: str, speakers: Speakers) -> bool:
    """Whether the fact is its source's denial, and the text has the source deny it."""
    own = speakers.names.get(stated.fact.source or "", ())
    if not is_denial(stated.fact.text, speakers.names, own):
        return False
    document = with_voices(prepare(text), speakers.names)
    words = weighed_words(stated.fact.text, document, own, speakers.names)
    return denied_there(words, document, speakers.names, own) is not None


def _acts(stated: StatedFact, text: str, speakers: Speakers) -> bool:
    """Whether the text has the fact's source do by words what the fact has it do: blame, accuse, warn, promise."""
    own = speakers.names.get(stated.fact.source or "", ())
    fact = stated.fact.text
    acts = {base for one in _tellings(fact, own, speakers) for base in _verbs(one, fact)} - _SAYING
    here = [Span(start, end) for start, end in stated.sentences]
    return any(
        one.cue is not None
        and any(map(one.cue.overlaps, here))
        and any(_mean_the_same(base, act) for base in _verbs(one, text) for act in acts)
        for one in _tellings(text, own, speakers)
    )


def _tells_on(stated: StatedFact, text: str, speakers: Speakers) -> bool:
    """Whether the fact's source tells it, and whoever else seems to is part of the fact: "police say that an inspector
    warned the owner"."""
    own = speakers.names.get(stated.fact.source or "", ())
    mine = _tellings(text, own, speakers)
    bases = {base_form(word.folded) for word in tokens(stated.fact.text)} | {"the", "a", "an"}
    held = 0.0
    for start, end, weight in stated.told:
        covering = [one for one in find_attributions(text) if one.covers(Span(start, end))]
        others = [one.source for one in covering if one not in mine and one.source is not None]
        is_told = any(one in mine for one in covering)
        held += weight * (
            is_told and all(base_form(word.folded) in bases for span in others for word in tokens(span.of(text)))
        )
    return held > sum(weight for _, _, weight in stated.told) / 2


def _does_it(stated: StatedFact, text: str, speakers: Speakers) -> bool:
    """Whether the fact is what its source says of itself, and a clause of its own has the source do it, set against
    what another tells: "the ministry reports 412 cases, while the clinics have treated 530"."""
    own = speakers.names.get(stated.fact.source or "", ())
    told = [span.of(stated.fact.text) for one in _tellings(stated.fact.text, own, speakers) for span in one.content]
    if not any(map(_OF_ITSELF.match, told)):
        return False
    held = 0.0
    for start, end in _telling(stated):
        words = tokens(text[start:end])
        mentions = sorted((one.first, one.source) for one in sources_named(text[start:end], speakers.names))
        for at, _, weight in stated.told:
            before = [one for one in mentions if start <= at < end and start + words[one[0]].start <= at][-1:]
            is_own = any(source == stated.fact.source for _, source in before)
            contrast = [word.folded for first, _ in before for word in words[max(0, first - 2) : first]]
            held += weight * (is_own and not _CONTRASTS.isdisjoint(contrast))
    weighed = sum(weight for _, _, weight in stated.told)
    return held > weighed / 2


_CONTRASTS: Final = frozenset(("while", "whereas", "but", "and", "though", "although"))
_OF_ITSELF: Final = re.compile(r"(?:that\s)?(?:it|its|he|his|she|her|they|their|we|our)\b", re.IGNORECASE)
_SAYING_WORDS: Final = "say tell add put give speak report note claim state expect"
_SAYING: Final = frozenset(base_form(word) for word in _SAYING_WORDS.split())
"""Verbs that say only whose words they are."""


def _tellings(text: str, own: Sequence[str], speakers: Speakers) -> list[Attribution]:
    return [one for one in find_attributions(text) if is_told_by(one, text, speakers.names, own)]


def _verbs(one: Attribution, text: str) -> set[str]:
    return {base_form(word.folded) for word in tokens(one.cue.of(text))} if one.cue is not None else set()


def _mean_the_same(first: str, second: str) -> bool:
    return first == second or not related_groups(first).isdisjoint(related_groups(second))


def _telling(stated: StatedFact) -> list[tuple[int, int]]:
    """The sentences in which the fact's words stand."""
    if not stated.told:
        return list(stated.sentences)
    return [(start, end) for start, end in stated.sentences if any(start <= first < end for first, _, _ in stated.told)]


def _is_theirs(sentence: str, names: Iterable[str]) -> bool:
    """Whether "their union" stands in a sentence, for a source that is "the union"."""
    heads = {name.split()[-1].lower() for name in names if name.lower().startswith("the ")}
    words = tokens(sentence)
    return any(
        first.folded in ("their", "its", "his", "her") and second.folded in heads for first, second in pairwise(words)
    )


def _view_holder(stated: StatedFact, text: str, speakers: Speakers) -> str | None:
    """The source that is the subject of a verb of view in front of most of the fact's words, if there is one.

    "Duarte called the vote rigged": no verb of saying, yet whose word it is stands there.
    """
    weighed = sum(weight for _, _, weight in stated.told)
    behind: dict[str, float] = {}
    for start, end in _telling(stated):
        words = tokens(text[start:end])
        mentions = sources_named(text[start:end], speakers.names)
        for number, mention in enumerate(mentions):
            if not _has_view(words[mention.last : mention.last + _LONGEST_VERB]):
                continue
            first = start + words[mention.last - 1].end
            last = start + words[mentions[number + 1].first].start if number + 1 < len(mentions) else end
            stop = text.find(";", first, last)
            last = last if stop < 0 else stop
            held = sum(weight for at, _, weight in stated.told if first <= at < last)
            behind[mention.source] = behind.get(mention.source, 0.0) + held
    holder = max(behind, key=lambda source: behind[source], default=None)
    return holder if holder is not None and 0 < weighed / 2 <= behind[holder] else None


def _has_view(words: Sequence[Token]) -> bool:
    """Whether a verb of saying, thinking or wanting comes before any other verb."""
    is_passive = False
    for word in words:
        if word.folded in _AUXILIARIES or word.folded.endswith("ly"):
            is_passive = is_passive or word.folded in _BE
            continue
        if is_passive and verb_form(word.folded) == "past":
            return False
        return verb_form(word.folded) is not None and (is_attitude(word.folded) or is_saying(word.folded))
    return False


_AUXILIARY_WORDS: Final = "has have had is are was were also now will would does did"
_AUXILIARIES: Final = frozenset(_AUXILIARY_WORDS.split())
_BE: Final = frozenset(("is", "are", "was", "were"))


def _follows(cue: Span, places: Sequence[tuple[int, int]], spoken_for: set[Span]) -> bool:
    """Whether a cue that another fact is rightly credited by stands in the later half of the places."""
    return cue in spoken_for and any(start <= cue.start and cue.start - start > end - cue.end for start, end in places)


_OWN_WAYS: Final = (_tells_of_its_source, _is_denied, _acts, _tells_on, _does_it)
"""The ways besides an attribution in which a text tells a fact as its source's own."""
