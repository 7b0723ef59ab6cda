"""Whether a free short answer is right, judged by the accepted answers alone.

Differs from token F1 and exact match in asking for the gold's content in the answer (recall), by what the question asks
for: a date needs its day, month or year, a count its number, a person the last name. One threshold for every set.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from harness.judging.answer_amounts import countable, find_amounts
from harness.judging.answer_dates import YEAR_ONLY, find_same_dates
from harness.judging.answer_phrases import find_polarity
from harness.judging.answer_records import STATED, AnswerSpan, Judgement
from harness.judging.answer_words import find_words
from harness.reading.dates import DateMention, find_dates
from harness.reading.polarity import polarity
from harness.reading.quantity import Quantity
from harness.reading.stance import abstains
from harness.reading.words import STOPWORDS, tokens

_WHEN: Final = re.compile(
    r"\b(?:when|what (?:year|date|day|month|time|century|decade)|which (?:year|date|day|month|decade))\b", re.I
)
_HOW_MANY: Final = re.compile(r"\bhow (?:many|much|old|long|far|tall|high|big|large|fast|deep|heavy|often)\b", re.I)
_YES_NO: Final = re.compile(r"^(?:is|are|was|were|do|does|did|can|could|will|would|has|have|had|should)\b", re.I)


def judge_answer(question: str, golds: Sequence[str], answer: str) -> Judgement:
    """Whether the answer says one of the accepted ones, with the reason; an empty or refusing answer is wrong.

    Words that a copying program glued together are read apart where the answer as it stands says none of the accepted.
    """
    if not answer.strip():
        return Judgement(False, 0.0, "the answer is empty")
    best = _best(question, golds, answer)
    if (best is None or best.score < STATED) and (apart := unglued(answer)) != answer:
        best = max(filter(None, (best, _best(question, golds, apart))), key=lambda span: span.score, default=None)
    if best is None or best.score <= 0:
        return Judgement(False, 0.0, "states none of the accepted answers")
    if best.score < 1 and abstains(answer):
        return Judgement(False, 0.0, "says that it does not know")
    return Judgement(best.score >= STATED, best.score, best.reason)


def unglued(text: str) -> str:
    """The text with words apart that ran together, and without footnote digits: ``in 18501.``, ``wasBuddhism``."""
    for pattern, replacement in _GLUED:
        text = pattern.sub(replacement, text)
    return text


_GLUED: Final = (
    (re.compile(r"(?<=[a-z])(?=\d{4})|(?<=\d{4})(?=[a-z]{3})|(?<=[a-z])(?=[A-Z][a-z])"), " "),
    (re.compile(r"\b((?:1[5-9]|20)\d\d)\d{1,2}(?=[.,;:\s]|$)"), r"\1"),
    (re.compile(r"(?<=[^\W\d_]{3})\d{1,2}(?=[.,;:\s]|$)"), ""),
)


def _best(question: str, golds: Sequence[str], answer: str) -> AnswerSpan | None:
    best: AnswerSpan | None = None
    for gold in golds:
        for span in _for_one(question, gold, answer):
            if best is None or span.score > best.score:
                best = span
        if best is not None and best.score >= 1:
            return best
    return best


def _for_one(question: str, gold: str, answer: str) -> list[AnswerSpan]:
    """The typed reading where the gold has one, the words otherwise."""
    if _YES_NO.match(question) and polarity(gold):
        return list(find_polarity(answer, [gold], question=question))
    dates = find_dates(gold) if _WHEN.search(question) else ()
    if dates and _is_mostly(gold, dates):
        return [_dated(span) for span in find_same_dates(answer, [gold], question=question)]
    amounts = countable(gold, is_gold=True) if _HOW_MANY.search(question) or gold[:1].isdigit() else ()
    if amounts and _is_mostly(gold, amounts):
        return list(find_amounts(answer, [gold], "number", question=question))
    return list(find_words(answer, [gold], question=question))


def _is_mostly(gold: str, parts: Sequence[DateMention] | Sequence[Quantity]) -> bool:
    """Whether a gold answer has at least as many words of its own inside the amounts or dates as beside them."""
    content = [token for token in tokens(gold) if token.folded not in STOPWORDS]
    inside = sum(any(part.start <= token.start < part.end for part in parts) for token in content)
    return 2 * inside >= len(content)


def _dated(span: AnswerSpan) -> AnswerSpan:
    """The year alone answers a question about a time: readers take it as right, though less than the day."""
    return replace(span, score=0.6) if span.score == YEAR_ONLY else span
