"""Sentences of news and of model output."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.reading.sentences import Span, sentence_at, split_sentences

CASES = [
    (
        "Mr. Hale went to the U.S. on Jan. 5. He met Gov. J. K. Orme at 6 p.m. The end.",
        ["Mr. Hale went to the U.S. on Jan. 5.", "He met Gov. J. K. Orme at 6 p.m.", "The end."],
    ),
    (
        '"We lost 3.5 million," he said. "It is over." She left.',
        ['"We lost 3.5 million," he said.', '"It is over."', "She left."],
    ),
    ("He said no. Nobody left. No. 5 did.", ["He said no.", "Nobody left.", "No. 5 did."]),
    ("Two came.\n- one item\n- two items", ["Two came.", "- one item", "- two items"]),
    ("212 aboard.The ferry sank.", ["212 aboard.", "The ferry sank."]),
    ("8,000\nSaid by: Marten", ["8,000", "Said by: Marten"]),
    ("1. First thing. 2. Second thing.", ["1. First thing.", "2. Second thing."]),
    ("“Stop!” said Ode. “No.” Ode left.", ["“Stop!” said Ode.", "“No.”", "Ode left."]),
    (
        "Arla Inc. said so. He left Arla Inc. The rest stayed.",
        ["Arla Inc. said so.", "He left Arla Inc.", "The rest stayed."],
    ),
    ("Sails at 9 a.m. Tuesday. See site.no for more.", ["Sails at 9 a.m. Tuesday.", "See site.no for more."]),
]


@pytest.mark.parametrize(("text", "sentences"), CASES)
def test_sentences_end_where_a_reader_ends_them(text: str, sentences: list[str]) -> None:
    """Abbreviations, decimals and times keep their stop; quotes, items and lines close a sentence."""
    assert [span.of(text) for span in split_sentences(text)] == sentences


@given(st.text(alphabet="aB .!?\n\"'”1-()", max_size=80))
def test_sentences_cover_every_word_once(text: str) -> None:
    """Spans are ordered, never overlap, and leave out only white space."""
    spans = split_sentences(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    left = "".join(span.of(text) for span in spans)
    assert "".join(left.split()) == "".join(text.split())


def test_a_position_is_found_in_its_sentence() -> None:
    """The sentence that holds a position is found by number; before the first there is none."""
    spans = split_sentences("  One. Two.")
    assert [sentence_at(spans, position) for position in (0, 2, 8)] == [None, 0, 1]
    assert Span(0, 4).covers(Span(1, 4))
    assert Span(0, 4).overlaps(Span(3, 9))
