"""One run from config to report: fetch, load, generate, score, estimate, render."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from harness.codec.places import KEY_BYTES
from harness.config.shipped import find_config, find_gold
from harness.config.spec import Config
from harness.errors import UsageError
from harness.evaluate.first_scores import FirstScores
from harness.evaluate.generate import Asked, generate
from harness.evaluate.models import Surroundings, build_for
from harness.evaluate.prompts import Planned, chosen_items, plan_prompts
from harness.evaluate.signature import run_info
from harness.gold.load import load_gold
from harness.plugins import TASKS, load_object
from harness.protocols import Backend, Progress, Task, no_progress
from harness.schema import Estimate, Generation, Gold, Item, QuestionItem, Verdict
from harness.stats.columns import Collected
from harness.stats.estimates import SLICES, estimates_of
from harness.store.cache import AnswerCache, cache_folder, keeping_note
from harness.store.journal import short_key
from harness.store.prompts import PromptWriter
from harness.store.results import (
    iterate_verdicts,
    read_verdicts,
    score_rows_of,
    write_metrics,
    write_scores,
    write_verdicts,
)
from harness.store.runs import Run, open_run
from harness.store.snapshot import write_snapshot
from harness.tasks.templates import PromptTemplate, load_template

if TYPE_CHECKING:
    from harness.evaluate.score import Judges

PROMPTS_HELD: Final = 5_000
"""Prompts that are planned and asked at a time: their texts are the largest part of a run's memory."""


@dataclass(frozen=True)
class Options:
    """How a run is carried out; none of it changes a number."""

    working: Path
    out: Path | None = None
    fresh: bool = False
    resume: bool = False
    retry_errors: bool = False
    use_cache: bool = True
    trust_remote_code: bool = False
    progress: Progress = no_progress
    stopped: Callable[[], bool] = lambda: False
    first_scores: Callable[[str, str], None] | None = None
    """Told a model's name and its first scores in words, while it is asked."""


@dataclass(frozen=True)
class Outcome:
    """What a run came to. ``stopped`` says that it was interrupted before all was asked."""

    folder: Path
    gold: Gold
    items: Sequence[Item]
    estimates: Sequence[Estimate]
    asked: Sequence[Asked]
    errors: int = 0
    """How many verdicts are errors."""
    notes: Sequence[str] = field(default_factory=list)
    stopped: bool = False

    @property
    def verdicts(self) -> Sequence[Verdict]:
        """The run's verdicts, read from its folder; none where it was stopped."""
        return () if self.stopped else read_verdicts(self.folder)


@dataclass(frozen=True)
class Setting:
    """A config made concrete: its gold, items, templates and tasks."""

    config: Config
    gold: Gold
    items: Sequence[Item]
    templates: Mapping[str, PromptTemplate]
    tasks: Mapping[str, Task]


def prepare(config: Config, working: Path) -> Setting:
    """Read gold and templates; raises ProblemsError or MissingError with everything that is wrong."""
    documents = working / config.documents if config.documents else None
    gold = load_gold(find_gold(config.gold, working), documents)
    return setting_for(config, gold, working)


def setting_for(config: Config, gold: Gold, working: Path) -> Setting:
    """The items, templates and tasks of a config over gold that is read already."""
    names = {"qa": config.templates.qa, "summary": config.templates.summary}
    templates: dict[str, PromptTemplate] = {}
    for task in config.tasks:
        templates[task] = load_template(find_config(names[task], working))
    tasks: dict[str, Task] = {task: load_object(TASKS[task])(template) for task, template in templates.items()}
    items = chosen_items(config, gold)
    if not items:
        raise UsageError(
            f"{config.gold}: no items for {', '.join(config.tasks)}; expected questions or summaries that are "
            "accepted; with `status: suggested` none is asked: `harness gold edit`, or take that line out"
        )
    return Setting(config, gold, items, templates, tasks)


def evaluate(config: Config, options: Options) -> Outcome:
    """Run every model of the config over the gold, score, and write the whole run folder."""
    setting = prepare(config, options.working)
    around = Surroundings(setting.gold, setting.items, options.working, options.progress, options.trust_remote_code)
    backends = _build_all(config, around)
    folder = options.out or options.working / config.out / config.name
    try:
        info = run_info(config, setting.gold, setting.templates, tuple(backend.identity for backend in backends))
        with open_run(folder, info, fresh=options.fresh, resume=options.resume) as run:
            return _carry_out(run, setting, backends, options)
    finally:
        for backend in backends:
            backend.close()


def planned_prompts(setting: Setting, backends: Sequence[Backend]) -> list[Planned]:
    """All prompts of a run, as the models would get them; asks nothing."""
    return [
        one
        for backend in backends
        for one in plan_prompts(setting.config, setting.gold, setting.items, setting.tasks, backend)
    ]


