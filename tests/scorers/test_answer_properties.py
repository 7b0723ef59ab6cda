"""What no verdict may depend on: the order of things said, the form of a number, which of two sources stands first."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.config.shipped import shipped
from harness.evaluate.score import judge
from harness.schema import (
    Claim,
    Document,
    Generation,
    Gold,
    Question,
    QuestionGold,
    QuestionItem,
    QuestionVerdict,
    Section,
    Source,
)
from harness.tasks.qa import QaTask
from harness.tasks.templates import load_template

TASK: Any = QaTask(load_template(shipped("configs") / "templates" / "qa.yaml"))
SOURCES = {
    "tamm": Source("tamm", "Liis Tamm", ("Tamm", "the harbour master")),
    "oras": Source("oras", "Oras Lines", ("Oras", "the shipping company")),
}
GOLD = Gold({"d": Document("d", "Harbour", (Section(1, "News", "None."),))}, SOURCES, (), (), "", "")
NUMBERS = st.integers(min_value=13, max_value=99_999)
PAIRS = st.tuples(NUMBERS, NUMBERS).filter(lambda pair: abs(pair[0] - pair[1]) > max(pair) / 10)


def verdict(output: str, mine: str, other: str, kind: str = "number") -> QuestionVerdict:
    """The verdict where Tamm, who says `mine`, is asked, and Oras says `other`."""
    item = QuestionItem(
        Question("q", ("d",), "How many crates fell, according to Liis Tamm?", kind),  # type: ignore[arg-type]
        QuestionGold("tamm", (Claim("tamm", (mine,)), Claim("oras", (other,)))),
    )
    found = judge(GOLD, item, Generation("q", "m", output), TASK)
    assert isinstance(found, QuestionVerdict)
    return found


@settings(deadline=None, max_examples=60)
@given(PAIRS)
def test_the_order_of_two_statements_does_not_matter(pair: tuple[int, int]) -> None:
    """Each figure with its own source is right, whichever is told first."""
    mine, other = f"{pair[0]:,}", f"{pair[1]:,}"
    for output in (
        f"Tamm says {mine}, while Oras says {other}.",
        f"Oras says {other}, while Tamm says {mine}.",
        f"{mine}, according to the harbour master; {other}, according to the shipping company.",
        f"Oras: {other}\nTamm: {mine}",
    ):
        found = verdict(output, mine, other)
        assert (found.factual, found.credit) == ("correct", "right"), (output, found.reason)


@settings(deadline=None, max_examples=60)
@given(PAIRS)
def test_swapped_sources_are_a_rival_wrongly_credited(pair: tuple[int, int]) -> None:
    """The same figures in each other's mouths are never right."""
    mine, other = f"{pair[0]:,}", f"{pair[1]:,}"
    for output in (
        f"Tamm says {other}, while Oras says {mine}.",
        f"Oras says {mine}, while Tamm says {other}.",
        f"{other}, according to the harbour master; {mine}, according to the shipping company.",
    ):
        found = verdict(output, mine, other)
        assert (found.factual, found.credit) == ("rival", "wrong"), (output, found.reason)


@settings(deadline=None, max_examples=60)
@given(PAIRS, st.sampled_from(["{:,}", "{}", "about {:,} crates", "It was {:,}.", "Answer: {:,}", "**{:,}**"]))
def test_the_form_of_a_number_does_not_matter(pair: tuple[int, int], form: str) -> None:
    """Commas, hedges, labels and emphasis leave the verdict as it is, for the asked figure and for the rival's."""
    mine, other = f"{pair[0]:,}", f"{pair[1]:,}"
    assert verdict(form.format(pair[0]), mine, other).factual == "correct"
    assert verdict(form.format(pair[1]), mine, other).factual == "rival"


@settings(deadline=None, max_examples=60)
@given(st.integers(min_value=11, max_value=999).filter(lambda number: number % 10))
def test_scale_words_and_zeros_are_one_amount(tenths: int) -> None:
    """4.2 million, 4.2m and 4,200,000 are the same money; the same digits in billions are not."""
    millions = Decimal(tenths) / 10
    mine, other = f"€{millions} million", "€7,777"
    for same in (f"EUR {millions}m", f"{millions} million euros", f"€{int(millions * 1_000_000):,}"):
        assert verdict(same, mine, other, "money").factual == "correct", same
    for another in (f"€{millions} billion", f"${millions} million"):
        assert verdict(another, mine, other, "money").factual == "wrong", another


@pytest.mark.parametrize("tail", ["", " [1]", " (section 1)", "\n\n", "\nSection: 1"])
def test_citations_and_blanks_are_no_values(tail: str) -> None:
    """A section's number behind an answer is neither a second value nor a hedge."""
    assert verdict("Tamm said 40 crates fell." + tail, "40", "1").factual == "correct"


@pytest.mark.parametrize(("output", "error"), [("", None), ("", "ran out of memory")])
def test_nothing_said_has_no_score(output: str, error: str | None) -> None:
    """Neither an empty output nor an error is right about a question without an answer, by any metric."""
    item = QuestionItem(Question("q", ("d",), "Who lit the fire?", "unanswerable"), QuestionGold(None, ()))
    found = judge(GOLD, item, Generation("q", "m", output, error=error), TASK)
    assert set(found.scores.values()) == {0.0}
