"""Whether a reader of a text alone would know one atomic fact.

The fact's words are looked for in windows of one or two sentences: rare words, names and numbers weigh more, words
that the text never has are held against it, near-synonyms count for less than the word itself. The fact's own
attribution ("The captain said ...") is set aside, since a fact told without its source is still told: who gets the
credit is judged elsewhere. Where the window says otherwise of the same thing, the fact is contradicted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from types import MappingProxyType
from typing import Final, Literal

from harness.judging.alignment import Alignment, align, found_at, places
from harness.judging.clashes import Clash
from harness.judging.clashes.contradictions import find_clashes
from harness.judging.clashes.elsewhere import misplaced
from harness.judging.clashes.negation import lacks_negation, negation_clash
from harness.judging.clashes.numbers import number_clash
from harness.judging.clashes.otherwise import told_otherwise
from harness.judging.clashes.outcomes import fate_at_odds
from harness.judging.clashes.turned import turned_around
from harness.judging.facts.denials import denied_there, is_denial, is_told_by
from harness.judging.facts.figures import told_by_figures
from harness.judging.facts.tellers import told_by_source
from harness.judging.facts.words import Voices, weighed_words, whole_credit, with_voices
from harness.judging.lexicon import DATES, TIME_UNITS, kinds
from harness.judging.windows import PreparedDocument, Word, prepare, read_words
from harness.reading.attribution import find_attributions
from harness.reading.sentences import Span

FactVerdict = Literal["yes", "no", "contradicted"]

ORDER_SHARE: Final = 1 / 3
"""How much of the score is that the window has the words in order; the rest is that it has them."""

MISSING_FACT: Final = 0.10
"""Off for each name or number of the fact that the text never has."""

MISSING_WORD: Final = 0.12
"""Off for each unit of word weight that the text never has."""

BORDER: Final = 0.50
STEEPNESS: Final = 6.0
"""Where the logistic curve is 0.5, and how steep it is there."""

LEAST_WEIGHT: Final = 0.8
"""From which weight on a word of the fact shows where the fact is told."""

OTHERS_SHARE: Final = 0.6
"""The share of another source's fact that a sentence must hold to tell that one."""

COMMON_GROUND: Final = 0.4
"""The share of the rest of a fact that a window must hold to contradict it."""


_NO_VOICES: Final[Voices] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FactJudgement:
    """``score`` in [0, 1], how surely the text states the fact; ``spans`` are code points of the text.

    ``told`` are the places of the fact's own words in those spans, each with what the word weighs.
    """

    score: float
    verdict: FactVerdict
    spans: tuple[tuple[int, int], ...]
    reason: str
    told: tuple[tuple[int, int, float], ...] = ()


def fact_stated(
    fact: str,
    text: str | PreparedDocument,
    *,
    ignore: Sequence[str] = (),
    voices: Voices = _NO_VOICES,
    others: Sequence[str] = (),
    beside: Sequence[str] = (),
) -> FactJudgement:
    """Judges one fact by a text.

    ``ignore`` names words that need not be there, such as the names of the fact's source where the fact tells it
    other than by "X said". ``voices`` are the names of all sources: where the text is prepared, by ``with_voices``
    too, one of a source's names stands for another. ``others`` are facts of other sources: a text that has their number
    tells theirs, and leaves this one untold. A fact without content words is stated by any text; an empty text
    states nothing.
    """
    document = with_voices(prepare(text), voices) if isinstance(text, str) else text
    words = weighed_words(fact, document, ignore, voices)
    if not any(word.weight for word in words):
        return FactJudgement(1.0, "yes", (), "the fact has no words that could be missing")
    if not document.words:
        return FactJudgement(0.0, "no", (), "the text is empty")
    alignment = align(words, document)
    clashes = _clashes(fact, words, alignment, document)
    spans = tuple((span.start, span.end) for span in document.sentences[alignment.window[0] : alignment.window[1] + 1])
    score = _score(words, alignment)
    figures = {number for other in others for number in _numbers(other)}
    theirs = [one for one in clashes if one.kind == "number" and _has_figure(one, document, figures)]
    if ignore:
        said = [one for one in clashes if one.kind in ("negation", "opposite")]
        theirs += [one for one in said if _is_others_fact(one, others, document)]
    own = [one for one in clashes if one not in theirs and not _is_another_sources(fact, one, document, ignore)]
    is_denied = is_denial(fact, voices, ignore)
    if is_denied:
        denied = denied_there(words, document, voices, ignore)
        if denied is not None:
            return _found(score, denied[0], [(at, 1.0) for at in denied[1]], "its source denies it there", document)
        own = [one for one in own if _is_admitted(one, document, voices, ignore)]
    if own:
        return FactJudgement(score * 0.5, "contradicted", spans, own[0].reason)
    told = None if _is_known(score, words, alignment) else told_by_figures(fact, words, document, voices, ignore)
    if told is not None and not any(clash.kind == "negation" for clash in clashes):
        return _found(score, told.sentence, told.told, "a sentence has its figures", document)
    if theirs:
        return FactJudgement(score * 0.5, "no", (), theirs[0].reason)
    is_open = not is_denied and not _is_known(score, words, alignment)
    told = told_by_source(fact, words, document, voices, ignore, beside) if is_open else None
    if told is not None:
        return _found(score, told.sentence, told.told, "its source tells enough of it", document)
    if any(clash.kind == "negation" for clash in clashes):
        return FactJudgement(score * 0.5, "no", (), clashes[0].reason)
    if lacks_negation(fact, words, alignment.window, document):
        return FactJudgement(min(score, 0.5 - 1e-9), "no", (), "what it says is not so isn't there")
    fate = fate_at_odds(fact, words, alignment.window, document)
    if fate:
        return FactJudgement(min(score, 0.5 - 1e-9), "no", (), f"{fate!r} is told of those whom it counts")
    if _is_known(score, words, alignment):
        reason = "the window holds " + _held(fact, words, alignment, held=True)
        return FactJudgement(score, "yes", spans, reason, _told(words, alignment, document))
    return FactJudgement(min(score, 0.5 - 1e-9), "no", (), "missing: " + _held(fact, words, alignment, held=False))


