"""Words put into the wrong mouth: a text that has a source say what another said of the same thing.

"The captain said 198 were aboard" tells the operator's figure, with the wrong credit, and so denies the captain's own
212: whoever reads it believes that he said something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from harness.judging.clashes import are_alike
from harness.judging.clashes.figures import counted, is_figure, measure_of
from harness.judging.facts import FactJudgement
from harness.judging.facts.credit import FactCredit
from harness.judging.lexicon import base_form
from harness.judging.quantity_words import with_quantities
from harness.judging.voices import Speakers
from harness.judging.windows import Word, read_words
from harness.schema import Fact

_CAUSING_WORDS: Final = "blame accuse fault attribute trace cause"
_CAUSING: Final = frozenset(base_form(word) for word in _CAUSING_WORDS.split())


@dataclass(frozen=True, slots=True)
class Judged:
    """A fact with its verdict and its credit."""

    fact: Fact
    judgement: FactJudgement
    credit: FactCredit


def given_anothers(judged: Sequence[Judged], speakers: Speakers) -> Iterator[tuple[str, Fact]]:
    """The ids of untold facts whose source is credited with another's fact about the same, each with that fact."""
    for one in judged:
        source = one.fact.source
        if source is None or one.judgement.verdict != "no":
            continue
        for other in judged:
            if (
                other.fact.source is not None
                and other.credit.credit == "wrong"
                and source in other.credit.credited
                and not speakers.same_voice(source, other.fact.source, frozenset())
                and _exclude_each_other(one.fact.text, other.fact.text)
            ):
                yield one.fact.id, other.fact
                break


def _exclude_each_other(first: str, second: str) -> bool:
    """Whether two facts give different figures for the same thing, or blame different causes."""
    mine, theirs = (with_quantities(text, read_words(text)) for text in (first, second))
    some = [place for place in range(len(mine)) if _is_count(place, mine, first)]
    others = [place for place in range(len(theirs)) if _is_count(place, theirs, second)]
    things = [word for word in theirs if word.weight >= 1]
    shared = [
        word
        for word in mine
        if word.weight >= 1 and word.kind == "content" and not measure_of(word)
        if any(are_alike(word, other) for other in things)
    ]
    if not some and not others:
        return any(word.base in _CAUSING for word in shared)
    return bool(shared) and any(
        measure_of(mine[at]) == measure_of(theirs[place])
        and _count_alike(counted(at, mine, first), counted(place, theirs, second))
        for at in some
        for place in others
        if mine[at].base != theirs[place].base
    )


def _is_count(place: int, words: Sequence[Word], text: str) -> bool:
    """A figure that is no ordinal: "for the first time" counts nothing."""
    return is_figure(place, words, text) and words[place].base[-1:].isdigit()


def _count_alike(first: Word | None, second: Word | None) -> bool:
    return first is None or second is None or "generic" in (first.kind, second.kind) or are_alike(first, second)
