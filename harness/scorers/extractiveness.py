"""How far a summary is copied from its document: coverage, density and compression.

From Grusky, Naaman and Artzi, "Newsroom" (2018), section 4: the summary is cut greedily into the longest stretches
that the document has word for word (*fragments*). Differs from the authors' script in the tokens: words and numbers
without punctuation, folded (``reading.words``), where theirs keeps punctuation; coverage and density come out a
little higher.
"""

from __future__ import annotations

from collections.abc import Sequence

from harness.reading.words import tokens


def extractiveness(summary: str, document: str) -> dict[str, float]:
    """Three measures by name; each is 0 for a summary without words.

    ``coverage``: the share of the summary's words that stand in a fragment, in [0, 1]; 1: every word. ``density``: the
    length in words of the fragment that a summary word stands in, averaged over the words, from 0 (no word of the
    document) to the summary's length (one verbatim stretch). ``compression``: the document's words for one of the
    summary; above 1 for a summary that is shorter.
    """
    words, others = _words(summary), _words(document)
    fragments, total = _fragments(words, others), max(len(words), 1)
    return {
        "coverage": sum(fragments) / total,
        "density": sum(length**2 for length in fragments) / total,
        "compression": len(others) / total if words else 0.0,
    }


def _words(text: str) -> tuple[str, ...]:
    return tuple(token.folded for token in tokens(text))


def _fragments(summary: Sequence[str], document: Sequence[str]) -> list[int]:
    """The lengths of the fragments, in the order of the summary."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(document):
        places.setdefault(word, []).append(place)
    found: list[int] = []
    position = 0
    while position < len(summary):
        longest = max(
            (_run(summary, position, document, place) for place in places.get(summary[position], ())), default=0
        )
        if longest:
            found.append(longest)
        position += max(1, longest)
    return found


def _run(summary: Sequence[str], position: int, document: Sequence[str], place: int) -> int:
    length = 0
    while (
        position + length < len(summary)
        and place + length < len(document)
        and summary[position + length] == document[place + length]
    ):
        length += 1
    return length
