"""Whether two quantities are one: numbers, money, shares and durations, whatever the form, unit or rounding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from harness.judging.answers.agreement import NO_UNIT, agreement, is_comparable_in_base, turns_the_bound
from harness.judging.answers.changes import (
    counts_things,
    is_added,
    is_another_measure,
    is_elided,
    is_had,
    is_other_harm,
    stems_of_harm,
    was_before,
    with_shared_units,
)
from harness.judging.answers.indexed import says_the_opposite
from harness.judging.answers.ratios import find_ratios, find_shares, ratio_of
from harness.judging.answers.records import AnswerSpan, StatedValue
from harness.judging.lexicon import base_form, related_groups
from harness.reading.dates import DateMention, find_dates
from harness.reading.polarity import has_negation, is_denied, movement
from harness.reading.quantities import Quantity, find_quantities
from harness.reading.stance import find_refusals
from harness.reading.words import STOPWORDS, Token, fold, stem, tokens

_EXCLUDES: Final = re.compile(
    r"(?<!\bno )(?<!\bnot )\b(?:(?:more|greater|larger|fewer|less|lower|smaller)\sthan|over|above|exceed\w*|under|below"
    r"|in excess of)\s\W*$",
    re.IGNORECASE,
)
"""Bounds that leave the number itself out."""
_OVER_TIME: Final = re.compile(r"\bover\s(?:what|which|how)\b", re.IGNORECASE)
_ABSENCES: Final = frozenset({"nobody", "none", "nil", "zero", "nothing", "nought"})
_NOT_ONE: Final = re.compile(r"(?:\bnot|n['\u2019]t)\sa\ssingle\b", re.IGNORECASE)
_HOW_OFTEN: Final = re.compile(r"\bhow (?:many times|often|much \w+er|much more)\b", re.IGNORECASE)
_COUNTED: Final = re.compile(r"\bhow many (?:[\w-]+ )??(?P<noun>[\w-]+)", re.IGNORECASE)
_AGO: Final = re.compile(r"\b(?:ago|earlier|later)$", re.IGNORECASE)
"""How a stretch of time ends that also names a day: "eleven weeks ago"."""
_RATIO: Final = re.compile(r"\d{1,2}/\d{1,2}")
_NEXT_WORD: Final = re.compile(r"[ ]([^\W\d_]{3,})")
_TIMES: Final = {
    word: Decimal(times)
    for times, words in enumerate(
        ("once", "twice twofold double", "thrice threefold triple", "fourfold quadruple", "fivefold", "sixfold"),
        start=1,
    )
    for word in words.split()
} | {"tenfold": Decimal(10)}
_KINDS: Final = {
    "money": frozenset({"money", "number"}),
    "percent": frozenset({"percent", "fraction", "number"}),
    "duration": frozenset({"duration", "number"}),
}


def find_amounts(
    output: str,
    answers: Sequence[str],
    answer_type: str,
    *,
    question: str = "",
    published: date | None = None,
    by_noun: bool = False,
) -> Iterator[AnswerSpan]:
    """Every place of the output that states one of the amounts; nothing for answers that hold no amount.

    ``by_noun``: of the numbers in an output, one that stands before the noun that the question counts leaves out those
    before another noun.
    """
    stated = _stated(output, question, published, by_noun=by_noun)
    moving = next((answer for answer in answers if movement(answer)), question)
    bounds = _bounds(answers, published)
    stated = tuple(one for one in stated if not any(turns_the_bound(bound, one) for bound in bounds))
    answering = [(one, _clause(output, one)) for one in stated if _may_answer(output, one, stated, question)]
    for index, answer in enumerate(answers):
        golds = countable(answer, published, is_gold=True)
        if is_absence(answer):
            yield from _absences(output, index, question)
        if not golds:
            continue
        asked = answer if movement(answer) else moving
        fitting = [
            quantity
            for quantity, clause in answering
            if not _moves_the_other_way(clause, asked)
            and not says_the_opposite(answer, clause)
            and not is_another_measure(output, quantity.start, quantity.end, answer, question)
        ]
        ratio = ratio_of(answer, golds)
        if ratio is not None:
            yield from find_ratios(output, fitting, ratio, index)
            yield from find_shares(fitting, ratio, index)
        elif len(golds) == 1:
            fitting = [one for one in fitting if not _has_another_unit(one, golds[0], answers, published)]
            if golds[0].measure is None and (thing := _counted_word(answer, golds[0])):
                fitting = [one for one in fitting if one.measure is None or thing in stem(fold(one.text))]
            yield from _matching(output, fitting, golds[0], index, question, published)
        else:
            yield from _all_matching(output, fitting, golds, index, question)


@lru_cache(maxsize=1024)
def _stated(output: str, question: str, published: date | None, *, by_noun: bool) -> tuple[Quantity, ...]:
    """The amounts of an output, kept, since each claim's answers are looked for among them."""
    amounts = with_shared_units(output, countable(output, published))
    return (*(_of_what_is_asked(output, amounts, question) if by_noun else amounts), *_times(output, question))


