"""Texts that nobody writes are read all the same: in bounded time and without a crash."""

from __future__ import annotations

import time

import pytest

from harness.reading.attribution import find_attributions
from harness.reading.quantities import find_quantities


@pytest.mark.parametrize("text", ["million " * 60 + "third", "9" * 80 + " third", "$ million trillion " * 12])
def test_absurd_numbers_do_not_crash(text: str) -> None:
    """Numbers beyond any precision are read or left out."""
    assert isinstance(find_quantities(text), tuple)


def test_thousands_of_empty_lines_are_read_at_once() -> None:
    """A model that writes line ends for ever does not hang the scoring."""
    before = time.process_time()
    find_attributions("Moe said" + "\n" * 3000 + "212" + "\n *" * 3000)
    assert time.process_time() - before < 5


@pytest.mark.parametrize("unit", ["not said ", "said that ", "he said, ", "said the mayor and ", '"no" '])
def test_thousands_of_tellers_in_one_sentence_are_read_at_once(unit: str) -> None:
    """Who tells what in a "sentence" of thousands of the same words is found in about a second, not in ten."""
    before = time.process_time()
    find_attributions(unit * (6000 // len(unit)))
    assert time.process_time() - before < 4


def test_a_sentence_of_thousands_of_tellers_without_a_mark_is_read_at_once() -> None:
    """What a model repeats for ever without a stop takes no time that grows with its square."""
    before = time.process_time()
    find_attributions("Figures from " * 4000)
    assert time.process_time() - before < 4


@pytest.mark.parametrize("begin", ["-", "said by", "source", "Moe", "212 – Moe", "answer", "According to", '"'])
@pytest.mark.parametrize("unit", [" ", "\r  ", "\n ", "\t-"])
def test_thousands_of_spaces_are_read_at_once(begin: str, unit: str) -> None:
    """A model that writes blanks for ever does not hang the scoring, whatever stands before them."""
    before = time.process_time()
    find_attributions(begin + unit * (6000 // len(unit)) + "x")
    assert time.process_time() - before < 4
