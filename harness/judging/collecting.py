"""How often Python looks for cycles while outputs are judged: rarely, since judging makes none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_NEW_OBJECTS: Final = 50_000
"""From so many new objects on the youngest are looked at; Python's own 700 are those of a single answer.

Every look goes through readings that are kept for the next answer: a fifth to a quarter of the time, on 16,000 answers
and summaries, in which not one cycle was found (2026-11-28).
"""


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """Judging within it is not held up by the search for cycles; what was set before holds again behind it."""
    before = gc.get_threshold()
    gc.set_threshold(_NEW_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