def _may_answer(output: str, quantity: Quantity, stated: Sequence[Quantity], question: str) -> bool:
    """Whether an amount may answer at all: its clause isn't the opposite of what is asked, nor about others."""
    if _is_opposite(question, _clause(output, quantity)):
        return False
    part = _part(output, quantity, stated)
    return not is_other_harm(part, question) and not is_had(part, question)


def _bounds(answers: Sequence[str], published: date | None) -> tuple[Quantity, ...]:
    """The accepted amounts that are bounds; "8,000" beside "up to 8,000" leaves the bound out, and doesn't turn it."""
    golds = (one for answer in answers for one in countable(answer, published, is_gold=True))
    return tuple(one for one in golds if one.bound in ("at-least", "at-most"))


def _has_another_unit(stated: Quantity, gold: Quantity, answers: Sequence[str], published: date | None) -> bool:
    """Whether an amount has a unit that no wording of the same answer has: dollars, where "90 million" is in pesos."""
    if gold.measure is not None or stated.measure is None:
        return False
    others = [one for answer in answers for one in countable(answer, published, is_gold=True)]
    units = [one.measure for one in others if one.low == gold.low and one.measure is not None]
    return bool(units) and not any(unit.is_kin(stated.measure) for unit in units)


def _of_what_is_asked(output: str, stated: Sequence[Quantity], question: str) -> tuple[Quantity, ...]:
    """The amounts without those of something else, where one stands right before the noun that the question counts.

    "How many drones?": in "96 missiles and 33 drones" the 96 are missiles.
    """
    former = [] if _ASKS_FORMER.search(question) else [one for one in stated if was_before(output, one)]
    former += [one for one in stated if is_added(output, one, question)]
    stated = [one for one in stated if one not in former] or stated
    nouns = _nouns_asked(question)
    counted = [_counted_word(output, quantity) for quantity in stated]
    if not nouns & set(counted):
        return tuple(stated)
    kin = frozenset().union(*map(related_groups, nouns))
    return tuple(
        quantity
        for quantity, noun in zip(stated, counted, strict=True)
        if quantity.measure or not noun or noun in nouns or kin & related_groups(noun)
    )


_ASKS_FORMER: Final = re.compile(
    r"\b(?:before|earlier|previous\w*|former\w*|last|from (?:what|how)|had|ago)\b", re.IGNORECASE
)
"""How a question asks for what a figure was before."""


def counts_another(output: str, question: str) -> bool:
    """Whether every number of an output stands before a noun, and none before what the question counts."""
    nouns = _nouns_asked(question)
    counted = [base_form(one.measure.name) if one.measure else _counted_word(output, one) for one in countable(output)]
    kin = frozenset().union(*map(related_groups, nouns))
    return bool(nouns and counted) and all(
        noun and noun not in nouns and not kin & related_groups(noun) for noun in counted
    )


def _nouns_asked(question: str) -> set[str]:
    asked = _COUNTED.search(question)
    return {base_form(token.folded) for token in tokens(asked["noun"])} if asked else set()


def _counted_word(output: str, quantity: Quantity) -> str:
    """The base form of the word right behind a number; empty for a mark or a function word."""
    match = _NEXT_WORD.match(output, quantity.end)
    return "" if match is None or fold(match[1]) in STOPWORDS else base_form(fold(match[1]))


def stated_amounts(
    output: str, answer_type: str, *, question: str = "", published: date | None = None
) -> Iterator[StatedValue]:
    """The amounts of the type that the output states, without those that the question names and those it denies."""
    asked = countable(question, published)
    kinds = _KINDS.get(answer_type)
    found = [
        quantity
        for quantity in (*countable(output, published), *_times(output, question))
        if kinds is None or quantity.kind in kinds
        if not any(agreement(known, quantity, "") >= 1 for known in asked)
        if not _is_set_aside(output, quantity, question)
    ]
    found = [one for one in found if not was_before(output, one)] or found
    if answer_type in ("money", "percent", "duration") and any(quantity.measure for quantity in found):
        found = [quantity for quantity in found if quantity.measure or quantity.kind == "fraction"]
    if answer_type == "number" and _COUNTED.search(question) and any(quantity.measure is None for quantity in found):
        found = [quantity for quantity in found if quantity.measure is None]
        found = [one for one in found if not _counted_word(output, one)] or found if len(found) > 1 else found
    yield from (StatedValue(q.start, q.end, q.text, q.kind) for q in found)
    if answer_type == "number":
        for token in absence_words(output, question):
            yield StatedValue(token.start, token.end, token.text, "number")


