"""Text that a UTF-8 file can hold."""

from __future__ import annotations


def without_surrogates(text: str) -> str:
    """The text with each lone surrogate, which JSON can carry and UTF-8 can't, as one replacement character."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
