"""Parts of speech by closed classes, spelling and neighbours."""

import pytest

from harness.reading.parts import read_parts
from harness.reading.sentences import Span


@pytest.mark.parametrize(
    ("text", "word", "part"),
    [
        ("The union reports losses.", "reports", "verb"),
        ("The reports were late.", "reports", "word"),
        ("Moe's false claims that it sank", "claims", "word"),
        ("They plan to sail.", "plan", "verb"),
        ("Their plan is late.", "plan", "word"),
        ("A letter written by Moe came.", "written", "participle"),
        ("He told us on Friday.", "Friday", "time"),
        ("US officials told Moe.", "US", "name"),
        ("He's here.", "'s", "auxiliary"),
        ("Moe's boat sank.", "'s", "possessive"),
    ],
)
def test_words_play_the_part_that_their_neighbours_leave(text: str, word: str, part: str) -> None:
    """Nouns and verbs of one spelling are told apart by the words around them."""
    found = {read.text: read.part for read in read_parts(text, Span(0, len(text)))}
    assert found[word] == part


def test_known_names_and_opaque_stretches_are_one_word() -> None:
    """A name that is known stays whole; words taken as one have no words inside; brackets are left out."""
    text = "The Halden armed forces (HAF) said it was over."
    words = read_parts(text, Span(0, len(text)), [Span(35, 46)], [Span(4, 23)])
    assert [(word.text, word.part) for word in words][1] == ("Halden armed forces", "name")
    assert words[-1].part == "opaque"
    assert all(word.text != "HAF" for word in words)
