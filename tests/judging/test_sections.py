"""Choosing the section that bears a claim out, and scoring cited sections."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.judging.sections import best_section, citation_scores, rank_sections

SECTIONS = [
    "Ferry runs aground",
    "The Halden ran aground off Skarvoy on Tuesday evening.",
    "The salvage will cost 45 million kroner, the operator said.",
    "Crews had worked 14-hour shifts since June, the union said.",
]
names = st.sets(st.sampled_from("abcdef"), max_size=4)


def test_section_with_the_claims_words_wins() -> None:
    """The claim about cost is borne out by the section about cost, told in other words."""
    assert best_section("Salvaging it costs NOK 45m.", SECTIONS)[0] == 2
    assert best_section("Crew members worked fourteen hours at a time.", SECTIONS)[0] == 3


def test_no_sections_is_an_error() -> None:
    """There is nothing to choose from, and the message says so."""
    with pytest.raises(ValueError, match="none given"):
        best_section("A claim.", [])


def test_first_of_equals() -> None:
    """Equal sections: the first is named."""
    assert best_section("A rudder failed.", ["A rudder failed.", "x", "A rudder failed."])[0] == 0


@given(st.text(max_size=60), st.lists(st.text(max_size=60), min_size=1, max_size=5))
def test_scores_are_shares(claim: str, sections: list[str]) -> None:
    """One score in [0, 1] for each section."""
    scores = rank_sections(claim, sections)
    assert len(scores) == len(sections)
    assert all(0.0 <= score <= 1.0 for score in scores)


def test_citation_scores_by_hand() -> None:
    """One of two cited is right, one of three gold is found."""
    found = citation_scores({"a", "x"}, {"a", "b", "c"})
    assert (found.precision, found.recall) == (1 / 2, 1 / 3)
    assert found.f1 == pytest.approx(0.4)


def test_near_duplicate_counts_as_the_same() -> None:
    """Citing the copy of a gold section is right, whichever way the two were linked."""
    assert citation_scores({"copy"}, {"gold"}, {"gold": {"copy"}}).f1 == 1.0
    assert citation_scores({"copy"}, {"gold"}, {"copy": {"gold"}}).f1 == 1.0


def test_edges() -> None:
    """Nothing to cite and nothing cited is right; one without the other is wrong."""
    assert citation_scores(set(), set()).f1 == 1.0
    assert citation_scores({"a"}, set()).f1 == 0.0
    assert citation_scores(set(), {"a"}).f1 == 0.0


@given(names, names)
def test_citations_against_themselves_and_swapped(cited: set[str], gold: set[str]) -> None:
    """A set against itself is perfect; swapping the two swaps precision and recall."""
    assert citation_scores(gold, gold).f1 == 1.0
    one, other = citation_scores(cited, gold), citation_scores(gold, cited)
    assert (one.precision, one.recall) == (other.recall, other.precision)
    assert one.f1 == pytest.approx(other.f1)
