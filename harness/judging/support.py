"""Whether a document bears out a sentence, with the place that does and the words that fail.

The evidence for a sentence is one window of the document (a sentence or two in a row). Four shares are averaged:
the sentence's words found anywhere in the document, in that window, in that window in the same order, and how far the
sentence was copied in whole stretches. Names, numbers and other words that the document never has are held against
it, and so is every clash (``contradictions``). The result goes through a logistic curve, so that 0.5 is the border
and a score between .35 and .65 is a close call. No weight was learned; each constant is a round number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp
from typing import Final, Literal

from harness.judging.alignment import Alignment, align
from harness.judging.contradictions import Clash, find_clashes
from harness.judging.crediting import Aliases, WrongCredit, wrong_credits
from harness.judging.windows import PreparedDocument, Word, prepare, read_words, sentences_of

__all__ = ["SummarySupport", "SupportJudgement", "prepare", "summary_support", "support"]

FailureKind = Literal["number", "name", "negation", "opposite", "speaker", "words"]

MISSING_FACT: Final = 0.05
"""Off for each name or number that the document never has."""

MISSING_WORD: Final = 0.03
"""Off for each unit of word weight that the document never has."""

CLASH: Final = 0.12
"""Off for each clash with the window."""

WRONG_CREDIT: Final = 0.3
UNSURE_CREDIT: Final = 0.1
"""Off where the sentence gives the words to another source than the document does, or to one with another name."""

BORDER: Final = 0.70
STEEPNESS: Final = 10.0
"""Where the logistic curve is 0.5, and how steep it is there."""


@dataclass(frozen=True, slots=True)
class SupportJudgement:
    """``score`` in [0, 1]; ``evidence`` are code points of the document, ``failing`` of the sentence with a kind."""

    score: float
    is_supported: bool
    evidence: tuple[tuple[int, int], ...]
    failing: tuple[tuple[int, int, FailureKind], ...]
    reason: str


@dataclass(frozen=True, slots=True)
class SummarySupport:
    """A summary's sentences (code points of the summary) with their judgements; ``score`` is worst and mean, halved."""

    score: float
    spans: tuple[tuple[int, int], ...]
    sentences: tuple[SupportJudgement, ...]


def support(sentence: str, document: str | PreparedDocument, *, aliases: Aliases = ()) -> SupportJudgement:
    """Judges one sentence by a document. A sentence without content words is supported; an empty document bears out
    nothing else."""
    prepared = prepare(document) if isinstance(document, str) else document
    words = read_words(sentence, known_names=prepared.names)
    if not any(word.weight for word in words):
        return SupportJudgement(1.0, True, (), (), "says nothing that could be checked")
    if not prepared.words:
        return SupportJudgement(0.0, False, (), (), "the document is empty")
    alignment = align(words, prepared)
    clashes = find_clashes(sentence, words, alignment, prepared)
    credits = wrong_credits(sentence, words, prepared, aliases)
    score = _logistic(raw_support(words, alignment, clashes) - _credit_penalty(credits))
    failing = _failing(words, alignment, clashes, credits)
    reason = _reason(sentence, failing, (*credits, *clashes))
    return SupportJudgement(score, score >= 0.5, _evidence(alignment, prepared), failing, reason)


def summary_support(summary: str, document: str | PreparedDocument, *, aliases: Aliases = ()) -> SummarySupport:
    """Judges every sentence of a summary. An empty summary has no sentences and scores 0."""
    prepared = prepare(document) if isinstance(document, str) else document
    spans = sentences_of(summary)
    judgements = tuple(support(span.of(summary), prepared, aliases=aliases) for span in spans)
    if not judgements:
        return SummarySupport(0.0, (), ())
    scores = [judgement.score for judgement in judgements]
    score = (min(scores) + sum(scores) / len(scores)) / 2
    return SummarySupport(score, tuple((span.start, span.end) for span in spans), judgements)


def raw_support(words: Sequence[Word], alignment: Alignment, clashes: Sequence[Clash]) -> float:
    """The mean of the four shares less what is missing and what clashes; at most 1, may be negative."""
    shares = (alignment.anywhere, alignment.in_window, alignment.ordered, alignment.copied)
    missing = [word for word, strength in zip(words, alignment.strengths_anywhere, strict=True) if not strength]
    facts = sum(word.kind in ("name", "number") for word in missing)
    weight = sum(word.weight for word in missing)
    return sum(shares) / len(shares) - MISSING_FACT * facts - MISSING_WORD * weight - CLASH * len(clashes)


def _credit_penalty(credits: Sequence[WrongCredit]) -> float:
    return max((WRONG_CREDIT if credit.is_sure else UNSURE_CREDIT for credit in credits), default=0.0)


def _logistic(raw: float) -> float:
    return 1 / (1 + exp(-STEEPNESS * (raw - BORDER)))


def _evidence(alignment: Alignment, document: PreparedDocument) -> tuple[tuple[int, int], ...]:
    first, last = alignment.window
    if not alignment.in_window:
        return ()
    return tuple((span.start, span.end) for span in document.sentences[first : last + 1])


def _failing(
    words: Sequence[Word], alignment: Alignment, clashes: Iterable[Clash], credits: Iterable[WrongCredit]
) -> tuple[tuple[int, int, FailureKind], ...]:
    found: dict[tuple[int, int], FailureKind] = {}
    for word, strength in zip(words, alignment.strengths_anywhere, strict=True):
        if word.weight and not strength and word.kind != "generic":
            found[word.start, word.end] = word.kind if word.kind in ("name", "number") else "words"
    for clash in clashes:
        found[clash.start, clash.end] = "opposite" if clash.kind == "kind" else clash.kind
    for credit in credits:
        found[credit.start, credit.end] = "speaker"
    return tuple((start, end, kind) for (start, end), kind in sorted(found.items()))


def _reason(
    sentence: str, failing: Sequence[tuple[int, int, FailureKind]], clashes: Sequence[Clash | WrongCredit]
) -> str:
    if clashes:
        return clashes[0].reason
    if failing:
        return "not in the document: " + ", ".join(sentence[start:end] for start, end, _ in failing[:5])
    return "all its words are in the document"
