"""Outputs made elsewhere: JSON Lines in, a scored run folder out."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path

from harness.codec.places import Places
from harness.codec.spool import Fingerprints
from harness.config.shipped import find_gold
from harness.config.spec import Config, ModelSpec, ScorersSpec
from harness.errors import MissingError, ProblemsError, UsageError
from harness.evaluate.run import Outcome, Setting, setting_for, write_results
from harness.evaluate.signature import run_info
from harness.gold.load import load_gold
from harness.protocols import Progress
from harness.schema import Generation, Gold, ModelIdentity, Place, Problem, TaskName
from harness.store.journal import short_key
from harness.store.runs import open_run

UNNAMED = "predictions"


def score_predictions(
    predictions: Path,
    gold_name: str,
    documents: str | None,
    out: Path,
    working: Path,
    progress: Progress,
    scorers: ScorersSpec = ScorersSpec(),  # noqa: B008  a frozen record, by rule alone
) -> Outcome:
    """Score a file of predictions against a gold folder, and write the whole run folder.

    Tasks of which no item has an output are left out; an item without an output counts as an error. Raises
    ProblemsError with every broken line, unknown id and double.
    """
    gold = load_gold(find_gold(gold_name, working), working / documents if documents else None)
    models, tasks = check_predictions(predictions, gold)
    setting = _setting(gold, tasks, models, str(predictions), working, scorers)
    identities = tuple(ModelIdentity(name, "predictions", source=predictions.name) for name in models)
    info = run_info(setting.config, gold, setting.templates, identities)
    with open_run(out, info, fresh=True) as run:
        for generation in iterate_predictions(predictions, gold):
            run.append(generation)
        answers = run.answers(short_key(model, item.id, "") for model in models for item in setting.items)
        rows, errors = write_results(run.folder, setting, models, answers, progress)
        return Outcome(run.folder, gold, setting.items, rows, (), errors)


def read_predictions(path: Path, gold: Gold) -> list[Generation]:
    """The outputs of a predictions file; raises ProblemsError with every mistake in it."""
    check_predictions(path, gold)
    return list(iterate_predictions(path, gold))


def check_predictions(path: Path, gold: Gold) -> tuple[tuple[str, ...], frozenset[str]]:
    """The models and tasks of a predictions file, in one pass that holds a short key an output.

    Raises ProblemsError with every broken line, unknown id and double; UsageError for a file without outputs.
    """
    problems: list[Problem] = []
    seen = Places()
    models: dict[str, None] = {}
    asked: set[str] = set()
    for number, generation in _numbered(path, gold, problems):
        key = short_key(generation.model, generation.id, "")
        if key in seen:
            message = f"a second output of {generation.model} for {generation.id}; expected one for each model and id"
            problems.append(Problem(Place(str(path), number), "prediction", message))
        seen[key] = number
        models[generation.model] = None
        asked.add(generation.task)
    if problems:
        raise ProblemsError(problems)
    if not len(seen):
        raise UsageError(f'{path}: holds no predictions; expected lines of {{"id", "model", "output"}}')
    return tuple(models), frozenset(asked)


def iterate_predictions(path: Path, gold: Gold) -> Iterator[Generation]:
    """The outputs one after another; broken lines are passed over, see :func:`check_predictions`."""
    return (generation for _, generation in _numbered(path, gold, []))


def _numbered(path: Path, gold: Gold, problems: list[Problem]) -> Iterator[tuple[int, Generation]]:
    """Each output with its line; what is wrong goes to ``problems``."""
    tasks: dict[TaskName, Container[str]] = {
        "qa": Fingerprints(item.id for item in gold.questions),
        "summary": Fingerprints(item.id for item in gold.summaries),
    }
    try:
        with open(path, encoding="utf-8", errors="replace", newline="\n") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    generation = prediction_of(line, Place(str(path), number), tasks, gold, problems)
                    if generation is not None:
                        yield number, generation
    except OSError as error:
        raise MissingError(f"{path}: {error.strerror or error}; expected JSON Lines of predictions") from error


def prediction_of(
    line: str, place: Place, tasks: Mapping[TaskName, Container[str]], gold: Gold, problems: list[Problem]
) -> Generation | None:
    """The output of one line, or None with what is wrong on ``problems``; ``tasks`` holds the ids of each task."""
    from harness.codec import nearest

    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        problems.append(Problem(place, "prediction", f"not JSON: {error}; expected one object on a line"))
        return None
    shape = {"id": str, "output": str, "model": str}
    value = {"model": UNNAMED, **value} if isinstance(value, dict) else {}
    wrong = [key for key, kind in shape.items() if not isinstance(value.get(key), kind)]
    if wrong:
        said = ", ".join(wrong)
        problems.append(Problem(place, "prediction", f"{said}: missing or no text; expected id, output, perhaps model"))
        return None
    task = next((task for task, ids in tasks.items() if value["id"] in ids), None)
    if task is None:
        near = nearest(value["id"], [one.id for one in gold.questions] + [one.id for one in gold.summaries])
        mend = f"did you mean {near}?" if near else ""
        problems.append(Problem(place, "prediction", f"id: {value['id']} is not in the gold", "error", mend))
        return None
    return Generation(value["id"], value["model"], value["output"], task=task)


def _setting(
    gold: Gold, asked: Container[str], models: Sequence[str], said: str, working: Path, scorers: ScorersSpec
) -> Setting:
    both: tuple[TaskName, ...] = ("qa", "summary")
    config = Config(
        models=tuple(ModelSpec(name, "replay", predictions=said) for name in models),
        name="predictions",
        scorers=scorers,
        tasks=tuple(task for task in both if task in asked),
    )
    return setting_for(config, gold, working)
