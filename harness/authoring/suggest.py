"""``gold suggest``: candidates for a person to accept, found by rules: quotations with who said them, amounts with who
gives them, and passages that disagree. A model may write further questions, where one is given.

A candidate has ``status: suggested`` and is not scored until a person has taken that line out. Its question is a first
wording: for an amount it is the sentence with a gap.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any, Final, cast

from harness.authoring.gold_files import add_item, document_of
from harness.authoring.offers import fresh_id, speaker_at
from harness.gold.folder import Folder, read_folder
from harness.gold.matching import stands_as_words
from harness.gold.walking import evidence_of, items_of, stands_in
from harness.judging.mentions import resolve_source
from harness.reading.attribution import find_attributions
from harness.reading.dates import find_dates
from harness.reading.quantities import find_quantities
from harness.reading.quantity import Quantity
from harness.reading.quotes import find_quotations
from harness.reading.sentences import Span, sentence_at, split_sentences
from harness.reading.words import content_stems
from harness.schema import AnswerType, Document, Section, Source

Ask = Callable[[str], str]
"""Asks a model: a prompt in, its words out."""

_SHORTEST_QUOTE_WORDS: Final = 3
_ALIKE: Final = 0.3
"""Share of content words, numbers aside, that two passages have in common when they tell the same."""

_LIKE_SIZE: Final = 10
"""How many times the smaller the larger of two amounts may be, for them to be about the same."""
_RATE: Final = re.compile(r"(an?|every|each)\s", re.IGNORECASE)
_NUMBERED: Final = re.compile(
    r"\b(article|chapter|class|flight|gate|grade|highway|line|no\.?|number|page|phase|platform|room|route|section|step"
    r"|type)\s$",
    re.IGNORECASE,
)

_TYPES: Final[Mapping[str, AnswerType]] = {
    "money": "money",
    "percent": "percent",
    "duration": "duration",
    "number": "number",
    "measure": "number",
}


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in a sentence of a section, with who gives it; ``place`` numbers the sentence within its section."""

    document: str
    section: int
    sentence: str
    quantity: Quantity
    place: int
    source: str | None

    @property
    def type(self) -> AnswerType:
        """The type of question that it answers."""
        return _TYPES[self.quantity.kind]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A suggested question as it would stand in the file, and why it is suggested."""

    data: Mapping[str, object]
    why: str

    @property
    def places(self) -> tuple[str, ...]:
        """Where its evidence stands, such as ``bridge section 1``, each place once."""
        claims = cast("list[dict[str, Any]]", self.data["claims"])
        found = [one for claim in claims for one in claim["evidence"]]
        return tuple(
            dict.fromkeys(f"{one.get('document', self.data['document'])} section {one['section']}" for one in found)
        )


def suggest(folder: Path, document: str | None = None, ask: Ask | None = None) -> tuple[Candidate, ...]:
    """Candidates for one document, or all: those whose words are evidence of an item already are left out.

    A sentence that is offered for its disagreement isn't offered again for its number alone.
    """
    read = read_folder(folder)
    documents = [document_of(read, document)] if document else list(read.documents.values())
    taken = {item.id for item in items_of(read)}
    found: list[Candidate] = []
    for data, why in _all(read, documents, ask):
        name = fresh_id(str(data["id"]), str(data["question"]), taken)
        taken.add(name)
        found.append(Candidate({**data, "id": name}, why))
    return tuple(found)


def write_suggestions(folder: Path, candidates: Sequence[Candidate]) -> tuple[Path, ...]:
    """Appends candidates to ``questions/suggested-<document>.yaml`` and returns the files that were written."""
    paths: list[Path] = []
    for candidate in candidates:
        named = candidate.data.get("document") or "several"
        path = folder / "questions" / f"suggested-{named}.yaml"
        add_item(path, candidate.data)
        paths.append(path)
    return tuple(dict.fromkeys(paths))


def said_quotations(document: Document, sources: Mapping[str, Source]) -> Iterator[tuple[Section, str, str]]:
    """Each quotation of a document whose speaker is known: the section, the words, the source's id."""
    names = {key: (source.name, *source.aliases) for key, source in sources.items()}
    for section in document.sections:
        attributions = find_attributions(section.text)
        for quotation in find_quotations(section.text):
            if len(quotation.text.split()) < _SHORTEST_QUOTE_WORDS:
                continue
            telling = [one for one in attributions if one.source and one.is_speech and one.covers(quotation.outer)]
            for one in sorted(telling, key=lambda one: one.size()):
                who = one.antecedent or one.source
                known = resolve_source(who.of(section.text), names) if who else ()
                if known:
                    yield section, quotation.text, known[0]
                    break


