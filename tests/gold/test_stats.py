from __future__ import annotations

from pathlib import Path

from harness.gold.load import load_gold
from harness.gold.stats import gold_stats


def test_counts_of_the_ferry_gold(gold: Path) -> None:
    """Each count is the one that a reader of the files would make."""
    stats = gold_stats(load_gold(gold))
    assert (stats.questions, stats.summaries, stats.facts, stats.references) == (9, 1, 2, 2)
    assert (stats.conflicts, stats.unanswerable, stats.who_said, stats.several_documents) == (2, 1, 1, 1)
    assert dict(stats.by_type)["number"] == 3
    assert stats.by_tag == (("figures", 3), ("conflict", 2))
    assert dict(stats.by_document) == {"d1": 5, "d2": 5}
    assert dict(stats.by_expects) == {"one source": 7, "the document": 1, "nobody": 1}


def test_sections_that_nobody_asks_about(gold: Path) -> None:
    """Sections without a question are listed, with the facts that they hold."""
    questions = gold / "questions" / "ferry.yaml"
    text = questions.read_text()
    questions.write_text(text[: text.index("# Who was hurt")])
    stats = gold_stats(load_gold(gold))
    assert [(one.document, one.section, one.facts) for one in stats.unasked] == [
        ("d1", 1, 0),
        ("d1", 2, 1),
        ("d2", 0, 0),
        ("d2", 1, 0),
        ("d2", 2, 0),
    ]
