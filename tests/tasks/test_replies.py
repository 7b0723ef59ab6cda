"""What of a reply is the answer, who is said to say it, and what is only repetition."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.schema import Question
from harness.tasks.replies import Reply, read_reply

QUESTION = Question("q", ("d",), "How many boats sank in the harbour, according to the pilot?", "number")
ASKED = Question("q", ("d",), "Who counted the boats?", "source")


@pytest.mark.parametrize(
    ("output", "reply"),
    [
        ('{"answer": "nine", "said_by": "the pilot", "section": 2}', Reply("nine", "the pilot", "2")),
        ('```json\n{"answer": 9, "source": "Ada Roth"}\n```', Reply("9", "Ada Roth", None)),
        ('{"answer": true}', Reply("yes", None, None)),
        ('{"answer": ["a tug", "a ferry"], "speaker": null}', Reply("a tug; a ferry", "", None)),
        ('{"answer": "nine", "said_by": "the pil', Reply("nine", "the pil", None)),
        ('[{"answer": 9, "source": "Roth"}, {"answer": 4, "source": "Ulm"}]', Reply("Roth: 9\nUlm: 4", None, None)),
    ],
)
def test_json_is_read_like_the_labelled_lines(output: str, reply: Reply) -> None:
    """The fields count, not the form; a reply that breaks off keeps what it had said."""
    assert read_reply(output, QUESTION) == reply


@pytest.mark.parametrize(
    "output",
    [
        "Said by: the pilot\nSection: 4",
        "Said by: the pilot\nSaid by: the pilot\nSaid by: the pilot",
        "How many boats sank in the harbour, according to the pilot?",
        "Question: How many boats sank in the harbour?",
        "boats sank in the harbour, according to the pilot",
        "Answer:",
    ],
)
def test_labels_and_echoes_answer_nothing(output: str) -> None:
    """A source without a value, a section's number and the question again are no answer."""
    assert read_reply(output, QUESTION).answer == ""


def test_a_named_speaker_answers_the_question_for_one() -> None:
    """Where the question asks who, the line that names the source is the answer."""
    assert read_reply("Said by: the pilot\nSection: 4", ASKED).answer == "the pilot"


def test_a_question_in_front_of_the_answer_is_left_out() -> None:
    """The words of the question credit nobody."""
    assert read_reply("How many boats sank, according to the pilot? Nine.", QUESTION).answer.strip() == "Nine."


@pytest.mark.parametrize(
    ("output", "answer"),
    [
        ("Nine boats sank. Nine boats sank. Nine boats", "Nine boats sank."),
        ("Nine boats sank.\n\nThe harbour is old. Nine bo", "Nine boats sank.\n\nThe harbour is old. Nine bo"),
        ("Roth\nRoth\nRoth", "Roth"),
    ],
)
def test_a_loop_is_read_once(output: str, answer: str) -> None:
    """What a model says again in the same words adds nothing."""
    assert read_reply(output, QUESTION).answer == answer


@given(st.text(max_size=200))
def test_every_reply_can_be_read(output: str) -> None:
    """Whatever is written has parts, and reading them never fails."""
    assert isinstance(read_reply(output, QUESTION).answer, str)


@pytest.mark.parametrize(
    ("output", "answer"),
    [
        ("<think>\nIt could be 3 May.\n</think>\n\n12 August", "12 August"),
        ("It could be 3 May.</think>12 August", "12 August"),
        ("<think>Let me see. It could be 3 May", ""),
        ('{"date": "12 August", "said_by": "Moe"}', "12 August"),
    ],
)
def test_thoughts_are_no_answer_and_a_lone_key_is(output: str, answer: str) -> None:
    """A model's thoughts are left out, even where they break off; JSON answers by the one key that holds anything."""
    assert read_reply(output, QUESTION).answer == answer


@pytest.mark.parametrize(
    ("output", "answer"),
    [("Sure! Nine.", "Nine."), ("Great question! Certainly: nine boats.", "nine boats."), ("Sure!", "Sure!")],
)
def test_a_pleasantry_in_front_is_left_out(output: str, answer: str) -> None:
    """A chat model's "Sure!" is no value; alone it stays what it is."""
    assert read_reply(output, QUESTION).answer == answer
