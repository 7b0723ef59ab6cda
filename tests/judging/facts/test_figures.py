"""Key facts that are known by their figures."""

import pytest

from harness.judging.clashes.figures import is_figure
from harness.judging.facts import fact_stated
from harness.judging.facts.words import with_voices
from harness.judging.windows import prepare, read_words

VOICES = {"operator": ("Fjordline", "the operator"), "union": ("the seafarers' union", "the union")}


@pytest.mark.parametrize(
    ("fact", "source", "text", "verdict"),
    [
        ("The union put the crew at 340.", "union", "By Fjordline's count 212 are ashore, by the union's 340.", "yes"),
        ("Fjordline said 1,950 berths had been sold.", "operator", "The operator speaks of 1,950.", "yes"),
        ("Fjordline said 1,950 berths had been sold.", "operator", "It was built in 1950.", "no"),
        ("The union wants 8 per cent.", "union", "The seafarers' union holds out for 8 per cent.", "yes"),
        ("The union wants 8 per cent.", "union", "The strike began on 8 March.", "no"),
        ("The union wants an allowance of 8 per cent for stokers.", "union", "Fuel now costs 8 per cent more.", "no"),
        ("Fjordline counted 74 cabins.", "operator", "Fjordline has a debt of 74 million kroner.", "no"),
        ("Fjordline lost 60,000 litres of oil.", "operator", "The union says 90,000 litres, Fjordline 60,000.", "yes"),
    ],
)  # fmt: skip
def test_a_figure_stands_for_its_fact(fact: str, source: str, text: str, verdict: str) -> None:
    """Who has the figure, of the same measure and beside its source, has the fact; a day or another measure is none."""
    prepared = with_voices(prepare(text), VOICES)
    assert fact_stated(fact, prepared, ignore=VOICES[source], voices=VOICES).verdict == verdict


def test_what_the_fact_negates_is_not_told_without_its_negation() -> None:
    """A figure that only one side negates tells nothing."""
    fact = "Fjordline said it could not go on without selling 312 cabins."
    assert fact_stated(fact, "Fjordline is buying 312 cabins.").verdict != "yes"


@pytest.mark.parametrize(
    ("text", "figures"), [("212 people", ["212"]), ("on 12 March 2019 at 6 pm", []), ("1,900 of them", ["1900"])]
)
def test_days_years_and_hours_are_no_figures(text: str, figures: list[str]) -> None:
    """A number that dates something counts nothing."""
    words = read_words(text)
    assert [word.base for place, word in enumerate(words) if is_figure(place, words, text)] == figures
