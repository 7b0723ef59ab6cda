"""What a reason adds to the words that it is about."""

from __future__ import annotations


def because(words: str, reason: str) -> str:
    """A reason in brackets, after a space, without what only repeats the words; empty where nothing is left.

    ``10,000`` with "states 10,000, the same as 10,000" needs no reason; with "states 10,000, the same as ten thousand"
    it is "(the same as ten thousand)".
    """
    left = reason
    for repeated in (f"states {words}", f"says “{words}”", f"says {words}"):
        if left.casefold().startswith(repeated.casefold()):
            left = left[len(repeated) :].lstrip(", ")
    return f" ({left})" if left and left != f"the same as {words}" else ""
