"""Answers kept over runs, in one SQLite file of the user's cache folder, shared by runs at the same time.

What is kept is found by a SHA-256 over all that can change an answer: the model (weights digest, revision, runtime and
its version, dtype, threads, chat), the full prompt as the model gets it, stop strings, length, temperature, seed, and
the harness's format. A row also holds both halves of its key and a digest of itself, and is only given out where all
of them fit: an answer of another model, or a row that was damaged, is never given out.

Where nobody can know the weights (a server), an answer is kept by the server's address and the model's name there.
Whoever serves other weights under the same name and address gets the old answers: use ``--no-cache`` or
``harness cache clear`` after such a change. Errors are never kept. Backends that cost nothing to ask, or whose answers
depend on more than the prompt (replay, command, the baselines, plugins without a weights digest), aren't kept either.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from harness.errors import MissingError
from harness.schema import Generation, ModelIdentity, Prompt
from harness.store.atomic import disk_error
from harness.store.records import from_line, to_json, to_line
from harness.store.runs import model_digest

FORMAT = 1
FILE_NAME = "answers.sqlite"
ENVIRONMENT_NAME = "HARNESS_CACHE"
BUSY_SECONDS = 60.0
AT_ONCE = 500
"""Keys in one SELECT; SQLite's own limit of variables was 999 for long."""
COST_FREE = frozenset({"replay", "command", "lead", "gold", "reference", "rival", "silent"})
SERVED = frozenset({"server"})
SCHEMA = """
CREATE TABLE IF NOT EXISTS models (digest TEXT PRIMARY KEY, identity TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS answers (
    key BLOB PRIMARY KEY, model TEXT NOT NULL, prompt TEXT NOT NULL,
    answer TEXT NOT NULL, seal BLOB NOT NULL, created REAL NOT NULL
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class CachedModel:
    """One row of ``harness cache ls``: a model, how many answers it has, how many bytes of text they are."""

    identity: ModelIdentity
    answers: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Verification:
    """What checking every row found: how many rows are sound, and how many were broken and have been removed."""

    sound: int
    removed: int


def cache_folder() -> Path:
    """Where answers are kept: ``$HARNESS_CACHE``, or the platform's cache folder for ``harness``."""
    if named := os.environ.get(ENVIRONMENT_NAME):
        return Path(named).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("harness", appauthor=False)


def is_kept(identity: ModelIdentity) -> bool:
    """Whether answers of this model are kept at all."""
    if identity.backend in COST_FREE:
        return False
    return bool(identity.weights_digest) or identity.backend in SERVED


def keeping_note(identity: ModelIdentity) -> str:
    """What a person should know about how this model's answers are kept; empty where nothing is unusual."""
    if is_kept(identity) and not identity.weights_digest:
        return (
            f"{identity.name}: its weights can't be known, so answers are kept by its address and name; "
            "use --no-cache after the server changed its weights"
        )
    return ""


