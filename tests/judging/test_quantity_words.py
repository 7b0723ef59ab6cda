"""The same quantity in another unit or spelling."""

import pytest

from harness.judging.facts import fact_stated


@pytest.mark.parametrize(
    ("told", "fact"),
    [
        ("two days", "48 hours"),
        ("£38m", "38 million pounds"),
        ("a fifth", "20 percent"),
        ("$740,000", "740,000 dollars"),
        ("180 mm", "180 millimetres"),
    ],
)
def test_the_same_quantity_is_found(told: str, fact: str) -> None:
    """A fact's quantity is told by any writing of the same value, and each way round."""
    assert fact_stated(f"The crew needs {fact}.", f"The crew needs {told}.").verdict == "yes"
    assert fact_stated(f"The crew needs {told}.", f"The crew needs {fact}.").verdict == "yes"


@pytest.mark.parametrize(
    ("told", "fact"), [("three days", "48 hours"), ("£83m", "38 million pounds"), ("a third", "20 percent")]
)
def test_another_quantity_is_not(told: str, fact: str) -> None:
    """What is another amount is not told by it."""
    assert fact_stated(f"The crew needs {fact}.", f"The crew needs {told}.").verdict != "yes"
