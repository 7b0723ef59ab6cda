"""The word that a mistyped one most likely means."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word that a mistyped one most likely means, or None; letter case and _ for - do not count."""
    words = sorted(set(known))
    folded = {name.casefold().replace("_", "-"): name for name in reversed(words)}
    hits = difflib.get_close_matches(word.casefold().replace("_", "-"), list(folded), n=1, cutoff=cutoff)
    return folded[hits[0]] if hits else None
