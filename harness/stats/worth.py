"""How right one verdict is, so that two of them on one item can be ordered."""

from __future__ import annotations

from harness.schema import QuestionVerdict, Verdict


def worth(verdict: Verdict) -> float:
    """The factual score of an answer; of a summary the share of key facts it states less that which it contradicts."""
    if isinstance(verdict, QuestionVerdict):
        return verdict.scores.get("factual", 0.0)
    return verdict.scores.get("fact_recall", 0.0) - verdict.scores.get("contradicted", 0.0)


def is_worse(before: Verdict, after: Verdict) -> bool:
    """Whether the second is less right, or as right and less well credited: credit lost, or given to a wrong source.

    An answer in error is worse than any that was given.
    """
    if before.error is None and after.error is not None:
        return True
    if worth(before) != worth(after):
        return worth(after) < worth(before)
    return _credit(after) < _credit(before)


def _credit(verdict: Verdict) -> float:
    """1 for the right source, 0 for none or where none is due, -1 for a wrong one; summaries: the mean of their facts'.

    An answer that states nothing has 0, as it has nothing to credit.
    """
    words = [verdict.credit] if isinstance(verdict, QuestionVerdict) else [fact.credit for fact in verdict.facts]
    points = [1.0 if word == "right" else -1.0 if word == "wrong" else 0.0 for word in words]
    return sum(points) / len(points) if points else 0.0
