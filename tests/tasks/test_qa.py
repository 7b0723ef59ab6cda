"""How replies to questions are read."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.config.shipped import shipped
from harness.schema import Document, Question, Section, SummaryRequest
from harness.tasks.qa import QaTask
from harness.tasks.summary import SummaryTask
from harness.tasks.templates import PromptTemplate, TemplateFile, load_template

TASK = QaTask(load_template(shipped("configs") / "templates" / "qa.yaml"))
QUESTION = Question("q", ("d1", "d2"), "How many were aboard?", "number")
DOCUMENTS = (
    Document("d1", "Ferry", (Section(0, "", "It left."), Section(1, "Aboard", "212 people."))),
    Document("d2", "Port", (Section(0, "", "It waits."),)),
)


def test_the_answer_form_is_read() -> None:
    """The three labelled lines become answer, speaker and section."""
    read = TASK.parse(QUESTION, "Answer: 212\nSaid by: Captain Moe\nSection: 1")
    assert (read.answer, read.said_by, read.sections) == ("212", "Captain Moe", (("d1", 1),))


@pytest.mark.parametrize(
    "output",
    [
        "**Answer:** 212\n**Said by:** Captain Moe\n**Section:** [1]",
        "answer: 212\nsource: Captain Moe\nsection: 1",
        "212\nSaid by: Captain Moe\nSection: Section 1",
        "- Answer: 212\n- Said by: Captain Moe\n- Section: 1\n\nQuestion: What next?\nAnswer: 9",
    ],
)
def test_variants_of_the_form_are_read_alike(output: str) -> None:
    """Markdown, case, a missing first label and a run-on next example change nothing."""
    read = TASK.parse(QUESTION, output)
    assert (read.answer, read.said_by, read.sections) == ("212", "Captain Moe", (("d1", 1),))


def test_free_text_is_the_answer_and_its_brackets_are_citations() -> None:
    """Without the form the whole output answers, and cited sections are found in it, each once."""
    read = TASK.parse(QUESTION, "The captain said 212 [1], see also section 0 and [d2.0] [1].")
    assert read.answer.startswith("The captain said 212")
    assert read.said_by is None
    assert read.sections == (("d1", 1), ("d2", 0), ("d1", 0)) or set(read.sections) == {
        ("d1", 1),
        ("d1", 0),
        ("d2", 0),
    }


def test_numbers_in_prose_are_no_citations() -> None:
    """A figure is not taken for a section."""
    assert TASK.parse(QUESTION, "There were 8 on deck and 3 below.").sections == ()


def test_labels_without_text_are_an_empty_answer() -> None:
    """Labels alone say nothing."""
    assert not any(character.isalnum() for character in TASK.parse(QUESTION, "Answer: Answer: Answer:").answer)


def test_the_reports_own_voice_is_nobody() -> None:
    """A speaker such as "the report" names no source."""
    assert TASK.parse(QUESTION, "Answer: 212\nSaid by: the report\nSection: 1").said_by == ""


def test_an_echo_of_the_instruction_is_no_answer() -> None:
    """A model that repeats a line of its instruction has neither answered nor named anybody."""
    task = QaTask(
        PromptTemplate(
            "own.yaml", TemplateFile(user="Answer: the answer in a few words\nSaid by: who said it", plain="")
        )
    )
    read = task.parse(QUESTION, "Answer: the answer in a few words\nSaid by: Moe")
    assert read.answer == ""
    assert read.said_by == "Moe"


@given(st.text(max_size=300))
def test_any_output_can_be_read(output: str) -> None:
    """Whatever a model writes is read without an error, and never grows."""
    read = TASK.parse(QUESTION, output)
    assert len(read.answer) <= len(output)


def _whole(asked: Question, documents: Sequence[Document], cut: frozenset[tuple[str, int]] = frozenset()) -> str:
    return "\n".join(message.content for message in TASK.prompt(asked, documents, cut).messages)


def test_documents_stand_before_the_question() -> None:
    """Two questions on one document share everything up to the question, so that its computation can be shared."""
    first = _whole(QUESTION, DOCUMENTS[:1])
    second = _whole(Question("r", ("d1",), "Where?", "name"), DOCUMENTS[:1])
    assert "It left." in first[: first.index("How many")]
    assert first[: first.index("How many")] == second[: second.index("Where?")]


def test_a_summary_begins_as_a_question_does() -> None:
    """A document is computed once for its questions, its summary, and the questions over it and others.

    The plain form of a summary begins with an example, without which a base model says nothing.
    """
    task = SummaryTask(load_template(shipped("configs") / "templates" / "summary.yaml"))
    summary = task.prompt(SummaryRequest("s", ("d1",), 80), DOCUMENTS[:1])
    one, several = TASK.prompt(QUESTION, DOCUMENTS[:1]), TASK.prompt(QUESTION, DOCUMENTS)
    last = DOCUMENTS[0].sections[-1].text
    for texts in (
        [prompt.messages[0].content for prompt in (summary, one, several)],
        [prompt.plain for prompt in (one, several)],
    ):
        beginning = texts[0][: texts[0].index(last) + len(last)]
        assert all(text.startswith(beginning) for text in texts)


def test_the_chat_form_shows_the_answer_form_after_the_documents() -> None:
    """The examples are filled in, the first with the document's own headline, and stand next to the question."""
    messages = TASK.prompt(QUESTION, DOCUMENTS[:1]).messages
    assert [message.role for message in messages] == ["user", "assistant"] * 2 + ["user"]
    assert messages[1].content.startswith(f"Answer: {DOCUMENTS[0].title}")


