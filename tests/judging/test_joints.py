"""True pieces of a document joined to what it doesn't say, beside paraphrases that it bears out."""

import pytest

from harness.judging.support import prepare, support
from harness.judging.voices import Speakers

TEXT = """Quarry strike
Drivers at the Orm quarry walked out on Monday, the mayor, Ada Lund, said. Moss Stone called the strike a betrayal.
An inspector had told Moss Stone in May to repair a brake. The talks have been put off by a week, the mediator,
Ivo Berg, said. Berg did not say whether the union would attend the talks.
Pay
The firm has hired 40 drivers and nine guards. Twelve of its 30 lorries were moving on Tuesday, the police said.
Repairs would take at least three weeks, the mayor said.
The gate
The gate was shut. A stone had fallen on the rails overnight.
The count
Lund had put the number of the injured at 17 on Monday. She corrected herself on Tuesday: 11 people were injured,
she said, not 17. About 30 tonnes of oil ran into the lake.
Elsewhere
Shares in Moss Stone fell 4 per cent.
"""

SPEAKERS = Speakers(
    {
        "lund": ("Ada Lund", "the mayor"),
        "moss": ("Moss Stone",),
        "berg": ("Ivo Berg", "the mediator"),
        "police": ("the police",),
        "union": ("the union",),
    },
    {},
)


def is_supported(sentence: str) -> bool:
    """The verdict on a sentence by the story above and its sources."""
    return support(sentence, prepare(TEXT), speakers=SPEAKERS).is_supported


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("The mayor, Ada Lund, called the strike a betrayal.", "Moss Stone called the strike a betrayal."),
        (
            "Moss Stone told an inspector in May to repair a brake.",
            "In May an inspector told Moss Stone to repair a brake.",
        ),
        ("Moss Stone put off the talks by a week.", "The talks were put off by a week."),
        ("The lorries would take at least three weeks.", "The repairs would take at least three weeks."),
    ],
)
def test_a_predicate_keeps_its_subject(wrong: str, right: str) -> None:
    """What one does isn't another's deed, whoever else the document names."""
    assert (is_supported(wrong), is_supported(right)) == (False, True)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (
            "The talks have been put off by a week, the police said.",
            "The talks are put off by a week, the mediator said.",
        ),
        ("Berg said that the union would attend the talks.", "Berg did not say whether the union would attend."),
    ],
)
def test_words_stay_with_whoever_said_them(wrong: str, right: str) -> None:
    """Another's words, and what he left open, are nobody's statement."""
    assert (is_supported(wrong), is_supported(right)) == (False, True)


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("Shares in Moss Stone fell 4 per cent because about 30 tonnes of oil ran into the lake.", False),
        ("Shares in Moss Stone fell 4 per cent, and about 30 tonnes of oil ran into the lake.", True),
        ("All of its 30 lorries were moving on Tuesday, the police said.", False),
        ("Twelve of the 30 lorries were moving on Tuesday, the police said.", True),
        ("The firm has hired 40 guards and nine drivers.", False),
        ("The firm has hired 40 drivers.", True),
        ("No oil ran into the lake.", False),
        ("Oil ran into the lake.", True),
    ],
)
def test_causes_wholes_and_counts_need_one_place(sentence: str, verdict: bool) -> None:
    """No cause without a tie, no whole for a part, no figure with another's thing, nothing less than was counted."""
    assert is_supported(sentence) is verdict


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("Lund put the number of the injured at 17.", False),
        ("The number of the injured is 17.", False),
        ("11 people were injured, the mayor said, not 17.", True),
        ("Lund at first put the number of the injured at 17.", True),
        ("11 people were injured.", True),
    ],
)
def test_what_was_put_right_is_not_told_as_current(sentence: str, verdict: bool) -> None:
    """A value that was taken back stands only where it is told as the old one, even where it was copied."""
    assert is_supported(sentence) is verdict
