from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from harness.schema import (
    Document,
    Place,
    Question,
    QuestionGold,
    QuestionItem,
    Section,
    SummaryGold,
    SummaryItem,
    SummaryRequest,
)
from harness.store.prompts import PROMPTS, PromptWriter, fold, read_prompts

FERRY = Document("f1", "Ferry aground", (Section(0, "", "The ferry ran aground."), Section(1, "Rescue", "All safe.")))
SECOND = Document("f2", "Inquiry", (Section(0, "", "An inquiry was opened."),))


def asking(text: str, name: str = "one") -> QuestionItem:
    """A question over the ferry's document."""
    return QuestionItem(Question(name, ("f1",), text, "text"), QuestionGold(None, ()), place=Place("q.yaml", 1))


BRIEF = SummaryItem(SummaryRequest("brief", ("f1", "f2"), 40), SummaryGold((), ()), place=Place("s.yaml", 1))


def unfolded(folder: Path, model: str, item: QuestionItem | SummaryItem) -> str | None:
    """What was kept of one prompt."""
    name = item.question.id if isinstance(item, QuestionItem) else item.request.id
    kept = read_prompts(folder, {(item.task, name)})
    return kept.text((model, item.task, name), item, [FERRY, SECOND])


def test_a_prompt_comes_back_as_it_was_sent(tmp_path: Path) -> None:
    """Template, sections, question and what stands around them, for a question and for a summary of two documents."""
    item = asking("Who was on board?")
    sent = "<s>\nThe ferry ran aground.\n[1] Rescue\nAll safe.\nQuestion: Who was on board?</s>"
    brief = "All safe. The ferry ran aground.\n\nAn inquiry was opened.\nIn 40 words:"
    with PromptWriter(tmp_path) as writer:
        writer.add("wren", item, [FERRY], sent)
        writer.add("wren", BRIEF, [FERRY, SECOND], brief)
        writer.keep()
    assert unfolded(tmp_path, "wren", item) == sent
    assert unfolded(tmp_path, "wren", BRIEF) == brief
    assert unfolded(tmp_path, "another", item) is None


@given(st.lists(st.sampled_from(["The ferry ran aground.", "All safe.", "Who?", "\n", "x"]), max_size=9))
def test_folding_loses_nothing(words: list[str]) -> None:
    """Whatever order a template gives them, sections that repeat or are missing, the parts join to the whole."""
    text, item = "".join(words), asking("Who?")
    held = {("f1", 0): "The ferry ran aground.", ("f1", 1): "All safe."}
    parts = fold(text, item, [FERRY])
    joined = "".join("Who?" if one is None else held[one] if isinstance(one, tuple) else one for one in parts)
    assert joined == text


def test_prompts_that_differ_in_the_question_share_all_else(tmp_path: Path) -> None:
    """Each of a thousand questions about a document takes less than eighty bytes, and the document's words none."""
    with PromptWriter(tmp_path) as writer:
        for number in range(1000):
            asked = f"What is number {number}?"
            text = f"{'Long instructions. ' * 50}The ferry ran aground. All safe.\n{asked}"
            writer.add("wren", asking(asked, f"q{number}"), [FERRY], text)
        writer.keep()
    whole = (tmp_path / PROMPTS).read_text(encoding="utf-8")
    assert len(whole) < 1000 * 80
    assert "aground" not in whole


def test_a_run_that_breaks_off_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    """Only a run that planned all its prompts puts a new file in the old one's place."""
    (tmp_path / PROMPTS).write_text("the old one", encoding="utf-8")
    with PromptWriter(tmp_path) as writer:
        writer.add("wren", asking("Who?"), [FERRY], "Who?")
    assert [path.name for path in tmp_path.iterdir()] == [PROMPTS]
    assert (tmp_path / PROMPTS).read_text(encoding="utf-8") == "the old one"


def test_broken_lines_are_passed_over(tmp_path: Path) -> None:
    """What can't be read costs the prompts that need it, not the report."""
    item = asking("Who?")
    broken = '{"frame":\n{"piece":"x"}\n{"frame":0}\n{"model":"wren","task":"qa","id":"one","frame":0}\n{"model":3}\n'
    (tmp_path / PROMPTS).write_text(broken, encoding="utf-8")
    assert unfolded(tmp_path, "wren", item) is None
