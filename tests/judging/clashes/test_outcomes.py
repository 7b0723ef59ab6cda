"""What a text makes of the same figures."""

import pytest

from harness.judging.facts import fact_stated


@pytest.mark.parametrize(
    ("fact", "text", "verdict"),
    [
        ("The army said 31 people had been killed.", "The army said that 31 people had been injured.", "contradicted"),
        ("The army said 31 people had been killed.", "The army said that 31 people had died.", "yes"),
        ("Police said 31 people had been arrested.", "Police arrested 31 people and 4 were injured.", "yes"),
        ("The firm offered a rise of 3 per cent.", "Firm and union agreed on a rise of 3 per cent.", "contradicted"),
        ("The firm offered a rise of 3 per cent.", "The union accepted the rise of 3 per cent offered.", "yes"),
        ("The firm agreed on a rise of 3 per cent.", "The firm agreed to pay a rise of 3 per cent.", "yes"),
        ("The line cancelled 40 of its 95 sailings.", "The line cancelled all its 95 sailings.", "contradicted"),
        ("The line cancelled 40 of its 95 sailings.", "The line cancelled 40 of all 95 sailings.", "yes"),
    ],
)
def test_what_became_of_the_same_figure_decides(fact: str, text: str, verdict: str) -> None:
    """Another fate, an offer told as done, and all for some contradict; other words for the same don't."""
    assert fact_stated(fact, text).verdict == verdict