def test_a_cut_section_is_left_out_whole() -> None:
    """A section in ``cut`` is not in the prompt; the others are, numbered as before; a bare number is of the first."""
    text = _whole(QUESTION, DOCUMENTS, frozenset({("d1", 0)}))
    assert "It left." not in text
    assert "\n[1] Aboard" in text
    assert "[d2.0]" in text


def test_a_template_cannot_run_code() -> None:
    """Templates are rendered in a sandbox."""
    from harness.errors import UsageError

    evil = QaTask(PromptTemplate("evil.yaml", TemplateFile(user="{{ ''.__class__.__mro__ }}", plain="x")))
    with pytest.raises(UsageError, match=r"evil\.yaml"):
        evil.prompt(QUESTION, DOCUMENTS)


@pytest.mark.parametrize("named", ["no", "No", "0", "n/a", "not specified", "the statement", "Unknown."])
def test_a_form_that_names_nobody_has_no_speaker(named: str) -> None:
    """What small models put where nobody is to be named is no source."""
    assert TASK.parse(QUESTION, f"Answer: 212\nSaid by: {named}\nSection: 1").said_by == ""


def test_a_label_said_again_and_again_is_no_answer() -> None:
    """Also where the last one was cut off in the middle."""
    output = "The answer to this question is:\n\nThe answer to this question is:\n\nThe answer to this"
    assert TASK.parse(QUESTION, output).answer == ""


def test_a_label_in_a_sentence_may_be_followed_by_the_answer() -> None:
    """A model that introduces its answer has answered."""
    assert TASK.parse(QUESTION, "The answer to this question is: 212").answer == "212"


def test_a_bold_heading_over_a_summary_is_no_part_of_it() -> None:
    """ "**Summary:**" falls away with both of its marks."""
    task = SummaryTask(load_template(shipped("configs") / "templates" / "summary.yaml"))
    read = task.parse(SummaryRequest("s", ("d1",), 80), "**Summary:**\n\n* Moe: 212 aboard")
    assert read.answer == "* Moe: 212 aboard"


def test_thoughts_before_a_summary_are_no_part_of_it() -> None:
    """A reasoning model's thoughts are not judged as its summary."""
    task = SummaryTask(load_template(shipped("configs") / "templates" / "summary.yaml"))
    request = SummaryRequest("s", ("d",), 40)
    assert task.parse(request, "<think>Summarise.</think>\nThe dam broke.").answer == "The dam broke."
