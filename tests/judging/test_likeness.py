"""Whether two phrases name the same speaker."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.judging.likeness import likeness


@pytest.mark.parametrize(
    ("asked", "named", "is_alike"),
    [
        ("Moe", "Captain Ingrid Moe", True),
        ("the captain", "Ingrid Moe, the captain of the Halden", True),
        ("Moe", "Moe's lawyer", False),
        ("Ola Moe", "Ingrid Moe", False),
        ("Fjordline", "the union", False),
        ("", "Moe", False),
    ],
)
def test_heads_decide(asked: str, named: str, is_alike: bool) -> None:
    """Agreement of the head words, first names not contradicting."""
    assert (likeness(asked, named) > 0.5) is is_alike


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_a_share(asked: str, named: str) -> None:
    """Always between 0 and 1."""
    assert 0 <= likeness(asked, named) <= 1
