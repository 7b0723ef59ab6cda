"""Rules about the form of questions: what is expected, what claims there are, what an answer may look like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from harness.gold.folder import Folder
from harness.gold.rules.rule import Finding, Fix, Rule
from harness.gold.walking import claims_of, facts_of
from harness.reading.dates import find_dates
from harness.reading.quantities import find_quantities
from harness.reading.words import fold
from harness.schema import ANY_SOURCE, AnswerType


def _blank_text(folder: Folder) -> Iterator[Finding]:
    for item in folder.questions:
        if not item.question.text.strip():
            yield Finding(folder.place(item, "question"), f"the question of {item.id!r} is blank", "write it")
    for at in claims_of(folder):
        for number, answer in enumerate(at.claim.answers):
            if not answer.strip():
                yield Finding(
                    folder.place(at.item, *at.steps, "answers", number), "a blank answer", "write or remove it"
                )
    for fact in facts_of(folder):
        if not fact.fact.text.strip():
            yield Finding(folder.place(fact.item, *fact.steps, "text"), "a fact without text", "write it")
    for summary in folder.summaries:
        for number, reference in enumerate(summary.gold.references):
            if not reference.strip():
                yield Finding(folder.place(summary, "references", number), "a blank reference", "write or remove it")


def _claims_for_type(folder: Folder) -> Iterator[Finding]:
    for item in folder.questions:
        unanswerable = item.question.type == "unanswerable"
        if unanswerable and item.gold.claims:
            message = f"{item.id!r} is unanswerable but has claims; `claims: []` was expected"
            yield Finding(folder.place(item, "claims"), message, "remove them, or give the type of the answer")
        elif not unanswerable and not item.gold.claims:
            message = f"{item.id!r} is of type {item.question.type} but has no claim; one was expected"
            yield Finding(folder.place(item, "claims"), message, "add one, or make it `type: unanswerable`")


def _no_answer(folder: Folder) -> Iterator[Finding]:
    for at in claims_of(folder):
        if not at.claim.answers:
            yield Finding(
                folder.place(at.item, *at.steps, "answers"), "no answer; at least one was expected", "add one"
            )


def _expects_missing(folder: Folder) -> Iterator[Finding]:
    for item in folder.questions:
        own_voice = all(claim.source is None for claim in item.gold.claims)
        if item.gold.claims and not own_voice and not folder.has(item, "expects"):
            message = f"{item.id!r} does not say whose answer is right; a source id, any or null was expected"
            yield Finding(item.place, message, "add expects:")


def _expects_without_claim(folder: Folder) -> Iterator[Finding]:
    for item in folder.questions:
        expects, sources = item.gold.expects, [claim.source for claim in item.gold.claims]
        if (
            not sources
            or expects == ANY_SOURCE
            or item.question.type == "unanswerable"
            or not folder.has(item, "expects")
        ):
            continue
        unknown = {*sources, expects} - {None, *folder.sources}
        if expects not in sources and not unknown:
            listed = ", ".join(source or "null" for source in sources)
            message = f"no claim is by {expects or 'null'}, whose answer is expected; there are {listed}"
            yield Finding(folder.place(item, "expects"), message, "add its claim, or expect another source")


def _source_claims_twice(folder: Folder) -> Iterator[Finding]:
    for item in folder.questions:
        seen: set[str | None] = set()
        for number, claim in enumerate(item.gold.claims):
            if claim.source in seen:
                message = f"a second claim by {claim.source or 'the document itself'}; one for each source was expected"
                yield Finding(folder.place(item, "claims", number, "source"), message, "put its answers together")
            seen.add(claim.source)


def _answer_form(folder: Folder) -> Iterator[Finding]:
    for at in claims_of(folder):
        expected = _EXPECTED.get(at.item.question.type)
        for number, answer in enumerate(at.claim.answers):
            if expected and answer.strip() and not _has_form(answer, at.item.question.type):
                message = f"{answer!r} stands where {expected} was expected"
                mend = "mend the answer, or give the question another type"
                yield Finding(folder.place(at.item, *at.steps, "answers", number), message, mend)


def _duplicate_answer(folder: Folder) -> Iterator[Finding]:
    for at in claims_of(folder):
        seen: set[str] = set()
        for number, answer in enumerate(at.claim.answers):
            key = " ".join(fold(answer).split())
            if key and key in seen:
                place = folder.place(at.item, *at.steps, "answers", number)
                fix = Fix(*folder.address(at.item, *at.steps, "answers", number), "remove")
                yield Finding(place, f"the answer {answer!r} stands twice", "remove one", fix)
            seen.add(key)


def _summary_form(folder: Folder) -> Iterator[Finding]:
    for item in folder.summaries:
        if item.request.words < 1:
            message = f"{item.request.words} words are asked for; at least 1 was expected"
            yield Finding(folder.place(item, "words"), message, "say how long the summary should be")
        if not item.gold.references:
            yield Finding(
                folder.place(item, "references"), f"{item.id!r} has no reference; one was expected", "write one"
            )
        if not item.gold.facts:
            yield Finding(folder.place(item, "facts"), f"{item.id!r} has no key fact; one was expected", "add them")


_EXPECTED: Final[dict[AnswerType, str]] = {
    "yes-no": "yes or no",
    "number": "a number",
    "money": "an amount",
    "percent": "a percentage",
    "date": "a date or time",
    "duration": "a duration",
}
_TIME_WORDS: Final = re.compile(
    r"\b(morning|afternoon|evening|night|noon|midnight|dawn|dusk|day|week|month|year|winter|spring|summer|autumn|fall"
    r"|today|yesterday|tomorrow|tonight|overnight|hours?|\w+days?|days|weeks|months|years|nights"
    r"|end of|start of|beginning of|\d{1,2}[.:]\d{2})\b"
)


def _has_form(answer: str, type_: AnswerType) -> bool:
    folded = fold(answer)
    if type_ == "yes-no":
        return re.match(r"(yes|no)\b", folded) is not None
    if type_ == "date":
        return bool(find_dates(answer)) or bool(_TIME_WORDS.search(folded)) or bool(re.search(r"\d", folded))
    if type_ == "duration":
        if any(quantity.kind == "duration" for quantity in find_quantities(answer)):
            return True
        return bool(_TIME_WORDS.search(folded) or re.search(r"\b(minute|second|decade|centur)", folded))
    return bool(find_quantities(answer)) or bool(re.search(r"\d", folded)) or folded.strip() in _NONE


_NONE: Final = frozenset(
    {"none", "no one", "nobody", "nothing", "zero", "a", "dozens", "hundreds", "thousands", "millions"}
)

RULES: Final = (
    Rule(
        "blank-text",
        "error",
        "Questions, answers, facts and references have words.",
        'answers: [""]',
        _blank_text,
        needed=True,
    ),
    Rule(
        "claims-for-type",
        "error",
        "An unanswerable question has `claims: []`, since the right answer is that the document doesn't tell; every "
        "other question has at least one claim.",
        "type: number with claims: []",
        _claims_for_type,
        needed=True,
    ),
    Rule(
        "no-answer",
        "error",
        "A claim says what its source answers.",
        "{source: blinken, answers: []}",
        _no_answer,
        needed=True,
    ),
    Rule(
        "expects-missing",
        "error",
        "A question whose claims have sources says whose answer is right: `expects:` a source id, `any` (each claim is "
        "right for its own source) or null (the document's own voice).",
        "a question with a claim by pentagon and no `expects`",
        _expects_missing,
        needed=True,
    ),
    Rule(
        "expects-without-claim",
        "error",
        "The source that is expected has a claim, or nothing could be right.",
        "expects: pentagon where only blinken has a claim",
        _expects_without_claim,
        needed=True,
    ),
    Rule(
        "source-claims-twice",
        "warning",
        "A source has one claim in a question; answers that say the same in other words stand in one list.",
        "two claims by pentagon",
        _source_claims_twice,
    ),
    Rule(
        "answer-form",
        "error",
        "An answer looks like its type: yes or no, a number, an amount of money, a percentage, a date or time, or a "
        "duration.",
        "type: yes-no with answers: [perhaps]",
        _answer_form,
    ),
    Rule(
        "duplicate-answer",
        "warning",
        "An answer stands once; letter case and kinds of quotation marks don't make another one.",
        'answers: ["8,000", "8,000"]',
        _duplicate_answer,
    ),
    Rule(
        "summary-form",
        "error",
        "A summary item asks for a length and has references and key facts.",
        "words: 0",
        _summary_form,
        needed=True,
    ),
)
