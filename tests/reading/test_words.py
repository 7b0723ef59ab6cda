"""Folding, tokens with offsets, stems and stopwords."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.reading.words import STOPWORDS, content_stems, fold, stem, tokens, word_set


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Zażółć gęślą", "zazolc gesla"),
        ("Ærøskøbing", "aeroskobing"),
        ("“harbour’s”", '"harbour\'s"'),
        ("10\u202f000\u00a0men", "10 000 men"),
        ("3–5 — ½", "3-5 - 1⁄2"),
        ("co\u00adoperate", "cooperate"),
    ],
)
def test_folding_makes_spellings_of_one_word_equal(text: str, folded: str) -> None:
    """Case, diacritics, curly quotes, dashes and thin spaces do not tell words apart."""
    assert fold(text) == folded


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing(text: str) -> None:
    """Folding is idempotent on any text."""
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=300))
def test_offsets_point_into_the_given_text(text: str) -> None:
    """Every token is the slice of the text that its offsets name, in order and without overlap."""
    end = 0
    for token in tokens(text):
        assert text[token.start : token.end] == token.text
        assert token.start >= end
        end = token.end


def test_hyphens_split_and_possessives_fall_away() -> None:
    """`14-hour` is two tokens, `Moe's` is the word Moe, `doesn't` stays whole."""
    assert [token.folded for token in tokens("Moe’s 14-hour shift doesn't end")] == [
        "moe", "14", "hour", "shift", "doesn't", "end",
    ]  # fmt: skip


def test_dotted_initials_are_one_word() -> None:
    """`U.S.` folds to `us` and is kept as a content word, unlike the pronoun."""
    assert [token.folded for token in tokens("the U.S. and D.C.")] == ["the", "us", "and", "dc"]
    assert content_stems("the US told us") == ("us", "told")


def test_negations_count_as_content() -> None:
    """Words that turn a sentence round are no stopwords."""
    assert not {"not", "no", "never", "nobody"} & STOPWORDS


def test_stems_take_inflections_together() -> None:
    """Plurals and verb forms share a stem."""
    assert stem("failures") == stem("failure")
    assert stem("Strikes") == stem("striking")


def test_the_set_of_a_texts_words_has_them_folded_and_once() -> None:
    """A rule asks the set for a word in small letters, whatever its case and number of times in the text."""
    assert word_set("No, NO: it's not Zürich.") == {"no", "it", "not", "zurich"}
