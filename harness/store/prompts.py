"""The prompts of a run as they were sent, folded: ``prompts.jsonl`` names what its folder already holds.

Three kinds of lines, each before the first that refers to it: a *piece*, literal text; a *frame*, parts that follow one
another (a piece's number, a ``[document, section]`` of ``gold.json``, or null for the item's question); a *prompt*, the
frame of one model and item. Unfolded, each prompt is again exactly the text that was sent, whatever its template does:
what can't be named is kept as a piece. Thousands of prompts over the same documents so take a line of names each.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from harness.reading.surrogates import without_surrogates
from harness.schema import Document, Item, QuestionItem
from harness.store.atomic import SCRAP, disk_error
from harness.store.records import parse_line

PROMPTS = "prompts.jsonl"
Part = int | tuple[str, int] | None
"""A piece's number, a document's section, or None for the item's question."""
Key = tuple[str, str, str]
"""Model, task and item id."""


@dataclass(frozen=True, slots=True)
class FoldedPrompts:
    """Some prompts of a run: ``frames`` by number, ``pieces`` by number, and the frame of each model, task and item."""

    pieces: Mapping[int, str] = field(default_factory=dict)
    frames: Mapping[int, tuple[Part, ...]] = field(default_factory=dict)
    of: Mapping[Key, int] = field(default_factory=dict)

    def text(self, key: Key, item: Item, documents: Iterable[Document]) -> str | None:
        """The prompt as it was sent; None where it was not kept."""
        frame = self.frames.get(self.of.get(key, -1))
        if frame is None:
            return None
        texts = {(one.id, section.number): section.text for one in documents for section in one.sections}
        return "".join(self._part(part, item, texts) for part in frame)

    def _part(self, part: Part, item: Item, texts: Mapping[tuple[str, int], str]) -> str:
        if part is None:
            return item.question.text if isinstance(item, QuestionItem) else ""
        return self.pieces.get(part, "") if isinstance(part, int) else texts.get(part, "")


class PromptWriter:
    """Writes ``prompts.jsonl`` as prompts are planned; the file takes its place only when :meth:`keep` is called."""

    def __init__(self, folder: Path) -> None:
        """Begin beside the file's place; MissingError where the folder can't be written."""
        self._path = folder / PROMPTS
        self._beside = folder / f".{PROMPTS}.{os.getpid()}{SCRAP}"
        self._numbers: dict[bytes, int] = {}
        self._pieces = self._frames = 0
        try:
            self._file: TextIO = open(self._beside, "w", encoding="utf-8", newline="")  # noqa: SIM115 - closed in __exit__
        except OSError as error:
            raise disk_error(self._path, error) from error

    def __enter__(self) -> PromptWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self._beside.unlink()

    def add(self, model: str, item: Item, documents: Sequence[Document], text: str) -> None:
        """Note the prompt that a model is sent for an item over these documents."""
        try:
            parts = [self._piece(part) if isinstance(part, str) else part for part in fold(text, item, documents)]
            frame = self._frame(parts)
            self._write({"model": model, "task": item.task, "id": item.id, "frame": frame})
        except OSError as error:
            raise disk_error(self._path, error) from error

    def keep(self) -> None:
        """Bring the file to the disk and to its place."""
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            os.replace(self._beside, self._path)
        except OSError as error:
            raise disk_error(self._path, error) from error

    def _piece(self, text: str) -> int:
        key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        if key not in self._numbers:
            self._write({"piece": self._pieces, "text": without_surrogates(text)})
            self._numbers[key] = self._pieces
            self._pieces += 1
        return self._numbers[key]

    def _frame(self, parts: Sequence[Part]) -> int:
        key = hashlib.sha256(b"frame" + repr(parts).encode("utf-8", "surrogatepass")).digest()
        if key not in self._numbers:
            self._write({"frame": self._frames, "parts": parts})
            self._numbers[key] = self._frames
            self._frames += 1
        return self._numbers[key]

    def _write(self, line: Mapping[str, object]) -> None:
        self._file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


def fold(text: str, item: Item, documents: Sequence[Document]) -> list[str | tuple[str, int] | None]:
    """A prompt as literal text, sections in their order, and the item's question where it stands last."""
    parts: list[str | tuple[str, int] | None] = []
    start = 0
    for document in documents:
        for section in document.sections:
            at = text.find(section.text, start) if section.text else -1
            if at >= 0:
                parts += [text[start:at], (document.id, section.number)]
                start = at + len(section.text)
    parts.append(text[start:])
    question = item.question.text if isinstance(item, QuestionItem) else ""
    places = [place for place, part in enumerate(parts) if isinstance(part, str) and question and question in part]
    if places:
        before, _, behind = str(parts[places[-1]]).rpartition(question)
        parts[places[-1] : places[-1] + 1] = [before, None, behind]
    return [part for part in parts if part != ""]


def read_prompts(folder: Path, wanted: Container[tuple[str, str]]) -> FoldedPrompts:
    """The kept prompts of these items (by task and id) with the frames and pieces that they need.

    Nothing where the run keeps none, as one scored from predictions; a broken line is passed over.
    """
    of = {
        (str(line["model"]), str(line["task"]), str(line["id"])): frame
        for frame, line in _lines(folder, "model", "frame")
        if (str(line.get("task")), str(line.get("id"))) in wanted
    }
    needed = set(of.values())
    frames = {
        number: tuple(tuple(part) if isinstance(part, list) else part for part in line["parts"])
        for number, line in _lines(folder, "frame", "frame")
        if number in needed and isinstance(line.get("parts"), list)
    }
    used = {part for frame in frames.values() for part in frame if isinstance(part, int)}
    pieces = {number: str(line.get("text")) for number, line in _lines(folder, "piece", "piece") if number in used}
    return FoldedPrompts(pieces, frames, of)


def _lines(folder: Path, first: str, counted: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The lines whose first key is that one, as JSON objects, with the number under another; none without the file."""
    with suppress(FileNotFoundError), open(folder / PROMPTS, encoding="utf-8", errors="replace", newline="\n") as file:
        for line in file:
            if line.startswith(f'{{"{first}":'):
                value, _ = parse_line(line)
                number = value.get(counted) if isinstance(value, dict) else None
                if isinstance(value, dict) and isinstance(number, int):
                    yield number, value