def amounts(document: Document, sources: Mapping[str, Source]) -> Iterator[Amount]:
    """Each amount of a document that a question may be about, with who gives it."""
    for section in document.sections:
        for number, span in enumerate(split_sentences(section.text)):
            sentence = span.of(section.text)
            dates = find_dates(sentence, document.published)
            for found in find_quantities(sentence):
                quantity = _without_stop(found)
                in_date = any(date.start < quantity.end and quantity.start < date.end for date in dates)
                if quantity.kind in _TYPES and not in_date and _is_worth_asking(quantity, sentence):
                    source = speaker_at(section.text, span, quantity.text, sources)
                    yield Amount(document.id, section.number, sentence, quantity, number, source)


def disagreements(found: Sequence[Amount]) -> Iterator[tuple[Amount, Amount]]:
    """Pairs of passages of different sources or documents that tell about the same but give different amounts."""
    stems = {id(one): _frame(one) for one in found}
    for one, other in combinations(found, 2):
        if (one.document, one.section) == (other.document, other.section) and one.source == other.source:
            continue
        if one.type != other.type or not _differ(one.quantity, other.quantity):
            continue
        if _is_answered_beside(one, other):
            yield one, other
            continue
        mine, its = stems[id(one)], stems[id(other)]
        if not mine or not its or one.quantity.text in other.sentence or other.quantity.text in one.sentence:
            continue  # where each passage tells both, they agree
        if len(mine & its) / min(len(mine), len(its)) >= _ALIKE * 2 and len(mine & its) / len(mine | its) >= _ALIKE:
            yield one, other


def _is_answered_beside(one: Amount, other: Amount) -> bool:
    """Whether two known sources give amounts of like size in one sentence, or one after the other.

    That is how news sets a claim against a claim, often in words that the two have not in common.
    """
    if (one.document, one.section) != (other.document, other.section) or abs(one.place - other.place) > 1:
        return False
    if one.source is None or other.source is None or one.source == other.source:
        return False
    low, high = sorted((abs(one.quantity.base_high), abs(other.quantity.base_high)))
    return high < low * _LIKE_SIZE


def _all(read: Folder, documents: Sequence[Document], ask: Ask | None) -> Iterator[tuple[dict[str, object], str]]:
    used = [(one.evidence.document, one.evidence.section, one.evidence.quote or "") for one in evidence_of(read)]
    found = [amount for document in documents for amount in amounts(document, read.sources)]
    for document in documents:
        for section, words, source in said_quotations(document, read.sources):
            if not _is_used(used, document.id, section.number, words):
                yield _quotation(document, section, words, read.sources[source])
    disputed: list[Amount] = []
    for one, other in disagreements(found):
        disputed.append(one)
        yield _conflict(one, other)
    for amount in found:
        if amount in disputed:
            continue
        held = [one for one in used if amount.quantity.text in one[2]]
        if not _is_used(held, amount.document, amount.section, amount.sentence):
            yield _gap(amount)
    if ask is not None:
        for document in documents:
            yield from _asked(document, read.sources, ask)


def _is_used(used: Sequence[tuple[str, int, str]], document: str, section: int, words: str) -> bool:
    return any(
        (document, section) == (held, number) and quote and (stands_in(quote, words) or stands_in(words, quote))
        for held, number, quote in used
    )


def _quotation(document: Document, section: Section, words: str, source: Source) -> tuple[dict[str, object], str]:
    evidence = [{"section": section.number, "quote": words}]
    claim: dict[str, object] = {"source": source.id, "answers": [source.name], "evidence": evidence}
    return _item(document.id, f"Who spoke of “{words}”?", "source", source.id, [claim]), f"{source.name} is quoted"


