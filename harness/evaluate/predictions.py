"""Outputs made elsewhere: JSON Lines in, a scored run folder out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from harness.config.shipped import find_gold
from harness.config.spec import Config, ModelSpec
from harness.errors import MissingError, ProblemsError, UsageError
from harness.evaluate.run import Outcome, Setting, setting_for, write_results
from harness.evaluate.signature import run_info
from harness.gold.load import load_gold
from harness.protocols import Progress
from harness.schema import Generation, Gold, Item, ModelIdentity, Place, Problem, TaskName
from harness.store.runs import open_run

UNNAMED = "predictions"


def score_predictions(
    predictions: Path, gold_name: str, documents: str | None, out: Path, working: Path, progress: Progress
) -> Outcome:
    """Score a file of predictions against a gold folder, and write the whole run folder.

    Tasks of which no item has an output are left out; an item without an output counts as an error. Raises
    ProblemsError with every broken line, unknown id and double.
    """
    gold = load_gold(find_gold(gold_name, working), working / documents if documents else None)
    generations = read_predictions(predictions, gold)
    models = list(dict.fromkeys(one.model for one in generations))
    setting = _setting(gold, generations, models, str(predictions), working)
    identities = tuple(ModelIdentity(name, "predictions", source=predictions.name) for name in models)
    info = run_info(setting.config, gold, setting.templates, identities)
    with open_run(out, info, fresh=True) as run:
        for generation in generations:
            run.append(generation)
        verdicts, rows = write_results(run.folder, setting, models, generations, progress)
        return Outcome(run.folder, gold, setting.items, verdicts, rows, ())


def read_predictions(path: Path, gold: Gold) -> list[Generation]:
    """The outputs of a predictions file; raises ProblemsError with every mistake in it."""
    items: tuple[Item, ...] = (*gold.questions, *gold.summaries)
    tasks = {item.id: item.task for item in items}
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError as error:
        raise MissingError(f"{path}: {error.strerror or error}; expected JSON Lines of predictions") from error
    problems: list[Problem] = []
    found: dict[tuple[str, str], Generation] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        generation = _prediction(line, Place(str(path), number), tasks, problems)
        if generation is None:
            continue
        key = (generation.model, generation.id)
        if key in found:
            message = f"a second output of {key[0]} for {key[1]}; expected one for each model and id"
            problems.append(Problem(Place(str(path), number), "prediction", message))
        found[key] = generation
    if problems:
        raise ProblemsError(problems)
    if not found:
        raise UsageError(f'{path}: holds no predictions; expected lines of {{"id", "model", "output"}}')
    return list(found.values())


def _prediction(line: str, place: Place, tasks: Mapping[str, str], problems: list[Problem]) -> Generation | None:
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
    if value["id"] not in tasks:
        near = nearest(value["id"], tasks)
        mend = f"did you mean {near}?" if near else ""
        problems.append(Problem(place, "prediction", f"id: {value['id']} is not in the gold", "error", mend))
        return None
    return Generation(value["id"], value["model"], value["output"], task=tasks[value["id"]])


def _setting(gold: Gold, generations: Sequence[Generation], models: Sequence[str], said: str, working: Path) -> Setting:
    asked = {one.task for one in generations}
    both: tuple[TaskName, ...] = ("qa", "summary")
    config = Config(
        models=tuple(ModelSpec(name, "replay", predictions=said) for name in models),
        name="predictions",
        tasks=tuple(task for task in both if task in asked),
    )
    return setting_for(config, gold, working)
