from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from harness.reading.repeats import is_looping, repeated_share

ROUND = "The ferry is late, and the mayor is in town. "


def test_a_text_that_goes_round_is_known() -> None:
    """A sentence said again and again is a loop; the same sentence in other words is none."""
    assert is_looping(ROUND * 3)
    assert not is_looping(ROUND + "The mayor has come to town, while the ferry has yet to arrive.")


def test_the_share_is_of_runs_of_five_words() -> None:
    """Of the twelve runs of two sentences of eight words, the four within the second were said before."""
    sentence = "one two three four five six seven eight "
    assert repeated_share(sentence * 2) == 4 / 12


def test_case_and_marks_do_not_hide_a_repetition() -> None:
    """What differs in capitals and punctuation alone is the same words."""
    assert repeated_share("A b c d e f. “A B C, D E F!”") == repeated_share("a b c d e f a b c d e f") > 0


@given(st.text())
def test_the_share_is_one(text: str) -> None:
    """Any text has a share from 0 to below 1, and said twice at least as large a one."""
    assert 0 <= repeated_share(text) < 1
    assert repeated_share(f"{text} {text}") >= repeated_share(text)


def test_five_words_have_none() -> None:
    """Too short a text repeats nothing, the empty one included."""
    assert repeated_share("no no no no no") == repeated_share("") == 0.0