@lru_cache(maxsize=4096)
def _numbers(text: str) -> frozenset[str]:
    return frozenset(word.base for word in read_words(text) if word.kind == "number")


def _is_known(score: float, words: Sequence[Word], alignment: Alignment) -> bool:
    return score >= BORDER and _has_own_word(words, alignment)


def _found(
    score: float, sentence: int, told: Sequence[tuple[int, float]], reason: str, document: PreparedDocument
) -> FactJudgement:
    """A fact that a sentence is known to tell by other signs than the share of its words."""
    span = document.sentences[sentence]
    places = tuple((document.words[at].start, document.words[at].end, weight) for at, weight in sorted(told))
    shown = ", ".join(document.text[start:end] for start, end, _ in places)
    return FactJudgement(max(score, BORDER), "yes", ((span.start, span.end),), f"{reason}: {shown}", places)


def _is_admitted(clash: Clash, document: PreparedDocument, voices: Voices, own: Sequence[str]) -> bool:
    """Whether the fact's own source tells what clashes."""
    place = Span(clash.document_start, clash.document_end)
    return any(
        one.covers(place) and is_told_by(one, document.text, voices, own) for one in find_attributions(document.text)
    )


def _has_figure(clash: Clash, document: PreparedDocument, figures: set[str]) -> bool:
    """Whether the number of the text that clashes is one of some figures, and told as nobody's."""
    is_one = any(word.start == clash.document_start and word.base in figures for word in document.words)
    return is_one and not _tellers(clash, document)


def _is_others_fact(clash: Clash, others: Sequence[str], document: PreparedDocument) -> bool:
    """Whether the sentence that clashes is told as nobody's, and tells another source's fact."""
    if _tellers(clash, document):
        return False
    at = next(place for place, word in enumerate(document.words) if word.start == clash.document_start)
    here = document.places_in(document.sentence_of[at], document.sentence_of[at])
    for other in others:
        credit = whole_credit(other)
        words = [
            word
            for word in read_words(other, known_names=document.names)
            if word.weight >= LEAST_WEIGHT and (credit is None or credit.covers(Span(word.start, word.end)))
        ]
        held = sum(word.weight for word in words if any(place in here for place in found_at(word, document)))
        if held >= OTHERS_SHARE * sum(word.weight for word in words):
            return True
    return False


def source_of(fact: str) -> str:
    """The words that name the fact's own source ("The captain"); empty where it has none."""
    credit = whole_credit(fact)
    return credit.source.of(fact) if credit and credit.source else ""


def _score(words: Sequence[Word], alignment: Alignment) -> float:
    missing = [word for word, strength in zip(words, alignment.strengths_anywhere, strict=True) if not strength]
    facts = sum(word.kind in ("name", "number") and word.weight >= 1 for word in missing)
    raw = (1 - ORDER_SHARE) * alignment.in_window + ORDER_SHARE * alignment.ordered
    raw -= MISSING_FACT * facts + MISSING_WORD * sum(word.weight for word in missing)
    return 1 / (1 + exp(-STEEPNESS * (raw - BORDER)))


