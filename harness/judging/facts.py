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
from typing import Final, Literal

from harness.judging.alignment import Alignment, align
from harness.judging.clash import Clash
from harness.judging.contradictions import find_clashes
from harness.judging.crediting import spoken_parts
from harness.judging.windows import PreparedDocument, Word, prepare, read_words
from harness.reading.attribution import Attribution, find_attributions
from harness.reading.sentences import Span

FactVerdict = Literal["yes", "no", "contradicted"]

ORDER_SHARE: Final = 1 / 3
"""How much of the score is that the window has the words in order; the rest is that it has them."""

MISSING_FACT: Final = 0.10
"""Off for each name or number of the fact that the text never has."""

MISSING_WORD: Final = 0.12
"""Off for each unit of word weight that the text never has."""

SOURCE_SHARE: Final = 0.3
"""What the words of the fact's own attribution weigh, against what is said."""

BORDER: Final = 0.50
STEEPNESS: Final = 6.0
"""Where the logistic curve is 0.5, and how steep it is there."""

COMMON_GROUND: Final = 0.4
"""The share of the rest of a fact that a window must hold to contradict it."""


@dataclass(frozen=True, slots=True)
class FactJudgement:
    """``score`` in [0, 1], how surely the text states the fact; ``spans`` are code points of the text."""

    score: float
    verdict: FactVerdict
    spans: tuple[tuple[int, int], ...]
    reason: str


def fact_stated(fact: str, text: str | PreparedDocument, *, ignore: Sequence[str] = ()) -> FactJudgement:
    """Judges one fact by a text.

    ``ignore`` names words that need not be there, such as the names of the fact's source where the fact tells it
    other than by "X said". A fact without content words is stated by any text; an empty text states nothing.
    """
    document = prepare(text) if isinstance(text, str) else text
    words = _weighed(fact, read_words(fact, known_names=document.names), ignore)
    if not any(word.weight for word in words):
        return FactJudgement(1.0, "yes", (), "the fact has no words that could be missing")
    if not document.words:
        return FactJudgement(0.0, "no", (), "the text is empty")
    alignment = align(words, document)
    clashes = _clashes(fact, words, alignment, document)
    spans = tuple((span.start, span.end) for span in document.sentences[alignment.window[0] : alignment.window[1] + 1])
    if clashes:
        return FactJudgement(_score(words, alignment) * 0.5, "contradicted", spans, clashes[0].reason)
    score = _score(words, alignment)
    if score >= 0.5:
        return FactJudgement(score, "yes", spans, "the window holds " + _held(fact, words, alignment, held=True))
    return FactJudgement(score, "no", (), "missing: " + _held(fact, words, alignment, held=False))


def source_of(fact: str) -> str:
    """The words that name the fact's own source ("The captain"); empty where it has none."""
    credit = _whole_credit(fact)
    return credit.source.of(fact) if credit and credit.source else ""


@lru_cache(maxsize=4096)
def _whole_credit(fact: str) -> Attribution | None:
    """The attribution that leaves nothing of the fact outside itself, if there is one."""
    for credit in spoken_parts(fact):
        spans = [*credit.content, *(span for span in (credit.cue, credit.source) if span)]
        outside = [
            word
            for word in read_words(fact)
            if word.weight and not any(span.overlaps(Span(word.start, word.end)) for span in spans)
        ]
        if not outside:
            return credit
    return None


def _weighed(fact: str, words: Sequence[Word], ignore: Sequence[str]) -> tuple[Word, ...]:
    """The words with less weight outside what the fact's source says, and none for those to be ignored."""
    credit = _whole_credit(fact)
    bases = {word.base for name in ignore for word in read_words(name)}
    found = []
    for word in words:
        outside = credit is not None and not credit.covers(Span(word.start, word.end))
        share = 0.0 if word.base in bases else SOURCE_SHARE if outside else 1.0
        found.append(word._replace(weight=word.weight * share, kind="generic") if share < 1.0 else word)
    return tuple(found)


def _score(words: Sequence[Word], alignment: Alignment) -> float:
    missing = [word for word, strength in zip(words, alignment.strengths_anywhere, strict=True) if not strength]
    facts = sum(word.kind in ("name", "number") for word in missing)
    raw = (1 - ORDER_SHARE) * alignment.in_window + ORDER_SHARE * alignment.ordered
    raw -= MISSING_FACT * facts + MISSING_WORD * sum(word.weight for word in missing)
    return 1 / (1 + exp(-STEEPNESS * (raw - BORDER)))


def _clashes(fact: str, words: Sequence[Word], alignment: Alignment, document: PreparedDocument) -> tuple[Clash, ...]:
    """The clashes that count: with enough common ground, and not with what another source than the fact's says."""
    clashes = find_clashes(fact, words, alignment, document)
    at_odds = {(clash.start, clash.end) for clash in clashes}
    rest = [
        (word.weight, strength)
        for word, strength in zip(words, alignment.strengths, strict=True)
        if (word.start, word.end) not in at_odds
    ]
    ground = sum(weight * strength for weight, strength in rest)
    if ground < COMMON_GROUND * sum(weight for weight, _ in rest):
        return ()
    return tuple(clash for clash in clashes if not _is_another_sources(fact, clash, document))


def _is_another_sources(fact: str, clash: Clash, document: PreparedDocument) -> bool:
    """Whether the fact names its source, and the text tells what clashes as somebody else's."""
    named = {word.base for word in read_words(source_of(fact)) if word.weight}
    if not named:
        return False
    place = Span(clash.document_start, clash.document_end)
    tellers = [one.antecedent or one.source for one in find_attributions(document.text) if one.covers(place)]
    names = [{word.base for word in read_words(teller.of(document.text))} for teller in tellers if teller]
    return bool(names) and all(named.isdisjoint(bases) for bases in names)


def _held(fact: str, words: Sequence[Word], alignment: Alignment, *, held: bool) -> str:
    shown = [
        fact[word.start : word.end]
        for word, strength in zip(words, alignment.strengths, strict=True)
        if word.weight and bool(strength) is held
    ]
    return ", ".join(shown) or "nothing of it"
