"""The metrics of one answer, from its verdict: each that applies to its item, and none that does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from harness.judging.sections import citation_scores
from harness.schema import ANY_SOURCE, Claim, Credit, Factual, QuestionCase
from harness.scorers.overlap import exact_match, token_f1


def scores_of(
    case: QuestionCase, factual: Factual, credit: Credit, share: float, claimed: str | None
) -> Mapping[str, float]:
    """Every metric that applies to the item; an empty output or an error has its zeros.

    `share` in [0, 1]: what of a list answer is there; `claimed`: whose claim was answered with.
    """
    item, prediction = case.item, case.prediction
    is_answerable = item.question.type != "unanswerable"
    scores = {"factual": 1.0 if factual == "correct" else share if factual == "partial" else 0.0}
    if item.gold.expects not in (None, ANY_SOURCE) and _has_rivals(item.gold.claims, item.gold.expects):
        scores["rival"] = float(factual == "rival")
    if is_answerable:
        scores["abstained"] = float(factual == "abstained")
    asks_for_credit = item.gold.expects is not None and item.question.type != "source"
    if credit != "na" or (asks_for_credit and factual in ("error", "empty")):
        scores["credit"] = float(credit == "right")
        scores["miscredit"] = float(credit == "wrong")
    scores |= _citations(case, claimed)
    wanted = [text for claim in _expected(item.gold.claims, item.gold.expects) for text in claim.answers]
    answer = "" if factual == "correct" and not is_answerable else prediction.answer
    wanted = wanted or [""]
    is_silent = factual in ("error", "empty")
    scores["em"] = 0.0 if is_silent else max([exact_match(answer, text) for text in wanted])
    scores["f1"] = 0.0 if is_silent else max([token_f1(answer, text) for text in wanted])
    return scores


def _citations(case: QuestionCase, claimed: str | None) -> Mapping[str, float]:
    """Cited sections against those that hold the expected claim's evidence; nothing where no evidence is given.

    Where any source's claim is right, it is the one that was answered with.
    """
    claims = _expected(case.item.gold.claims, case.item.gold.expects)
    if case.item.gold.expects == ANY_SOURCE and claimed is not None:
        claims = [claim for claim in claims if claim.source == claimed]
    gold = {(where.document, where.section) for claim in claims for where in claim.evidence}
    if not gold:
        return {}
    found = citation_scores(set(case.prediction.sections), gold, case.same_sections)
    return {"citation_precision": found.precision, "citation_recall": found.recall, "citation_f1": found.f1}


def _expected(claims: Sequence[Claim], expects: str | None) -> list[Claim]:
    return [claim for claim in claims if expects in (claim.source, ANY_SOURCE)]


def _has_rivals(claims: Sequence[Claim], expected: str) -> bool:
    return any(claim.source and claim.source != expected for claim in claims)
