"""What a model is asked, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from harness.schema.gold import TaskName

CUT_OFF = "cut off at the length limit"


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a chat prompt."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class PromptText:
    """A prompt before a model's own form is put on: as chat messages, and as plain few-shot text for a base model."""

    messages: tuple[Message, ...]
    plain: str
    stop: tuple[str, ...] = ()
    """Strings after which the answer form is complete, for the chat form and the plain form alike."""
    plain_stop: tuple[str, ...] = ()
    """Further stop strings that only the plain form needs (the start of a next example)."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is asked, as it gets it: ``text`` has the model's template applied.

    ``cut`` lists the (document, section) pairs that were left out because they did not fit the model's context.
    """

    id: str
    task: TaskName
    text: str
    max_new_tokens: int
    stop: tuple[str, ...] = ()
    messages: tuple[Message, ...] = ()
    seed: int = 0
    temperature: float = 0.0
    cut: tuple[tuple[str, int], ...] = ()
    digest: str = ""
    """SHA-256 of text, stop, length, temperature and seed."""


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """Which model answered, and all that can change its words.

    ``weights_digest`` is empty where nobody can know it (a server); ``runtime`` names library and version.
    """

    name: str
    backend: str
    source: str = ""
    revision: str = ""
    weights_digest: str = ""
    runtime: str = ""
    dtype: str = ""
    threads: int = 0
    context_tokens: int | None = None
    chat: bool = False


@dataclass(frozen=True, slots=True)
class Generation:
    """A raw reply. ``error`` is None, or says why there is no output; ``error_kind`` is one of ERROR_KINDS."""

    id: str
    model: str
    output: str
    finish_reason: str = "stop"
    input_tokens: int | None = None
    output_tokens: int | None = None
    seconds: float | None = None
    error: str | None = None
    error_kind: str | None = None
    prompt_digest: str = ""
    task: str = ""
    cut: tuple[tuple[str, int], ...] = ()
    note: str = ""
    """What a person should know about how this was made, such as a fallback; empty mostly."""
    logprob: float | None = None
    """The natural logarithm of the output's probability, the sum over its tokens; None where nobody told it."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What was read out of an output.

    ``answer`` is the part that answers; ``said_by`` the words that name a source in the form, or None where the form
    was not followed; ``sections`` the (document, section) pairs that are cited.
    """

    output: str
    answer: str
    said_by: str | None = None
    sections: tuple[tuple[str, int], ...] = ()
    error: str | None = None
