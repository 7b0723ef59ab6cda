"""Sections that say nearly the same, so that a citation of either copy counts.

Two sections are near-duplicates where the Jaccard similarity of their sets of word triples is at least THRESHOLD.
The similarity is exact; MinHash (Broder, 1997; datasketch) only finds the candidates where there are many sections.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Final

from harness.codec.spool import SpooledMapping
from harness.reading.words import tokens
from harness.schema import Document

SectionKey = tuple[str, int]
SameSections = dict[SectionKey, frozenset[SectionKey]]
THRESHOLD: Final = 0.7
_PAIRWISE_UP_TO: Final = 200
_PERMUTATIONS: Final = 128


def same_sections(documents: Iterable[Document], threshold: float = THRESHOLD) -> SameSections:
    """For each section that has near-duplicates, all of them, itself included. Empty sections have none."""
    texts = SpooledMapping(
        (f"{document.id} {section.number}", section.text)
        for document in documents
        for section in document.sections
        if section.text.strip()
    )

    @lru_cache(_PAIRWISE_UP_TO)
    def shingles(name: str) -> frozenset[tuple[str, ...]]:
        return _shingles(texts[name])

    groups: dict[SectionKey, set[SectionKey]] = {}
    for one, other in _candidates(sorted(texts, key=_key), shingles, threshold):
        if _jaccard(shingles(one), shingles(other)) >= threshold:
            for name in (one, other):
                groups.setdefault(_key(name), set()).update((_key(one), _key(other)))
    return {key: frozenset(groups[key]) for key in sorted(groups)}


def united(one: SameSections, other: SameSections) -> SameSections:
    """What is the same in either of two editions."""
    return {key: one.get(key, frozenset()) | other.get(key, frozenset()) for key in sorted({*one, *other})}


def similarity(one: str, other: str) -> float:
    """Jaccard similarity of two texts' sets of word triples, in [0, 1]; two empty texts: 1."""
    return _jaccard(_shingles(one), _shingles(other))


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = [token.folded for token in tokens(text)]
    if len(words) < 3:
        return frozenset([tuple(words)]) if words else frozenset()
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _jaccard(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    either = len(one | other)
    return len(one & other) / either if either else 1.0


def _key(name: str) -> SectionKey:
    document, _, section = name.rpartition(" ")
    return document, int(section)


def _candidates(
    names: Sequence[str], shingles: Callable[[str], frozenset[tuple[str, ...]]], threshold: float
) -> Iterator[tuple[str, str]]:
    if len(names) <= _PAIRWISE_UP_TO:
        yield from combinations(names, 2)
        return
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped]  # heavy to import, and needed for many sections only

    index = MinHashLSH(threshold=max(threshold - 0.15, 0.1), num_perm=_PERMUTATIONS)
    for name in names:
        sketch = MinHash(num_perm=_PERMUTATIONS, seed=1)
        sketch.update_batch(" ".join(words).encode() for words in sorted(shingles(name)))
        yield from ((earlier, name) for earlier in sorted(index.query(sketch), key=_key))
        index.insert(name, sketch)