def _build_all(config: Config, around: Surroundings) -> list[Backend]:
    backends: list[Backend] = []
    try:
        for spec in config.models:
            backends.append(build_for(config, spec, around))
    except BaseException:
        for backend in backends:
            backend.close()
        raise
    return backends


def _carry_out(run: Run, setting: Setting, backends: Sequence[Backend], options: Options) -> Outcome:
    asked: list[Asked] = []
    keys = bytearray()
    cache = AnswerCache() if options.use_cache else None
    try:
        with PromptWriter(run.folder) as prompts:
            for backend in backends:
                asked.append(_ask(run, setting, backend, cache, options, keys, prompts))
                backend.close()  # a model's memory is needed for the next one, and for scoring
                if options.stopped():
                    break
            else:
                prompts.keep()
    finally:
        if cache is not None:
            with suppress(OSError):
                cache.close()
    notes = [*(str(problem) for problem in run.problems), *(cache.notes if cache else ())]
    if options.stopped():
        return Outcome(run.folder, setting.gold, setting.items, (), asked, notes=notes, stopped=True)
    answers = run.answers(bytes(keys[start : start + KEY_BYTES]) for start in range(0, len(keys), KEY_BYTES))
    models = [backend.identity.name for backend in backends]
    rows, errors = write_results(run.folder, setting, models, answers, options.progress)
    notes += [note for backend in backends if (note := keeping_note(backend.identity)) and options.use_cache]
    return Outcome(run.folder, setting.gold, setting.items, rows, asked, errors, notes)


def _ask(
    run: Run,
    setting: Setting,
    backend: Backend,
    cache: AnswerCache | None,
    options: Options,
    keys: bytearray,
    prompts: PromptWriter,
) -> Asked:
    """Ask one model everything, so many prompts at a time as memory may hold; notes the short key of each prompt."""
    asked = Asked(backend.identity.name, 0, 0, 0, 0, 0.0)
    heard = _listener(setting, backend.identity.name, options)
    for start in range(0, len(setting.items), PROMPTS_HELD):
        part = setting.items[start : start + PROMPTS_HELD]
        planned = list(plan_prompts(setting.config, setting.gold, part, setting.tasks, backend))
        for one in planned:
            keys += short_key(one.model, one.prompt.id, one.prompt.digest)
        asked += generate(
            run,
            backend,
            planned,
            cache=cache,
            progress=options.progress,
            retry_errors=options.retry_errors,
            stopped=options.stopped,
            heard=heard,
            before=start,
            of=len(setting.items),
        )
        for one, item in zip(planned, part, strict=True):  # after the answers: they come first on a disk that fills up
            asked_over = (item.question if isinstance(item, QuestionItem) else item.request).documents
            prompts.add(one.model, item, [setting.gold.documents[name] for name in asked_over], one.prompt.text)
        if options.stopped():
            break
    return asked


def _listener(setting: Setting, model: str, options: Options) -> Callable[[Generation], None]:
    tell = options.first_scores
    if tell is None:
        return lambda generation: None
    return FirstScores(setting.gold, setting.items, setting.tasks, lambda words: tell(model, words)).heard


def judges_of(config: Config) -> Judges:
    """The models that the config names to judge with, loaded when they are first asked; none by default."""
    from harness.evaluate.score import Judges  # the rules take most of a second to load: not before the answers

    name = config.scorers.supported
    if name is None:
        return Judges()
    from harness.backends.opinions import opinion_when_asked

    return Judges(opinion_when_asked(name, cache_folder() / "judge", key_env=config.scorers.key_env), name)


def write_results(
    folder: Path,
    setting: Setting,
    models: Sequence[str],
    answers: Iterable[Generation | None],
    progress: Progress,
) -> tuple[tuple[Estimate, ...], int]:
    """Score answers (in the order of models and of items), and write verdicts, metrics, scores, gold and reports.

    Returns the estimates, and how many verdicts are errors. No more than columns of numbers is held of the verdicts.
    """
    from harness.evaluate.score import score_answers
    from harness.reports import write_reports

    collected = Collected(SLICES)
    verdicts = score_answers(
        setting.gold, setting.items, models, answers, setting.tasks, progress, judges_of(setting.config)
    )
    write_snapshot(folder, setting.gold, setting.items)
    write_verdicts(folder, collected.passing(verdicts))
    statistics = setting.config.statistics
    rows = estimates_of(collected.groups(), resamples=statistics.resamples, seed=statistics.seed)
    write_metrics(folder, rows)
    write_scores(folder, score_rows_of(iterate_verdicts(folder), collected.metrics()))
    errors = collected.errors
    del collected
    progress("reports", 0, 1)
    write_reports(folder)
    progress("reports", 1, 1)
    return rows, errors
