"""Rules about wording: leaks, repetitions, units, dates, facts that are several, references that miss the point."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import combinations
from typing import Final

from harness.codec import nearest, read_text
from harness.gold.folder import Folder
from harness.gold.matching import lacks_unit, stands_as_words, states_fact
from harness.gold.rules.rule import Finding, Rule
from harness.gold.rules.support import COMPUTED
from harness.gold.walking import claims_of, documents_of, facts_of, items_of
from harness.reading.dates import find_dates
from harness.reading.quantities import find_quantities
from harness.reading.sentences import split_sentences
from harness.reading.words import content_stems, tokens
from harness.schema import Evidence, Place, QuestionItem

_SAME: Final = 0.85
_LONGEST_FACT_WORDS: Final = 40
_RELATIVE_REACH: Final = timedelta(days=31)


def _question_leaks(folder: Folder) -> Iterator[Finding]:
    for at in claims_of(folder):
        question = at.item.question
        if question.type in ("yes-no", "unanswerable") or at.item.gold.expects not in (at.claim.source, "any"):
            continue
        hit = next((a for a in at.claim.answers if _is_telling(a) and stands_as_words(a, question.text)), None)
        if hit and not re.search(r"\b(or|whether)\b", question.text):
            message = f"the question holds its answer {hit!r}"
            yield Finding(folder.place(at.item, "question"), message, "ask without it")


def _same_question(folder: Folder) -> Iterator[Finding]:
    for earlier, later in combinations([_asked(item) for item in folder.questions], 2):
        if earlier.item.id != later.item.id and _asks_the_same(earlier, later):
            message = f"asks the same as {earlier.item.id!r} at {earlier.item.place}"
            place = folder.place(later.item, "question")
            yield Finding(place, message, "remove one, or ask for another source or detail")


def _unit_missing(folder: Folder) -> Iterator[Finding]:
    for at in claims_of(folder):
        question, answers = at.item.question, at.claim.answers
        found = [quantity for answer in answers for quantity in find_quantities(answer)]
        if lacks_unit(answers, question.type):
            message = f"no answer has its unit: {answers[0]!r}; {_UNIT_WORDS[question.type]} was expected"
            yield Finding(folder.place(at.item, *at.steps, "answers"), message, "write the unit")
        elif question.type == "number" and found and not COMPUTED & set(at.item.tags):
            unit = _measured(found[0].low, at.claim.evidence, question.text)
            if unit and not any(quantity.measure for quantity in found):
                message = f"no answer has its unit: {answers[0]!r}; the evidence counts in {unit}"
                yield Finding(folder.place(at.item, *at.steps, "answers"), message, "write the unit, or ask for it")


def _date_before_document(folder: Folder) -> Iterator[Finding]:
    for at in claims_of(folder):
        document = folder.documents.get(documents_of(at.item)[0]) if documents_of(at.item) else None
        if at.item.question.type != "date" or document is None or document.published is None:
            continue
        told = " ".join(one.quote or "" for one in at.claim.evidence)
        for number, answer in enumerate(at.claim.answers):
            for mention in find_dates(answer):
                year = mention.parts.year
                if year is None or mention.latest is None or re.search(rf"\b{year}\b", told):
                    continue
                if mention.latest < document.published - _RELATIVE_REACH:
                    when = f"{document.id} ({document.published})"
                    message = f"{answer!r} is long before {when}, and no quote says that year"
                    yield Finding(folder.place(at.item, *at.steps, "answers", number), message, "check the year")


def _fact_not_atomic(folder: Folder) -> Iterator[Finding]:
    for at in facts_of(folder):
        text = at.fact.text
        reason = ""
        if len(split_sentences(text)) > 1 or ";" in text:
            reason = "it has more than one sentence"
        elif len(text.split()) > _LONGEST_FACT_WORDS:
            reason = f"it has over {_LONGEST_FACT_WORDS} words"
        elif _JOINED.search(text):
            reason = "it joins two statements"
        if reason:
            yield Finding(folder.place(at.item, *at.steps, "text"), f"not one fact: {reason}", "make two facts of it")


def _reference_misses_facts(folder: Folder) -> Iterator[Finding]:
    for item in folder.summaries:
        vital = [fact.text for fact in item.gold.facts if fact.importance == "vital"]
        for number, reference in enumerate(item.gold.references):
            if vital and reference.strip() and not any(states_fact(fact, reference) for fact in vital):
                message = f"the reference states none of the {len(vital)} vital facts"
                mend = "state some, or think again what is vital"
                yield Finding(folder.place(item, "references", number), message, mend)


def _reference_length(folder: Folder) -> Iterator[Finding]:
    for item in folder.summaries:
        for number, reference in enumerate(item.gold.references):
            words = len(tokens(reference))
            if item.request.words > 0 and reference.strip() and not 0.5 <= words / item.request.words <= 1.5:
                message = f"the reference has {words} words where {item.request.words} are asked for"
                mend = "write one of about that length"
                yield Finding(folder.place(item, "references", number), message, mend)


def _no_vital_fact(folder: Folder) -> Iterator[Finding]:
    for item in folder.summaries:
        if item.gold.facts and not any(fact.importance == "vital" for fact in item.gold.facts):
            message = f"no key fact of {item.id!r} is vital; at least one was expected"
            yield Finding(folder.place(item, "facts"), message, "say which facts no good summary leaves out")


def _tag_spelling(folder: Folder) -> Iterator[Finding]:
    counts = Counter(tag for item in items_of(folder) for tag in item.tags)
    common = [tag for tag, count in counts.items() if count >= 2]
    for item in items_of(folder):
        for number, tag in enumerate(item.tags):
            hit = nearest(tag, common, 0.8) if counts[tag] == 1 else None
            if hit:
                message = f"the tag {tag!r} stands here alone"
                yield Finding(folder.place(item, "tags", number), message, f"did you mean {hit}?")


def _empty_section(folder: Folder) -> Iterator[Finding]:
    for document in folder.documents.values():
        for section in document.sections:
            if section.number and not section.text:
                message = f"section {section.number} of {document.id}, {section.heading!r}, has no text"
                yield Finding(_heading_place(folder, document.id, section.heading), message, "fill or remove it")


def _heading_place(folder: Folder, document: str, heading: str) -> Place:
    path = folder.path / "documents" / f"{document}.md"
    lines = read_text(path).split("\n")
    return Place(str(path), next((n for n, line in enumerate(lines, 1) if line[3:].strip() == heading), 1))


_UNIT_WORDS: Final = {"money": "a currency", "percent": "% or per cent", "duration": "a unit of time"}
_JOINED: Final = re.compile(
    r",? (and|but|while|whereas) (he|she|it|they|its|his|her|their|the \w+|there) (is|are|was|were|has|have|had|will"
    r"|would|said|says|can|could|may|might|did|does|told|added|claimed|denied)\b"
)


def _is_telling(answer: str) -> bool:
    """Whether an answer is more than function words or one small number, which questions hold by chance."""
    stems = content_stems(answer)
    if len(stems) != 1:
        return bool(stems)
    is_small_number = bool(find_quantities(answer)) and not re.search(r"\d{3}", answer)
    return not is_small_number


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, ready to be compared with many others."""

    item: QuestionItem
    documents: frozenset[str]
    words: tuple[str, ...]
    stems: frozenset[str]
    frame: tuple[str | None, tuple[str, ...], tuple[str, ...]]
    """Whom it asks, its numbers, and its question words: what must be equal in questions that ask the same."""


