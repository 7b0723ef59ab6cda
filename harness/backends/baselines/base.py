"""What the baselines share: they answer an item by its id, at once, and have no template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from harness.schema import Document, Generation, Item, ModelIdentity, Prompt, PromptText, Source


@dataclass(frozen=True)
class Known:
    """What a baseline may look at. Models never get this; the wiring gives it to baselines alone."""

    items: Mapping[str, Item]
    documents: Mapping[str, Document]
    sources: Mapping[str, Source]


class Answering(Protocol):
    """How a baseline answers one item."""

    def __call__(self, item: Item, known: Known) -> str:
        """The output for that item."""
        ...


@dataclass(frozen=True)
class Baseline:
    """A backend that answers from a rule. Its name and the rule's name are its identity."""

    name: str
    rule: str
    answering: Answering
    known: Known
    digest: str = ""
    """Of the gold and documents that it answers from: another gold is another model."""

    @property
    def identity(self) -> ModelIdentity:
        """The rule is the model."""
        return ModelIdentity(name=self.name, backend=self.rule, source=f"rule:{self.rule}", weights_digest=self.digest)

    def render(self, prompt: PromptText) -> str:
        """The user's part of the chat form: a rule has no template."""
        return prompt.messages[-1].content

    def stop_strings(self, prompt: PromptText) -> tuple[str, ...]:
        """None: a rule ends by itself."""
        return ()

    def count_tokens(self, text: str) -> int | None:
        """None: a rule has no tokens."""
        return None

    def generate(self, prompts: Sequence[Prompt]) -> Iterator[Generation]:
        """One answer for each prompt, in order."""
        for prompt in prompts:
            output = self.answering(self.known.items[prompt.id], self.known)
            yield Generation(
                prompt.id, self.name, output, prompt_digest=prompt.digest, task=prompt.task, cut=prompt.cut
            )

    def close(self) -> None:
        """Nothing is held."""
