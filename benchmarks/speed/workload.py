"""The prompts: many short questions and a summary on each of some long documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import TypedDict

from harness.backends.local.backend import TransformersBackend
from harness.schema import Message, PromptText

QUESTIONS = (
    "How many soldiers are there, and who says so?",
    "What did the ministry of defence say about the night's drones?",
    "Who denied it?",
    "When did it happen?",
    "How many people were injured?",
    "What does the report say about the president of the United States?",
    "Which weapons are named?",
    "What did Zelensky say?",
    "What is not confirmed?",
    "Who sends aid, and how much?",
    "What was damaged?",
    "What do the intelligence services say?",
)


class Asked(TypedDict):
    """One prompt of a job; its id begins with its document's."""

    id: str
    task: str
    text: str
    max_new_tokens: int


class Job(TypedDict, total=False):
    """What a worker is given; the last three differ between contenders."""

    model: str
    gguf: str
    threads: int
    add_bos: bool
    prompts: list[Asked]
    dtype: str
    engine: str
    speculation: bool


@dataclass(frozen=True)
class Size:
    """How large a workload is: documents, questions on each, tokens of a reply, and words kept of each document."""

    documents: int = 5
    questions: int = 12
    answer_tokens: int = 32
    summary_tokens: int = 128
    words: int | None = None


def read_documents(folder: Path) -> list[str]:
    """The texts of a folder, in the order of their names; front matter is left out."""
    files = sorted(path for path in folder.iterdir() if path.suffix in (".md", ".txt"))
    return [_body(path.read_text(encoding="utf-8")) for path in files]


def make_prompts(backend: TransformersBackend, documents: Sequence[str], size: Size) -> list[Asked]:
    """The workload's prompts, the model's template applied; documents are repeated, marked, where there are too few."""
    made: list[Asked] = []
    for number, text in enumerate(islice(cycle(documents), size.documents)):
        words = text.split(" ")
        body = " ".join(words[: size.words]) if size.words else text
        report = f"Report {number + 1}\n\n{body}"
        for place, question in enumerate(islice(cycle(QUESTIONS), size.questions)):
            asked = f"{report}\n\nAnswer from the report in a few words.\nQuestion {place + 1}: {question}\nAnswer:"
            made.append(_prompt(backend, f"d{number}-q{place}", "qa", asked, size.answer_tokens))
        if size.summary_tokens:
            asked = f"{report}\n\nSummarise the report in 80 words.\nSummary:"
            made.append(_prompt(backend, f"d{number}-summary", "summary", asked, size.summary_tokens))
    return made


def _prompt(backend: TransformersBackend, name: str, task: str, text: str, most: int) -> Asked:
    rendered = backend.render(PromptText((Message("user", text),), text))
    return {"id": name, "task": task, "text": rendered, "max_new_tokens": most}


def _body(text: str) -> str:
    parts = text.split("---\n", 2)
    return parts[2].strip() if text.startswith("---\n") and len(parts) == 3 else text.strip()
