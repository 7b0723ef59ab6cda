from __future__ import annotations

from pathlib import Path

import pytest

from harness.authoring.suggest import suggest, write_suggestions
from harness.cli.gold_writing import suggest as suggest_command
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
    assert "a disagreement: moe gives 212, fjordline gives 198" in found
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


def test_a_disputed_number_is_offered_once(gold: Path) -> None:
    """What two sources disagree on is offered as that, and not again as a number: the check would mark one of them."""
    found = {candidate.why for candidate in suggest(bare(gold))}
    assert "a disagreement: moe gives 212, fjordline gives 198" in found
    assert "moe gives 212" not in found


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
    (across,) = [one for one in found if one.places == ("d1 section 1", "d2 section 1")]
    assert "gives Nine" in across.why
    assert "gives Eleven" in across.why


STRIKE = """---
id: strike
title: Bakers walk out
published: 2031-05-12
---

By Ann Lowe, 12 May 2031. The bakers' guild said 340 of its members had stopped work. Millhouse put the strikers at 190.

Meeting the demand would add 4 million crowns to the wage bill, Millhouse said; the guild said 2 million crowns. A court
sits on 20 May. Line 7 runs. A nine-year-old boy got £3 a day.
"""


def strike(gold: Path, sources: str) -> Path:
    """A gold folder with one short article in which two sides give different figures."""
    for path in [*gold.glob("*/*.*ml"), *gold.glob("documents/*")]:
        path.unlink()
    (gold / "documents" / "strike.md").write_text(STRIKE, "utf-8")
    (gold / "sources.yaml").write_text(sources, "utf-8")
    return gold


def test_a_claim_set_against_a_claim_is_a_disagreement(gold: Path) -> None:
    """Two sources that give different figures in one sentence, or one after the other, are offered with their place."""
    named = "guild: {name: the bakers' guild, aliases: [the guild]}\nmillhouse: {name: Millhouse, aliases: []}\n"
    found = [one for one in suggest(strike(gold, named)) if one.data.get("tags") == ["conflict"]]
    assert [one.why.removeprefix("a disagreement: ") for one in found] == [
        "guild gives 340, millhouse gives 190",
        "millhouse gives 4 million crowns, guild gives 2 million crowns",
    ]
    assert {one.places for one in found} == {("strike section 0",)}


def test_who_speaks_and_is_not_named_is_said(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before sources.yaml is written, a user is told so, and whom the article lets speak."""
    suggest_command(gold=strike(gold, ""))
    said = capsys.readouterr().out
    assert "names no speakers yet" in said
    assert "  Millhouse (strike section 0)" in said


def test_no_gap_stands_for_a_date_a_rate_or_a_name(gold: Path) -> None:
    """A day of the month, "a day" after a wage, an age and the number of a line are nothing to ask for."""
    whys = [one.why for one in suggest(strike(gold, ""))]
    gaps = {why.removeprefix("the document gives ") for why in whys}
    assert gaps <= {"340", "190", "4 million crowns", "2 million crowns", "£3"}
