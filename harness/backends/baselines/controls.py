"""Controls: outputs whose verdicts are known beforehand, so that a scorer that fails them is seen at once.

``gold`` says the gold answer with its source, and every key fact with its source: 1.0 in every verdict.
``reference`` says the first reference: 1.0 in ROUGE. ``rival`` says what another source says, as the asked one's.
``silent`` says that the document doesn't tell.
"""

from __future__ import annotations

from collections.abc import Sequence

from harness.backends.baselines.base import Known
from harness.judging.mentions import sources_named
from harness.reading.words import tokens
from harness.schema import ANY_SOURCE, Claim, Evidence, Fact, Item, QuestionItem, Source, SummaryItem

SILENCE = "The document does not say."


def gold(item: Item, known: Known) -> str:
    """The expected claim's first answer in the answer form, or all key facts, each credited."""
    if isinstance(item, SummaryItem):
        return " ".join(credited_fact(fact, known.sources.get(fact.source or "")) for fact in item.gold.facts)
    claim = expected_claim(item)
    if claim is None:
        return SILENCE
    source = None if item.question.type == "source" else known.sources.get(claim.source or "")
    return answer_form(claim.answers[0], source.name if source else None, claim.evidence, item.question.documents)


def reference(item: Item, known: Known) -> str:
    """The first hand-written summary; for a question, as ``gold``."""
    return item.gold.references[0] if isinstance(item, SummaryItem) else gold(item, known)


def rival(item: Item, known: Known) -> str:
    """A rival's answer as the expected source's; every key fact as somebody else's; silence where there is no rival."""
    if isinstance(item, SummaryItem):
        return " ".join(_miscredited(fact, item, known) for fact in item.gold.facts)
    other = rival_claim(item)
    if other is None:
        return SILENCE
    expected = known.sources.get(item.gold.expects or "")
    return answer_form(other.answers[0], expected.name if expected else None, other.evidence, item.question.documents)


def silent(item: Item, known: Known) -> str:
    """A refusal, whatever is asked."""
    return SILENCE


def expected_claim(item: QuestionItem) -> Claim | None:
    """The claim of the source asked for; with ``any`` the first; None for an unanswerable question."""
    wanted = item.gold.expects
    claims = item.gold.claims
    if wanted == ANY_SOURCE:
        return claims[0] if claims else None
    return next((claim for claim in claims if claim.source == wanted), None)


def rival_claim(item: QuestionItem) -> Claim | None:
    """The first claim of another source than the expected one; None where nobody rivals."""
    if item.gold.expects == ANY_SOURCE:
        return None
    return next((claim for claim in item.gold.claims if claim.source != item.gold.expects), None)


def answer_form(answer: str, said_by: str | None, evidence: Sequence[Evidence], documents: Sequence[str]) -> str:
    """The three labelled lines; a line is left out where there is nothing to say."""
    lines = [f"Answer: {answer}"]
    if said_by:
        lines.append(f"Said by: {said_by}")
    cited = [where for where in evidence if where.document in documents] or list(evidence)
    labels = [f"{where.document}.{where.section}" if len(documents) > 1 else str(where.section) for where in cited]
    if labels:
        lines.append("Section: " + ", ".join(dict.fromkeys(labels)))
    return "\n".join(lines)


def credited_fact(fact: Fact, source: Source | None) -> str:
    """The fact as a sentence, with its source unless its own words name it already."""
    text = fact.text.rstrip(".")
    if source is None or sources_named(text, {source.id: (source.name, *source.aliases)}):
        return f"{text}."
    return f"{text}, according to {source.name}."


def _miscredited(fact: Fact, item: SummaryItem, known: Known) -> str:
    """The fact as somebody else's words: his name where its own source stands, or behind a fact that names nobody."""
    other, own = _somebody_else(fact, item, known), known.sources.get(fact.source or "")
    if other is None or own is None:
        return credited_fact(fact, None)
    words = tokens(fact.text)
    named = sources_named(fact.text, {own.id: (own.name, *own.aliases)})
    if not named:
        return credited_fact(fact, other)
    text, offset = fact.text, 0
    for mention in named:
        start, end = words[mention.first].start + offset, words[mention.last - 1].end + offset
        text = text[:start] + other.name + text[end:]
        offset += len(other.name) - (end - start)
    return text


def _somebody_else(fact: Fact, item: SummaryItem, known: Known) -> Source | None:
    """The next source that another fact of the item has; None for a fact that nobody is credited for."""
    if fact.source is None:
        return None
    others = [one.source for one in item.gold.facts if one.source not in (None, fact.source)]
    return known.sources.get(others[0] or "") if others else None
