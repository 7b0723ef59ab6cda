"""A model's opinion on a summary's sentences in place of the rule's."""

from collections.abc import Sequence

from harness.schema import ClaimVerdict, SummaryVerdict
from harness.scorers.opinions import with_opinion

CLAIMS = (
    ClaimVerdict("The ferry sank.", True, 0.9, reason="all its words are in the document"),
    ClaimVerdict("Why?", False, 0.2),
)
VERDICT = SummaryVerdict("d1-brief", "m", "The ferry sank. Why?", (), CLAIMS, {"supported": 0.5, "rouge1": 0.4})


def doubts(document: str, sentences: Sequence[tuple[str, float]]) -> list[float | None]:
    """A model that finds nothing borne out and says nothing about questions."""
    return [None if text.endswith("?") else 0.25 for text, _ in sentences]


def test_the_models_word_replaces_the_rules() -> None:
    """Score, support and the summary's share are the model's; the reason tells both; other scores stay."""
    found = with_opinion(VERDICT, "The ferry sank.", doubts, "judge:here")
    assert (found.claims[0].score, found.claims[0].supported) == (0.25, False)
    assert found.claims[0].reason == "judge:here says 0.25; by rule 0.90: all its words are in the document"
    assert found.scores == {"supported": 0.0, "rouge1": 0.4}


def test_no_opinion_keeps_the_rule_and_is_told() -> None:
    """A sentence without an opinion keeps its verdict; a flag says how many there were."""
    found = with_opinion(VERDICT, "The ferry sank.", doubts, "judge:here")
    assert found.claims[1] == CLAIMS[1]
    assert found.flags == ("judge:here had no opinion on 1 sentence",)
