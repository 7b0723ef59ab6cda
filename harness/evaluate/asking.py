"""One model of a config, asked freely: a prompt in, its words out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from harness.codec import nearest
from harness.config.shipped import find_gold
from harness.config.spec import Config
from harness.errors import BackendError, UsageError
from harness.evaluate.models import Surroundings, build_backend
from harness.evaluate.prompts import prompt_digest
from harness.gold.load import load_gold
from harness.protocols import Backend, Progress
from harness.schema import Message, Prompt, PromptText

MOST_NEW_TOKENS = 120


@contextmanager
def asking(config: Config, name: str, working: Path, progress: Progress) -> Iterator[Callable[[str], str]]:
    """Loads the config's model of that name and hands back what asks it, greedily, for up to 120 new tokens.

    UsageError where the config has no such model; what is handed back raises BackendError where the model fails.
    """
    spec = next((one for one in config.models if one.name == name), None)
    if spec is None:
        names = [one.name for one in config.models]
        near = nearest(name, names)
        raise UsageError(f"{name}: no such model; " + (f"did you mean {near}?" if near else f"there are {names}"))
    gold = load_gold(find_gold(config.gold, working))
    backend = build_backend(spec, Surroundings(gold, (), working, progress))
    try:
        yield lambda words: _ask(backend, words)
    finally:
        backend.close()


def _ask(backend: Backend, words: str) -> str:
    form = PromptText((Message("user", words),), words)
    text, stop = backend.render(form), backend.stop_strings(form)
    digest = prompt_digest(text, stop, MOST_NEW_TOKENS, 0.0, 0)
    prompt = Prompt("ask", "qa", text, MOST_NEW_TOKENS, stop, form.messages, digest=digest)
    generation = next(iter(backend.generate([prompt])), None)
    if generation is None or generation.error is not None:
        raise BackendError(f"{backend.identity.name}: {generation.error if generation else 'gave no answer'}")
    return generation.output
