"""Our scorers, each put to the content of a labelled row: the very functions that give the verdicts of a run."""

from functools import lru_cache

from harness.calibrate.baselines import source_nearest_name
from harness.calibrate.rows import (
    AnswerContent,
    ClaimContent,
    FactContent,
    NumberContent,
    SectionContent,
    SourceContent,
    SpeakerContent,
    SummaryContent,
)
from harness.calibrate.written_numbers import numbers_read
from harness.judging.answers.short import judge_answer
from harness.judging.facts import fact_stated
from harness.judging.likeness import heads_of
from harness.judging.sections import best_section
from harness.judging.speakers import attributes, source_of
from harness.judging.support import SummarySupport, claim_support, summary_support
from harness.judging.windows import PreparedDocument, prepare
from harness.reading.words import stem, tokens


def answer_right(content: AnswerContent) -> float:
    """How surely the answer says an accepted one."""
    return judge_answer(content.question, content.golds, content.answer).score


def facts_stated(content: FactContent) -> float:
    """How surely the text states the facts, in the mean."""
    prepared = _prepared(content.text)
    scores = [fact_stated(fact, prepared).score for fact in content.facts]
    return sum(scores) / len(scores) if scores else 0.0


def summary_supported(content: SummaryContent) -> float:
    """How surely the document bears the summary out."""
    return _judged(content).score


def summary_verdict(content: SummaryContent) -> float:
    """1.0 where the verdict of a run is that the document bears out every sentence of the summary."""
    return float(_judged(content).is_supported)


def claim_supported(content: ClaimContent) -> float:
    """How surely the evidence, taken together, bears the claim out."""
    return claim_support(content.claim, content.evidence).score


def section_found(content: SectionContent) -> float:
    """1.0 where the section put first is a right one."""
    return float(bool(content.sections) and best_section(content.claim, content.sections)[0] in content.right)


def speaker_attributed(content: SpeakerContent) -> float:
    """How surely the text attributes the words to the speaker."""
    return attributes(content.text, content.content, content.speaker).score


def source_named(content: SourceContent) -> float | None:
    """1.0 where a head word of the marked source stands in the one that we read; None where nobody is marked."""
    return _shares_head(content, source_of(content.text, content.content))


def nearest_name_named(content: SourceContent) -> float | None:
    """The same for the name nearest to the words."""
    return _shares_head(content, source_nearest_name(content))


def number_read(content: NumberContent) -> float | None:
    """The share of the marked numbers or dates that are read as marked; None where nothing is judged."""
    return numbers_read(content)


def _shares_head(content: SourceContent, named: str) -> float | None:
    heads = {heads[0] for span in content.sources if (heads := heads_of(span.of(content.text)))}
    if not heads:
        return None
    return float(any(stem(token.folded) in heads for token in tokens(named)))


@lru_cache(maxsize=2048)
def _judged(content: SummaryContent) -> SummarySupport:
    """Remembered for a set's length, since the score and the verdict are each asked of all its rows in turn."""
    return summary_support(content.summary, _prepared(content.document))


@lru_cache(maxsize=8)
def _prepared(text: str) -> PreparedDocument:
    return prepare(text)
