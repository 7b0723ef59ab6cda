"""Where an output states an accepted answer, by the answer's type, and what else of that type it states.

``find_answer`` hands back places, not a verdict: the output may state the right value in the wrong mouth. Units, scale
words, digits or words, currency signs, date forms and word order don't matter; another unit, scale, currency, day or
direction does. An approximation counts when the gold's own wording is one, or when rounding explains it. What the
output denies it does not state. Free short answers without a type are judged by ``short.judge_answer``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from harness.judging.answers.amounts import countable, find_amounts, stated_amounts
from harness.judging.answers.dates import find_same_dates, stated_dates
from harness.judging.answers.lists import as_asked, is_left_out, list_coverage, list_items
from harness.judging.answers.phrases import find_phrases, find_quote, find_source, stated_phrases
from harness.judging.answers.polarity import find_polarity, stands
from harness.judging.answers.records import STATED, AnswerSpan, Judgement, ListCoverage, StatedValue
from harness.judging.answers.short import judge_answer
from harness.judging.answers.words import find_words
from harness.reading.dates import find_dates
from harness.reading.stance import find_refusals
from harness.reading.words import tokens

__all__ = [
    "STATED",
    "AnswerSpan",
    "Judgement",
    "ListCoverage",
    "StatedValue",
    "find_answer",
    "judge_answer",
    "list_coverage",
    "stated_values",
]

AMOUNT_TYPES: Final = frozenset({"number", "money", "percent", "duration"})


def find_answer(
    output: str, answers: Sequence[str], answer_type: str, *, question: str = "", published: date | None = None
) -> tuple[AnswerSpan, ...]:
    """Every place of the output that states one of the answers, by place; empty where none is stated.

    Only places of a score of at least ``STATED``. Where two answers are found at overlapping places, the better stays.
    ``question`` tells which unit is asked for and which words every output repeats; ``published`` places relative days.
    For a ``list`` answer each item that is stated has its place.
    """
    return _find_answer(output, tuple(answers), answer_type, question, published)


def stated_values(
    output: str, answer_type: str, *, question: str = "", published: date | None = None
) -> tuple[StatedValue, ...]:
    """Everything of that type that the output states, right or wrong, by place.

    Without what only repeats the question, what is denied, and what stands in a refusal. Where a type has no form of
    its own (text, and answers in small letters), the value is the clause that says anything beyond the question.
    """
    if answer_type in AMOUNT_TYPES:
        found = list(stated_amounts(output, answer_type, question=question, published=published))
    elif answer_type == "date":
        found = list(stated_dates(output, question=question, published=published))
    elif answer_type == "yes-no":
        found = [
            StatedValue(one.start, one.end, output[one.start : one.end], "yes-no") for one in stands(output, question)
        ]
    else:
        found = list(stated_phrases(output, answer_type, question=question))
    refusals = find_refusals(output)
    kept = (value for value in found if not any(span.start <= value.start < span.end for span in refusals))
    return tuple(sorted(kept, key=lambda value: value.start))


@lru_cache(maxsize=8192)
def _find_answer(
    output: str, answers: tuple[str, ...], answer_type: str, question: str, published: date | None
) -> tuple[AnswerSpan, ...]:
    found = (span for span in _all_spans(output, answers, answer_type, question, published) if span.score >= STATED)
    refusals = find_refusals(output)
    kept: list[AnswerSpan] = []
    for span in sorted(found, key=lambda span: (-span.score, span.start, span.answer_index)):
        is_refused = any(refusal.start <= span.start and span.end <= refusal.end for refusal in refusals)
        is_refused = is_refused and not _LACKING.search(answers[span.answer_index])
        if not is_refused and all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return tuple(sorted(kept, key=lambda span: span.start))


_LACKING: Final = re.compile(
    r"\b(?:no|not|nothing|without|lack of)\s(?:\w+\s){0,2}?(?:sign|evidence|proof|indication|trace)s?\b"
    r"|\b(?:evidence|proof)\s\w+\s(?:too|not)\s",
    re.IGNORECASE,
)
"""An accepted answer that itself tells of a lack, so that "no evidence of it" states it and refuses nothing."""


def _all_spans(
    output: str, answers: tuple[str, ...], answer_type: str, question: str, published: date | None
) -> Iterator[AnswerSpan]:
    if answer_type in AMOUNT_TYPES or answer_type == "date":
        yield from _measured(output, answers, answer_type, question, published)
    elif answer_type == "list":
        yield from _items(output, answers, question, published)
    elif answer_type == "yes-no":
        yield from find_polarity(output, answers, question=question)
    elif answer_type == "quote":
        yield from find_quote(output, answers)
    elif answer_type == "source":
        yield from find_source(output, answers, question=question)
    elif answer_type == "name":
        yield from (one for one in find_words(output, answers, question=question) if _is_together(output, one, answers))
    else:
        yield from find_phrases(output, answers, question=question, published=published)


def _measured(
    output: str, answers: tuple[str, ...], answer_type: str, question: str, published: date | None
) -> Iterator[AnswerSpan]:
    """Amounts and dates by value; an accepted answer that holds none of them by its words."""
    if answer_type == "date":
        yield from find_same_dates(output, answers, question=question, published=published)
    else:
        yield from find_amounts(output, answers, answer_type, question=question, published=published, by_noun=True)
    for index, answer in enumerate(answers):
        has_value = (
            find_dates(answer, published) if answer_type == "date" else countable(answer, published, is_gold=True)
        )
        if not has_value:
            yield from _moved(find_phrases(output, [answer], question=question, published=published), index)


def _items(output: str, answers: tuple[str, ...], question: str, published: date | None) -> Iterator[AnswerSpan]:
    output = as_asked(output, question)
    for index, answer in enumerate(answers):
        for item in list_items(answer):
            found = find_phrases(output, [item], question=question, published=published)
            yield from _moved((one for one in found if not is_left_out(output, one.start, one.end, question)), index)


def _is_together(output: str, span: AnswerSpan, answers: Sequence[str]) -> bool:
    """Whether the words of a name stand as one phrase, rather than strewn over a sentence about others."""
    return len(tokens(output[span.start : span.end])) <= 2 * len(tokens(answers[span.answer_index])) + 2


def _moved(spans: Iterator[AnswerSpan], index: int) -> Iterator[AnswerSpan]:
    for span in spans:
        yield AnswerSpan(span.start, span.end, index, span.score, span.kind, span.reason)
