"""The journal: one appended line for each prompt as it was answered.

A line goes to the operating system in one write before the next generation is counted, so a killed process loses
nothing. It is brought to the disk itself (``fsync``) at most once a second and at most for a hundredth of the time,
so a power cut costs about a second of answers. A line that a kill tore is cut off when the journal is opened again; a
line that is broken in another way is told with its place, and its prompt is asked again.

A line carries the digest of the model that answered, so that answers of another model under the same name never count.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from harness.codec.places import Places, key_of
from harness.errors import UsageError
from harness.schema import Generation, Place, Problem
from harness.store.atomic import disk_error
from harness.store.records import from_json, parse_line, to_line

MODEL_KEY = "model_digest"
SYNC_SECONDS = 1.0
SYNC_SHARE = 0.01
CANNOT_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EROFS})
"""What a file system says that doesn't know ``fsync``; every other error is one of the disk."""
LONGEST_LINE = 64 * 1024 * 1024
"""Bytes; a longer line is damage, and is not read into memory."""

AnswerKey = tuple[str, str, str]
"""(model, item id, prompt digest): what one answer is the answer to."""


@dataclass(frozen=True, slots=True)
class JournalReading:
    """What a journal holds: the generation that counts for each key, in the order of first lines, and the problems."""

    generations: tuple[Generation, ...]
    problems: tuple[Problem, ...]


class Journal:
    """Appends generations to one file; the only writer of it. ``models`` maps a model's name to its digest."""

    def __init__(self, path: Path, models: Mapping[str, str] | None = None) -> None:
        self.path = path
        self._models = dict(models or {})
        path.parent.mkdir(parents=True, exist_ok=True)
        self.problem = mend_last_line(path)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        self._size = os.fstat(self._file).st_size
        self._next_sync = time.monotonic() + SYNC_SECONDS

    def append(self, generation: Generation) -> int:
        """Put one generation on disk, and return the byte at which its line starts.

        When this returns, a killed process no longer loses it. Raises MissingError where the disk is full; the journal
        then ends with the last whole line.
        """
        digest = self._models.get(generation.model)
        line = to_line(generation, {MODEL_KEY: digest} if digest else None).encode() + b"\n"
        start = self._size
        self._write(line)
        if time.monotonic() >= self._next_sync:
            self.sync()
        return start

    def sync(self) -> None:
        """Bring everything to the disk, and set when that is due again.

        Raises MissingError where the disk can't keep what it took: a network's may tell only now that it is full.
        """
        before = time.monotonic()
        try:
            os.fsync(self._file)
        except OSError as error:
            if error.errno not in CANNOT_SYNC:
                raise disk_error(self.path, error) from error
        after = time.monotonic()
        self._next_sync = after + max(SYNC_SECONDS, (after - before) / SYNC_SHARE)

    def close(self) -> None:
        """Bring everything to the disk and let go of the file; a second call does nothing."""
        if self._file >= 0:
            try:
                self.sync()
            finally:
                os.close(self._file)
                self._file = -1

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write(self, line: bytes) -> None:
        if self._file < 0:
            raise UsageError(f"{self.path}: the journal is closed; expected to append before close")
        try:
            written = os.write(self._file, line)
            while written < len(line):
                written += os.write(self._file, line[written:])
        except BaseException as error:
            with suppress(OSError):
                os.ftruncate(self._file, self._size)
            if isinstance(error, OSError):
                raise disk_error(self.path, error) from error
            raise
        self._size += len(line)


def mend_last_line(path: Path) -> Problem | None:
    """Cut off a torn last line, or end it where only its line end is missing; says so, or None where all was well."""
    if not path.exists() or path.stat().st_size == 0:
        return None
    with open(path, "r+b") as file:
        start, tail = _last_line(file.fileno())
        if tail.endswith(b"\n"):
            return None
        if not parse_line(tail.decode("utf-8", "replace"))[1]:
            file.seek(0, os.SEEK_END)
            file.write(b"\n")
            return None
        file.truncate(start)
    message = f"the last line was torn after {len(tail)} bytes and is cut off; its prompt is asked again"
    return Problem(Place(str(path)), "journal-torn", message, severity="info")


def read_generations(path: Path, models: Mapping[str, str] | None = None) -> tuple[Generation, ...]:
    """The generation that counts for each (model, id, prompt digest), in the order of the journal; see the iterator."""
    return tuple(iterate_generations(path, models))


def read_journal(path: Path, models: Mapping[str, str] | None = None) -> JournalReading:
    """The generations that count, with every broken line as a problem; a journal that isn't there is an empty one."""
    problems: list[Problem] = []
    return JournalReading(tuple(iterate_generations(path, models, problems)), tuple(problems))


