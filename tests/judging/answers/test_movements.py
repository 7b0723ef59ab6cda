"""Answers that tell only which way something goes, shares as two numbers, and units that another wording has."""

from datetime import date

import pytest

from harness.judging.answers import find_answer

MAY = date(2024, 5, 6)
WATER = "Will the water rise or fall from Wednesday?"


@pytest.mark.parametrize(
    "output", ["It should go down.", "Levels would drop, though more rain is due.", "A decline is expected."]
)
def test_any_word_for_the_movement_says_it(output: str) -> None:
    """Fall, drop, decline and down are one answer to whether something rises or falls."""
    assert find_answer(output, ["fall", "the water will fall"], "text", question=WATER)


@pytest.mark.parametrize("output", ["It will rise.", "It will not fall.", "Will it rise or fall?", "More rain is due."])
def test_the_other_way_or_both_do_not_say_it(output: str) -> None:
    """The opposite, a denial, and the question's own "rise or fall" are not the answer."""
    assert not find_answer(output, ["fall"], "text", question=WATER)


@pytest.mark.parametrize(
    ("output", "is_found"),
    [("One in four ran.", True), ("25% of them.", True), ("Three in four ran; one was late.", False)],
)
def test_a_ratio_is_one_value(output: str, is_found: bool) -> None:
    """ "One in four" is a share, and not the numbers one and four wherever they stand."""
    assert bool(find_answer(output, ["one in four"], "percent", question="What share of trains ran?")) is is_found


@pytest.mark.parametrize(
    ("output", "is_found"), [("90 million dollars", False), ("90 million", True), ("90m pesos", True)]
)
def test_the_bare_wording_has_the_unit_of_the_other(output: str, is_found: bool) -> None:
    """Where one wording of an answer is in pesos, the bare figure beside it is no sum in dollars."""
    found = find_answer(output, ["90 million pesos", "90 million"], "money", question="How much money is needed?")
    assert bool(found) is is_found


@pytest.mark.parametrize(("output", "is_found"), [("until the end of May", True), ("until the end of June", False)])
def test_the_end_of_a_month_is_its_last_day(output: str, is_found: bool) -> None:
    """ "31 May" is "the end of May"."""
    assert bool(find_answer(output, ["31 May"], "date", published=MAY)) is is_found


def test_another_year_is_wrong_where_one_wording_has_the_year() -> None:
    """ "December" beside "December 2024" does not make December 2022 right."""
    assert not find_answer("In December 2022.", ["December 2024", "December"], "date", question="When?")
    assert find_answer("In December.", ["December 2024", "December"], "date", question="When?")