def _gap(amount: Amount) -> tuple[dict[str, object], str]:
    why = f"{amount.source or 'the document'} gives {amount.quantity.text}"
    return _item(amount.document, _with_gap(amount), amount.type, amount.source, [_claim(amount, amount.document)]), why


def _conflict(one: Amount, other: Amount) -> tuple[dict[str, object], str]:
    claims = [_claim(one, one.document), _claim(other, one.document)]
    data = _item(one.document, _with_gap(one), one.type, one.source, claims)
    sides = [f"{side.source or 'the document'} gives {side.quantity.text}" for side in (one, other)]
    why = f"a disagreement: {sides[0]}, {sides[1]}"
    return {**data, "tags": ["conflict"]}, why


def _claim(amount: Amount, document: str) -> dict[str, object]:
    named: dict[str, object] = {} if amount.document == document else {"document": amount.document}
    evidence = [{**named, "section": amount.section, "quote": amount.sentence}]
    return {"source": amount.source, "answers": [amount.quantity.text], "evidence": evidence}


def _item(
    document: str, question: str, type_: AnswerType, expects: str | None, claims: list[dict[str, object]]
) -> dict[str, object]:
    return {
        "id": document,
        "document": document,
        "question": question,
        "type": type_,
        "expects": expects,
        "claims": claims,
        "status": "suggested",
    }


def _with_gap(amount: Amount) -> str:
    start, end = amount.quantity.start, amount.quantity.end
    return f"What stands in the gap: {amount.sentence[:start]}___{amount.sentence[end:]}"


def _without_stop(quantity: Quantity) -> Quantity:
    """A quantity at the end of a sentence without the sentence's full stop, which abbreviated units take with them."""
    bare = quantity.text.rstrip(".")
    return replace(quantity, text=bare, end=quantity.start + len(bare))


def _is_worth_asking(quantity: Quantity, sentence: str) -> bool:
    """Leaves out a bare one, what may be a year, a rate's "a day", an age before "-old", and the number of a line."""
    if quantity.kind == "duration":
        return not _RATE.match(quantity.text) and not sentence[quantity.end :].startswith("-old")
    if quantity.kind == "number" and _NUMBERED.search(sentence[: quantity.start]):
        return False
    if quantity.kind != "number":
        return True
    is_year = quantity.low == quantity.high and 1900 <= quantity.low <= 2100 and "," not in quantity.text
    return quantity.high > 1 and not is_year


def _frame(amount: Amount) -> frozenset[str]:
    sentence, quantity = amount.sentence, amount.quantity
    return frozenset(
        stem
        for stem in content_stems(sentence[: quantity.start] + " " + sentence[quantity.end :])
        if not stem[:1].isdigit()
    )


def _differ(one: Quantity, other: Quantity) -> bool:
    if (one.measure is None) != (other.measure is None):
        return False
    if one.measure is not None and other.measure is not None and not one.measure.is_kin(other.measure):
        return False
    return one.base_high < other.base_low or other.base_high < one.base_low


def _asked(document: Document, sources: Mapping[str, Source], ask: Ask) -> Iterator[tuple[dict[str, object], str]]:
    """One question a section by a model; kept only where its answer and its quote stand in the section."""
    for section in document.sections:
        prompt = (
            "Write one question that the text answers in a few words, then the answer in the text's own words, then "
            f"the sentence that shows it. One a line.\n\nText: {section.text}\n\nQuestion:"
        )
        lines = [line.split(":", 1)[-1].strip() for line in ask(prompt).splitlines() if line.strip()]
        if len(lines) < 2 or not stands_as_words(lines[1], section.text):
            continue
        spans = split_sentences(section.text)
        place = sentence_at(spans, max(section.text.find(lines[1]), 0)) or 0
        span: Span = spans[place]
        source = speaker_at(section.text, span, lines[1], sources)
        evidence = [{"section": section.number, "quote": span.of(section.text)}]
        claim: dict[str, object] = {"source": source, "answers": [lines[1]], "evidence": evidence}
        yield {**_item(document.id, lines[0], "text", source, [claim]), "tags": ["model"]}, "a model asked"