class AnswerCache:
    """The open cache; close it, or use it in a ``with``. ``notes`` say what was set aside, or why it is no longer used.

    A file that is whole and can't be used (locked for a minute, its disk full or read-only) is left alone after the
    first failure: a run doesn't wait for it again with each answer.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.path = (folder or cache_folder()) / FILE_NAME
        self.notes: tuple[str, ...] = ()
        self._is_left = False
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = self._open()
        except OSError as error:
            raise disk_error(self.path, error) from error

    def get_many(self, identity: ModelIdentity, prompts: Sequence[Prompt]) -> dict[str, Generation]:
        """The kept answers by prompt id, made out to this model's name and these prompts; absent where none is kept.

        A file that turns out to be damaged counts as holding nothing: it is set aside and begun anew.
        """
        if self._is_left or not is_kept(identity):
            return {}
        model = model_digest(identity)
        sealed = [(prompt, prompt_seal(prompt)) for prompt in prompts]
        keys = {_key(model, seal): seal for _, seal in sealed}
        answers: dict[str, Generation] = {}
        with self._mending():
            for key, row in self._rows(tuple(keys)):
                generation = _sound_answer(key, row)
                if generation is not None and row[0] == model:
                    answers[keys[key]] = generation
        return {prompt.id: _made_out(answers[seal], identity, prompt) for prompt, seal in sealed if seal in answers}

    def put_many(self, identity: ModelIdentity, pairs: Iterable[tuple[Prompt, Generation]]) -> int:
        """Keep the answers that are no errors; returns how many. Another process's answer that is there stays."""
        if self._is_left or not is_kept(identity):
            return 0
        model = model_digest(identity)
        rows = [_row(model, prompt, generation) for prompt, generation in pairs if generation.error is None]
        if not rows:
            return 0
        with self._mending(), self._connection:
            self._connection.execute("INSERT OR IGNORE INTO models VALUES (?, ?)", (model, to_line(identity)))
            self._connection.executemany("INSERT OR IGNORE INTO answers VALUES (?, ?, ?, ?, ?, ?)", rows)
            return len(rows)
        return 0

    def models(self) -> tuple[CachedModel, ...]:
        """What is kept, by model, in the order of their names."""
        query = (
            "SELECT identity, count(*), sum(length(answer)) FROM answers JOIN models ON model = digest GROUP BY digest"
        )
        found = []
        with self._mending():
            for line, count, size in self._connection.execute(query):
                identity, _ = from_line(ModelIdentity, line)
                found.append(CachedModel(identity or ModelIdentity("unreadable", ""), count, size))
        return tuple(sorted(found, key=lambda one: (one.identity.name, model_digest(one.identity))))

    def clear(self, name: str | None = None) -> int:
        """Forget all answers, or those of the models of that name; returns how many."""
        forgotten = 0
        with self._mending(), self._connection:
            for digest, line in self._connection.execute("SELECT digest, identity FROM models").fetchall():
                identity, _ = from_line(ModelIdentity, line)
                if name is None or identity is None or identity.name == name:
                    forgotten += self._connection.execute("DELETE FROM answers WHERE model = ?", (digest,)).rowcount
                    self._connection.execute("DELETE FROM models WHERE digest = ?", (digest,))
        with suppress(sqlite3.Error):
            self._connection.execute("VACUUM")
        return forgotten

    def verify(self) -> Verification:
        """Check every row against its seal, and remove those that don't fit."""
        query = "SELECT key, model, prompt, answer, seal FROM answers"
        with self._mending(), self._connection:
            self._check()
            broken, sound = [], 0
            for key, *row in self._connection.execute(query):
                if _sound_answer(key, tuple(row)) is None:
                    broken.append((key,))
                else:
                    sound += 1
            self._connection.executemany("DELETE FROM answers WHERE key = ?", broken)
            return Verification(sound, len(broken))
        return Verification(0, 0)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> AnswerCache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self) -> sqlite3.Connection:
        for _ in range(2):
            connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, check_same_thread=False)
            try:
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute("PRAGMA synchronous=NORMAL")
                connection.executescript(SCHEMA)
                return connection
            except sqlite3.DatabaseError as error:
                connection.close()
                if not _is_damage(error):
                    message = f"{self.path}: {error}; expected a cache that can be opened; use --no-cache, or set"
                    raise MissingError(f"{message} another {ENVIRONMENT_NAME}") from error
                self._set_aside(error)
        raise MissingError(f"{self.path}: can't be begun anew; expected a writable folder; use --no-cache")

    def _check(self) -> None:
        (word,) = self._connection.execute("PRAGMA quick_check(1)").fetchone()
        if word != "ok":
            raise sqlite3.DatabaseError(word)

    @contextmanager
    def _mending(self) -> Iterator[None]:
        """Within it, a damaged file is set aside and begun anew, and whatever was asked for counts as not kept."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                self._is_left = True
                self.notes = (*self.notes, f"{self.path}: {error}; answers are not kept for other runs from here on")
                return
            with suppress(sqlite3.Error):
                self._connection.close()
            self._set_aside(error)
            self._connection = self._open()

    def _set_aside(self, error: sqlite3.Error) -> None:
        aside = self.path.with_name(f"{FILE_NAME}.damaged-{time.time_ns()}")
        with suppress(FileNotFoundError):
            os.replace(self.path, aside)
        for tail in ("-wal", "-shm"):
            self.path.with_name(FILE_NAME + tail).unlink(missing_ok=True)
        note = f"{self.path}: was damaged ({error}); set aside as {aside.name}, and begun anew; nothing else is lost"
        self.notes = (*self.notes, note)

    def _rows(self, keys: Sequence[bytes]) -> Iterator[tuple[bytes, tuple[object, ...]]]:
        for start in range(0, len(keys), AT_ONCE):
            some = keys[start : start + AT_ONCE]
            marks = ",".join("?" * len(some))
            query = f"SELECT key, model, prompt, answer, seal FROM answers WHERE key IN ({marks})"
            with closing(self._connection.execute(query, some)) as cursor:
                for key, *row in cursor:
                    yield key, tuple(row)


def prompt_seal(prompt: Prompt) -> str:
    """SHA-256 over all of a prompt that can change its answer; its id and task can't."""
    parts = [prompt.text, list(prompt.stop), prompt.max_new_tokens, prompt.seed, prompt.temperature]
    messages = [[message.role, message.content] for message in prompt.messages]
    text = json.dumps([*parts, messages], ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _key(model: str, prompt: str) -> bytes:
    return hashlib.sha256(f"harness answers {FORMAT}\n{model}\n{prompt}".encode()).digest()


def _seal(key: bytes, answer: str) -> bytes:
    return hashlib.sha256(key + answer.encode("utf-8", "replace")).digest()


def _row(model: str, prompt: Prompt, generation: Generation) -> tuple[bytes, str, str, str, bytes, float]:
    sealed = prompt_seal(prompt)
    key = _key(model, sealed)
    bare = replace(generation, id="", model="", task="", cut=(), prompt_digest="")
    answer = json.dumps(to_json(bare), ensure_ascii=True)
    return key, model, sealed, answer, _seal(key, answer), time.time()


def _sound_answer(key: bytes, row: tuple[object, ...]) -> Generation | None:
    """The answer of a row whose key and seal fit what stands in it, else None."""
    model, prompt, answer, seal = row
    if not isinstance(answer, str) or key != _key(str(model), str(prompt)) or seal != _seal(key, answer):
        return None
    generation, _ = from_line(Generation, answer)
    return generation


def _made_out(generation: Generation, identity: ModelIdentity, prompt: Prompt) -> Generation:
    return replace(
        generation,
        id=prompt.id,
        model=identity.name,
        task=prompt.task,
        cut=prompt.cut,
        prompt_digest=prompt.digest,
    )


def _is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is broken, and not merely busy, full, read-only or out of reach."""
    if isinstance(error, sqlite3.OperationalError):
        return any(
            word in str(error) for word in ("malformed", "disk I/O", "corrupt", "no such table", "no such column")
        )
    return True
