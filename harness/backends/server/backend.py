"""The server backend: prompts out many at once, answers back as they come, every fault in its class on its item."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence

from harness.backends.server.replies import names_fit
from harness.backends.server.requests import ask_models
from harness.backends.server.session import Session
from harness.backends.server.spec import ServerSpec, check_url, key_of
from harness.errors import UsageError
from harness.schema import Generation, ModelIdentity, Prompt, PromptText


class ServerBackend:
    """Asks one model of an OpenAI-compatible server.

    Opening it asks ``/models`` (quietly: not every server has it) for the context length and, where the spec names no
    model, for the only one. Raises UsageError for a wrong address or a model that the server doesn't have, MissingError
    where the key's variable isn't set.
    """

    def __init__(self, name: str, spec: ServerSpec) -> None:
        self._name = name
        self._spec = spec
        self._url = check_url(spec, name)
        self._key = key_of(spec, name)
        self._chat = spec.chat is not False
        offered = ask_models(spec, self._key)
        self._model = _chosen_model(spec, name, [one for one, _ in offered])
        told = next((context for one, context in offered if names_fit(self._model, one)), None)
        self._finishing = threading.Event()
        extra = {**spec.extra, **({"logprobs": True} if spec.logprobs else {})}
        self._identity = ModelIdentity(
            name,
            "server",
            source=f"{self._url} {self._model}",
            revision=json.dumps(extra, sort_keys=True, default=str) if extra else "",
            context_tokens=spec.context_tokens or told,
            chat=self._chat,
        )

    @property
    def identity(self) -> ModelIdentity:
        """Address and model name; nobody can know a server's weights."""
        return self._identity

    def render(self, prompt: PromptText) -> str:
        """For chat, the messages as JSON (the server puts its template on); for completions, the plain form."""
        if not self._chat:
            return prompt.plain
        messages = [{"role": message.role, "content": message.content} for message in prompt.messages]
        return json.dumps(messages, ensure_ascii=False)

    def stop_strings(self, prompt: PromptText) -> tuple[str, ...]:
        """Those of the form that is sent."""
        return prompt.stop if self._chat else (*prompt.stop, *prompt.plain_stop)

    def count_tokens(self, text: str) -> int | None:
        """None: OpenAI's interface doesn't offer it; a prompt that is too long comes back as an error of that class."""
        return None

    def generate(self, prompts: Sequence[Prompt]) -> Iterator[Generation]:
        """The answers as they come, one for each prompt; leaving the iterator ends what is on its way.

        Raises UsageError when the server turns away the very first requests for a reason that holds for all of them.
        """
        if not prompts:
            return
        self._finishing.clear()
        session = Session(self._name, self._model, self._spec, self._key, self._finishing)
        thread = threading.Thread(target=session.run, args=(prompts,), name=f"server {self._name}", daemon=True)
        thread.start()
        try:
            while (answer := session.answers.get()) is not None:
                if isinstance(answer, BaseException):
                    raise answer
                yield answer
        finally:
            session.cancel()
            thread.join(5)

    def finish(self) -> None:
        """Ask nothing more: :meth:`generate` ends once what is on its way has come. May be called from anywhere."""
        self._finishing.set()

    def close(self) -> None:
        """Nothing is held between calls."""
        self._finishing.set()


def _chosen_model(spec: ServerSpec, name: str, offered: Sequence[str]) -> str:
    """The model's name for the server; UsageError where none is named and it has several, or not that one."""
    there = ", ".join(sorted(offered)[:20])
    if not spec.model:
        if len(offered) == 1:
            return offered[0]
        says = f"the server has {there}" if offered else "the server doesn't say which it has"
        raise UsageError(f"{name}: model: not named, and {says}; expected one of its names; set `model`")
    if offered and not any(names_fit(spec.model, one) for one in offered):
        message = f"{name}: model: the server has no {spec.model!r}; expected one of {there}; mend `model`"
        raise UsageError(message)
    return spec.model
