"""Borders of whole summaries by how a genre is written."""

from harness.calibrate.borders import BORDER_OF_COPIED, with_border
from harness.calibrate.rows import LabelledRow, SummaryContent
from harness.calibrate.scorers import scorers_for
from harness.schema import Place

DOCUMENT = "The ferry Halden ran aground off Skarvoy on Tuesday. Captain Ingrid Moe was saved by a fishing boat."


def rows(summary: str) -> list[LabelledRow]:
    """A genre of one summary."""
    return [LabelledRow("r", "s", "summaries", "g", SummaryContent(DOCUMENT, summary), Place("s.jsonl", 1))]


def test_only_copied_genres_and_only_our_rule_move() -> None:
    """What is put together from the document has the high border; own words, verdicts and baselines keep theirs."""
    ours, verdict, plain, *_ = scorers_for("summaries")
    copied, own = rows("The ferry Halden ran aground off Skarvoy."), rows("A boat hit rocks; its skipper lived.")
    assert with_border(ours, copied).threshold == BORDER_OF_COPIED
    assert with_border(ours, own).threshold == ours.threshold
    assert with_border(verdict, copied).threshold == verdict.threshold
    assert with_border(plain, copied).threshold == plain.threshold
