"""Controls over the shipped gold: outputs whose verdicts are known beforehand."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from harness.backends.baselines.base import Known
from harness.backends.baselines.controls import gold as say_gold
from harness.backends.baselines.controls import reference, rival, silent
from harness.backends.baselines.lead import lead
from harness.config.shipped import find_config, shipped
from harness.evaluate.score import judge
from harness.gold.load import load_gold
from harness.protocols import Task
from harness.schema import Fact, Generation, Gold, QuestionVerdict, SummaryVerdict
from harness.tasks.qa import QaTask
from harness.tasks.summary import SummaryTask
from harness.tasks.templates import load_template

ARTICLES = Path(__file__).resolve().parents[3] / "shared" / "documents"
RULES = {"gold": say_gold, "reference": reference, "rival": rival, "silent": silent, "lead": lead}


@cache
def edition(name: str) -> Gold:
    """The shipped gold over the digests, or over the articles."""
    return load_gold(shipped("gold"), ARTICLES if name == "articles" else None)


@pytest.fixture(params=["digests", "articles"])
def whole(request: pytest.FixtureRequest) -> Gold:
    """Both editions; the articles only where they are."""
    if request.param == "articles" and not ARTICLES.is_dir():
        pytest.skip("the original articles are not beside this checkout (../shared/documents)")
    return edition(request.param)


def question_verdicts(whole: Gold, rule: str) -> list[QuestionVerdict]:
    """The verdicts on one control's answers to all questions."""
    task: Task = QaTask(load_template(find_config("templates/qa.yaml", Path())))
    known = Known({item.id: item for item in whole.questions}, whole.documents, whole.sources)
    verdicts = [
        judge(whole, item, Generation(item.id, rule, RULES[rule](item, known)), task) for item in whole.questions
    ]
    return [verdict for verdict in verdicts if isinstance(verdict, QuestionVerdict)]


def summary_verdicts(whole: Gold, rule: str) -> list[SummaryVerdict]:
    """The verdicts on one control's summaries."""
    task: Task = SummaryTask(load_template(find_config("templates/summary.yaml", Path())))
    known = Known({item.id: item for item in whole.summaries}, whole.documents, whole.sources)
    verdicts = [
        judge(whole, item, Generation(item.id, rule, RULES[rule](item, known)), task) for item in whole.summaries
    ]
    return [verdict for verdict in verdicts if isinstance(verdict, SummaryVerdict)]


def gold_facts(whole: Gold, name: str) -> tuple[Fact, ...]:
    """The key facts of a summary item."""
    return next(item.gold.facts for item in whole.summaries if item.id == name)


def test_the_gold_answer_is_correct_and_credited(whole: Gold) -> None:
    """Saying the gold answer with its source is right in every verdict, in both editions."""
    verdicts = question_verdicts(whole, "gold")
    assert [one.id for one in verdicts if one.factual != "correct"] == []
    assert [one.id for one in verdicts if one.credit in ("wrong", "none") and one.expects is not None] == []
    assert {value for one in verdicts for key, value in one.scores.items() if key.startswith("citation")} == {1.0}


def test_a_rivals_answer_is_seen_as_rival(whole: Gold) -> None:
    """Another source's answer in the asked one's mouth is rival and wrongly credited, wherever there is a rival."""
    verdicts = [one for one in question_verdicts(whole, "rival") if "rival" in one.scores]
    assert len(verdicts) >= 60
    assert [one.id for one in verdicts if (one.factual, one.credit) != ("rival", "wrong")] == []


def test_silence_is_abstention(whole: Gold) -> None:
    """A refusal is abstained, and right where nobody can answer."""
    for one in question_verdicts(whole, "silent"):
        assert one.factual == ("correct" if one.type == "unanswerable" else "abstained"), one.id


def test_a_summary_of_all_key_facts_states_and_credits_them(whole: Gold) -> None:
    """Every key fact, told with its source, is stated, credited and not contradicted, and every sentence borne out."""
    for verdict in summary_verdicts(whole, "gold"):
        assert [claim.text for claim in verdict.claims if not claim.supported] == [], verdict.id
        assert {fact.stated for fact in verdict.facts} == {"yes"}, verdict.id
        assert [(verdict.id, fact.id) for fact in verdict.facts if fact.credit in ("none", "wrong")] == []


def test_a_summary_in_the_wrong_mouths_is_miscredited(whole: Gold) -> None:
    """Key facts told as somebody else's words: nearly all are wrongly credited, and almost none rightly."""
    credits = [
        fact.credit
        for verdict in summary_verdicts(whole, "rival")
        for fact, gold in zip(verdict.facts, gold_facts(whole, verdict.id), strict=True)
        if gold.source is not None
    ]
    assert credits.count("wrong") >= 0.85 * len(credits)
    assert credits.count("right") <= 0.1 * len(credits)


def test_a_reference_has_the_highest_rouge() -> None:
    """The reference itself scores 1.0 in ROUGE."""
    for verdict in summary_verdicts(edition("digests"), "reference"):
        assert [verdict.scores[name] for name in ("rouge1", "rouge2", "rougeLsum")] == [1.0, 1.0, 1.0]


def test_a_document_bears_out_its_own_sentences(whole: Gold) -> None:
    """The lead baseline says nothing but sentences of the document: none is at odds with it, in words or in credit."""
    claims = [(one.id, claim) for one in summary_verdicts(whole, "lead") for claim in one.claims]
    assert [(name, claim.text, claim.reason) for name, claim in claims if not claim.supported] == []
    assert claims
