"""Whether a document bears out a sentence, with the place that does and the words that fail.

The evidence for a sentence is one window of the document (a sentence or two in a row). Five shares are weighed:
the sentence's words found anywhere in the document, in that window, in that window in the same order, how far the
sentence was copied in whole stretches, and how far words that it has near each other are near each other there.
Names, numbers and other words that the document never has are held against it, and so is every clash
(``contradictions``). The result goes through a logistic curve, so that 0.5 is the border and a score between .35 and
.65 is a close call. No weight was learned; each constant is a round number, one for all
sets of a kind (``SupportRule``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp
from typing import Final, Literal

from harness.judging.alignment import Alignment, align
from harness.judging.clashes import Clash
from harness.judging.clashes.contradictions import find_clashes
from harness.judging.clashes.negation import NEGATING, negation_clash
from harness.judging.clashes.otherwise import told_otherwise
from harness.judging.crediting import Context, WrongCredit, wrong_credits
from harness.judging.joints import wrong_joints
from harness.judging.lexicon import is_common
from harness.judging.quantity_words import with_quantities
from harness.judging.voices import Speakers
from harness.judging.weighed_words import UNKNOWN_WORD
from harness.judging.windows import PreparedDocument, Word, prepare, read_words, sentences_of
from harness.reading.names import same_word

__all__ = [
    "CLAIM_WITH_CITATION",
    "SENTENCE_OF_SUMMARY",
    "SummarySupport",
    "SupportJudgement",
    "SupportRule",
    "claim_support",
    "prepare",
    "summary_support",
    "support",
]

FailureKind = Literal["number", "name", "negation", "opposite", "speaker", "words"]

_BOILERPLATE: Final = re.compile(
    r"\W*(?:(?:sure|certainly|okay|ok)\b[^.]{0,20}$|(?:(?:sure|certainly|okay|ok)\W+)?here(?:'s| is| are)\b[^.]{0,60}"
    r"\b(?:summary|summaries|answer|overview|points|takeaways|digest)\b"
    r"|(?:in )?summary\W*$|click here\b|scroll down\b|read more\b)",
    re.IGNORECASE,
)
"""What is said about the summary, or to its reader, and not about the news."""

_QUESTION: Final = re.compile(r"\?\s*(?:\[[^\]]*\][\s.,]*)*$")
"""The end of a question of the text's own, behind which citations may stand; a quoted one ends with its mark."""

_AT_FIRST: Final = re.compile(r"at first\b", re.IGNORECASE)
"""Tells when, and counts nothing."""

WRONG_CREDIT: Final = 0.3
"""Off where the sentence gives the words to another source than the document does."""

NOBODY: Final = Speakers({}, {})
"""No sources: then nothing is said about credit."""

PASSAGE_BREAK: Final = "\n\n"

HEADING_SHARE: Final = 0.7
"""From which share of capital letters on a line is read as a heading."""

_LEAST_HELD: Final = 0.6
"""The share of a sentence's words that the window must have for another outcome, unit or name to be of the same."""

STEEPNESS: Final = 10.0
"""How steep the logistic curve is at the border."""

WORST_SHARE: Final = 0.25
"""How much of a summary's score is its worst sentence; the rest is the mean over its words."""


@dataclass(frozen=True, slots=True)
class SupportRule:
    """What the shares weigh, what is taken off for what is missing or clashes, and where the border lies.

    ``missing_fact``: for each name or number that the document never has. ``missing_word``: for each unit of word
    weight that it never has. ``clash``: for each clash with the window. ``at_odds``: what the score is multiplied with
    where the sentence clashes with the document, credits another source than it does, or has a name or number that is
    nowhere in it. ``asks_negation``: whether a negation on one side only is a clash. ``verdict``: the score from which
    a sentence that is not at odds is supported.
    """

    anywhere: float
    in_window: float
    ordered: float
    copied: float
    near: float
    missing_fact: float
    missing_word: float
    clash: float
    at_odds: float
    border: float
    asks_negation: bool
    verdict: float


