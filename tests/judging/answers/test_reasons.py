from __future__ import annotations

import pytest

from harness.judging.answers.reasons import because


@pytest.mark.parametrize(
    ("words", "reason", "told"),
    [
        ("40", "states 40, the same as 40", ""),
        ("40", "states 40, the same as forty", " (the same as forty)"),
        ("40", "states 40, which is 39.8 rounded", " (which is 39.8 rounded)"),
        ("Vellmar", "says “Vellmar”", ""),
        ("No", "says no", ""),
        ("No, it burnt.", "says no", " (says no)"),
        ("calm sea", "quotes 100% of the words", " (quotes 100% of the words)"),
        ("calm", "", ""),
    ],
)
def test_what_a_reason_adds(words: str, reason: str, told: str) -> None:
    """What only says the words again is left out, what explains them stays."""
    assert because(words, reason) == told