@lru_cache(maxsize=8192)
def countable(text: str, published: date | None = None, *, is_gold: bool = False) -> tuple[Quantity, ...]:
    """The quantities of a text that are no dates or times of the day.

    In a gold answer that is nothing but digits, what looks like a year is a number.
    """
    found = find_quantities(text)
    if all(quantity.measure is not None for quantity in found):
        return found
    taken = [mention for mention in find_dates(text, published) if not _may_be_a_number(mention, text, is_gold)]
    return tuple(q for q in found if not any(mention.start < q.end and q.start < mention.end for mention in taken))


@lru_cache(maxsize=8192)
def is_absence(answer: str) -> bool:
    """Whether an accepted answer is zero: ``0``, ``none``, ``no one``."""
    words = [token.folded for token in tokens(answer)]
    return len(words) <= 2 and (words[:1] == ["0"] or words[:2] == ["no", "one"] or bool(_ABSENCES & set(words[:1])))


def absence_words(output: str, question: str) -> Iterator[Token]:
    """The words that say there is none: ``nobody``, ``no one``, ``none``, and ``no`` before a noun of the question."""
    asked = {stem(token.folded) for token in tokens(question)} | stems_of_harm(question)
    refusals = find_refusals(output)
    line = tokens(output)
    for place, token in enumerate(line):
        is_none = token.folded in _ABSENCES or (
            token.folded == "no" and _is_of_asked(line[place + 1 : place + 5], asked)
        )
        knows = {word.folded for word in line[place + 1 : place + 4]} & {"knows", "know", "known", "said", "mentioned"}
        if is_none and not knows and not any(span.start <= token.start < span.end for span in refusals):
            yield token


def _is_of_asked(behind: Sequence[Token], asked: set[str]) -> bool:
    """Whether a "no" is of what is asked: "no one", "no injuries" of those injured, "no people were injured"."""
    words = [token.folded for token in behind]
    if words[:1] == ["one"] or "than" in words[:2]:
        return words[:1] == ["one"]  # "no more than 42 people" are some
    is_anybody = bool(words) and words[0] in _ANYBODY
    heads = words[1:] if is_anybody else words[:1]
    return (is_anybody and not heads) or any(
        stem(word) in asked or any(stem(word)[:-1] == one for one in asked) for word in heads
    )


_ANYBODY: Final = frozenset({"people", "persons", "person", "casualties", "victims", "more", "further"})


def _times(output: str, question: str) -> Iterator[Quantity]:
    """``once``, ``twice`` and ``threefold`` as numbers, where the question asks how often or how much more."""
    if not _HOW_OFTEN.search(question):
        return
    for token in tokens(output):
        if token.folded in _TIMES:
            value = _TIMES[token.folded]
            yield Quantity(token.start, token.end, token.text, value, value, "number")


def _matching(
    output: str, stated: Sequence[Quantity], gold: Quantity, index: int, question: str, published: date | None
) -> Iterator[AnswerSpan]:
    has_unit = gold.measure is not None and any(q.measure and q.measure.is_kin(gold.measure) for q in stated)
    for quantity in stated:
        score = agreement(gold, quantity, question)
        if has_unit and quantity.measure is None and quantity.kind != "fraction" and not is_elided(output, quantity):
            continue
        if _leaves_out(output, quantity, gold, question) or counts_things(output, quantity, gold):
            continue
        if score > 0 and not _is_set_aside(output, quantity, question):
            yield AnswerSpan(quantity.start, quantity.end, index, score, quantity.kind, _reason(gold, quantity, score))
    if gold.measure is None and gold.kind == "number" and gold.low == gold.high and 1000 <= gold.low < 2200:
        yield from _year_like(output, gold, index, published, stated)
    if gold.kind in ("percent", "fraction"):
        yield from find_ratios(output, stated, gold.base_low, index)


def _moves_the_other_way(clause: str, asked: str) -> bool:
    """Whether a clause tells of a fall where a rise was asked for or is the answer, or the reverse."""
    sign = movement(asked)
    return sign != 0 and movement(clause) == -sign


def _is_set_aside(output: str, quantity: Quantity, question: str) -> bool:
    """Whether an amount is denied; where the question has a "not" of its own, the answer's repeats it."""
    return is_denied(output, quantity.start, quantity.end) and not _ASKS_NOT.search(question)


_ASKS_NOT: Final = re.compile(r"\bnot\b|n['\u2019]t\b", re.IGNORECASE)


