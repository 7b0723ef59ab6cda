"""Cues and the side on which they tell."""

import pytest

from harness.reading.anchors import anchors_in
from harness.reading.parsing import read_sentence
from harness.reading.sentences import Span


@pytest.mark.parametrize(
    ("text", "cue", "sides"),
    [
        ("Moe said 212 sailed.", "said", (False, True)),
        ("212 sailed, Moe said.", "said", (True, False)),
        ("The ferry, Moe said, carried 212.", "said", (True, True)),
        ("Moe has vowed to sail.", "has vowed to sail", (False, True)),
        ("Moe is very worried about the rudder.", "is very worried", (False, True)),
        ("212 sailed, according to Moe.", "according to", (True, False)),
        ("According to Moe, 212 sailed.", "According to", (False, True)),
        ("A statement was issued by Moe.", "was issued", (True, True)),
    ],
)
def test_each_cue_tells_on_its_side(text: str, cue: str, sides: tuple[bool, bool]) -> None:
    """In front, behind, or round a parenthesis."""
    anchors = anchors_in(read_sentence(text, Span(0, len(text))))
    assert [(anchor.tells_before, anchor.tells_behind) for anchor in anchors if anchor.cue.of(text) == cue] == [sides]


@pytest.mark.parametrize(
    "text", ["Norway defended the coast with 212 men.", "A drone slammed into 5 houses.", "Moe owns 3 boats."]
)
def test_doing_is_not_telling(text: str) -> None:
    """A verb that tells what somebody does gives nobody credit."""
    assert anchors_in(read_sentence(text, Span(0, len(text)))) == []
