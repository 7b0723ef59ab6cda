"""Answers that were made elsewhere: a JSON Lines file of predictions, or the journal of an earlier run."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from harness.codec.places import Places, key_of
from harness.errors import MissingError, ProblemsError, UsageError
from harness.schema import Generation, ModelIdentity, Place, Problem, Prompt, PromptText

LONGEST_LINE = 64 * 1024 * 1024
MOST_PROBLEMS = 100


class ReplayBackend:
    """Gives out the outputs of a predictions file by item id.

    Lines are ``{"id", "model", "output"}``; ``model`` may be left out. Where the file holds several models, those of
    ``model`` (or, without one, of the backend's own name) are used. A journal of a run may stand in its place: its
    ``error`` comes back as an error, and the last answer without an error counts. Only the place of each line is held
    in memory. The identity holds the file's digest: another file is another model.

    Raises MissingError where the file isn't there; ProblemsError with every broken or doubled line; UsageError where
    the file holds several models and none of that name.
    """

    def __init__(self, name: str, path: Path, *, model: str | None = None) -> None:
        try:
            self._file: BinaryIO = open(path, "rb")  # noqa: SIM115  # closed by close()
        except OSError as error:
            message = f"{path}: {error.strerror or error}; expected predictions as JSON Lines; mend `predictions`"
            raise MissingError(message) from error
        try:
            self._lines, self._starts, digest = _places(self._file, path, model, name)
        except BaseException:
            self._file.close()
            raise
        self._identity = ModelIdentity(name, "replay", source=path.name, weights_digest=digest)

    @property
    def identity(self) -> ModelIdentity:
        """The file's digest stands for weights."""
        return self._identity

    def render(self, prompt: PromptText) -> str:
        """The plain form: nobody reads it, but its digest tells when the question changed."""
        return prompt.plain

    def stop_strings(self, prompt: PromptText) -> tuple[str, ...]:
        """None: outputs are whole already."""
        return ()

    def count_tokens(self, text: str) -> int | None:
        """None: there is no tokenizer."""
        return None

    def generate(self, prompts: Sequence[Prompt]) -> Iterator[Generation]:
        """The outputs in the order of the prompts; an id that the file doesn't hold is an error."""
        for prompt in prompts:
            number = self._lines.get(key_of(prompt.id))
            if number is None:
                yield self._generation(prompt, {"error": f"{self._identity.source}: holds no output for {prompt.id}"})
            else:
                self._file.seek(self._starts[abs(number) - 1])
                yield self._generation(prompt, json.loads(self._file.readline()))

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _generation(self, prompt: Prompt, line: dict[str, Any]) -> Generation:
        error = line.get("error")
        return Generation(
            prompt.id,
            self._identity.name,
            "" if error else str(line.get("output", "")),
            finish_reason="error" if error else str(line.get("finish_reason") or "stop"),
            error=str(error) if error else None,
            error_kind=str(line.get("error_kind") or "malformed") if error else None,
            prompt_digest=prompt.digest,
            task=prompt.task,
            cut=prompt.cut,
        )


def _places(file: BinaryIO, path: Path, model: str | None, name: str) -> tuple[Places, array[int], str]:
    """The line of each item of the one model that is meant, see :func:`_note`; all lines' starts; the file's digest."""
    digest = hashlib.sha256()
    by_model: dict[str, Places] = {}
    problems: list[Problem] = []
    starts, offset = array("Q"), 0
    for number, raw in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), start=1):
        digest.update(raw)
        starts.append(offset)
        offset += len(raw)
        if not raw.strip():
            continue
        line, mistake = read_line(raw)
        if line is not None:
            mistake = _note(by_model.setdefault(line.get("model") or "", Places()), line, number)
        if mistake and len(problems) < MOST_PROBLEMS:
            problems.append(Problem(Place(str(path), number), "prediction-line", mistake))
    if problems:
        raise ProblemsError(problems)
    chosen = by_model[_chosen_model(by_model, path, model, name)] if by_model else Places()
    return chosen, starts, digest.hexdigest()


def _note(lines: Places, line: dict[str, Any], number: int) -> str:
    """Note an item's line, as a negative number where it is an error; returns what is wrong with it, mostly nothing."""
    good, from_journal = not line.get("error"), "prompt_digest" in line
    key = key_of(line["id"])
    before = lines.get(key)
    if before is not None and not from_journal:
        return f"{line['id']} was answered on line {abs(before)} already; expected one output for each model and id"
    if before is None or good or before < 0:
        lines[key] = number if good else -number
    return ""


def read_line(raw: bytes) -> tuple[dict[str, Any] | None, str]:
    """The object of one line, or None and what is wrong with it."""
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError) as error:
        return None, f"not JSON: {error}; expected an object with id and output"
    if not isinstance(line, dict):
        return None, "not a JSON object; expected one with id and output"
    for key in ("id", "output"):
        if not isinstance(line.get(key), str):
            return None, f"{key}: not there, or not text; expected text"
    if not isinstance(line.get("model"), (str, type(None))):
        return None, "model: not text; expected text, or nothing"
    return line, ""


def _chosen_model(by_model: dict[str, Any], path: Path, model: str | None, name: str) -> str:
    wanted = model or name
    if wanted in by_model or (model is None and len(by_model) == 1):
        return wanted if wanted in by_model else next(iter(by_model))
    there = ", ".join(sorted(by_model))
    raise UsageError(f"{path}: holds no outputs of {wanted}; expected one of its models: {there}; set `model`")
