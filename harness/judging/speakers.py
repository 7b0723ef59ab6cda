"""Who said it: credit for what a text states, the speaker of given words, and quotations that nobody said.

Measured on pairs of content and speaker of news sentences (`harness calibrate`). The score orders speakers by how
the sentence ties them to the content; from 0.5 up the text attributes it to them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from harness.judging.likeness import heads_of, likeness
from harness.judging.located import locate
from harness.judging.mentions import resolve_source
from harness.judging.speakers_credit import UNKNOWN, Credit, credit_at, credit_of, speaks_for
from harness.reading.governors import Governor, frame_of, governors_of
from harness.reading.quotes import find_quotations, is_verbatim
from harness.reading.sentences import Span, split_sentences
from harness.reading.words import stem, tokens

__all__ = [
    "UNKNOWN",
    "Attributed",
    "Credit",
    "attributes",
    "credit_at",
    "credit_of",
    "quotations_nobody_said",
    "resolve_source",
    "source_of",
    "speaks_for",
]


@dataclass(frozen=True, slots=True)
class Attributed:
    """How surely a text attributes something to a speaker: `score` in [0, 1], the verdict, and why."""

    score: float
    is_attributed: bool
    reason: str


def attributes(text: str, content: str, speaker: str) -> Attributed:
    """Whether the text attributes the content to the speaker.

    Content that the text does not hold, or an empty speaker: score 0. The content itself never names its speaker.
    """
    spans = locate(content, text)
    if not spans:
        return Attributed(0.0, False, "the text does not hold these words")
    governors = governors_of(text, spans)
    score, governor = _best(text, governors, speaker)
    if governor is None:
        return Attributed(
            _trace(text, spans, speaker), False, f"the text ties nobody called {speaker!r} to these words"
        )
    top = governors[0]
    score -= _RIVALRY * max(0.0, top.confidence - governor.confidence)
    score = min(1.0, max(_LEAST_TIED, score))
    is_attributed = score >= _THRESHOLD
    return Attributed(score, is_attributed, _reason(text, governor, top, is_attributed))


def source_of(text: str, content: Sequence[Span]) -> str:
    """The words of a text that name whoever says the stretches of `content`; empty where nobody is found."""
    governors = governors_of(text, content)
    return governors[0].source.of(text) if governors else ""


def quotations_nobody_said(output: str, document_text: str) -> tuple[Span, ...]:
    """The quotations of an output, marks left out, whose words do not stand in the document one behind the other.

    Quotations of fewer than three words are left out: they are titles, nicknames and scare quotes as often as speech.
    """
    return tuple(
        Span(quotation.start, quotation.end)
        for quotation in find_quotations(output)
        if len(tokens(quotation.text)) >= _LEAST_WORDS and not is_verbatim(quotation.text, document_text)
    )


_THRESHOLD: Final = 0.5
_RIVALRY: Final = 0.6
_LEAST_TIED: Final = 0.2
_LEAST_WORDS: Final = 3


def _best(text: str, governors: Sequence[Governor], speaker: str) -> tuple[float, Governor | None]:
    """The governor that means the speaker most surely, and how surely."""
    best, chosen = 0.0, None
    for governor in governors:
        score = governor.confidence * likeness(speaker, governor.source.of(text))
        if governor.antecedent is not None:
            score = max(score, governor.confidence * likeness(speaker, governor.antecedent.of(text)))
        if score > best:
            best, chosen = score, governor
    return best, chosen


def _trace(text: str, spans: Sequence[Span], speaker: str) -> float:
    """A score below every tie: the speaker is in the sentence outside the content, near it, only inside it, nowhere."""
    heads = heads_of(speaker)
    if not heads:
        return 0.0
    frame = frame_of(text, split_sentences(text), spans[0])
    places = [Span(token.start, token.end) for token in tokens(text) if stem(token.folded) == heads[0]]
    outside = [place for place in places if not any(span.covers(place) for span in spans)]
    if any(frame.covers(place) for place in outside):
        return 0.15
    if outside:
        return 0.1
    return 0.05 if places else 0.0


def _reason(text: str, governor: Governor, top: Governor, is_attributed: bool) -> str:
    source = governor.source.of(text)
    cue = governor.cue.of(text) if governor.cue is not None else ""
    if is_attributed:
        return f"{source!r} is tied to these words by {cue!r}" if cue else f"{source!r} stands beside these words"
    return f"these words are rather tied to {top.source.of(text)!r} than to {source!r}"
