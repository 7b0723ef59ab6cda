"""Which of several values an answer says is its answer."""

import pytest

from harness.judging.answers.picked import picked
from harness.judging.answers.statements import Statement


def _at(answer: str, words: str, claim: int, *sources: str) -> Statement:
    start = answer.rindex(words)
    return Statement(start, start + len(words), frozenset({claim}), sources)


def test_the_last_word_counts_with_the_source_it_had_before() -> None:
    """ "Answer: 3,500" at the end is what Verka was said to fear."""
    answer = "Werth speaks of 2,400, Verka of 3,500. Answer: 3,500"
    first, last = answer.index("3,500"), answer.rindex("3,500")
    voiced = (
        _at(answer, "2,400", 0, "werth"),
        Statement(first, first + 5, frozenset({1}), ("verka",)),
        Statement(last, last + 5, frozenset({1})),
    )
    chosen = picked(answer, voiced)
    assert [(one.start, one.sources) for one in chosen] == [(last, ("verka",))]


@pytest.mark.parametrize(
    "answer", ["Werth says 2,400, Verka 3,500.", "The answer is 2,400 or, as Verka has it, 3,500."]
)
def test_without_such_a_word_all_stay(answer: str) -> None:
    """Two values side by side, and an answer that begins with its word, are not narrowed down."""
    voiced = (_at(answer, "2,400", 0), _at(answer, "3,500", 1))
    assert picked(answer, voiced) == voiced
