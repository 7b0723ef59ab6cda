"""Small run folders as the harness writes them, for everything that reads runs."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import settings

from harness.schema import (
    Claim,
    ClaimVerdict,
    Document,
    Evidence,
    Fact,
    FactVerdict,
    Gold,
    ModelIdentity,
    Question,
    QuestionGold,
    QuestionItem,
    QuestionVerdict,
    Section,
    Source,
    SummaryGold,
    SummaryItem,
    SummaryRequest,
    SummaryVerdict,
)
from harness.stats.estimates import estimates
from harness.store.results import score_rows, write_metrics, write_scores, write_verdicts
from harness.store.runs import RunInfo, write_run
from harness.store.snapshot import write_snapshot

DOCUMENTS = 8
SOURCES = (Source("mayor", "Ada Moss", ("the mayor",)), Source("union", "Dockers' Union"))


def question_item(number: int, documents: int = DOCUMENTS) -> QuestionItem:
    """A question on a port's budget; every third one is tagged, every second is asked of the mayor."""
    document = f"d{number % documents + 1}"
    source = "mayor" if number % 2 == 0 else "union"
    claims = (
        Claim("mayor", (f"{number + 10} million",), (Evidence(document, 1, f"costs {number + 10} million"),)),
        Claim("union", (f"{number + 90} million",), (Evidence(document, 1, None),)),
    )
    question = Question(f"q{number:03}", (document,), f"What does crane {number} cost, by the {source}?", "money")
    return QuestionItem(question, QuestionGold(source, claims), ("conflict",) if number % 3 == 0 else ())


def summary_item(number: int) -> SummaryItem:
    """A summary of one document with two key facts."""
    facts = (
        Fact("f1", "The port buys cranes.", "vital", None, (Evidence(f"d{number}", 1, None),)),
        Fact("f2", "The mayor calls them cheap.", "okay", "mayor", ()),
    )
    return SummaryItem(
        SummaryRequest(f"s{number:03}", (f"d{number}",), 60), SummaryGold(("The port buys cranes.",), facts)
    )


def question_verdict(item: QuestionItem, model: str, right: bool, words: str = "") -> QuestionVerdict:
    """A right answer, or the rival's."""
    mine = next(claim for claim in item.gold.claims if (claim.source == item.gold.expects) is right)
    output = f"{mine.answers[0]}, says the {item.gold.expects}{words}"
    value = float(right)
    return QuestionVerdict(
        id=item.id,
        model=model,
        output=output,
        factual="correct" if right else "rival",
        credit="right" if right else "wrong",
        answer=mine.answers[0],
        sources=(str(item.gold.expects),),
        sections=(1,),
        reason="states the asked source's figure" if right else "states another source's figure",
        scores={
            "factual": value,
            "rival": 1 - value,
            "abstained": 0.0,
            "credit": value,
            "miscredit": 1 - value,
            "citation_precision": 1.0,
            "citation_recall": 1.0,
            "citation_f1": 1.0,
            "em": value,
            "f1": max(value, 0.5),
        },
        marks=((0, len(mine.answers[0])),),
        credited=(str(item.gold.expects),),
        documents=item.question.documents,
        type=item.question.type,
        expects=item.gold.expects,
        tags=item.tags,
    )


def summary_verdict(item: SummaryItem, model: str, right: bool) -> SummaryVerdict:
    """A summary with both facts, or with one."""
    facts = (FactVerdict("f1", "yes", "na", (0, 20)), FactVerdict("f2", "yes" if right else "no", "right"))
    return SummaryVerdict(
        id=item.id,
        model=model,
        output="The port buys cranes. The mayor calls them cheap." if right else "The port buys cranes.",
        facts=facts,
        claims=(ClaimVerdict("The port buys cranes.", True, 0.9),),
        scores={"fact_recall": 1.0 if right else 0.5, "contradicted": 0.0, "supported": 1.0, "rouge1": 0.5},
        documents=item.request.documents,
    )


@pytest.fixture
def make_run(tmp_path: Path) -> Callable[..., Path]:
    """Writes a run folder: ``make_run("base", wrong=[3], models=("small",), questions=48)`` and so on."""

    def write(
        name: str = "base",
        *,
        wrong: Sequence[int] = (),
        models: Sequence[str] = ("small",),
        questions: int = 48,
        summaries: int = 4,
        words: str = "",
        gold: str = "a" * 64,
        created: str = "2026-01-02T03:04:05+00:00",
        snapshot: bool = True,
        documents: int = DOCUMENTS,
    ) -> Path:
        folder = tmp_path / name
        folder.mkdir(parents=True, exist_ok=True)
        items = [question_item(number, documents) for number in range(questions)]
        briefs = [summary_item(number + 1) for number in range(summaries)]
        verdicts = []
        for model in models:
            verdicts += [question_verdict(one, model, place not in wrong, words) for place, one in enumerate(items)]
            verdicts += [summary_verdict(one, model, True) for one in briefs]
        digests = {"gold": gold, "documents": "b" * 64, "template.qa": "c" * 64, "template.summary": "d" * 64}
        info = RunInfo(
            name=name,
            signature="test",
            config={"name": name, "generation": {"temperature": 0.0, "seed": 0}},
            models=tuple(ModelIdentity(model, "replay", weights_digest="e" * 64) for model in models),
            seeds={"generation": 0, "statistics": 0},
            versions={"harness": "0.1.0", "python": "3.11"},
            digests=digests,
            created=created,
        )
        write_run(folder, info)
        write_verdicts(folder, verdicts)
        write_metrics(folder, estimates(verdicts, resamples=200))
        write_scores(folder, score_rows(verdicts))
        if snapshot:
            texts = {f"d{number + 1}": _document(f"d{number + 1}") for number in range(max(documents, summaries))}
            sources = {source.id: source for source in SOURCES}
            write_snapshot(folder, Gold(texts, sources, tuple(items), tuple(briefs), gold, "b" * 64), [*items, *briefs])
        return folder

    return write


def _document(name: str) -> Document:
    return Document(name, f"Cranes of {name}", (Section(1, "Cranes", "The crane costs some million."),))


settings.register_profile("harness", derandomize=True, deadline=None)
settings.load_profile("harness")
"""The same examples at every run, so that a red test is a change of the code; fuzzing is benchmarks/fuzz.py's work."""
