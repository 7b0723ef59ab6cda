from __future__ import annotations

from pathlib import Path

from harness.authoring.suggest import suggest, write_suggestions
from harness.gold.check import check_gold
from harness.gold.load import load_gold


def bare(gold: Path) -> Path:
    """The ferry gold without questions and summaries."""
    (gold / "summaries" / "ferry.yaml").unlink()
    (gold / "questions" / "ferry.yaml").unlink()
    return gold


def test_quotations_amounts_and_disagreements_are_found(gold: Path) -> None:
    """Each kind of candidate is there, with the source that the text names."""
    found = {candidate.why: candidate.data for candidate in suggest(bare(gold))}
    assert "fjordline gives 45 million kroner" in found
    assert "moe gives 212" in found
    assert all(data["status"] == "suggested" for data in found.values())
    gap = found["fjordline gives 45 million kroner"]
    assert gap["question"] == (
        "What stands in the gap: The salvage will cost ___, Fjordline said, and take three weeks."
    )


def test_suggestions_are_right_in_form_and_are_not_scored(gold: Path) -> None:
    """What is written passes the check of the contract, has ids of its own, and counts for nothing."""
    before = load_gold(gold)
    candidates = suggest(gold)
    paths = write_suggestions(gold, candidates)
    assert candidates
    assert all(path.name.startswith("suggested-") for path in paths)
    assert not [problem for problem in check_gold(gold).problems if problem.severity == "error"]
    assert load_gold(gold).digest == before.digest


def test_what_is_evidence_already_is_not_suggested_again(gold: Path) -> None:
    """Sentences that a question quotes are left out, so a second run suggests nothing new."""
    assert not any("45 million" in candidate.why for candidate in suggest(gold))
    write_suggestions(gold, suggest(gold))
    again = [candidate for candidate in suggest(gold) if "conflict" not in candidate.data.get("tags", ())]  # type: ignore[operator]
    assert again == []


def test_a_models_question_is_kept_only_where_its_answer_stands(gold: Path) -> None:
    """A model's invention is dropped; an answer that stands in the section is kept as suggested."""

    def model(prompt: str) -> str:
        if "salvage" in prompt:
            return "What failed?\nAnswer: the rudder\n"
        return "Where did it run aground?\nAnswer: off Skarvoy\n" if "Skarvoy" in prompt else "no"

    found = [candidate.data for candidate in suggest(gold, "d1", model) if candidate.why == "a model asked"]
    assert [data["question"] for data in found] == ["Where did it run aground?"]
    assert found[0]["status"] == "suggested"


def test_passages_that_disagree_are_paired(gold: Path) -> None:
    """Two documents that count the same things otherwise give one conflict question with both claims."""
    path = gold / "documents" / "d2.md"
    path.write_text(path.read_text().replace("Nine people were taken", "Eleven people were taken"))
    found = [one for one in suggest(bare(gold)) if one.data.get("tags") == ["conflict"]]
    assert [one.why for one in found] == ["Nine in d1/1, Eleven in d2/1"]
    claims = found[0].data["claims"]
    assert isinstance(claims, list)
    assert claims[1]["evidence"][0]["document"] == "d2"
