"""Scoring: generations and gold in, verdicts out. Outputs made elsewhere go the same way.

No model is called, unless the config names one to judge with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from harness.judging.collecting import collecting_rarely
from harness.judging.opinions import Opinion
from harness.protocols import Progress, Task, no_progress
from harness.schema import (
    CUT_OFF,
    Generation,
    Gold,
    Item,
    Prediction,
    QuestionCase,
    QuestionItem,
    QuestionVerdict,
    SummaryCase,
    SummaryItem,
    SummaryVerdict,
    Verdict,
)
from harness.scorers.answers import judge_answer_case
from harness.scorers.opinions import with_opinion
from harness.scorers.summaries import JoinedDocuments, judge_summary_case


@dataclass(frozen=True, slots=True)
class Judges:
    """Models that judge instead of a rule, by the config; none: the rules alone. ``name``: as reasons call it."""

    supported: Opinion | None = None
    name: str = ""


def score_generations(
    gold: Gold,
    items: Sequence[Item],
    models: Sequence[str],
    generations: Iterable[Generation],
    tasks: Mapping[str, Task],
    progress: Progress = no_progress,
) -> Iterator[Verdict]:
    """One verdict for each model and item, model by model in the items' order; a missing output is an error."""
    wanted = {item.id for item in items}
    given = {(one.model, one.id): one for one in generations if one.id in wanted}
    answers = (given.get((model, item.id)) for model in models for item in items)
    return score_answers(gold, items, models, answers, tasks, progress)


def score_answers(
    gold: Gold,
    items: Sequence[Item],
    models: Sequence[str],
    answers: Iterable[Generation | None],
    tasks: Mapping[str, Task],
    progress: Progress = no_progress,
    judges: Judges = Judges(),
) -> Iterator[Verdict]:
    """The same from answers in the order of models, and of items within a model; None stands for a missing one."""
    given = iter(answers)
    total = len(models) * len(items)
    done = 0
    with collecting_rarely():
        for model in models:
            for item in items:
                generation = next(given) or _missing(model, item)
                yield judge(gold, item, generation, tasks[item.task], judges)
                done += 1
                progress("scoring", done, total)


def judge(
    gold: Gold,
    item: Item,
    generation: Generation,
    task: Task,
    judges: Judges = Judges(),
) -> Verdict:
    """The verdict on one generation."""
    if isinstance(item, QuestionItem):
        prediction = _prediction(task.parse(item.question, generation.output), generation)
        case = QuestionCase(item, prediction, gold.documents, gold.sources, gold.same_sections)
        return _with_generation(judge_answer_case(case), generation)
    prediction = _prediction(task.parse(item.request, generation.output), generation)
    summary_case = SummaryCase(item, prediction, gold.documents, gold.sources, gold.same_sections)
    verdict = judge_summary_case(summary_case)
    if judges.supported is not None:
        joined = JoinedDocuments.of([gold.documents[name] for name in item.request.documents])
        verdict = with_opinion(verdict, joined.text, judges.supported, judges.name)
    return _with_generation(verdict, generation)


def _prediction(prediction: Prediction, generation: Generation) -> Prediction:
    return prediction if generation.error is None else replace(prediction, error=generation.error)


def _with_generation(verdict: Verdict, generation: Generation) -> Verdict:
    flags = verdict.flags
    if generation.finish_reason == "length":
        flags = (*flags, CUT_OFF)
    if generation.cut:
        flags = (*flags, "sections were cut from the prompt")
    if isinstance(verdict, QuestionVerdict):
        return replace(verdict, model=generation.model, cut=generation.cut, error=generation.error, flags=flags)
    return replace(verdict, model=generation.model, cut=generation.cut, error=generation.error, flags=flags)


def _missing(model: str, item: Item) -> Generation:
    message = "no output was given for this item; run again, or add it to the predictions"
    return Generation(item.id, model, "", "error", error=message, error_kind="internal", task=item.task)


def evidence_was_cut(item: Item, cut: Iterable[tuple[str, int]]) -> bool:
    """Whether all sections that hold the expected answer's evidence were left out of the prompt."""
    gone = set(cut)
    if isinstance(item, SummaryItem):
        return bool(gone)
    wanted = [claim for claim in item.gold.claims if item.gold.expects in (claim.source, "any")]
    places = {(where.document, where.section) for claim in wanted for where in claim.evidence}
    return bool(places) and places <= gone


__all__ = ["Judges", "SummaryVerdict", "evidence_was_cut", "judge", "score_answers", "score_generations"]
