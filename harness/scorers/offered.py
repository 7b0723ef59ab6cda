"""What an answer offers as the asked source's word, and what that is: its claim, another source's, or nobody's.

Of the statements of an answer the asked source's own come first, then those credited to nobody, then those credited to
others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from harness.judging.answers import list_coverage
from harness.judging.answers.amounts import counts_another
from harness.judging.answers.closing import closing_name
from harness.judging.answers.lists import as_asked
from harness.judging.answers.reasons import because
from harness.judging.answers.statements import Statement
from harness.judging.mentions import sources_named
from harness.judging.speakers import UNKNOWN
from harness.judging.voices import Speakers, speakers_of
from harness.reading.sentences import Span
from harness.schema import ANY_SOURCE, Claim, Credit, Factual, QuestionCase
from harness.scorers.tellers import said_otherwise, sources_told, tellers

_ALTERNATIVE = re.compile(r"\W*(?:or|/|maybe|perhaps)\W*(?:maybe|perhaps|about|around)?\W*", re.IGNORECASE)
_LONGEST_SHOWN = 80
_NOUN_REACH = 16
"""How many letters behind a number its noun may take."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the verdict says, before it is put on its item."""

    factual: Factual
    credit: Credit
    reason: str
    statement: Statement | None = None
    claimed: str | None = None
    share: float = 0.0


def weigh(case: QuestionCase, statements: Sequence[Statement], speakers: Speakers) -> Finding:
    """Pick the statement that is offered as the asked source's, and say what it is."""
    expected = case.item.gold.expects
    statements = _with_tellers(statements)
    if expected == ANY_SOURCE:
        return _any_source(case, statements, speakers)
    rivals = _rival_sources(case.item.gold.claims, expected)
    target = _indices(case.item.gold.claims, expected)
    if expected is None:
        return _own_voice(case, statements, target, speakers)
    own = [
        one
        for one in statements
        if any(speakers.same_voice(name, expected, rivals) for name in one.sources)
        and not _is_passed_on(case.item.gold.claims, one, expected)
    ]
    if own:
        return _offered(case, own, target, "right", speakers)
    loose = [one for one in statements if not one.is_credited]
    is_stated = any(one.claims for one in loose)
    if any(one.claims & target for one in loose) and _speaks(case.prediction.answer, expected, rivals, speakers):
        return _offered(case, loose, target, "right", speakers)
    is_aside = not is_stated and len(statements) > 1 and any(_counts_another(case, one) for one in loose[:1])
    if loose and not is_aside and (is_stated or not statements[0].is_credited):
        return _offered(case, loose, target, "none", speakers)
    return _credited_elsewhere(case, statements, target, speakers)


