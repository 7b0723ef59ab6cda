"""The local backend: a model of transformers that runs in this process, loaded when it is first needed."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from harness.backends.local.loading import FolderFacts, LoadedModel, folder_facts, load_model, load_tokenizer
from harness.backends.local.memory import key_budget
from harness.backends.local.models import PreparedModel, fetch_model
from harness.backends.local.replies import Reply, encode, failed
from harness.backends.local.single import generate_in_batches, generate_singly
from harness.backends.local.source import ModelSource
from harness.backends.local.threads import wait_asleep
from harness.backends.local.tokens import TextTokenizer
from harness.errors import UsageError
from harness.protocols import Progress, no_progress
from harness.schema import Generation, ModelIdentity, Prompt, PromptText

if TYPE_CHECKING:
    from harness.backends.local.engine import SharedPrefixEngine

EngineName = Literal["auto", "prefix", "batch", "single"]
DtypeName = Literal["float32", "bfloat16", "float16"]


@dataclass(frozen=True, slots=True)
class LocalOptions:
    """How a local model is run.

    ``threads`` None: one for each core. ``chat`` None: the chat template is used where there is one. ``memory_gb``
    None: a share of the memory that is free at the start. ``trust_remote_code`` runs code that comes with the weights.
    """

    dtype: DtypeName = "float32"
    threads: int | None = None
    chat: bool | None = None
    memory_gb: float | None = None
    engine: EngineName = "auto"
    context_tokens: int | None = None
    speculation: bool = True
    trust_remote_code: bool = False


class TransformersBackend:
    """Answers prompts with a model in this process. Weights are fetched, converted and loaded when first needed."""

    def __init__(
        self,
        name: str,
        source: ModelSource,
        options: LocalOptions | None = None,
        progress: Progress = no_progress,
    ) -> None:
        self.name = name
        self.source = source
        self.options = options or LocalOptions()
        self.progress = progress
        self._prepared: PreparedModel | None = None
        self._facts: FolderFacts | None = None
        self._tokenizer: TextTokenizer | None = None
        self._loaded: LoadedModel | None = None
        self._engine: tuple[SharedPrefixEngine | None, str] | None = None
        self._end_ids: frozenset[int] = frozenset()

    @property
    def identity(self) -> ModelIdentity:
        """Which model this is; the first call brings the weights to the cache, but does not load them."""
        prepared = self.prepare()
        return ModelIdentity(
            name=self.name,
            backend="transformers",
            source=str(self.source),
            revision=prepared.folder.name if self.source.hub else "",
            weights_digest=prepared.weights_digest,
            runtime=f"transformers {version('transformers')}, torch {version('torch')}, {self.options.engine}",
            dtype=self.options.dtype,
            threads=self.threads,
            context_tokens=self.context_tokens,
            chat=self.chat,
        )

    @property
    def threads(self) -> int:
        """Threads that generating uses."""
        return self.options.threads or len(os.sched_getaffinity(0))

    @property
    def facts(self) -> FolderFacts:
        """What the model's folder says of it."""
        if self._facts is None:
            self._facts = folder_facts(self.folder)
        return self._facts

    @property
    def folder(self) -> Path:
        """The folder that transformers loads."""
        return self.prepare().folder

    @property
    def context_tokens(self) -> int | None:
        """Most tokens of prompt and reply together; None where the model sets no limit."""
        return self.options.context_tokens or self.facts.context_tokens

    @property
    def chat(self) -> bool:
        """Whether prompts are put in the model's chat template."""
        if self.options.chat and not self.facts.chat:
            raise UsageError(f"{self.name}: chat: the tokenizer has no chat template; expected chat: false or null")
        return self.facts.chat if self.options.chat is None else self.options.chat

    def prepare(self) -> PreparedModel:
        """Fetch and convert the weights where that is still to be done; raises MissingError."""
        if self._prepared is None:
            self._prepared = fetch_model(self.source, self.progress)
        return self._prepared

    def render(self, prompt: PromptText) -> str:
        """The prompt in the model's chat template, open for the reply; the plain form for a base model."""
        if not self.chat:
            return prompt.plain
        turns = [{"role": message.role, "content": message.content} for message in prompt.messages]
        return self.tokenizer.render(turns)

    def stop_strings(self, prompt: PromptText) -> tuple[str, ...]:
        """The stop strings of the form that :meth:`render` chose."""
        return prompt.stop if self.chat else (*prompt.stop, *prompt.plain_stop)

    def count_tokens(self, text: str) -> int:
        """Input tokens of a rendered prompt."""
        return len(encode(self.tokenizer, text, chat=self.chat))

    def generate(self, prompts: Sequence[Prompt]) -> Iterator[Generation]:
        """One generation for each prompt, in any order. What fails for one prompt stays on its generation."""
        if not prompts:
            return
        if not self._by_engine or self.engine()[0] is None:
            self.load()
        replies = []
        for prompt in prompts:
            reply = Reply(prompt, encode(self.tokenizer, prompt.text, chat=self.chat), self.tokenizer, self._end_ids)
            problem = self._too_long(reply)
            if not reply.input_ids:
                yield failed(prompt, self.name, f"{self.name}: the prompt is empty", "malformed", input_tokens=0)
            elif problem:
                yield failed(prompt, self.name, problem, "too-long", input_tokens=len(reply.input_ids))
            else:
                replies.append(reply)
        yield from self._run(replies)

    def close(self) -> None:
        """Let go of model and tokenizer."""
        self._loaded = None
        self._tokenizer = None
        self._engine = None

    @property
    def tokenizer(self) -> TextTokenizer:
        """The model's tokenizer, loaded without the model."""
        if self._tokenizer is None:
            self._tokenizer = load_tokenizer(self.folder, trust_remote_code=self.options.trust_remote_code)
        return self._tokenizer

    def load(self) -> LoadedModel:
        """The model in memory, as transformers runs it; loaded once."""
        if self._loaded is None:
            self._begin_loading()
            self._loaded = load_model(
                self.folder,
                self.tokenizer,
                dtype=self.options.dtype,
                trust_remote_code=self.options.trust_remote_code,
            )
            self._end_ids = self._loaded.end_ids
        return self._loaded

    def _begin_loading(self) -> None:
        wait_asleep()
        import torch

        torch.set_num_threads(self.threads)
        self.progress(f"loading {self.name}", 0, None)

    def _too_long(self, reply: Reply) -> str:
        needed = len(reply.input_ids) + reply.prompt.max_new_tokens
        if self.context_tokens is None or self.facts.encoder_decoder or needed <= self.context_tokens:
            return ""
        return (
            f"{self.name}: {len(reply.input_ids)} tokens of prompt and {reply.prompt.max_new_tokens} of reply are more "
            f"than its context of {self.context_tokens}; cut the document by whole sections, or lower max_new_tokens"
        )

    @property
    def _in_batches(self) -> bool:
        return self.options.engine == "batch" or (self.options.engine == "auto" and self.facts.encoder_decoder)

    @property
    def _by_engine(self) -> bool:
        return self.options.engine in ("auto", "prefix") and not self._in_batches

    def _run(self, replies: Sequence[Reply]) -> Iterator[Generation]:
        if self._in_batches:
            yield from generate_in_batches(self.load(), replies, self.name)
            return
        left, note = list(replies), ""
        if self._by_engine:
            engine, note = self.engine()
            if engine is not None:
                note = yield from self._run_engine(engine, left)
        if left:
            self.progress(f"{self.name}: {note}" if note else f"running {self.name}", 0, None)
            yield from generate_singly(self.load(), left, self.name, note)

    def _run_engine(self, engine: SharedPrefixEngine, left: list[Reply]) -> Generator[Generation, None, str]:
        """Run the engine, taking what it finishes out of ``left``; returns why the rest has to be run otherwise."""
        by_id = {(str(reply.prompt.task), reply.prompt.id): reply for reply in left}
        try:
            for generation in engine.run(list(left), self.name):
                left.remove(by_id[(generation.task, generation.id)])
                yield generation
        except Exception as failure:  # a fault of ours must not cost the run its answers
            self._engine = (None, f"one prompt at a time: the engine failed: {type(failure).__name__}: {failure}")
            self._loaded = None
            for reply in left:
                reply.restart()
        return self._engine[1] if self._engine else ""

    def engine(self) -> tuple[SharedPrefixEngine | None, str]:
        """The engine for this model, or None with the reason why prompts are run one at a time."""
        if self._engine is None:
            from harness.backends.local.shape import UnknownModelError

            try:
                self._engine = (self._make_engine(), "")
            except UnknownModelError as reason:
                self._engine = (None, f"one prompt at a time: {reason}")
                self._loaded = None if "differ" in str(reason) else self._loaded
        return self._engine

    def _make_engine(self) -> SharedPrefixEngine:
        """The engine over the folder's files where it was proven on them before, else over the model, proven now."""
        self._begin_loading()
        from harness.backends.local.choose import proven_before, take_over
        from harness.backends.local.engine import SharedPrefixEngine

        proven = None
        if self._loaded is None and not self.options.trust_remote_code:
            proven = proven_before(self.folder, self.options.dtype)
        if proven is None:
            decoder = take_over(self.load())
            self._loaded = None
        else:
            decoder, self._end_ids = proven.decoder, proven.end_ids
        weights = sum(path.stat().st_size for path in self.folder.glob("*.safetensors"))
        return SharedPrefixEngine(decoder, key_budget(self.options.memory_gb, weights), self.options.speculation)
