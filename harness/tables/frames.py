"""Records to pandas frames: one row a verdict, one a score, one an estimate.

Columns are always there, with their types, also where there are no rows. Text is text, counts are whole numbers, a
score that does not apply is missing (``NaN`` in pandas' float columns), and lists stay lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import pandas as pd

from harness.schema import Estimate, Verdict

DataFrame = pd.DataFrame
"""For the annotations of those who take a frame and have no business with pandas otherwise."""

VERDICT_TYPES: Final[Mapping[str, str]] = {
    "model": "str",
    "task": "str",
    "id": "str",
    "document": "str",
    "type": "str",
    "expects": "str",
    "tags": "object",
    "output": "str",
    "factual": "str",
    "credit": "str",
    "answer": "str",
    "sources": "object",
    "sections": "object",
    "facts_stated": "Int64",
    "facts": "Int64",
    "claims_supported": "Int64",
    "claims": "Int64",
    "reason": "str",
    "flags": "object",
    "error": "str",
}
SCORE_TYPES: Final[Mapping[str, str]] = {
    "model": "str",
    "task": "str",
    "id": "str",
    "document": "str",
    "type": "str",
    "metric": "str",
    "value": "float64",
}
METRIC_TYPES: Final[Mapping[str, str]] = {
    "model": "str",
    "task": "str",
    "metric": "str",
    "slice": "str",
    "value": "float64",
    "low": "float64",
    "high": "float64",
    "n": "int64",
    "documents": "int64",
    "unanswered": "int64",
    "errors": "int64",
}


def verdict_frame(verdicts: Iterable[Verdict]) -> pd.DataFrame:
    """One row a verdict, answers and summaries in one table; columns of :data:`VERDICT_TYPES`.

    ``facts_stated`` of ``facts`` and ``claims_supported`` of ``claims`` are counts, missing for answers; ``factual``,
    ``credit``, ``answer`` and ``sources`` are missing for summaries.
    """
    return _frame([_verdict_row(verdict) for verdict in verdicts], VERDICT_TYPES)


def score_frame(verdicts: Iterable[Verdict]) -> pd.DataFrame:
    """One row for each verdict and each metric that applies to it; columns of :data:`SCORE_TYPES`."""
    rows = [
        {**_identity(verdict), "type": _type(verdict), "metric": metric, "value": value}
        for verdict in verdicts
        for metric, value in sorted(verdict.scores.items())
    ]
    return _frame(rows, SCORE_TYPES)


def metric_frame(estimates: Iterable[Estimate]) -> pd.DataFrame:
    """One row an estimate; ``slice`` is empty for the whole, else such as ``tag=conflict``."""
    rows = [
        {**{name: getattr(one, name) for name in METRIC_TYPES if name != "slice"}, "slice": slice_name(one.where)}
        for one in estimates
    ]
    return _frame(rows, METRIC_TYPES)


def slice_name(where: Mapping[str, str]) -> str:
    """A slice in a word: ``tag=conflict``, several joined by ``, ``; empty for the whole."""
    return ", ".join(f"{key}={value}" for key, value in sorted(where.items()))


def _verdict_row(verdict: Verdict) -> dict[str, object]:
    row: dict[str, object] = {
        **_identity(verdict),
        "type": _type(verdict),
        "tags": list(verdict.tags),
        "output": verdict.output,
        "flags": list(verdict.flags),
        "error": verdict.error,
    }
    if verdict.task == "summary":
        return row | {
            "facts_stated": sum(fact.stated == "yes" for fact in verdict.facts),
            "facts": len(verdict.facts),
            "claims_supported": sum(claim.supported for claim in verdict.claims),
            "claims": len(verdict.claims),
        }
    return row | {
        "expects": verdict.expects,
        "factual": verdict.factual,
        "credit": verdict.credit,
        "answer": verdict.answer,
        "sources": list(verdict.sources),
        "sections": list(verdict.sections),
        "reason": verdict.reason,
    }


def _identity(verdict: Verdict) -> dict[str, object]:
    return {
        "model": verdict.model,
        "task": verdict.task,
        "id": verdict.id,
        "document": "+".join(verdict.documents),
    }


def _type(verdict: Verdict) -> str | None:
    return verdict.type if verdict.task == "qa" else None


def _frame(rows: Sequence[Mapping[str, object]], types: Mapping[str, str]) -> pd.DataFrame:
    columns = {name: pd.Series([row.get(name) for row in rows], dtype=kind) for name, kind in types.items()}
    return pd.DataFrame(columns)