def _with_tellers(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements without those that are told again with their source: "450. The union said that 450 jobs go"."""
    told = [one.claims for one in statements if one.claims and one.sources]
    return tuple(one for one in statements if one.is_credited or one.claims not in told)


def _counts_another(case: QuestionCase, statement: Statement) -> bool:
    """Whether a number stands before a noun that the question doesn't count: "Police made 34 arrests", of marchers."""
    answer = case.prediction.answer
    return counts_another(answer[statement.start : statement.end + _NOUN_REACH], case.item.question.text)


def _speaks(answer: str, expected: str, rivals: frozenset[str], speakers: Speakers) -> bool:
    """Whether the answer names the asked source as a speaker in passing: "212. The captain said that all are well"."""
    told = sources_told(answer, speakers) - {UNKNOWN}
    return any(speakers.same_voice(name, expected, rivals) for name in told)


def _is_passed_on(claims: Sequence[Claim], statement: Statement, expected: str) -> bool:
    """Whether the asked source only tells another's claim as that other's: "Moe said that Fjordline claimed 198"."""
    first = statement.sources[0]
    return first != expected and any(claims[index].source == first for index in statement.claims)


def _offered(
    case: QuestionCase, statements: Sequence[Statement], target: frozenset[int], credit: Credit, speakers: Speakers
) -> Finding:
    """Statements that the answer gives as the asked source's: by naming it ("right") or by naming nobody ("none").

    Where none of them is the asked source's claim, the first one is the answer.
    """
    asked = names_of(case, [case.item.gold.expects or ""])
    hit = next((one for one in statements if one.claims & target), None)
    misplaced: Credit = "wrong" if credit == "right" else "none"
    said = f"credits {asked}" if credit == "right" else "names no source"
    if hit is not None:
        if _hedges_between(case.prediction.answer, statements, target):
            return Finding("wrong", misplaced, f"offers several values without choosing; {said}", hit)
        other = said_otherwise(case.item.gold.claims, hit, speakers)
        if credit == "right" and other:
            return _met(case, hit, target, "wrong", f"{said}, and {names_of(case, [other])}, who says otherwise")
        return _met(case, hit, target, credit, said)
    first = statements[0]
    if first.claims:
        whose = _owner(case.item.gold.claims, first)
        what = f"“{_text(case, first)}” is what {names_of(case, [whose or ''])} says, not {asked}"
        return Finding("rival", misplaced, f"{what}; {said}", first, whose)
    return Finding("wrong", misplaced, f"“{_text(case, first)}” is not what {asked} says; {said}", first)


def _met(case: QuestionCase, hit: Statement, target: frozenset[int], credit: Credit, said: str) -> Finding:
    """The asked source's claim is stated: wholly, or for a list perhaps in part."""
    whose = _owner(case.item.gold.claims, hit, target)
    if case.item.question.type != "list":
        words = _text(case, hit)
        return Finding("correct", credit, f"states “{words}”{because(words, hit.reason)}; {said}", hit, whose, 1.0)
    claims = [case.item.gold.claims[index] for index in sorted(target)]
    answer = as_asked(case.prediction.answer, case.item.question.text)
    closing = closing_name(answer, speakers_of(case.sources).names) if credit in ("right", "wrong") else None
    answer = answer if closing is None else answer[: closing[0].start]
    if hit.within is not None:
        first, end = hit.within
        answer = " " * first + answer[first:end]
    coverages = [list_coverage(answer, text) for claim in claims for text in claim.answers]
    best = max(coverages, key=lambda coverage: (len(coverage.matched), -len(coverage.missing), -len(coverage.extra)))
    total = len(best.matched) + len(best.missing)
    if best.matched and not best.missing and not best.extra:
        return Finding("correct", credit, f"names all {total} items; {said}", hit, whose, 1.0)
    rival = _rival_list(case, answer, target) if best.missing else None
    if rival is not None:
        whose_list = f"“{_text(case, hit)}” is the list of {names_of(case, [rival])}; {said}"
        return Finding("rival", "wrong" if credit == "right" else credit, whose_list, hit, rival)
    if not best.matched:
        return Finding("wrong", "wrong" if credit == "right" else credit, f"names none of {total} items; {said}", hit)
    share = len(best.matched) / (total + len(best.extra))
    what = [f"names {len(best.matched)} of {total} items"]
    what += [f"misses {', '.join(best.missing)}"] if best.missing else []
    what += [f"adds {', '.join(best.extra)}"] if best.extra else []
    return Finding("partial", credit, "; ".join([*what, said]), hit, whose, share)


def _rival_list(case: QuestionCase, answer: str, target: frozenset[int]) -> str | None:
    """The other source whose whole list an answer gives and nothing else, though the lists may share an item."""
    for index, claim in enumerate(case.item.gold.claims):
        for text in claim.answers if index not in target and claim.source else ():
            coverage = list_coverage(answer, text)
            if coverage.matched and not coverage.missing and not coverage.extra:
                return claim.source
    return None


def _credited_elsewhere(
    case: QuestionCase, statements: Sequence[Statement], target: frozenset[int], speakers: Speakers
) -> Finding:
    """Every statement names somebody else than the asked source."""
    claims = case.item.gold.claims
    asked = names_of(case, [case.item.gold.expects or ""])
    hit = next((one for one in statements if one.claims & target), None)
    if hit is not None:
        met = _met(case, hit, target, "wrong", f"but credits {names_of(case, hit.sources)}, not {asked}")
        is_theirs = met.factual == "rival" and any(
            speakers.same_voice(name, met.claimed or "", frozenset()) for name in hit.sources
        )
        return replace(met, credit="right" if is_theirs else "wrong")
    for one in statements:
        for index in sorted(one.claims):
            source = claims[index].source
            if source and any(speakers.same_voice(name, source, frozenset()) for name in one.sources):
                whose = names_of(case, [source])
                what = f"“{_text(case, one)}” is the claim of {whose}, and is credited so; {asked} was asked"
                return Finding("rival", "right", what, one, source)
    other = next((one for one in statements if one.claims), None)
    if other is not None:
        owner = _owner(claims, other)
        what = f"“{_text(case, other)}” is what {names_of(case, [owner or ''])} says"
        return Finding("rival", "wrong", f"{what}, but credits {names_of(case, other.sources)}", other, owner)
    first = statements[0]
    return Finding(
        "wrong", "wrong", f"no source answers “{_text(case, first)}”; credits {names_of(case, first.sources)}", first
    )


def _any_source(case: QuestionCase, statements: Sequence[Statement], speakers: Speakers) -> Finding:
    """Each claim is right for its own source: the first statement that is anybody's claim decides."""
    claims = case.item.gold.claims
    hits = [one for one in statements if one.claims]
    if not hits:
        first = statements[0]
        named = f"credits {names_of(case, first.sources)}" if first.is_credited else "names no source"
        return Finding(
            "wrong",
            "wrong" if first.is_credited else "none",
            f"no source answers “{_text(case, first)}”; {named}",
            first,
        )
    swapped = [one for one in hits if one.is_credited and not _own_claim(claims, one, speakers)]
    hit = swapped[0] if swapped else next((one for one in hits if one.is_credited), hits[0])
    whose = _owner(claims, hit)
    if swapped:
        said = f"credits {names_of(case, hit.sources)}, but it is the claim of {names_of(case, [whose or ''])}"
        return _met(case, hit, hit.claims, "wrong", said)
    other = said_otherwise(claims, hit, speakers)
    if other is not None:
        said = f"credits {names_of(case, hit.sources)}, of whom {names_of(case, [other])} says otherwise"
        return _met(case, hit, hit.claims, "wrong", said)
    if hit.is_credited:
        mine = _own_claim(claims, hit, speakers)
        return _met(case, hit, mine, "right", f"credits {names_of(case, hit.sources)}")
    sourced = any(claims[index].source for index in hit.claims)
    return _met(case, hit, hit.claims, "none" if sourced else "na", "names no source")


def _own_claim(claims: Sequence[Claim], statement: Statement, speakers: Speakers) -> frozenset[int]:
    """The claims that the statement gives to one of their own speakers."""
    rivals = frozenset(claim.source for claim in claims if claim.source)
    return frozenset(
        index
        for index in statement.claims
        if (source := claims[index].source)
        and any(speakers.same_voice(name, source, rivals - {source}) for name in statement.sources)
    )


def _own_voice(
    case: QuestionCase, statements: Sequence[Statement], target: frozenset[int], speakers: Speakers
) -> Finding:
    """The document says it in its own voice, or nowhere: credit counts only where words are put into a mouth.

    Where the question itself tells what somebody did or said ("Which sums did Oslo and Rome announce?"), repeating that
    puts no words into a mouth.
    """
    claims = case.item.gold.claims
    hit = next((one for one in statements if one.claims & target), None)
    if hit is not None:
        return _met(case, hit, target, "na", "the document says so in its own voice")
    other = next((one for one in statements if one.claims), statements[0])
    whose = _owner(claims, other)
    if whose is not None:
        credit: Credit = "na" if not other.is_credited else "right" if whose in other.sources else "wrong"
        what = f"“{_text(case, other)}” is what {names_of(case, [whose])} says, not the document itself"
        return Finding("rival", credit, what, other, whose)
    what = f"the document does not say “{_text(case, other)}”"
    if other.is_credited and not _repeats_the_question(case, other, speakers):
        return Finding(
            "wrong", "wrong", f"{what}; nobody says so, and {names_of(case, other.sources)} is credited", other
        )
    return Finding("wrong", "na", what, other)


def _repeats_the_question(case: QuestionCase, statement: Statement, speakers: Speakers) -> bool:
    """Whether whoever is credited stands in the question, and the answer has nobody tell it whom the question has not.

    Not where the answer form names a source, nor where the statement itself has somebody tell something.
    """
    answer, question = case.prediction.answer, case.item.question.text
    if not case.item.gold.claims or statement.unknown or case.prediction.said_by:
        return False
    if not _named_in_question(case, speakers).issuperset(statement.sources):
        return False
    within = Span(statement.start, statement.end)
    is_told = sources_told(answer, speakers) <= sources_told(question, speakers)
    return is_told and not any(within.covers(teller) for teller in tellers(answer))


def _named_in_question(case: QuestionCase, speakers: Speakers) -> frozenset[str]:
    return frozenset(mention.source for mention in sources_named(case.item.question.text, speakers.names))


def _hedges_between(answer: str, statements: Sequence[Statement], target: frozenset[int]) -> bool:
    """Whether the right value stands beside another one as an alternative ("8,000 or 10,000")."""
    for one, other in pairwise(statements):
        is_choice = _ALTERNATIVE.fullmatch(answer[one.end : other.start]) is not None
        if is_choice and bool(one.claims & target) != bool(other.claims & target):
            return True
    return False


def _indices(claims: Sequence[Claim], source: str | None) -> frozenset[int]:
    return frozenset(index for index, claim in enumerate(claims) if claim.source == source)


def _rival_sources(claims: Sequence[Claim], expected: str | None) -> frozenset[str]:
    return frozenset(claim.source for claim in claims if claim.source and claim.source != expected)


def _owner(claims: Sequence[Claim], statement: Statement, among: frozenset[int] | None = None) -> str | None:
    """Whose claim a statement is: of those that it names, else the first in the gold."""
    matched = sorted(statement.claims if among is None else statement.claims & among)
    named = [index for index in matched if claims[index].source in statement.sources]
    return claims[(named or matched)[0]].source if matched else None


def names_of(case: QuestionCase, sources: Sequence[str]) -> str:
    """The names of some sources, by id, as a reason tells them; of none that the case knows: somebody unknown."""
    names = [case.sources[source].name for source in sources if source in case.sources]
    return " and ".join(names) or "somebody unknown"


def _text(case: QuestionCase, statement: Statement) -> str:
    text = case.prediction.answer[statement.start : statement.end]
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
