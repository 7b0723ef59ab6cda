"""Whether a free short answer is right, judged by the accepted answers alone.

Differs from token F1 and exact match in asking for the gold's content in the answer (recall), by what the question asks
for: a date needs its day, month or year, a count its number, a person the last name. One threshold for every set.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from harness.judging.answers.amounts import countable, find_amounts
from harness.judging.answers.dates import YEAR_ONLY, find_same_dates
from harness.judging.answers.polarity import find_polarity
from harness.judging.answers.records import STATED, AnswerSpan, Judgement
from harness.judging.answers.words import find_words
from harness.reading.date_words import count_number
from harness.reading.dates import DateMention, find_dates
from harness.reading.polarity import polarity
from harness.reading.quantity import Quantity
from harness.reading.stance import abstains
from harness.reading.words import STOPWORDS, fold, tokens

MOST_ITEMS: Final = 0.75
"""The share of an answer's items from which on it is right."""
MOST_ITEM_WORDS: Final = 4
"""How many words a part of an answer may have to be one of several items."""
SQUEEZED_LETTERS: Final = 8
"""How many letters an answer must have to be found in words that ran together."""
_NO_LETTER: Final = re.compile(r"[\W_]+")
_AND: Final = re.compile(r"\s(?:and|&)\s")
_ITEM_BREAK: Final = re.compile(r",\s+and\s|,\s|;\s?|\s(?:and|&)\s")
_COUNTED: Final = re.compile(
    r"\b(?:what|which|name|list|who)\s(?:(?:are|were|is|was)\s)?(?:(?:all|the)\s){0,2}"
    r"(?P<count>[2-9]|two|three|four|five|six|seven|eight|nine|ten)\s\w",
    re.IGNORECASE,
)
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
    if (asked := items_asked(question)) and len(golds) >= asked:
        golds = _enough(question, golds, answer, asked)
    best = _best(question, golds, answer)
    if (best is None or best.score < STATED) and (apart := unglued(answer)) != answer:
        best = max(filter(None, (best, _best(question, golds, apart))), key=lambda span: span.score, default=None)
    if best is None or best.score < STATED:
        best = _squeezed(golds, answer) or best
    if best is None or best.score <= 0:
        return Judgement(False, 0.0, "states none of the accepted answers")
    if best.score < 1 and abstains(answer):
        return Judgement(False, 0.0, "says that it does not know")
    return Judgement(best.score >= STATED, best.score, best.reason)


def _squeezed(golds: Sequence[str], answer: str) -> AnswerSpan | None:
    """A long accepted answer that stands in the output once all that is no letter is taken out of both."""
    letters = _NO_LETTER.sub("", fold(answer))
    for gold in golds:
        wanted = _NO_LETTER.sub("", fold(gold))
        if len(wanted) >= SQUEEZED_LETTERS and wanted in letters:
            return AnswerSpan(0, len(answer), 0, 0.9, "text", f"says {gold} with its words run together")
    return None


def items_asked(question: str) -> int:
    """How many things a question asks for by number (``the four stages``); 0 where it doesn't say."""
    match = _COUNTED.search(question)
    return count_number(match.group("count")) if match else 0


def _enough(question: str, golds: Sequence[str], answer: str, asked: int) -> Sequence[str]:
    """The accepted answers where the answer has most of the number asked for, otherwise none of them."""
    said = sum(any(span.score >= STATED for span in _for_one(question, gold, answer)) for gold in golds)
    return golds if said >= max(2, asked / 2) else ()


def unglued(text: str) -> str:
    """The text with words apart that ran together, and without footnote digits: ``in 18501.``, ``wasBuddhism``."""
    for pattern, replacement in _GLUED:
        text = pattern.sub(replacement, text)
    return text


_GLUED: Final = (
    (re.compile(r"(?<=[a-z])(?=\d{4})|(?<=\d{4})(?=[a-z]{3})|(?<=[a-z])(?=[A-Z][a-z])"), " "),
    (re.compile(r"\b((?:1[5-9]|20)\d\d)\d{1,2}(?=[.,;:\s]|$)"), r"\1"),
    (re.compile(r"(?<=[^\W\d_]{3})\d{1,3}(?=[.,;:\s]|$)"), ""),
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
    if polarity(gold) and (_YES_NO.match(question) or len(tokens(gold)) == 1):
        return list(find_polarity(answer, [gold], question=question))
    dates = find_dates(gold) if _WHEN.search(question) else ()
    if dates and _is_mostly(gold, dates):
        return [_dated(span, question, answer) for span in find_same_dates(answer, [gold], question=question)]
    amounts = countable(gold, is_gold=True)
    is_amount = bool(_HOW_MANY.search(question)) or gold[:1].isdigit() or any(amount.measure for amount in amounts)
    if amounts and is_amount and _is_mostly(gold, amounts):
        return list(find_amounts(answer, [gold], "number", question=question))
    items = conjuncts(gold)
    if len(items) > 1:
        return _all_items(question, items, answer)
    return list(find_words(answer, [gold], question=question))


def conjuncts(gold: str) -> tuple[str, ...]:
    """The items of an answer that names several at once (``Norway, Sweden and Denmark``); else the answer alone."""
    items = tuple(item for part in _ITEM_BREAK.split(gold) if (item := part.strip(" .")))
    if any(len(tokens(item)) > MOST_ITEM_WORDS for item in items):
        return (gold,)
    is_list = len(items) > 2 or (len(items) == 2 and _AND.search(gold) and all(item[:1].isupper() for item in items))
    return items if (is_list and "," in gold) or (len(items) == 2 and is_list) else (gold,)


def _all_items(question: str, items: Sequence[str], answer: str) -> list[AnswerSpan]:
    """All items of one answer together: the share of them that is said, and not right before most are."""
    found = [max(find_words(answer, [item], question=question), key=_score, default=None) for item in items]
    said = [span for span in found if span is not None and span.score >= STATED]
    if not said:
        return []
    share = len(said) / len(items)
    start, end = min(span.start for span in said), max(span.end for span in said)
    score = share if share >= MOST_ITEMS else share * STATED
    return [AnswerSpan(start, end, 0, score, "list", f"says {len(said)} of {len(items)} items")]


def _score(span: AnswerSpan) -> float:
    return span.score


def _is_mostly(gold: str, parts: Sequence[DateMention] | Sequence[Quantity]) -> bool:
    """Whether a gold answer has more words inside the amounts or dates than content words beside them."""
    line = tokens(gold)
    inside = [token for token in line if any(part.start <= token.start < part.end for part in parts)]
    return len(inside) > sum(token.folded not in STOPWORDS for token in line if token not in inside)


def _dated(span: AnswerSpan, question: str, answer: str) -> AnswerSpan:
    """The year alone answers a question about a time: readers take it as right, though less than the day.

    Not where the question names that year itself.
    """
    said = answer[span.start : span.end].strip(" .")
    return span._replace(score=0.6) if span.score == YEAR_ONLY and said not in question else span
