"""Amounts of another kind than the one asked for."""

import pytest

from harness.judging.answers import find_answer

DEATHS = "How many people were killed?"


@pytest.mark.parametrize(
    ("answer", "output", "question", "is_stated"),
    [
        ("17", "17 people were killed and 52 wounded.", DEATHS, True),
        ("17", "52 people lost their lives and 17 were wounded.", DEATHS, False),
        ("365", "365 cases, up from 412 a day earlier", "How many cases are there?", True),
        ("412", "365 cases, up from 412 a day earlier", "How many cases are there?", False),
        ("124", "They corrected the number of ships from 124 to 142.", "How many ships are banned?", False),
        ("420", "600 have been flown out, and another 420 are to follow.", "How many have been flown out?", False),
        ("four", "All but four airports are closed.", "How many airports are closed?", False),
        ("four", "Four of the airports are no longer open.", "How many airports are closed?", True),
        ("40%", "40 per cent of the homes had power.", "What share of the homes had no power?", False),
        ("35%", "A loaf costs 35 per cent of what it cost before.", "By how much has bread risen?", False),
    ],
)
def test_another_amount_is_not_the_one_asked_for(answer: str, output: str, question: str, is_stated: bool) -> None:
    """The wounded, what was, what comes on top, what is set aside, who has what others lack, a level for a change."""
    kind = "percent" if "%" in answer else "number"
    assert bool(find_answer(output, [answer], kind, question=question)) is is_stated


@pytest.mark.parametrize(
    ("output", "is_stated"),
    [
        ("By 15 October.", True),
        ("On 15 October.", True),
        ("After 15 October.", False),
        ("Not before 15 October.", False),
    ],
)
def test_a_limit_lies_on_its_own_side(output: str, is_stated: bool) -> None:
    """What is to be done by a day is not to be done after it."""
    found = find_answer(output, ["by 15 October", "15 October"], "date", question="When will they come?")
    assert bool(found) is is_stated