def iterate_generations(
    path: Path,
    models: Mapping[str, str] | None = None,
    problems: list[Problem] | None = None,
    *,
    doubles: bool = True,
) -> Iterator[Generation]:
    """The generations that count, one after another, in memory that doesn't grow with their length.

    For each (model, id, prompt digest) the last line without an error counts, and the last of all where each has one.
    With ``models`` (name to digest), lines of other models or of other weights under the same name don't count.
    Broken lines are put on ``problems``. Whoever knows that no key has two lines says ``doubles=False``: one pass is
    then enough, and nothing is held.
    """
    if not doubles:
        yield from (generation for _, generation in _lines(path, models, problems))
        return
    answered = Answered()
    for start, generation in _lines(path, models, problems):
        answered.add(generation, start)
    for start, generation in _lines(path, models, None):
        if answered.start_of(short_key(generation.model, generation.id, generation.prompt_digest)) == start:
            yield generation


class Answered:
    """Which (model, item id, prompt digest) a journal answers, and where; see :class:`Places` for its memory.

    Of several lines for one key the last without an error counts, and the last of all where each has one.
    """

    def __init__(self) -> None:
        self._starts = Places()
        self.has_doubles = False

    def add(self, generation: Generation, start: int = 0) -> None:
        """Count one generation, whose line starts at that byte; a good one stays good when an error comes after it."""
        key = short_key(generation.model, generation.id, generation.prompt_digest)
        before, good = self._starts.get(key), generation.error is None
        self.has_doubles = self.has_doubles or before is not None
        if good or before is None or before < 0:
            self._starts[key] = start if good else -start - 1

    def has(self, key: AnswerKey, *, errors_count: bool = True) -> bool:
        """Whether the key is answered; an error is an answer too unless ``errors_count`` is false."""
        start = self._starts.get(short_key(*key))
        return start is not None and (start >= 0 or errors_count)

    def start_of(self, key: bytes) -> int | None:
        """Where the line that counts for a short key starts; None where nothing answers it."""
        start = self._starts.get(key)
        return start if start is None or start >= 0 else -start - 1

    def __len__(self) -> int:
        return len(self._starts)


def read_answered(path: Path, models: Mapping[str, str] | None = None) -> tuple[Answered, tuple[Problem, ...]]:
    """What the journal answers for these models, and its broken lines as problems, in one pass."""
    answered, problems = Answered(), list[Problem]()
    for start, generation in _lines(path, models, problems):
        answered.add(generation, start)
    return answered, tuple(problems)


def read_at(path: Path, starts: Iterable[int | None]) -> Iterator[Generation | None]:
    """The generations whose lines start at these bytes, one after another; None for None."""
    with open(path, "rb") as file:
        for start in starts:
            if start is None:
                yield None
            else:
                file.seek(start)
                yield _read_line(file.readline(LONGEST_LINE), None)[0]


def short_key(model: str, item: str, prompt_digest: str) -> bytes:
    """Sixteen bytes that stand for what one answer is the answer to."""
    return key_of(f"{model}\0{item}\0{prompt_digest}")


def _lines(
    path: Path, models: Mapping[str, str] | None, problems: list[Problem] | None
) -> Iterator[tuple[int, Generation]]:
    """Each generation with the byte at which its line starts."""
    if not path.exists():
        return
    start = 0
    with open(path, "rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), start=1):
            generation, mistakes = _read_line(line, models)
            if generation is not None:
                yield start, generation
            elif problems is not None:
                problems.extend(_problem(path, number, mistake) for mistake in mistakes)
            start += len(line)


def _read_line(line: bytes, models: Mapping[str, str] | None) -> tuple[Generation | None, tuple[str, ...]]:
    """The generation of a line; None without a mistake where it is another model's or the line is blank."""
    if not line.strip():
        return None, ()
    try:
        value, mistakes = parse_line(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return None, (f"is not UTF-8 at byte {error.start}; expected JSON in UTF-8",)
    if mistakes:
        return None, mistakes
    if models is not None and models.get(str(value.get("model"))) != (value.get(MODEL_KEY) or ""):
        return None, ()
    return from_json(Generation, value)


def _problem(path: Path, number: int, mistake: str) -> Problem:
    mend = "its prompt is asked again on --resume"
    return Problem(Place(str(path), number), "journal-line", mistake, severity="warning", mend=mend)


def _last_line(file: int, block: int = 65536) -> tuple[int, bytes]:
    """Where the last line starts, and its bytes; bytes of a longer line than LONGEST_LINE are left out."""
    size = os.fstat(file).st_size
    start, tail = size, b""
    while start > 0 and size - start < LONGEST_LINE:
        step = min(block, start)
        block *= 2
        start -= step
        tail = os.pread(file, step, start) + tail
        cut = tail[:-1].rfind(b"\n")
        if cut >= 0:
            return start + cut + 1, tail[cut + 1 :]
    return start, tail
