"""Free short answers against accepted ones, without a type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.judging.answers.short import items_asked, judge_answer, unglued

RIGHT = [
    ("when was the bridge opened", ["12 June 1931"], "It was opened on June 12, 1931."),
    ("when was the bridge opened", ["12 June 1931"], "in 1931"),
    ("when was the film made", ["1954"], "It was written for the 1954 film The Lamp."),
    ("when was the cable laid", ["1850"], "The cable was laid in 18502."),
    ("how many times did they win the cup", ["1"], "They have won it once, in 2010."),
    ("how many men were on the crew", ["eleven"], "There were 11 men on it."),
    ("who wrote the song", ["Ingrid B. Moe"], "The song was written by Moe."),
    ("who wrote the song", ["Kirsten Moe (singer)"], "kirsten moe"),
    ("where does the name come from", ["the harbour town of Skarvoy"], "It comes from Skarvoy."),
    ("what is the last season", ["the eighth"], "Season 8 is the last."),
    ("is the bridge open to lorries", ["No"], "The bridge is not open to lorries."),
    ("who runs the ferries", ["Norwegian Coastal Board (NCB)"], "the NCB"),
    ("which three towns does it call at", ["Moss, Halden and Larvik"], "It calls at Larvik, Halden and Moss."),
    ("who hosts it", ["Kari Moe-Hansen"], "Kari Moe"),
    ("when was the rule brought in", ["1979–80"], "in the 1979-1980 season"),
    ("what did it sell for", ["£50m"], "It sold for £50 million."),
    ("where is the play set", ["a Norwegian town"], "in a town in Norway"),
    ("what religion was it", ["Buddhism"], "The religion wasBuddhism. It came by sea."),
]

WRONG = [
    ("when was the bridge opened", ["12 June 1931"], "It was opened on July 12, 1931."),
    ("when was the bridge opened", ["12 June 1931"], "1932"),
    ("who wrote the song", ["Ingrid Moe"], "The song was written by Karl Moe."),
    ("who wrote the song", ["Gary Sailor"], "He sailed in 1954."),
    ("how many men were on the crew", ["eleven"], "There were 12 men."),
    ("which three towns does it call at", ["Moss, Halden and Larvik"], "Larvik, Halden, Oslo"),
    ("what are the four winds", ["Bora", "Mistral", "Foehn", "Sirocco"], "Bora"),
    ("is the bridge open to lorries", ["No"], "Yes, it is."),
    ("who wrote the song", ["Ingrid Moe"], "I don't know who wrote it."),
    ("who wrote the song", ["Ingrid Moe"], ""),
    (
        "what is the norway sweden border called",
        ["the Norway and Sweden Border"],
        "The Norway-Sweden border is a line.",
    ),
    ("what was blamed", ["a failed rudder"], "The rudder was not to blame."),
    ("which paper broke the story", ["The Harbour Post"], "It broke in the post-war years."),
]


@pytest.mark.parametrize(("question", "golds", "answer"), RIGHT)
def test_right_answers(question: str, golds: list[str], answer: str) -> None:
    """What a reader would take as right is right, whatever its form."""
    judgement = judge_answer(question, golds, answer)
    assert judgement.is_right, judgement


@pytest.mark.parametrize(("question", "golds", "answer"), WRONG)
def test_wrong_answers(question: str, golds: list[str], answer: str) -> None:
    """Another day, number, name or part of a list is wrong, and so is a refusal."""
    judgement = judge_answer(question, golds, answer)
    assert not judgement.is_right, judgement


@given(st.text(max_size=60), st.lists(st.text(max_size=30), max_size=4), st.text(max_size=150))
def test_any_answer_is_judged(question: str, golds: list[str], answer: str) -> None:
    """No texts make it fail; the score is in [0, 1] and has a reason."""
    judgement = judge_answer(question, golds, answer)
    assert 0 <= judgement.score <= 1
    assert judgement.reason


@given(st.from_regex(r"[A-Z][a-z]{3,9} [A-Z][a-z]{3,9}", fullmatch=True))
def test_the_accepted_answer_itself_is_right(name: str) -> None:
    """Every name is right where it is the accepted one."""
    assert judge_answer("what is it called", [name], name).is_right


def test_glued_words_come_apart() -> None:
    """Footnote digits fall away and words that ran together part."""
    assert unglued("It opened in 18501. The town isSkarvoy2.") == "It opened in 1850. The town is Skarvoy."


def test_counts_in_questions() -> None:
    """A question that asks for four things asks for four, another for no number."""
    assert items_asked("what are the four winds") == 4
    assert items_asked("who sang four winds") == 0
