"""Which prompts a run asks: each item, put by its task, rendered for one model, cut by whole sections where it must."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from harness.codec.spool import Joined, Part
from harness.config.spec import Config
from harness.protocols import Backend, Task
from harness.schema import Document, Gold, Item, Prompt, Question, QuestionItem, SummaryRequest

Sections = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """One prompt with its model's name; ``too_long`` says that it does not fit even without its documents."""

    model: str
    prompt: Prompt
    too_long: bool = False


def chosen_items(config: Config, gold: Gold) -> Sequence[Item]:
    """The items that a config asks: the tasks' items in gold order, at most ``limit`` of each task.

    A smaller number is taken evenly from the whole gold, so that a quick look sees every document and kind of item,
    not the first file alone.
    """
    chosen: list[Sequence[Item]] = []
    for task in config.tasks:
        pool: Sequence[Item] = gold.questions if task == "qa" else gold.summaries
        accepted = array("L", (place for place, item in enumerate(pool) if item.status == "accepted"))
        chosen.append(Part(pool, _spread(accepted, config.limit)))
    held = all(isinstance(pool, tuple) for pool in (gold.questions, gold.summaries))
    return tuple(Joined(chosen)) if held else Joined(chosen)


def _spread(places: array[int], limit: int | None) -> array[int]:
    if limit is None or limit >= len(places):
        return places
    return array("L", (places[number * len(places) // limit] for number in range(limit)))


def plan_prompts(
    config: Config, gold: Gold, items: Sequence[Item], tasks: Mapping[str, Task], backend: Backend
) -> Iterator[Planned]:
    """One prompt for each item, for that model, in the items' order."""
    limit = backend.identity.context_tokens
    for item in items:
        asked: Question | SummaryRequest = item.question if isinstance(item, QuestionItem) else item.request
        documents = [gold.documents[name] for name in asked.documents]
        length = config.generation.max_new_tokens.qa if item.task == "qa" else config.generation.max_new_tokens.summary
        text, stop, cut, too_long = _fit(tasks[item.task], asked, documents, backend, limit, length)
        prompt = Prompt(
            id=item.id,
            task=item.task,
            text=text,
            max_new_tokens=length,
            stop=stop,
            seed=config.generation.seed,
            temperature=config.generation.temperature,
            cut=cut,
            digest=prompt_digest(text, stop, length, config.generation.temperature, config.generation.seed),
        )
        yield Planned(backend.identity.name, prompt, too_long)


def prompt_digest(text: str, stop: Sequence[str], max_new_tokens: int, temperature: float, seed: int) -> str:
    """SHA-256 over all of a prompt that can change its answer."""
    whole = json.dumps([text, list(stop), max_new_tokens, temperature, seed], ensure_ascii=False)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def _fit(
    task: Task,
    asked: Question | SummaryRequest,
    documents: Sequence[Document],
    backend: Backend,
    limit: int | None,
    length: int,
) -> tuple[str, tuple[str, ...], Sections, bool]:
    """The rendered prompt with the fewest whole sections cut from the end, so that prompt and reply fit the context."""
    order = [(document.id, section.number) for document in documents for section in document.sections]

    def rendered(dropped: int) -> tuple[str, tuple[str, ...], bool]:
        form = task.prompt(asked, documents, frozenset(order[len(order) - dropped :]))
        text = backend.render(form)
        tokens = backend.count_tokens(text) if limit else None
        fits = tokens is None or limit is None or tokens + length <= limit
        return text, backend.stop_strings(form), fits

    text, stop, fits = rendered(0)
    if fits:
        return text, stop, (), False
    low, high = 1, len(order)
    while low < high:
        middle = (low + high) // 2
        if rendered(middle)[2]:
            high = middle
        else:
            low = middle + 1
    text, stop, fits = rendered(low)
    return text, stop, tuple(order[len(order) - low :]), not fits