SENTENCE_OF_SUMMARY: Final = SupportRule(
    0.25, 0.25, 0.25, 0.125, 0.125, 0.05, 0.03, 0.2, 0.45, 0.50, asks_negation=True, verdict=0.27
)
"""A sentence of a summary, against the whole document it sums up; one at odds with it is never supported.

Most true sentences that fall short of 0.5 say it in other words; most false ones are at odds. So the verdict is at raw
0.40, which is 0.27 of the score.
"""

CLAIM_WITH_CITATION: Final = SupportRule(
    0.25, 0.25, 0.25, 0.25, 0.0, 0.10, 0.0, 0.1, 0.8, 0.475, asks_negation=False, verdict=0.5
)
"""A claim against the passages it cites. They lack its context and say it in other words, so that a foreign name or
number tells more than other missing words do, and what looks like a clash may be a turn of phrase."""


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
    """A summary's sentences (code points of the summary) with their judgements; ``score``: see ``WORST_SHARE``.

    ``is_supported``: every sentence is.
    """

    score: float
    is_supported: bool
    spans: tuple[tuple[int, int], ...]
    sentences: tuple[SupportJudgement, ...]


def support(
    sentence: str,
    document: str | PreparedDocument,
    *,
    speakers: Speakers = NOBODY,
    context: Context | None = None,
    rule: SupportRule = SENTENCE_OF_SUMMARY,
) -> SupportJudgement:
    """Judges one sentence by a document, by ``speakers`` also whom it credits; ``context`` is the text it stands in.

    A sentence without content words is supported; an empty document bears out nothing else.
    """
    prepared = prepare(document) if isinstance(document, str) else document
    words = with_quantities(sentence, read_words(sentence, known_names=prepared.names))
    if not any(word.weight for word in words) or _BOILERPLATE.match(sentence):
        return SupportJudgement(1.0, True, (), (), "says nothing that could be checked")
    if not prepared.words:
        return SupportJudgement(0.0, False, (), (), "the document is empty")
    alignment = align(words, prepared)
    clashes = find_clashes(sentence, words, alignment, prepared)
    if rule.asks_negation:
        clashes = (*clashes, *_negation(sentence, words, alignment, prepared))
    is_copy = alignment.copied == 1.0
    credits = () if is_copy else wrong_credits(words, prepared, speakers, context or Context(sentence))
    raw = raw_support(words, alignment, clashes, rule) - WRONG_CREDIT * bool(credits)
    score = 1 / (1 + exp(-STEEPNESS * (raw - rule.border)))
    is_at_odds = bool(credits or clashes) or _invents(sentence, words, alignment, prepared)
    if is_at_odds:
        score *= rule.at_odds
    is_enough = score >= (0.5 if is_at_odds else rule.verdict)
    otherwise = (*_otherwise(sentence, words, alignment, prepared), *_gaps(words)) if rule.asks_negation else ()
    if rule.asks_negation and is_enough and not otherwise:
        otherwise = tuple(wrong_joints(sentence, words, alignment, prepared, speakers, context or Context(sentence)))
    failing = _failing(words, alignment, (*clashes, *otherwise), credits)
    reason = _reason(sentence, failing, (*credits, *clashes, *otherwise))
    return SupportJudgement(score, is_enough and not otherwise, _evidence(alignment, prepared), failing, reason)


def summary_support(summary: str, document: str | PreparedDocument) -> SummarySupport:
    """Judges every sentence of a summary. An empty summary has no sentences and scores 0."""
    prepared = prepare(document) if isinstance(document, str) else document
    spans = sentences_of(summary)
    judgements = tuple(support(span.of(summary), prepared) for span in spans)
    if not judgements:
        return SummarySupport(0.0, False, (), ())
    sizes = [len(span.of(summary).split()) for span in spans]
    mean = sum(size * one.score for size, one in zip(sizes, judgements, strict=True)) / sum(sizes)
    score = (1 - WORST_SHARE) * mean + WORST_SHARE * min(one.score for one in judgements)
    return SummarySupport(
        score, all(one.is_supported for one in judgements), tuple((span.start, span.end) for span in spans), judgements
    )


