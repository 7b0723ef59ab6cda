"""A run folder: who works in it, what it was made from, and what it already answers.

``run.json`` says all that the numbers depend on. The journal beside it is only ever appended to. Which of its answers
still count is decided by the prompt's digest and the model's digest, never by the run's name: after a change of
config, gold or template exactly the prompts that changed are asked again.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from harness.errors import MissingError, ProblemsError, UsageError
from harness.schema import Generation, ModelIdentity, Place, Problem, Prompt
from harness.store.atomic import remove_scraps, write_text
from harness.store.journal import Answered, AnswerKey, Journal, iterate_generations, read_answered, read_at
from harness.store.lock import LOCK_NAME, OWNER_NAME, FolderLock
from harness.store.records import from_json, parse_line, to_json
from harness.store.redaction import redacted
from harness.store.results import METRICS, SCORES, VERDICTS

RUN, GENERATIONS = "run.json", "generations.jsonl"
SET_ASIDE = "generations.before-fresh.jsonl"
MADE_HERE = ".made-here"
REPORTS = ("report.html", "report.md", "junit.xml")
FORMAT = 1


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What a run is made from. ``created`` is the one field with a clock in it; everything else repeats."""

    name: str
    signature: str
    config: Mapping[str, object] = field(default_factory=dict)
    models: tuple[ModelIdentity, ...] = ()
    seeds: Mapping[str, int] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 by what it is of: ``gold``, ``documents``, ``template.qa`` …; weights are in ``models``."""
    created: str = ""
    format: int = FORMAT

    def model_digests(self) -> dict[str, str]:
        """A digest for each model's name over all that can change its words."""
        return {identity.name: model_digest(identity) for identity in self.models}


@dataclass(slots=True)
class Run:
    """A run folder that this process holds; use it in a ``with``. ``changed`` says that an older signature was there.

    ``problems`` are what opening found: a run made elsewhere, a torn last line, broken lines.
    """

    folder: Path
    info: RunInfo
    journal: Journal
    changed: bool
    problems: tuple[Problem, ...]
    _answered: Answered
    _lock: FolderLock

    def append(self, generation: Generation) -> None:
        """Put one generation on disk and count it as answered."""
        self._answered.add(generation, self.journal.append(generation))

    def missing(self, prompts: Iterable[tuple[str, Prompt]], *, retry_errors: bool = False) -> tuple[AnswerKey, ...]:
        """Which of the (model name, prompt) pairs nothing answers yet, in their order.

        An answer in error counts as an answer unless ``retry_errors``.
        """
        keys = ((model, prompt.id, prompt.digest) for model, prompt in prompts)
        return tuple(key for key in keys if not self._answered.has(key, errors_count=not retry_errors))

    def generations(self) -> Iterator[Generation]:
        """The generations that count for the models of this run, in journal order; also those of older prompts."""
        doubles = self._answered.has_doubles
        return iterate_generations(self.journal.path, self.info.model_digests(), doubles=doubles)

    def answers(self, keys: Iterable[bytes]) -> Iterator[Generation | None]:
        """The generation that counts for each short key, read from the journal one by one; None where nothing does."""
        return read_at(self.journal.path, map(self._answered.start_of, keys))

    def close(self) -> None:
        """End the journal and give the folder free; a second call does nothing."""
        self.journal.close()
        self._lock.release()

    def __enter__(self) -> Run:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_run(folder: Path, info: RunInfo, *, fresh: bool = False, resume: bool = False) -> Run:
    """Take a run folder for this process, and write its ``run.json``.

    What the folder's journal already answers is kept, whatever its signature was (see :meth:`Run.missing`); results of
    another signature are removed, since they no longer belong to ``run.json``. With ``fresh`` the journal starts
    empty, the old one being set aside. That is so as well where the run was made elsewhere and came here as a copy
    (with a clone of a repository, as an artifact): who runs a model means to run it. ``resume`` takes a copy's answers
    as well.

    Raises UsageError where another process works in the folder, where the folder holds other things and no run, or
    where both options are given; MissingError where it can't be written.
    """
    if fresh and resume:
        raise UsageError("--fresh and --resume: each undoes the other; expected one of them")
    _check_folder(folder)
    lock = FolderLock(folder)
    lock.acquire()
    try:
        remove_scraps(folder)
        copied = not (fresh or resume) and (folder / RUN).exists() and not (folder / MADE_HERE).exists()
        fresh = fresh or copied
        before = None if fresh else _read_before(folder)
        aside = _set_aside(folder) if fresh else None
        (folder / MADE_HERE).touch()
        changed = before is not None and before.signature != info.signature
        if fresh or changed:
            remove_results(folder)
        if before is not None and not changed:
            info = replace(info, created=before.created or info.created)
        write_run(folder, info)
        journal = Journal(folder / GENERATIONS, info.model_digests())
    except BaseException:
        lock.release()
        raise
    found = [_copied_problem(folder, aside)] if copied and aside else []
    found += [journal.problem] if journal.problem else []
    answered, broken = read_answered(journal.path, info.model_digests())
    return Run(folder, info, journal, changed, (*found, *broken), answered, lock)


