"""Denial, yes and no, up and down."""

import pytest

from harness.reading.polarity import direction, has_negation, is_denied, polarity


@pytest.mark.parametrize(
    ("text", "words", "denied"),
    [
        ("The rudder was not at fault.", "rudder", True),
        ("It was not the rudder.", "rudder", True),
        ("It was not 198 but 212.", "198", True),
        ("It was not 198 but 212.", "212", False),
        ("There were no fewer than 212.", "212", False),
        ("Not only the rudder failed.", "rudder", False),
        ("The company denied that the rudder failed.", "rudder", True),
        ("She did not resign; the rudder failed.", "rudder", False),
        ("The rudder failed.", "rudder", False),
    ],
)
def test_denial_reaches_its_own_clause(text: str, words: str, denied: bool) -> None:
    """A negation covers what stands behind it in the clause, and the subject before `was not`."""
    start = text.index(words)
    assert is_denied(text, start, start + len(words)) is denied


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Yes, it did.", "yes"),
        ("No.", "no"),
        ("False", "no"),
        ("Not true", "no"),
        ("No one", None),
        ("The ferry", None),
    ],
)
def test_yes_and_no(text: str, said: str | None) -> None:
    """The first word tells, and `no one` is no no."""
    assert polarity(text) == said


@pytest.mark.parametrize(
    ("text", "sign"), [("Prices rose", 1), ("a drop in exports", -1), ("rose, then fell", 0), ("the ferry", 0)]
)
def test_direction(text: str, sign: int) -> None:
    """More is 1, less is -1, both or neither 0."""
    assert direction(text) == sign


def test_negation_anywhere() -> None:
    """`did not` negates a sentence, `no fewer than` does not."""
    assert has_negation("It did not sink.")
    assert not has_negation("No fewer than nine were hurt.")
