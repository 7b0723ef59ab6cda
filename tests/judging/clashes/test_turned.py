"""What a text has of a fact's words the other way round."""

import pytest

from harness.judging.facts import fact_stated
from harness.judging.support import support


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("The train was doing 142 km/h where 90 were allowed.", "The train did 90 km/h where 142 were allowed."),
        ("Lund scored 87 goals in 142 matches.", "Lund scored 142 goals in 87 matches."),
        ("The shares closed down 9.5 percent.", "The shares rose by 9.5 percent."),
        ("Gas was used only after bottles were thrown.", "Gas was used before any bottles were thrown."),
        ("Lund is moving from Halvard to Torrana.", "Lund is moving from Torrana to Halvard."),
        ("Lund hopes to sail again within four months.", "Lund hopes to sail again within four years."),
    ],
)
def test_the_other_way_round_is_a_contradiction(fact: str, text: str) -> None:
    """All the words are there, and yet the text says otherwise; as a sentence it is not supported either."""
    assert fact_stated(fact, text).verdict == "contradicted"
    assert not support(text, fact).is_supported


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("Two people were killed and nine injured.", "The blast injured nine people and killed two."),
        ("The shares closed down 9.5 percent.", "The shares fell by 9.5 percent, after they had risen for a week."),
        ("At least 300 came.", "Up to 400 were expected, and at least 300 came."),
        ("Lund moved from Halvard to Torrana.", "To Torrana, from Halvard: Lund has moved."),
        ("Lund sails within four months.", "Lund sails within four months; others say four years."),
        ("In 2019 fares rose by 2 percent.", "Fares rose by 2 percent in 2019 and fell in 2020."),
    ],
)
def test_another_order_of_the_same_is_none(fact: str, text: str) -> None:
    """A figure keeps its noun and a name its place, in whatever order they are told."""
    assert fact_stated(fact, text).verdict == "yes"


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (
            "Dahl now has 49 goals for the season, Lien has 32 and the newcomer Berg has 21.",
            "Dahl has 49, Lien 32 and Berg 21 in all competitions.",
        ),
        (
            "Goals in the second half helped Vik go top of Division 1 with a 2-0 home win against Lund.",
            "Vik beat Lund 2-0 to go top of the Division 1 table.",
        ),
    ],
)
def test_lists_and_scores_count_nothing_behind_them(document: str, sentence: str) -> None:
    """In a list each name has its own figure before or behind it, and neither number of a score has a noun."""
    assert support(sentence, document).is_supported