def _clashes(fact: str, words: Sequence[Word], alignment: Alignment, document: PreparedDocument) -> tuple[Clash, ...]:
    """The clashes with enough common ground.

    A number does not clash where the window lacks a name of the fact, for then it counts something else.
    """
    negation = negation_clash(fact, words, alignment.window, document)
    number = number_clash(fact, words, alignment, document)
    others = [one for one in find_clashes(fact, words, alignment, document) if one.kind not in ("number", "negation")]
    turned = [one for one in turned_around(fact, words, alignment, document) if one.kind == "number"]
    otherwise = told_otherwise(fact, words, alignment, document)
    placed = misplaced(fact, words, alignment, document)
    clashes = [*(one for one in (negation, number) if one), *turned, *otherwise, *placed, *others]
    at_odds = {(clash.start, clash.end) for clash in clashes if clash.kind != "negation"}
    rest = [
        (word.weight, strength)
        for word, strength in zip(words, alignment.strengths, strict=True)
        if (word.start, word.end) not in at_odds
    ]
    ground = sum(weight * strength for weight, strength in rest)
    is_elsewhere = any(
        word.kind == "name"
        and word.weight >= 1
        and not strength
        and (word.start, word.end) not in at_odds
        and not kinds(word.base) & DATES
        for word, strength in zip(words, alignment.strengths, strict=True)
    )
    is_same = ground >= COMMON_GROUND * sum(weight for weight, _ in rest)
    return tuple(
        clash
        for clash in clashes
        if (is_same or clash.kind == "negation")
        and not (clash.kind in ("number", "negation") and is_elsewhere and clash not in turned)
        and not _is_other_measure(clash, words, document)
    )


def _is_other_measure(clash: Clash, words: Sequence[Word], document: PreparedDocument) -> bool:
    """Whether units of time differ because their numbers do: "ten years", "a decade"."""
    if clash.kind != "kind":
        return False
    at = next((number for number, word in enumerate(words) if word.start == clash.start), 0)
    there = next((number for number, word in enumerate(document.words) if word.start == clash.document_start), 0)
    before, other = words[max(0, at - 1)], document.words[max(0, there - 1)]
    is_unit = bool(kinds(words[at].base) & TIME_UNITS)
    return is_unit and (before.kind == "number" or other.kind == "number") and before.base != other.base


def _is_another_sources(fact: str, clash: Clash, document: PreparedDocument, names: Sequence[str]) -> bool:
    """Whether the fact has a source, and the text tells what clashes as somebody else's. Pronouns may be anybody."""
    known = {word.base for name in (source_of(fact), *names) for word in read_words(name) if word.weight}
    phrases = _tellers(clash, document)
    return bool(known and phrases) and all(bases and known.isdisjoint(bases) for bases in phrases)


def _tellers(clash: Clash, document: PreparedDocument) -> list[set[str]]:
    """The words of whoever the text names for what clashes; a pronoun has none."""
    place = Span(clash.document_start, clash.document_end)
    telling = [one for one in find_attributions(document.text) if one.covers(place) and one.kind != "continued"]
    tellers = [
        one.antecedent if one.source and one.source.of(document.text).lower() in _SURE_PRONOUNS else one.source
        for one in telling
    ]
    return [{word.base for word in read_words(teller.of(document.text)) if word.weight} for teller in tellers if teller]


_SURE_PRONOUNS: Final = frozenset(("which", "who", "it"))
"""Pronouns whose antecedent stands right there; who "he" is may be anybody's guess."""


def _has_own_word(words: Sequence[Word], alignment: Alignment) -> bool:
    """Whether a word of weight stands there itself: near-synonyms alone may be about anything."""
    telling = [
        strength for word, strength in zip(words, alignment.strengths, strict=True) if word.weight >= LEAST_WEIGHT
    ]
    return not telling or max(telling) == 1.0


def _told(
    words: Sequence[Word], alignment: Alignment, document: PreparedDocument
) -> tuple[tuple[int, int, float], ...]:
    """Where the window has the fact's words, its attribution left out; of several places the ones nearest together."""
    found = [(word.weight, places(word, document, alignment.window)) for word in words if word.weight >= LEAST_WEIGHT]
    sure = [held[0][0] for _, held in found if len(held) == 1]
    middle = sum(sure) / len(sure) if sure else 0.0
    chosen = [
        (weight, min(held, key=lambda place: (-place[1], abs(place[0] - middle)))[0]) for weight, held in found if held
    ]
    spoken = [(document.words[place], weight) for weight, place in sorted(chosen, key=lambda entry: entry[1])]
    return tuple((word.start, word.end, weight) for word, weight in spoken)


def _held(fact: str, words: Sequence[Word], alignment: Alignment, *, held: bool) -> str:
    shown = [
        fact[word.start : word.end]
        for word, strength in zip(words, alignment.strengths, strict=True)
        if word.weight and bool(strength) is held
    ]
    return ", ".join(shown) or "nothing of it"
