"""Asking the models: only what the journal doesn't answer yet, each answer on disk before the next is counted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from harness.evaluate.prompts import Planned
from harness.protocols import Backend, Progress
from harness.schema import Generation, Prompt
from harness.store.cache import AnswerCache
from harness.store.runs import Run


@dataclass(frozen=True, slots=True)
class Asked:
    """What generating did for one model: answers kept from before, from the cache, and asked now; seconds asked."""

    model: str
    kept: int
    cached: int
    asked: int
    errors: int
    seconds: float

    def __add__(self, other: Asked) -> Asked:
        return Asked(
            self.model,
            self.kept + other.kept,
            self.cached + other.cached,
            self.asked + other.asked,
            self.errors + other.errors,
            self.seconds + other.seconds,
        )


def generate(
    run: Run,
    backend: Backend,
    planned: Sequence[Planned],
    *,
    cache: AnswerCache | None,
    progress: Progress,
    retry_errors: bool = False,
    stopped: Callable[[], bool] = lambda: False,
    heard: Callable[[Generation], None] = lambda generation: None,
    before: int = 0,
    of: int | None = None,
) -> Asked:
    """Ask one model all its prompts that nothing answers yet; after an interrupt, what was answered stays answered.

    Where these are not all prompts of the run, ``before`` were asked earlier and there are ``of`` in all. ``heard`` is
    given each answer that is new to the run.
    """
    total = len(planned) if of is None else of
    name = backend.identity.name
    missing = set(run.missing([(one.model, one.prompt) for one in planned], retry_errors=retry_errors))
    waiting = {one.prompt.id: one for one in planned if (one.model, one.prompt.id, one.prompt.digest) in missing}
    kept = len(planned) - len(waiting)
    done, errors = before + kept, 0
    progress(f"{name}: generating", done, total)
    found = cache.get_many(backend.identity, [one.prompt for one in waiting.values()]) if cache else {}
    for prompt_id, generation in found.items():
        kept_answer = _belonging(generation, waiting.pop(prompt_id).prompt)
        run.append(kept_answer)
        heard(kept_answer)
        done += 1
    progress(f"{name}: generating", done, total)
    prompts = {one.prompt.id: one.prompt for one in waiting.values()}
    finishing = False
    started = time.monotonic()
    for generation in _answers(backend, list(waiting.values()), stopped):
        run.append(generation)
        if generation.error is None and cache is not None:
            cache.put_many(backend.identity, [(prompts[generation.id], generation)])
        errors += generation.error is not None
        done += 1
        heard(generation)
        progress(f"{name}: generating", done, total)
        if stopped() and not finishing:
            finishing = True
            finish = getattr(backend, "finish", None)
            if finish is None:
                break
            finish()
    return Asked(name, kept, len(found), len(waiting), errors, time.monotonic() - started)


def _answers(backend: Backend, waiting: Sequence[Planned], stopped: Callable[[], bool]) -> Iterator[Generation]:
    """Each waiting prompt's generation; one that does not fit is an error at once, and so is one left unanswered."""
    for one in waiting:
        if one.too_long:
            message = "the prompt does not fit the model's context even without its documents; shorten the template"
            yield _error(backend, one.prompt, message, "too-long")
    askable = {one.prompt.id: one.prompt for one in waiting if not one.too_long}
    for generation in backend.generate(list(askable.values())):
        prompt = askable.pop(generation.id, None)
        if prompt is not None:
            yield _belonging(generation, prompt)
    for prompt in () if stopped() else askable.values():
        yield _error(backend, prompt, "the backend returned no answer for this prompt", "internal")


def _belonging(generation: Generation, prompt: Prompt) -> Generation:
    return replace(generation, prompt_digest=prompt.digest, task=prompt.task, cut=prompt.cut)


def _error(backend: Backend, prompt: Prompt, message: str, kind: str) -> Generation:
    return Generation(
        prompt.id,
        backend.identity.name,
        "",
        finish_reason="error",
        error=message,
        error_kind=kind,
        prompt_digest=prompt.digest,
        task=prompt.task,
        cut=prompt.cut,
    )
