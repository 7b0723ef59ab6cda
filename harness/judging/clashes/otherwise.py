"""What a text tells otherwise though nearly every word is there: another outcome, count, change or name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from harness.judging.alignment import Alignment
from harness.judging.clashes import Clash
from harness.judging.clashes.counts import count_clashes
from harness.judging.clashes.exchanged import exchanged_names, of_another_country
from harness.judging.clashes.movements import movement_clashes
from harness.judging.clashes.outcomes import outcome_clashes
from harness.judging.windows import PreparedDocument, Word

_READERS = (outcome_clashes, count_clashes, movement_clashes, exchanged_names, of_another_country)


def told_otherwise(
    sentence: str, words: Sequence[Word], alignment: Alignment, document: PreparedDocument
) -> Iterator[Clash]:
    """All such clashes with the best window. None of them lowers the share of words that the window holds by much."""
    for read in _READERS:
        yield from read(sentence, words, alignment, document)
