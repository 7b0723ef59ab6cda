"""Whether a free short answer is right, judged by the accepted answers alone.

Differs from token F1 and exact match in asking for the gold's content in the answer (recall), by what the question asks
for: a date needs its day, month or year, a count its number, a person the last name. One threshold for every set.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from harness.judging.answer_amounts import countable, find_amounts
from harness.judging.answer_dates import find_same_dates
from harness.judging.answer_records import STATED, AnswerSpan, Judgement
from harness.judging.answer_words import find_words
from harness.reading.dates import find_dates
from harness.reading.polarity import polarity
from harness.reading.stance import abstains

_WHEN: Final = re.compile(
    r"\b(?:when|what (?:year|date|day|month|time|century|decade)|which (?:year|date|day|month|decade))\b", re.I
)
_HOW_MANY: Final = re.compile(r"\bhow (?:many|much|old|long|far|tall|high|big|large|fast|deep|heavy|often)\b", re.I)
_YES_NO: Final = re.compile(r"^(?:is|are|was|were|do|does|did|can|could|will|would|has|have|had|should)\b", re.I)


def judge_answer(question: str, golds: Sequence[str], answer: str) -> Judgement:
    """Whether the answer says one of the accepted ones, with the reason; an empty or refusing answer is wrong."""
    if not answer.strip():
        return Judgement(False, 0.0, "the answer is empty")
    best = max(_spans(question, golds, answer), key=lambda span: (span.score, -span.answer_index), default=None)
    if best is None or best.score <= 0:
        return Judgement(False, 0.0, "states none of the accepted answers")
    if abstains(answer) and best.score < 1:
        return Judgement(False, 0.0, "says that it does not know")
    return Judgement(best.score >= STATED, best.score, best.reason)


def _spans(question: str, golds: Sequence[str], answer: str) -> list[AnswerSpan]:
    spans: list[AnswerSpan] = []
    for index, gold in enumerate(golds):
        spans += [_renumbered(span, index) for span in _for_one(question, gold, answer)]
    return spans


def _for_one(question: str, gold: str, answer: str) -> list[AnswerSpan]:
    """The typed reading where the gold has one, the words otherwise."""
    if _YES_NO.match(question) and (said := polarity(gold)):
        return [AnswerSpan(0, len(answer), 0, float(polarity(answer) == said), "yes-no", f"the answer is {said}")]
    dates = find_dates(gold) if _WHEN.search(question) else ()
    if dates and _is_mostly(gold, dates):
        return list(find_same_dates(answer, [gold], question=question))
    amounts = countable(gold, is_gold=True) if _HOW_MANY.search(question) or gold[:1].isdigit() else ()
    if amounts and _is_mostly(gold, amounts):
        return list(find_amounts(answer, [gold], "number", question=question))
    return list(find_words(answer, [gold], question=question))


def _is_mostly(gold: str, parts: Sequence[object]) -> bool:
    covered = sum(getattr(part, "end") - getattr(part, "start") for part in parts)
    return covered >= 0.5 * len(gold.strip())


def _renumbered(span: AnswerSpan, index: int) -> AnswerSpan:
    return AnswerSpan(span.start, span.end, index, span.score, span.kind, span.reason)
