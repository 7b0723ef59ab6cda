"""What rose in one text and fell in the other by the same figure, or rose to it rather than by it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from harness.judging.alignment import Alignment
from harness.judging.answers.contrary import changes_otherwise
from harness.judging.clashes import Clash
from harness.judging.clashes.figures import figure_places, is_figure
from harness.judging.clashes.turned import movement
from harness.judging.windows import PreparedDocument, Word


def movement_clashes(
    sentence: str, words: Sequence[Word], alignment: Alignment, document: PreparedDocument
) -> Iterator[Clash]:
    """Each figure of the sentence that the best window has with the opposite movement, or behind "to" for "by"."""
    for number in range(alignment.window[0], alignment.window[1] + 1):
        there = document.places_in(number, number)
        is_otherwise = changes_otherwise(sentence, document.sentences[number].of(document.text))
        for position, word in enumerate(words):
            if not is_figure(position, words, sentence):
                continue
            mine = movement(position, words)
            places = [at for at in figure_places(word, document) if at in there]
            is_turned = bool(mine) and all(movement(at, document.words) == -mine for at in places)
            if places and (is_turned or is_otherwise):
                other = document.words[places[0]]
                shown = f"“{sentence[word.start : word.end]}” is another change than in the other text"
                yield Clash("number", word.start, word.end, other.start, other.end, shown)
