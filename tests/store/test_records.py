"""Records go to JSON and come back the same."""

import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.schema import ClaimVerdict, Estimate, FactVerdict, Generation, SpanEvidence, SummaryVerdict
from harness.store.records import from_line, to_line

texts = st.text(max_size=30)
utf8_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
generations = st.builds(
    Generation,
    id=utf8_texts,
    model=utf8_texts,
    output=utf8_texts,
    input_tokens=st.none() | st.integers(0, 10**6),
    seconds=st.none() | st.floats(0, 1e6),
    error=st.none() | utf8_texts,
    cut=st.lists(st.tuples(utf8_texts, st.integers(0, 99)), max_size=3).map(tuple),
)


@given(generations)
def test_a_generation_comes_back_as_it_was(generation: Generation) -> None:
    """Any generation is one line, and that line reads as the same generation."""
    line = to_line(generation)
    assert "\n" not in line
    assert from_line(Generation, line) == (generation, ())


def test_a_summary_verdict_has_the_shape_of_the_contract() -> None:
    """Offsets are lists, a missing place is null, evidence holds section, start and end."""
    verdict = SummaryVerdict(
        id="d1-brief",
        model="m",
        output="Ice melts.",
        facts=(FactVerdict("f1", "yes", "right", where=(0, 9)), FactVerdict("f2", "no", "na")),
        claims=(ClaimVerdict("Ice melts.", True, 0.9, (SpanEvidence("d1", 2, 3, 80),)),),
        scores={"rouge1": 0.41},
    )
    value = json.loads(to_line(verdict))
    assert [fact["where"] for fact in value["facts"]] == [[0, 9], None]
    assert value["claims"][0]["evidence"] == [{"document": "d1", "section": 2, "start": 3, "end": 80}]
    assert value["task"] == "summary"
    assert from_line(SummaryVerdict, to_line(verdict)) == (verdict, ())


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_nan_is_never_written(number: float) -> None:
    """A number that JSON cannot hold raises instead of making a file nobody can read."""
    with pytest.raises(ValueError, match="JSON"):
        to_line(Estimate("m", "qa", "f1", number, None, None, 1, 1, 0, 0))


@pytest.mark.parametrize("line", ['{"id":"a","model":"m","output":"o","seconds":NaN}', '{"seconds":1e999}'])
def test_nan_is_never_read(line: str) -> None:
    """NaN, and a number too large to be one, are mistakes of the line."""
    assert from_line(Generation, line)[0] is None


def test_unknown_keys_are_passed_over_and_missing_ones_get_defaults() -> None:
    """A line of a later or an earlier version still reads."""
    record, mistakes = from_line(Generation, '{"id":"a","model":"m","output":"o","colour":"red"}')
    assert (record, mistakes) == (Generation("a", "m", "o"), ())


def test_every_mistake_of_a_line_is_told_at_once() -> None:
    """Wrong type, wrong word, wrong length and missing keys are all named with their path."""
    line = (
        '{"id":1,"model":"m","facts":[{"id":"f","stated":"maybe","credit":"na","where":[1]}],"claims":[],"scores":{}}'
    )
    record, mistakes = from_line(SummaryVerdict, line)
    assert record is None
    assert [mistake.split(":")[0] for mistake in mistakes] == ["id", "output", "facts[0].stated", "facts[0].where"]


@given(texts | st.text(string.printable))
def test_any_line_reads_or_is_explained(line: str) -> None:
    """No text makes the reader raise."""
    record, mistakes = from_line(Generation, line)
    assert (record is None) == bool(mistakes)


def test_deep_nesting_is_a_mistake_not_a_crash() -> None:
    """A line of a hundred thousand brackets is told, not followed."""
    assert from_line(Generation, "[" * 100_000)[0] is None


def test_a_lone_surrogate_is_written_as_a_replacement() -> None:
    """Half a character from a broken decoder doesn't stop the run."""
    line = to_line(Generation("a", "m", "\ud800 x")).encode("utf-8")
    assert json.loads(line)["output"] == "\ufffd x"