def _is_opposite(question: str, clause: str) -> bool:
    """Whether a clause says the opposite of what is asked; "no longer open" is closed."""
    return says_the_opposite(question, clause) and not has_negation(clause)


def _part(output: str, quantity: Quantity, stated: Sequence[Quantity]) -> str:
    """The clause of an amount, without what an "and" or "while" joins to it where that has an amount of its own."""
    first, last = _clause_bounds(output, quantity)
    others = [one for one in stated if one is not quantity]
    for joint in _JOINT.finditer(output, first, last):
        left, right = joint.span()
        if right <= quantity.start and any(first <= one.start < left for one in others):
            first = right
        elif left >= quantity.end and any(right <= one.start < last for one in others):
            last = min(last, left)
    return output[first:last]


_JOINT: Final = re.compile(r"\s(?:and|while|whereas|but)\s", re.IGNORECASE)


def _clause(output: str, quantity: Quantity) -> str:
    return output[slice(*_clause_bounds(output, quantity))]


def _clause_bounds(output: str, quantity: Quantity) -> tuple[int, int]:
    start = max(output.rfind(mark, 0, quantity.start) for mark in ".;,\n") + 1
    ends = [place for mark in ".;,\n" if (place := output.find(mark, quantity.end)) >= 0]
    return start, min(ends, default=len(output))


def _year_like(
    output: str, gold: Quantity, index: int, published: date | None, stated: Sequence[Quantity]
) -> Iterator[AnswerSpan]:
    """Digits that were taken for a year, where the gold is just that number."""
    for quantity in find_quantities(output):
        if quantity not in stated and quantity.low == quantity.high == gold.low and quantity.measure is None:
            yield AnswerSpan(quantity.start, quantity.end, index, 0.9, "number", f"the number {quantity.text}")


def _all_matching(
    output: str, stated: Sequence[Quantity], golds: Sequence[Quantity], index: int, question: str
) -> Iterator[AnswerSpan]:
    """For an answer of several amounts: each must be stated, or all of one that repeats the other in brackets."""
    best: list[tuple[float, Quantity]] = []
    for gold in golds:
        scored = [(agreement(gold, quantity, question), -quantity.start, quantity) for quantity in stated]
        score, _, quantity = max(scored, key=lambda item: item[:2], default=(0.0, 0, None))
        if quantity is None or score <= 0 or _is_set_aside(output, quantity, question):
            return
        best.append((score, quantity))
    start, end = min(q.start for _, q in best), max(q.end for _, q in best)
    yield AnswerSpan(start, end, index, min(score for score, _ in best), golds[0].kind, "every amount of the answer")


def _absences(output: str, index: int, question: str) -> Iterator[AnswerSpan]:
    for quantity in find_quantities(output):
        if quantity.low == quantity.high == 0 and quantity.measure is None:
            yield AnswerSpan(quantity.start, quantity.end, index, 1.0, "number", "states zero")
    for match in _NOT_ONE.finditer(output):
        yield AnswerSpan(match.start(), match.end(), index, 1.0, "number", "says that there is none")
    for token in absence_words(output, question):
        yield AnswerSpan(token.start, token.end, index, 1.0, "number", "says that there is none")


def _may_be_a_number(mention: DateMention, text: str, is_gold: bool) -> bool:
    if _RATIO.fullmatch(text[mention.start : mention.end]) or _AGO.search(text[mention.start : mention.end]):
        return True
    if not is_gold or mention.granularity not in ("year", "period"):
        return False
    return mention.end - mention.start >= len(text.strip()) - 1


def _leaves_out(output: str, stated: Quantity, gold: Quantity, question: str) -> bool:
    """ "More than 48", "fewer than 48" where the gold says 48 itself: the bound leaves its number out.

    "Over three years" is a stretch of time, not a bound, where the question asks over how long.
    """
    excluded = _EXCLUDES.search(output, 0, stated.start)
    if gold.bound != "exact" or gold.is_hedged or not excluded:
        return False
    if excluded.group().strip().lower() == "over" and _OVER_TIME.search(question) and gold.measure is not None:
        return False
    is_base = is_comparable_in_base(gold, stated)
    low, high = (stated.base_low, stated.base_high) if is_base else (stated.low, stated.high)
    mine = (gold.base_low, gold.base_high) if is_base else (gold.low, gold.high)
    return mine[0] <= low if stated.bound == "at-least" else stated.bound == "at-most" and mine[1] >= high


def _reason(gold: Quantity, stated: Quantity, score: float) -> str:
    if score >= 1:
        return f"states {stated.text}, the same as {gold.text}"
    if score == NO_UNIT:
        return f"states {stated.text} without the unit of {gold.text}"
    return f"states {stated.text}, which is {gold.text} rounded"
