"""Numbers and days of a fact, and their rivals."""

import pytest

from harness.judging.facts import fact_stated


@pytest.mark.parametrize(
    ("fact", "text", "verdict"),
    [
        ("The firm will cut 3,500 jobs by 2027.", "The firm will cut 5,300 jobs by 2027.", "contradicted"),
        ("The firm will cut 3,500 jobs.", "Another 2,000 jobs could go at the firm.", "no"),
        ("The firm will cut 3,500 jobs.", "It will cut three thousand five hundred jobs, the firm says.", "yes"),
        ("The break-in happened on 12 March.", "The break-in happened on 12 May.", "contradicted"),
        ("The law takes effect in 2035.", "The law takes effect in 2050.", "contradicted"),
        ("The firm put the number of buses at 1,400.", "The firm put the number of buses at 1,150.", "contradicted"),
        ("The repair will take three weeks.", "The repair will take ten days.", "contradicted"),
        ("The debts came to 640 million marks.", "The site was sold for 150 million marks.", "no"),
        ("The firm said 3,500 people came.", "The firm said 216 people were dismissed.", "no"),
        ("The gang demanded $40 million.", "The gang has files on 9.4 million people.", "no"),
        ("Turnout was 68 percent.", "The president took 51 percent of the vote.", "no"),
        ("More than 90,000 people fled.", "Over ninety thousand people fled.", "yes"),
        ("The repair will cost $40,000.", "The repair will cost $400,000.", "contradicted"),
    ],
)
def test_a_rival_number_contradicts(fact: str, text: str, verdict: str) -> None:
    """Only a number of the same thing contradicts; the same number in other form states."""
    assert fact_stated(fact, text).verdict == verdict
