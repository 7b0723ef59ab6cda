"""Where the words of a sentence stand in a document."""

from hypothesis import given
from hypothesis import strategies as st

from harness.judging.alignment import align
from harness.judging.windows import prepare, read_words

DOCUMENT = (
    "The ferry Halden ran aground off Skarvoy. Nine people were taken to hospital by helicopter. "
    "The rudder had failed twice in June. No one is missing."
)


def test_verbatim_sentence_is_found_whole() -> None:
    """A sentence of the document is in it, in one window, in order and in one run."""
    found = align(read_words("Nine people were taken to hospital by helicopter."), prepare(DOCUMENT))
    assert (found.anywhere, found.in_window, found.ordered, found.copied) == (1.0, 1.0, 1.0, 1.0)
    assert found.window == (1, 1)


def test_words_from_far_apart_are_anywhere_but_in_no_window() -> None:
    """Words taken from distant sentences lower the share in the window, not the share in the document."""
    found = align(read_words("The ferry Halden failed twice, nobody missing in June"), prepare(DOCUMENT))
    assert found.anywhere > found.in_window


def test_order_counts() -> None:
    """The same words turned round are less ordered and less copied."""
    straight = align(read_words("rudder had failed twice"), prepare(DOCUMENT))
    turned = align(read_words("twice failed had rudder"), prepare(DOCUMENT))
    assert straight.ordered > turned.ordered
    assert straight.copied > turned.copied
    assert straight.in_window == turned.in_window


def test_words_that_are_near_each_other_here_are_so_there() -> None:
    """Left out words tear no pair apart, a joint of two stretches does, and a pair turned round is half held."""
    document = prepare(
        "The mayor of Lund thanked the pilot after a long night. The old harbour master, who had been asked for help "
        "by nobody at all, closed the quay."
    )
    shortened = align(read_words("The mayor thanked the pilot after a night."), document)
    joined = align(read_words("The mayor thanked the pilot, closed the quay."), document)
    turned = align(read_words("The pilot thanked"), document)
    assert shortened.near == 1.0
    assert joined.near == 4 / 7
    assert turned.near == 0.5


def test_one_word_has_no_pairs() -> None:
    """A single content word is in no pair, so that none is torn apart."""
    assert align(read_words("harbour"), prepare("Nothing of it.")).near == 1.0


def test_synonym_counts_for_less_than_the_word() -> None:
    """A near-synonym is found, but not fully."""
    found = align(read_words("clinic"), prepare("She went to hospital."))
    assert 0 < found.anywhere < 1


@given(st.text(max_size=120), st.text(max_size=300))
def test_shares_are_shares(sentence: str, text: str) -> None:
    """Every measure is in [0, 1], whatever the texts."""
    found = align(read_words(sentence), prepare(text))
    for share in (found.anywhere, found.in_window, found.ordered, found.copied, found.near, *found.strengths):
        assert 0.0 <= share <= 1.0 + 1e-9
    assert found.in_window <= found.anywhere + 1e-9
