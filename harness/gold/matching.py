"""Whether an answer stands in the words that are its evidence, and a fact in a reference."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from harness.reading.quantities import find_quantities
from harness.reading.words import content_stems, tokens
from harness.schema import AnswerType

_ENOUGH: Final = 0.6
"""Share of an answer's content words that must stand in the evidence where its wording is free."""

_UNIT_KINDS: Final[dict[AnswerType, frozenset[str]]] = {
    "money": frozenset({"money"}),
    "percent": frozenset({"percent", "fraction"}),
    "duration": frozenset({"duration"}),
}
_FREE_WORDING: Final = frozenset({"text", "list", "name", "source"})


def answer_stands(
    answers: Sequence[str], type_: AnswerType, text: str, *, question: str = "", published: date | None = None
) -> bool:
    """Whether at least one of several wordings of an answer is stated by a text.

    Stated is what stands there word by word, or what the reader of answers finds there as a value of that type; for
    free wording also an answer whose content words mostly stand there.
    """
    if any(stands_as_words(answer, text) for answer in answers):
        return True
    if type_ in _FREE_WORDING and any(coverage(answer, text) >= _ENOUGH for answer in answers):
        return True
    from harness.judging.answers import find_answer  # the rules take long to load, and most gold is read without them

    return bool(find_answer(text, tuple(answers), type_, question=question, published=published))


def lacks_unit(answers: Sequence[str], type_: AnswerType) -> bool:
    """Whether answers give an amount of money, a percentage or a duration as a bare number, without exception."""
    kinds = _UNIT_KINDS.get(type_)
    found = [quantity.kind for answer in answers for quantity in find_quantities(answer)]
    return kinds is not None and bool(found) and kinds.isdisjoint(found)


def stands_as_words(answer: str, text: str) -> bool:
    """Whether an answer's words stand in a text in the same order without a gap; an answer without words: False."""
    wanted = " ".join(token.folded for token in tokens(answer))
    return bool(wanted) and f" {wanted} " in f" {' '.join(token.folded for token in tokens(text))} "


def coverage(words: str, text: str) -> float:
    """Share of the content words of ``words`` whose stem stands in a text, in [0, 1]; without content words: 0."""
    wanted = set(content_stems(words))
    return len(wanted & set(content_stems(text))) / len(wanted) if wanted else 0.0


def states_fact(fact: str, text: str) -> bool:
    """Whether a text says what a fact says, by the judge of facts, or holds most of its content words."""
    if coverage(fact, text) >= _ENOUGH:
        return True
    from harness.judging.facts import fact_stated

    return fact_stated(fact, text).verdict == "yes"
