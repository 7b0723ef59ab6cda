"""A reply while it grows: which token comes next, and whether the reply is over."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from harness.backends.local.tokens import TextTokenizer
from harness.schema import Generation, Prompt

if TYPE_CHECKING:
    import torch

TOKENS_A_CHARACTER = 4
"""Most tokens that one character of a stop string can take: byte tokens, at most four bytes of UTF-8."""


@dataclass(slots=True)
class Reply:
    """The tokens a model has said to one prompt so far. ``finish`` is empty while it goes on."""

    prompt: Prompt
    input_ids: list[int]
    tokenizer: TextTokenizer
    end_ids: frozenset[int]
    ids: list[int] = field(default_factory=list)
    finish: str = ""
    generator: torch.Generator | None = None

    def add(self, token: int) -> bool:
        """Take the next token; True where the reply is over with it."""
        self.ids.append(token)
        if token in self.end_ids:
            self.finish = "stop"
        elif self.prompt.stop and self._stop_at() is not None:
            self.finish = "stop-sequence"
        elif len(self.ids) >= self.prompt.max_new_tokens:
            self.finish = "length"
        return bool(self.finish)

    def restart(self) -> None:
        """Forget what was said, to be asked again."""
        self.ids.clear()
        self.finish = ""
        self.generator = None

    def text(self) -> str:
        """What was said, up to the first stop string."""
        ids = self.ids[:-1] if self.ids and self.ids[-1] in self.end_ids else self.ids
        text = self.tokenizer.text(ids)
        places = [text.find(stop) for stop in self.prompt.stop if stop and stop in text]
        return text[: min(places)] if places else text

    def draw(self, logits: torch.Tensor) -> int:
        """The next token by the logits of one position, drawn by the prompt's own seed; needs a temperature."""
        import torch

        if self.generator is None:
            self.generator = torch.Generator().manual_seed(seed_of(self.prompt))
        likelihood = torch.softmax(logits.float() / self.prompt.temperature, dim=-1)
        return int(torch.multinomial(likelihood, 1, generator=self.generator))

    def _stop_at(self) -> int | None:
        longest = max(len(stop) for stop in self.prompt.stop)
        tail = self.tokenizer.text(self.ids[-(TOKENS_A_CHARACTER * longest + TOKENS_A_CHARACTER) :])
        if not any(stop and stop in tail for stop in self.prompt.stop):
            return None
        return len(self.text())


def seed_of(prompt: Prompt) -> int:
    """A seed of 63 bits for one prompt's draws: of its seed, task and id, so the order of prompts doesn't matter."""
    digest = hashlib.sha256(f"{prompt.seed} {prompt.task} {prompt.id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def encode(tokenizer: TextTokenizer, text: str, *, chat: bool) -> list[int]:
    """Token ids of a rendered prompt; a beginning token is put on plain text only, and never twice.

    A chat template writes its own special tokens, so none are added to what it made.
    """
    begin = tokenizer.special.begin
    bare = chat or bool(begin and text.startswith(begin))
    return tokenizer.ids(text, special=not bare)


def generation_of(reply: Reply, model: str, seconds: float, note: str = "") -> Generation:
    """The record of a finished reply. ``seconds`` is its share of the time that it took."""
    prompt = reply.prompt
    return Generation(
        id=prompt.id,
        model=model,
        output=reply.text(),
        finish_reason=reply.finish,
        input_tokens=len(reply.input_ids),
        output_tokens=len(reply.ids),
        seconds=seconds,
        prompt_digest=prompt.digest,
        task=prompt.task,
        cut=prompt.cut,
        note=note,
    )


def failed(prompt: Prompt, model: str, message: str, kind: str, *, input_tokens: int | None = None) -> Generation:
    """The record of a prompt that got no reply, with the reason."""
    return Generation(
        id=prompt.id,
        model=model,
        output="",
        finish_reason="error",
        input_tokens=input_tokens,
        error=message,
        error_kind=kind,
        prompt_digest=prompt.digest,
        task=prompt.task,
        cut=prompt.cut,
    )
