"""The verdict on an answer: is it what the asked source says, and does it say whose word it is.

Three steps: what the answer states (:mod:`harness.judging.answers.statements`), which of these statements is offered as
the asked source's (its own first, then those credited to nobody, then those credited to others), and what that
statement is: the asked source's claim, another source's, or nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from harness.judging.answers.amounts import counts_another
from harness.judging.answers.doers import doers_of
from harness.judging.answers.phrases import CITING
from harness.judging.answers.picked import picked
from harness.judging.answers.several_lists import several_lists, whole_list
from harness.judging.answers.statements import Statement, denied_sources, read_statements
from harness.judging.speakers import UNKNOWN, credit_of, resolve_source
from harness.judging.voices import Speakers, speakers_of
from harness.reading.sentences import Span
from harness.reading.stance import abstains, find_refusals, turns_to_refuse, withholds
from harness.schema import QuestionCase, QuestionVerdict
from harness.scorers.answer_scores import scores_of
from harness.scorers.offered import Finding, names_of, weigh
from harness.scorers.tellers import is_told_of

_ASKS_WHO = re.compile(r"\W*who\b", re.IGNORECASE)
"""A question about who said something, not about whom he had it from."""
_CITATION = re.compile(
    r"\[\s*(?:section\s*)?(?:[a-z][a-z0-9-]*[.:])?\d{1,3}(?:\s*[,;]\s*[\w.:-]{1,12})*\s*\]", re.IGNORECASE
)
"""A section's number in brackets, which is no value."""
_WITHHELD = frozenset({"number", "money", "percent", "date", "duration"})
"""The types whose answer is a value, so that words about one that is not given say nothing."""


def judge_answer_case(case: QuestionCase) -> QuestionVerdict:
    """The verdict on one answer, with all scores that apply to its item; pure, and the same at every call."""
    item, prediction = case.item, case.prediction
    speakers = speakers_of(case.sources)
    finding = _find(case, speakers)
    statement = finding.statement
    offset = prediction.output.find(prediction.answer)
    is_marked = statement is not None and prediction.answer and offset >= 0
    marks = ((offset + statement.start, offset + statement.end),) if statement and is_marked else ()
    return QuestionVerdict(
        id=item.id,
        model="",
        output=prediction.output,
        factual=finding.factual,
        credit=finding.credit,
        answer=prediction.answer[statement.start : statement.end] if statement else prediction.answer,
        sources=statement.sources if statement else (),
        sections=tuple(section for _, section in prediction.sections),
        reason=finding.reason,
        scores=scores_of(case, finding.factual, finding.credit, finding.share, finding.claimed),
        marks=marks,
        credited=statement.sources if statement else (),
        claimed=finding.claimed,
        documents=item.question.documents,
        type=item.question.type,
        expects=item.gold.expects,
        tags=item.tags,
    )


def _find(case: QuestionCase, speakers: Speakers) -> Finding:
    item, prediction = case.item, case.prediction
    if prediction.error is not None:
        return Finding("error", "na", f"no output: {prediction.error}")
    if "[" in prediction.answer:
        prediction = replace(prediction, answer=_CITATION.sub(_blank, prediction.answer))
        case = replace(case, prediction=prediction)
    if not any(character.isalnum() for character in prediction.answer):
        return Finding("empty", "na", "nothing readable was answered")
    first = case.documents.get(item.question.documents[0]) if item.question.documents else None
    published = first.published if first else None
    voiced = read_statements(
        item.question, item.gold.claims, prediction.answer, prediction.said_by, speakers, published
    )
    voiced = picked(prediction.answer, voiced)
    has_values = bool(voiced) and item.question.type in _WITHHELD
    is_open = item.question.type == "yes-no" and abstains(prediction.answer)
    if (is_open or not any(statement.claims for statement in voiced)) and _abstains(
        prediction.answer, item.question.text, has_values=has_values
    ):
        return _abstained(item.question.type == "unanswerable")
    if not any(statement.claims for statement in voiced) and withholds(prediction.answer):
        if item.question.type == "unanswerable":
            return _abstained(True)
        if item.question.type in _WITHHELD and not voiced:
            return _abstained(False)
    if item.question.type == "source":
        return _source_asked(case, voiced, speakers)
    if item.question.type == "list":
        voiced = _list_statements(case, voiced)
    return weigh(case, voiced or (_whole(case, speakers),), speakers)


def _abstains(answer: str, question: str, *, has_values: bool) -> bool:
    """Whether an answer as a whole doesn't tell; nor where it goes on to, or begins with, what was not asked for."""
    if abstains(answer) or (not has_values and turns_to_refuse(answer)):
        return True
    refusal = next(iter(find_refusals(answer)), None)
    is_first = refusal is not None and abstains(answer[: refusal.end])
    return is_first and refusal is not None and counts_another(answer[refusal.end :], question)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _abstained(is_right: bool) -> Finding:
    if is_right:
        return Finding("correct", "na", "says that the document does not tell, and it does not", share=1.0)
    return Finding("abstained", "na", "says that the document does not tell, but it does")


def _whole(case: QuestionCase, speakers: Speakers) -> Statement:
    """The whole answer as one statement that nobody made, with whoever it names."""
    answer = case.prediction.answer
    named = credit_of(answer, Span(0, len(answer)), speakers.names, of=speakers.speaks_for)
    if not named and case.prediction.said_by:
        named = resolve_source(case.prediction.said_by, speakers.names) or (UNKNOWN,)
    known = tuple(name for name in named if name != UNKNOWN)
    return Statement(0, len(answer), frozenset(), known, UNKNOWN in named)


def _source_asked(case: QuestionCase, statements: Sequence[Statement], speakers: Speakers) -> Finding:
    """Who said it is the question: the first named source must be one of the gold's, by name or alias."""
    asks_who = _ASKS_WHO.match(case.item.question.text) is not None
    answer = CITING.sub("", case.prediction.answer) if asks_who else case.prediction.answer
    hits = [one for one in statements if one.claims and one.start < len(answer)]
    hit = next((one for one in hits if not is_told_of(answer, one, speakers)), None)
    gold = [text for claim in case.item.gold.claims for text in claim.answers]
    right = {name for text in gold for name in resolve_source(text, speakers.names)}
    doers = doers_of(answer, case.item.question.text, speakers.names)
    if doers and right and right.isdisjoint(doers):
        said = f"says that {names_of(case, doers)} did; expected {gold[0]}"
        return Finding("wrong", "na", said, Statement(0, len(answer), frozenset()))
    named = [name for name in resolve_source(answer, speakers.names) if name not in denied_sources(answer, speakers)]
    if hit or (not hits and right & set(named[:1])):
        statement = hit or Statement(0, len(answer), frozenset({0}))
        return Finding("correct", "na", f"names {gold[0]}", replace(statement, sources=()), share=1.0)
    said = f"names {names_of(case, named)}" if named else "names nobody that the gold accepts"
    return Finding("wrong", "na", f"{said}; expected {gold[0]}", Statement(0, len(answer), frozenset()))


def _list_statements(case: QuestionCase, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """For a list, all its items together are one statement, whose claims are those with an item in the answer.

    Where the answer tells the lists of several sources, each is a statement of its own.
    """
    matched = [statement for statement in statements if statement.claims]
    if not matched:
        return tuple(statements[:1])
    return several_lists(case.prediction.answer, matched) or (whole_list(matched),)
