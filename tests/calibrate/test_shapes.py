"""Records and what they label."""

import pytest

from harness.calibrate.genres import genres_apart
from harness.calibrate.records import Record, Value
from harness.calibrate.rows import LabelledRow
from harness.calibrate.shapes import ShapeError, labelled_rows
from harness.schema import Place


def rows(**fields: Value) -> tuple[LabelledRow, ...]:
    """The labelled rows of one record of a set called s."""
    return labelled_rows(Record(fields, Place("s.jsonl", 3)), "s")


def test_fields_tell_the_kind() -> None:
    """A claim with its supporting sentences is two rows: is it supported, and where."""
    claim = rows(claim="c", evidence=["a", "b"], label="no", supporting_sentences=[[0], [0, 1]])
    assert [(row.kind, row.label) for row in claim] == [("claims", 0.0), ("sections", None)]
    assert rows(text="t", unit="u", label=True)[0].kind == "facts"
    assert rows(text="t", units=["u", "v"], score=0.5)[0].graded == 0.5
    assert rows(text="t", content_spans=[[0, 1]], source_spans=[])[0].kind == "sources"


def test_a_row_without_group_is_its_own_cluster() -> None:
    """By its id, or by its line where it has none."""
    assert rows(document="d", summary="s", label=1)[0].group == "3"
    assert rows(document="d", summary="s", label=1, id="x")[0].group == "x"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"text": "t"}, "has the fields text; expected one of"),
        ({"document": "d", "summary": "s"}, "neither label"),
        ({"document": 1, "summary": "s", "label": 1}, "document is int; expected text"),
        ({"claim": "c", "evidence": [1], "label": 1}, "evidence is list"),
        ({"document": "d", "summary": "s", "score": "high"}, "score is 'high'"),
        ({"text": "t", "content_spans": [[2, 1]], "source_spans": []}, "content_spans holds"),
    ],
)
def test_what_is_no_labelled_row_says_why(fields: dict[str, Value], message: str) -> None:
    """The field, what it is, and what was expected."""
    with pytest.raises(ShapeError, match=message):
        rows(**fields)


def test_summaries_of_two_genres_are_never_pooled() -> None:
    """Claims of two origins have a whole as well; one genre alone is null."""
    summaries = [rows(document="d", summary="s", label=1, origin_set=genre)[0] for genre in "ab"]
    claims = [rows(claim="c", evidence="e", label=1, origin_set=genre)[0] for genre in "ab"]
    assert [genre for genre, _ in genres_apart(summaries)] == ["a", "b"]
    assert [genre for genre, _ in genres_apart(claims)] == [None, "a", "b"]
    assert [genre for genre, _ in genres_apart(summaries[:1])] == [None]