def write_run(folder: Path, info: RunInfo) -> None:
    """Write ``run.json``, secrets taken out: values under telling names, and those of variables named ``key_env``."""
    value = redacted(to_json(info), os.environ)
    write_text(folder / RUN, json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1) + "\n")


def read_run(folder: Path) -> RunInfo:
    """What a run was made from; MissingError where the folder holds no run, ProblemsError where it can't be read."""
    path = folder / RUN
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        message = f"{path}: {error.strerror or error}; expected a run folder; give the folder that `harness eval` wrote"
        raise MissingError(message) from error
    value, mistakes = parse_line(text)
    if not mistakes:
        info, mistakes = from_json(RunInfo, value)
        if info is not None:
            return info
    raise ProblemsError([Problem(Place(str(path)), "run-file", mistake) for mistake in mistakes])


def remove_results(folder: Path) -> None:
    """Take away verdicts, metrics, scores and reports; the journal and ``run.json`` stay."""
    for name in (VERDICTS, METRICS, SCORES, *REPORTS):
        (folder / name).unlink(missing_ok=True)


def model_digest(identity: ModelIdentity) -> str:
    """SHA-256 over all that can change a model's words: every field but its name, if its weights are known.

    A model whose weights nobody can know is told apart by its name as well. The length of its context doesn't count:
    what it changes is the prompt, and a server may tell it one day and not the next.
    """
    known = replace(identity, name="" if identity.weights_digest else identity.name, context_tokens=None)
    text = json.dumps(to_json(known), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _check_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        names = {path.name for path in folder.iterdir()} - {LOCK_NAME, OWNER_NAME}
    except OSError as error:
        raise MissingError(f"{folder}: {error.strerror or error}; expected a writable folder; use --out") from error
    foreign = sorted(name for name in names if not name.startswith("."))
    if foreign and not {RUN, GENERATIONS} & names:
        raise UsageError(
            f"{folder}: holds {foreign[0]} and no run; expected an empty folder or a run; use another --out"
        )


def _read_before(folder: Path) -> RunInfo | None:
    """The run that is there; None where there is none, or where it can't be read (its journal still counts)."""
    with suppress(MissingError, ProblemsError):
        return read_run(folder)
    return None


def _copied_problem(folder: Path, aside: Path) -> Problem:
    mistake = f"a run made elsewhere; all is asked here, its answers are in {aside.name}"
    mend = f"to take them instead, give it back the name {GENERATIONS} and use --resume"
    return Problem(Place(str(folder)), "run-copied", mistake, severity="warning", mend=mend)


def _set_aside(folder: Path) -> Path:
    """Give the journal a name that no earlier one has, and return it; a journal that holds nothing just goes."""
    journal = folder / GENERATIONS
    names = itertools.chain(
        (SET_ASIDE,), (SET_ASIDE.replace(".jsonl", f"-{count}.jsonl") for count in itertools.count(2))
    )
    aside = next(path for name in names if not (path := folder / name).exists())
    with suppress(FileNotFoundError):
        if journal.stat().st_size:
            os.replace(journal, aside)
        else:
            journal.unlink()
    return aside
