"""Keys and values stay within what is asked for, or what is free."""

from __future__ import annotations

import pytest

from harness.backends.local import memory
from harness.backends.local.memory import ENOUGH_BYTES, GIGABYTE, free_bytes, key_budget


def test_what_is_asked_for() -> None:
    """A number in the config is taken as it is."""
    assert key_budget(0.5, weights_bytes=10) == 500_000_000


@pytest.mark.parametrize(
    ("free", "weights", "expected"),
    [
        (100 * GIGABYTE, 0, ENOUGH_BYTES),
        (100 * GIGABYTE, 3 * GIGABYTE, 3 * GIGABYTE),
        (GIGABYTE, 0, 400_000_000),
        (0, 0, 64 << 20),
    ],
)
def test_a_share_of_what_is_free(monkeypatch: pytest.MonkeyPatch, free: int, weights: int, expected: int) -> None:
    """By default a share of free memory, no more than the model's size makes use of, and never nothing."""
    monkeypatch.setattr(memory, "free_bytes", lambda: free)
    assert key_budget(None, weights) == expected


def test_free_memory_is_known() -> None:
    """There is some free memory on any machine that runs this."""
    assert free_bytes() > 0