def _asked(item: QuestionItem) -> _Asked:
    words = tuple(token.folded for token in tokens(item.question.text))
    numbers = tuple(sorted(word for word in words if word[:1].isdigit()))
    opening = tuple(word for word in words if word in _ASKING)
    stems = frozenset(content_stems(item.question.text))
    return _Asked(item, frozenset(documents_of(item)), words, stems, (item.gold.expects, numbers, opening))


def _asks_the_same(one: _Asked, other: _Asked) -> bool:
    if one.frame != other.frame or not one.stems or not other.stems or one.documents.isdisjoint(other.documents):
        return False
    return one.words == other.words or len(one.stems & other.stems) / len(one.stems | other.stems) >= _SAME


_ASKING: Final = frozenset({"who", "whom", "whose", "what", "which", "when", "where", "why", "how", "many", "much"})


def _measured(low: Decimal, evidence: tuple[Evidence, ...], question: str) -> str:
    """The unit in which the quotes count that number, where the question does not name it; empty without one."""
    for one in evidence:
        for quantity in find_quantities(one.quote or ""):
            if quantity.low == low and quantity.kind == "measure" and quantity.unit:
                written = quantity.text.split()[-1]
                if not stands_as_words(quantity.unit, question) and not stands_as_words(written, question):
                    return quantity.unit
    return ""


RULES: Final = (
    Rule(
        "question-leaks-answer",
        "warning",
        "A question does not hold the words of its own answer, unless it offers a choice.",
        'question: "Who are the 8,000 troops in Kursk?" with answers: ["8,000 troops"]',
        _question_leaks,
    ),
    Rule(
        "same-question",
        "warning",
        "No two questions about a document ask for the same thing of the same source.",
        "the same question under two ids",
        _same_question,
    ),
    Rule(
        "unit-missing",
        "warning",
        "An amount has its unit: a currency, % or per cent, hours or days; a number has the unit that its evidence "
        "counts in, unless the question names it.",
        'type: money with answers: ["425 million"]',
        _unit_missing,
    ),
    Rule(
        "date-before-document",
        "warning",
        "A dated answer over a month before the document's own date stands so, with its year, in the evidence: words "
        "such as 'Saturday' or 'last week' can't reach that far back.",
        'answers: ["2 November 2014"] in a document of 3 November 2024',
        _date_before_document,
    ),
    Rule(
        "fact-not-atomic",
        "warning",
        "A key fact is one statement in one sentence, so that it is stated or not.",
        'text: "The ferry ran aground. Nobody was hurt."',
        _fact_not_atomic,
    ),
    Rule(
        "reference-misses-facts",
        "warning",
        "A reference states at least one of the vital facts.",
        "a reference about something else",
        _reference_misses_facts,
    ),
    Rule(
        "reference-length",
        "warning",
        "A reference has from half to one and a half times the words that are asked for.",
        "a reference of 200 words where 80 are asked for",
        _reference_length,
    ),
    Rule(
        "no-vital-fact",
        "warning",
        "At least one key fact of a summary is vital.",
        "importance: okay everywhere",
        _no_vital_fact,
    ),
    Rule(
        "tag-spelling",
        "warning",
        "A tag that stands once and is nearly a common one is most likely mistyped.",
        "tags: [conflcit]",
        _tag_spelling,
    ),
    Rule(
        "empty-section",
        "warning",
        "A headed section has text.",
        "## Heading, and then the next heading",
        _empty_section,
    ),
)
