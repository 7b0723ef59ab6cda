"""Sections that say nearly the same, so that a citation of either copy counts.

Two sections are near-duplicates where the Jaccard similarity of their sets of word triples is at least THRESHOLD.
The similarity is exact; MinHash in bands (Broder, 1997; datasketch) only finds the candidates where there are many
sections, of each of which it holds 500 bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Final

import numpy as np
import numpy.typing as npt

from harness.codec.spool import SpooledMapping
from harness.reading.words import each_token
from harness.schema import Document

SectionKey = tuple[str, int]
SameSections = dict[SectionKey, frozenset[SectionKey]]
THRESHOLD: Final = 0.7
_PAIRWISE_UP_TO: Final = 200
_BANDS: Final = 25
_ROWS: Final = 5
"""Two sections whose similarity is s share a band of rows with probability 1 - (1 - s^5)^25: 99 % at THRESHOLD."""


def same_sections(documents: Iterable[Document]) -> SameSections:
    """For each section that has near-duplicates, all of them, itself included. Empty sections have none.

    Sections of the very same words are compared as one and share one group, so that a line that stands in each of
    thousands of documents costs no more than one that stands in two.
    """
    texts = SpooledMapping(
        (f"{document.id} {section.number}", section.text)
        for document in documents
        for section in document.sections
        if section.text.strip()
    )

    @lru_cache(_PAIRWISE_UP_TO)
    def shingles(name: str) -> frozenset[tuple[str, ...]]:
        return _shingles(texts[name])

    copies: dict[bytes, list[str]] = {}
    for name in sorted(texts, key=_key):
        copies.setdefault(_digest(shingles(name)), []).append(name)
    members = {names[0]: names for names in copies.values()}
    near: dict[str, list[str]] = {first: list(names) for first, names in members.items()}
    for one, other in _candidates(list(members), shingles):
        if _jaccard(shingles(one), shingles(other)) >= THRESHOLD:
            near[one] += members[other]
            near[other] += members[one]
    groups = {first: frozenset(map(_key, names)) for first, names in near.items() if len(names) > 1}
    return dict(sorted((_key(name), group) for first, group in groups.items() for name in members[first]))


def united(one: SameSections, other: SameSections) -> SameSections:
    """What is the same in either of two editions."""
    return {key: one.get(key, frozenset()) | other.get(key, frozenset()) for key in sorted({*one, *other})}


def similarity(one: str, other: str) -> float:
    """Jaccard similarity of two texts' sets of word triples, in [0, 1]; two empty texts: 1."""
    return _jaccard(_shingles(one), _shingles(other))


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = [token.folded for token in each_token(text)]
    if len(words) < 3:
        return frozenset([tuple(words)]) if words else frozenset()
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _jaccard(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    either = len(one | other)
    return len(one & other) / either if either else 1.0


def _digest(shingles: frozenset[tuple[str, ...]]) -> bytes:
    return hashlib.sha256("\n".join(sorted(" ".join(words) for words in shingles)).encode("utf-8", "replace")).digest()


def _key(name: str) -> SectionKey:
    document, _, section = name.rpartition(" ")
    return document, int(section)


def _candidates(
    names: Sequence[str], shingles: Callable[[str], frozenset[tuple[str, ...]]]
) -> Iterator[tuple[str, str]]:
    if len(names) <= _PAIRWISE_UP_TO:
        yield from combinations(names, 2)
        return
    sketches = np.empty((len(names), _BANDS * _ROWS), dtype=np.uint32)
    for place, name in enumerate(names):
        sketches[place] = _sketch(shingles(name))
    found: set[tuple[int, int]] = set()
    for start in range(0, _BANDS * _ROWS, _ROWS):
        _, alike = np.unique(sketches[:, start : start + _ROWS], axis=0, return_inverse=True)
        order = np.argsort(alike.ravel(), kind="stable")
        for group in np.split(order, np.flatnonzero(np.diff(alike.ravel()[order])) + 1):
            found.update(combinations(group.tolist(), 2))
    yield from ((names[one], names[other]) for one, other in sorted(found))


def _sketch(shingles: frozenset[tuple[str, ...]]) -> npt.NDArray[np.uint32]:
    from datasketch import MinHash  # type: ignore[import-untyped]  # heavy to import, needed for many sections only

    sketch = MinHash(num_perm=_BANDS * _ROWS, seed=1)
    sketch.update_batch(" ".join(words).encode() for words in sorted(shingles))
    return np.asarray(sketch.hashvalues, dtype=np.uint32)
