"""Whether a text goes round in circles: how much of it was said before in the same text."""

from __future__ import annotations

from typing import Final

from harness.reading.words import tokens

RUN: Final = 5
"""How many words in a row count as said before; fewer recur in any news text ("the prime minister of …")."""
LOOPING: Final = 0.2
"""From which share on a text is said to repeat itself: seventeen of 1,297 summaries of news by other people's systems
reach it (the local halves of RealSumm, SummEval and RoSE), most of them of systems that say a sentence twice; news
texts themselves stay under a tenth."""


def repeated_share(text: str) -> float:
    """The share of a text's runs of five words that stood in it before. Range [0, 1); 0.0 for fewer than six words."""
    words = [token.folded for token in tokens(text)]
    runs = [tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)]
    return (len(runs) - len(set(runs))) / len(runs) if runs else 0.0


def is_looping(text: str) -> bool:
    """Whether so much of a text was said before in it that a reader would say that it repeats itself."""
    return repeated_share(text) >= LOOPING