def claim_support(claim: str, passages: Sequence[str]) -> SupportJudgement:
    """Judges a claim as a whole by the passages it cites, and by its worst sentence where it has several.

    Spans are of the passages joined by blank lines. Cites nothing: unsupported. So is a claim that closes with a
    question, which claims nothing. ``WORST_SHARE`` is as in a summary.
    """
    if _QUESTION.search(claim):
        return SupportJudgement(0.0, False, (), (), "a question, which claims nothing")
    prepared = prepare(PASSAGE_BREAK.join(passages))
    rule = CLAIM_WITH_CITATION
    whole = support(claim, prepared, rule=rule)
    spans = sentences_of(claim)
    if len(spans) < 2:
        return whole
    worst = min(support(span.of(claim), prepared, rule=rule).score for span in spans)
    score = (1 - WORST_SHARE) * whole.score + WORST_SHARE * worst
    return replace(whole, score=score, is_supported=score >= rule.verdict)


def _negation(
    sentence: str, words: Sequence[Word], alignment: Alignment, document: PreparedDocument
) -> Iterator[Clash]:
    """The negation on one side only, where the best sentence of the document shows it and so does the whole window."""
    best = (alignment.sentence, alignment.sentence)
    there = document.places_in(*best)
    bases = {word.base for word in (*words, *document.words[there.start : there.stop])}
    if bases.isdisjoint(NEGATING):
        return
    clash = negation_clash(sentence, words, best, document)
    if clash is not None and (
        alignment.window == best or negation_clash(sentence, words, alignment.window, document) is not None
    ):
        yield clash


def _otherwise(
    sentence: str, words: Sequence[Word], alignment: Alignment, document: PreparedDocument
) -> Iterator[Clash]:
    """What the document tells otherwise, where its window has most of the rest.

    They decide the verdict alone: in the score they would cost as much on copied news as they gain on edited news.
    """
    if alignment.in_window < _LEAST_HELD or alignment.copied == 1.0:
        return
    yield from told_otherwise(sentence, words, alignment, document)


def _gaps(words: Sequence[Word]) -> Iterator[Clash]:
    """The words that a model lacked: what a sentence says of them nobody can sign, whatever the rest of it scores."""
    for word in words:
        if word.base == UNKNOWN_WORD:
            yield Clash("name", word.start, word.end, 0, 0, "'UNK' stands for a word that the model lacked")


def _invents(sentence: str, words: Sequence[Word], alignment: Alignment, document: PreparedDocument) -> bool:
    """Whether a number or a name stands nowhere in the document, in no spelling that could be the same.

    A small count in words ("three villages") may be the writer's own, and the first word has its capital anyway. In
    a heading, where every word has a capital letter, only words that no table knows are names.
    """
    capitals = sum(sentence[word.start].isupper() for word in words if word.weight)
    is_heading = capitals > HEADING_SHARE * sum(word.weight > 0 for word in words)
    for word, strength in zip(words, alignment.strengths_anywhere, strict=True):
        if strength or word.kind not in ("number", "name") or (is_heading and is_common(word.base)):
            continue
        if _AT_FIRST.match(sentence, max(0, word.start - len("at "))):
            continue
        if (word.kind == "number" and sentence[word.start].isalpha() and len(word.base) == 1) or word is words[0]:
            continue
        if word.kind == "number" or not any(same_word(word.base, name) for name in document.names):
            return True
    return False


def raw_support(words: Sequence[Word], alignment: Alignment, clashes: Sequence[Clash], rule: SupportRule) -> float:
    """The weighted shares less what is missing and what clashes; at most 1, may be negative."""
    missing = [word for word, strength in zip(words, alignment.strengths_anywhere, strict=True) if not strength]
    return (
        rule.anywhere * alignment.anywhere
        + rule.in_window * alignment.in_window
        + rule.ordered * alignment.ordered
        + rule.copied * alignment.copied
        + rule.near * alignment.near
        - rule.missing_fact * sum(word.kind in ("name", "number") for word in missing)
        - rule.missing_word * sum(word.weight for word in missing)
        - rule.clash * len(clashes)
    )


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
