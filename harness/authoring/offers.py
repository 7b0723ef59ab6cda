"""What a writer of gold is offered: quotes for an answer, who says it, other wordings, and what rivals say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from harness.gold.matching import answer_stands
from harness.judging.mentions import resolve_source
from harness.reading.attribution import find_attributions
from harness.reading.quantities import find_quantities
from harness.reading.quantity import Quantity
from harness.reading.sentences import Span, split_sentences
from harness.reading.words import STOPWORDS, content_stems, tokens
from harness.schema import AnswerType, Document, Source

_MOST_OFFERS: Final = 6
_LONGEST_SPEAKER: Final = 7
_COMMON_GROUND: Final = 2
"""How many content words of a question a rival's sentence must share, numbers aside."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A sentence that may be evidence: what it answers, and who says it, where that was found."""

    document: str
    section: int
    quote: str
    answer: str
    source: str | None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody whom a document lets speak, in its words, and where."""

    name: str
    document: str
    section: int


def quotes_for(
    document: Document, answer: str, type_: AnswerType, sources: Mapping[str, Source], section: int | None = None
) -> tuple[Offer, ...]:
    """The sentences of a document, or of one section, that state an answer, the shortest first."""
    found: list[Offer] = []
    for part in document.sections:
        if section is not None and part.number != section:
            continue
        for span in split_sentences(part.text):
            sentence = span.of(part.text)
            if answer_stands((answer,), type_, sentence, published=document.published):
                source = speaker_at(part.text, span, answer, sources)
                found.append(Offer(document.id, part.number, sentence, answer, source))
    return tuple(sorted(found, key=lambda offer: (len(offer.quote), offer.section))[:_MOST_OFFERS])


def speaker_at(text: str, sentence: Span, answer: str, sources: Mapping[str, Source]) -> str | None:
    """The id of whoever says the answer in a sentence of a text; None for nobody, or nobody who is known."""
    start = text.find(answer, sentence.start, sentence.end)
    place = Span(start, start + len(answer)) if start >= 0 else sentence
    telling = [one for one in find_attributions(text) if one.source is not None and one.covers(place)]
    names = {key: (source.name, *source.aliases) for key, source in sources.items()}
    for one in sorted(telling, key=lambda one: (not one.is_speech, one.size())):
        who = one.antecedent or one.source
        known = resolve_source(who.of(text), names) if who else ()
        if known:
            return known[0]
    return None


def unknown_speakers(documents: Collection[Document], sources: Mapping[str, Source]) -> tuple[Speaker, ...]:
    """Those whom the documents let speak and ``sources`` does not name, in their order, each once."""
    names = {key: (source.name, *source.aliases) for key, source in sources.items()}
    found: dict[str, Speaker] = {}
    for document in documents:
        for section in document.sections:
            for told in find_attributions(section.text):
                words = told.source.of(section.text) if told.source and told.antecedent is None else ""
                is_named = len(words.split()) > 1 or words[:1].isupper()
                if is_named and len(words.split()) <= _LONGEST_SPEAKER and not resolve_source(words, names):
                    key = words.casefold().removeprefix("the ")
                    found.setdefault(key, Speaker(words, document.id, section.number))
    return tuple(found.values())


def wordings(answer: str, type_: AnswerType) -> tuple[str, ...]:
    """Other spellings of an answer that a writer may add: digits for words, a family name for a whole one."""
    found: list[str] = []
    if type_ in ("number", "money", "percent", "duration"):
        for quantity in find_quantities(answer):
            if quantity.low == quantity.high and quantity.low == quantity.low.to_integral_value():
                digits = f"{int(quantity.low):,}"
                found.append(answer.replace(quantity.text, digits) if quantity.kind == "number" else "")
    if type_ in ("name", "source"):
        words = answer.split()
        found += [words[-1]] if len(words) in (2, 3) and all(word[:1].isupper() for word in words) else []
        found += [answer.removeprefix("the ")] if answer.startswith("the ") else []
    return tuple(dict.fromkeys(word for word in found if word and word.casefold() != answer.casefold()))


def rivals_for(
    documents: Collection[Document],
    question: str,
    answers: Sequence[str],
    type_: AnswerType,
    sources: Mapping[str, Source],
    taken: Collection[tuple[str, int, str]] = (),
) -> tuple[Offer, ...]:
    """Sentences elsewhere that give another amount of the same kind to about the same question, the likest first."""
    mine = [quantity for answer in answers for quantity in find_quantities(answer)]
    asked = set(content_stems(question))
    if not mine or type_ not in ("number", "money", "percent", "duration"):
        return ()
    found: list[tuple[int, Offer]] = []
    for document in documents:
        for part in document.sections:
            for span in split_sentences(part.text):
                sentence = span.of(part.text)
                shared = len(asked & set(content_stems(sentence)))
                other = _other_amount(sentence, mine)
                if other and shared >= _COMMON_GROUND and (document.id, part.number, sentence) not in taken:
                    source = speaker_at(part.text, span, other.text, sources)
                    found.append((shared, Offer(document.id, part.number, sentence, other.text, source)))
    ordered = sorted(found, key=lambda pair: (-pair[0], pair[1].document, pair[1].section))
    return tuple(offer for _, offer in ordered[:_MOST_OFFERS])


def fresh_id(document: str, question: str, taken: Collection[str]) -> str:
    """An id of a document and the telling words of a question that nothing else has."""
    plain = unicodedata.normalize("NFKD", question).encode("ascii", "ignore").decode()
    words = [token.folded for token in tokens(plain) if token.folded not in STOPWORDS]
    telling = [re.sub(r"[^a-z0-9]", "", word) for word in words if word not in _ASKING]
    stem = "-".join([document, *[word for word in telling if word][:3]])
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    return name


_ASKING: Final = frozenset(("how", "many", "much", "who", "what", "when", "where", "why", "which", "according", "said"))


def _other_amount(sentence: str, mine: Sequence[Quantity]) -> Quantity | None:
    for quantity in find_quantities(sentence):
        is_kin = any(quantity.kind == one.kind and _same_unit(quantity, one) for one in mine)
        if is_kin and all((quantity.base_low, quantity.base_high) != (one.base_low, one.base_high) for one in mine):
            return quantity
    return None


def _same_unit(one: Quantity, other: Quantity) -> bool:
    if one.measure is None or other.measure is None:
        return one.measure is other.measure
    return one.measure.is_kin(other.measure)
