"""Plain baselines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.calibrate import baselines
from harness.calibrate.rows import AnswerContent, FactContent, SectionContent, SpeakerContent, SummaryContent


def test_answers_by_match_f1_and_containment() -> None:
    """A longer answer fails exact match, halves F1 and passes containment."""
    content = AnswerContent("Who?", ("Ingrid Moe",), "It was Ingrid Moe again")
    assert baselines.answer_exact_match(content) == 0.0
    assert 0.5 < baselines.answer_token_f1(content) < 0.6
    assert baselines.answer_containment(content) == 1.0


def test_rouge_l_is_the_longest_common_subsequence() -> None:
    """Two of three words of the fact stand in the text in their order."""
    content = FactContent(("ferry sank off",), "off the coast a ferry slowly sank")
    assert baselines.fact_rouge_l(content) == pytest.approx(2 / 3)
    assert baselines.fact_rouge_1(content) == 1.0
    assert baselines.fact_rouge_2(content) == 0.0


@given(st.lists(st.sampled_from("abc"), max_size=9), st.lists(st.sampled_from("abc"), max_size=9))
def test_rouge_l_agrees_with_the_usual_table(left: list[str], right: list[str]) -> None:
    """The bit-parallel length is that of the dynamic programme."""
    table = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for row, one in enumerate(left):
        for column, other in enumerate(right):
            table[row + 1][column + 1] = (
                table[row][column] + 1 if one == other else max(table[row][column + 1], table[row + 1][column])
            )
    expected = table[-1][-1] / len(left) if left else 0.0
    assert baselines.summary_rouge_l(SummaryContent(" ".join(right), " ".join(left))) == pytest.approx(expected)


def test_bm25_prefers_rare_words() -> None:
    """The section with the rare word of the claim comes first."""
    sections = ("the ferry left", "the rudder of the ferry failed", "the ferry was late")
    assert baselines.section_bm25(SectionContent("the rudder failed", sections, frozenset({1}))) == 1.0
    assert baselines.section_bm25(SectionContent("the rudder failed", sections, frozenset({0}))) == 0.0
    assert baselines.section_bm25(SectionContent("the rudder failed", (), frozenset())) == 0.0


def test_names_near_words() -> None:
    """In the sentence, outside the words themselves, and nearest to them."""
    text = "Ingrid Moe said that Ola Ness was late."
    said = SpeakerContent(text, "that Ola Ness was late", "Ola Ness")
    assert (baselines.speaker_in_sentence(said), baselines.speaker_outside(said)) == (1.0, 0.0)
    assert baselines.speaker_nearest_name(SpeakerContent(text, "that Ola Ness was late", "Ingrid Moe")) == 1.0
