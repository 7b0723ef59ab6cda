"""Which section of a document bears a claim out, and how well the cited sections agree with the right ones."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import log
from typing import Final, TypeVar

from harness.judging.windows import Word, read_words

SATURATION: Final = 1.2
LENGTH: Final = 0.3
"""BM25's k1 and b (Robertson and Zaragoza, 2009); b is below the usual 0.75, since short sections are headings."""

LOOSE: Final = 0.3
"""What a near-synonym counts for; less than in ``alignment``, since a section can be chosen for it alone."""

NEIGHBOUR: Final = 0.15
"""The share of its better neighbour's score that a section gets: what bears a claim out stands together."""

_Section = TypeVar("_Section", bound=Hashable)


@dataclass(frozen=True, slots=True)
class CitationScores:
    """Precision, recall and F1 of cited sections, each in [0, 1]."""

    precision: float
    recall: float
    f1: float


def best_section(claim: str, sections: Sequence[str]) -> tuple[int, float]:
    """The index of the section that bears the claim out best, the first of equals, and its score in [0, 1].

    Score: BM25 over the claim's distinct words, times the words' weights, over what a section with every word could
    get. Raises ValueError where there are no sections.
    """
    if not sections:
        raise ValueError("sections: none given; expected at least one to choose from")
    scores = rank_sections(claim, sections)
    best = max(range(len(scores)), key=lambda index: (scores[index], -index))
    return best, scores[best]


def rank_sections(claim: str, sections: Sequence[str]) -> tuple[float, ...]:
    """The score of every section, in their order; zeros where the claim has no content words."""
    texts = [read_words(section) for section in sections]
    words = tuple({word.base: word for word in read_words(claim) if word.weight}.values())
    bases = [{word.base for word in text} for text in texts]
    loose = [{alias for word in text for alias in word.aliases} for text in texts]
    worth = [word.weight * _rarity(word, bases) for word in words]
    usual = sum(map(len, texts)) / len(texts) or 1.0
    most = sum(worth) * (SATURATION + 1)
    plain = [
        sum(value * _match(word, here, near) for word, value in zip(words, worth, strict=True))
        * (SATURATION + 1)
        / (1 + SATURATION * (1 - LENGTH + LENGTH * len(text) / usual))
        for text, here, near in zip(texts, bases, loose, strict=True)
    ]
    return tuple(min(1.0, _with_neighbours(plain, index) / most) if most else 0.0 for index in range(len(plain)))


def citation_scores(
    cited: AbstractSet[_Section],
    gold: AbstractSet[_Section],
    same_as: Mapping[_Section, AbstractSet[_Section]] | None = None,
) -> CitationScores:
    """Precision, recall and F1 of cited sections, where sections that say the same count as one another.

    A section is whatever names it. ``same_as`` maps a section to the sections with (nearly) the same text, itself or
    not. A cited section is right if it or an equal is gold; a gold section is found if it or an equal is cited. Equal
    sections cited twice weigh twice in precision. Nothing cited and nothing gold: all 1; only one of them empty: all 0.
    """
    if not cited or not gold:
        value = float(not cited and not gold)
        return CitationScores(value, value, value)
    equal = same_as or {}
    precision = sum(_is_among(section, gold, equal) for section in cited) / len(cited)
    recall = sum(_is_among(section, cited, equal) for section in gold) / len(gold)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return CitationScores(precision, recall, f1)


def _rarity(word: Word, bases: Sequence[AbstractSet[str]]) -> float:
    holding = sum(word.base in here for here in bases)
    return log(1 + (len(bases) - holding + 0.5) / (holding + 0.5))


def _match(word: Word, bases: AbstractSet[str], aliases: AbstractSet[str]) -> float:
    if word.base in bases:
        return 1.0
    return 0.0 if aliases.isdisjoint(word.aliases) else LOOSE


def _with_neighbours(plain: Sequence[float], index: int) -> float:
    before = plain[index - 1] if index else 0.0
    after = plain[index + 1] if index + 1 < len(plain) else 0.0
    return plain[index] + NEIGHBOUR * max(before, after)


def _is_among(
    section: _Section, others: AbstractSet[_Section], equal: Mapping[_Section, AbstractSet[_Section]]
) -> bool:
    return section in others or any(
        section in equal.get(other, ()) or other in equal.get(section, ()) for other in others
    )
