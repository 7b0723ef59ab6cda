"""The lexicon of cues."""

import pytest

from harness.reading.cues import is_attitude, is_invariant, is_saying, is_speaker_noun, is_speech_noun, verb_form


@pytest.mark.parametrize(
    ("word", "form"),
    [("denied", "past"), ("denies", "s"), ("planning", "ing"), ("put", "base"), ("wrote", "past"), ("ferry", None)],
)
def test_forms_follow_english_spelling(word: str, form: str | None) -> None:
    """Every form is made from its lemma: doubled letters, -ies, irregular pasts."""
    assert verb_form(word) == form


def test_words_are_told_apart_by_what_they_do() -> None:
    """Saying, holding a view, things said, people who say, and verbs whose past is their base."""
    assert is_saying("warned")
    assert not is_saying("ferry")
    assert is_attitude("believes")
    assert is_speech_noun("estimates")
    assert is_speaker_noun("mayor")
    assert is_invariant("put")
    assert not is_invariant("say")
