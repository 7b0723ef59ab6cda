"""Frames: the columns that notebooks rely on, with and without rows."""

import pandas as pd
import pytest

from harness.schema import ClaimVerdict, Estimate, FactVerdict, QuestionVerdict, SummaryVerdict
from harness.tables.frames import METRIC_TYPES, SCORE_TYPES, VERDICT_TYPES, metric_frame, score_frame, verdict_frame

ANSWER = QuestionVerdict(
    id="bridge-cost",
    model="small",
    output="The minister says 3 million.",
    factual="correct",
    credit="right",
    answer="3 million",
    sources=("minister",),
    sections=(2,),
    reason="says the minister's figure",
    scores={"factual": 1.0, "em": 0.0},
    documents=("d1", "d2"),
    type="money",
    expects="minister",
    tags=("conflict",),
)
SUMMARY = SummaryVerdict(
    id="bridge-brief",
    model="small",
    output="A bridge is built.",
    facts=(FactVerdict("f1", "yes", "na"), FactVerdict("f2", "no", "na")),
    claims=(ClaimVerdict("A bridge is built.", True, 0.9),),
    scores={"rouge1": 0.5},
    documents=("d1",),
)


def test_verdicts_of_both_tasks_share_a_table():
    """An answer and a summary are a row each, with what does not apply missing."""
    frame = verdict_frame([ANSWER, SUMMARY])
    assert list(frame.columns) == list(VERDICT_TYPES)
    assert frame.loc[0, "document"] == "d1+d2"
    assert frame.loc[0, "sections"] == [2]
    assert pd.isna(frame.loc[0, "facts"])
    assert (frame.loc[1, "facts_stated"], frame.loc[1, "facts"], frame.loc[1, "claims_supported"]) == (1, 2, 1)
    assert pd.isna(frame.loc[1, "factual"])


def test_scores_are_long():
    """One row for each metric of each verdict, so that a mean is one groupby."""
    frame = score_frame([ANSWER, SUMMARY])
    assert frame.groupby(["task", "metric"])["value"].mean().to_dict() == {
        ("qa", "em"): 0.0,
        ("qa", "factual"): 1.0,
        ("summary", "rouge1"): 0.5,
    }


def test_metrics_keep_missing_apart_from_zero():
    """A mean about which nothing can be said is missing, and its slice is in a column."""
    row = Estimate("small", "qa", "credit", None, None, None, 0, 0, 0, 0, {"tag": "conflict"})
    frame = metric_frame([row])
    assert pd.isna(frame.loc[0, "value"])
    assert frame.loc[0, "slice"] == "tag=conflict"


@pytest.mark.parametrize(
    ("make", "types"), [(verdict_frame, VERDICT_TYPES), (score_frame, SCORE_TYPES), (metric_frame, METRIC_TYPES)]
)
def test_no_rows_still_have_columns(make, types):
    """An empty run gives empty tables with the same columns and types."""
    frame = make([])
    assert list(frame.columns) == list(types)
    assert len(frame) == 0
    assert (
        frame.dtypes.astype(str).to_dict()
        == make([ANSWER] if make is not metric_frame else []).dtypes.astype(str).to_dict()
    )
