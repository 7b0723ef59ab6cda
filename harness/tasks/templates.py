"""Prompt templates: YAML files that a user can copy, change and name in a config.

A template has the keys ``user`` and, optionally, ``system`` and ``examples`` (the chat form, examples being turns of
``user`` and ``assistant`` that come first; the first of them may hold the documents), ``plain`` (few-shot text for a
base model), ``stop`` and ``plain_stop``.
Texts are Jinja, rendered in its sandbox; they see ``documents`` (each with ``id``, ``title``, ``published`` and
``sections`` of ``label``, ``heading``, ``text``), ``question`` and ``words``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from harness.codec import FORBID, ConfigDict, decode_or_raise, load_yaml
from harness.errors import UsageError
from harness.schema import Document, Message, PromptText

if TYPE_CHECKING:
    from jinja2 import Template


@dataclass(frozen=True)
class ExampleTurn:
    """A turn of the chat form that shows a model what is wanted, before the real question."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    user: str
    assistant: str


@dataclass(frozen=True)
class TemplateFile:
    """The texts of a template file as written."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    user: str
    plain: str
    system: str = ""
    examples: tuple[ExampleTurn, ...] = ()
    stop: tuple[str, ...] = ()
    plain_stop: tuple[str, ...] = ()


@dataclass(frozen=True)
class PromptTemplate:
    """A template ready to be filled in. ``digest`` is the SHA-256 of its texts."""

    name: str
    texts: TemplateFile

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the texts, so that a changed comment in the file changes nothing."""
        shown = [text for example in self.texts.examples for text in (example.user, example.assistant)]
        parts = [self.texts.system, *shown, self.texts.user, self.texts.plain]
        parts += [*self.texts.stop, "|", *self.texts.plain_stop]
        return hashlib.sha256("\x00".join(parts).encode()).hexdigest()

    def fill(
        self,
        documents: Sequence[Document],
        cut: frozenset[tuple[str, int]],
        **values: str | int,
    ) -> PromptText:
        """The prompt for these documents without the sections in ``cut``; raises UsageError for a broken template."""
        context = {"documents": [_visible(one, cut, first=place == 0) for place, one in enumerate(documents)], **values}
        user = self._render(self._compiled["user"], context)
        system = self._render(self._compiled["system"], context) if self.texts.system else ""
        turns = [Message("system", system)] if system else []
        for number in range(len(self.texts.examples)):
            turns.append(Message("user", self._render(self._compiled[f"example {number} user"], context)))
            turns.append(Message("assistant", self._render(self._compiled[f"example {number} assistant"], context)))
        messages = (*turns, Message("user", user))
        plain = self._render(self._compiled["plain"], context)
        return PromptText(messages, plain, self.texts.stop, self.texts.plain_stop)

    @cached_property
    def _compiled(self) -> Mapping[str, Template]:
        from jinja2 import StrictUndefined, TemplateSyntaxError
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False, trim_blocks=True)
        texts = {"system": self.texts.system, "user": self.texts.user, "plain": self.texts.plain}
        for number, example in enumerate(self.texts.examples):
            texts |= {f"example {number} user": example.user, f"example {number} assistant": example.assistant}
        try:
            return {key: environment.from_string(text) for key, text in texts.items()}
        except TemplateSyntaxError as error:
            raise UsageError(
                f"{self.name}: not a template: {error.message} (line {error.lineno} of its text)"
            ) from error

    def _render(self, template: Template, context: Mapping[str, object]) -> str:
        from jinja2 import TemplateError

        try:
            return template.render(context).strip()
        except TemplateError as error:
            raise UsageError(f"{self.name}: {error}; a template sees documents, question and words") from error


def load_template(path: Path) -> PromptTemplate:
    """The template of that file; raises ProblemsError with all that is wrong in it."""
    return PromptTemplate(path.name, decode_or_raise(TemplateFile, load_yaml(path)))


def section_label(document: str, section: int, *, first: bool) -> str:
    """How a prompt numbers a section: ``3`` in its first document, ``d2.3`` in every further one.

    A bare number means the first document, alone or before others, so both kinds of prompt begin alike.
    """
    return str(section) if first else f"{document}.{section}"


def _visible(document: Document, cut: frozenset[tuple[str, int]], *, first: bool) -> Mapping[str, object]:
    sections = [
        {
            "label": section_label(document.id, section.number, first=first),
            "heading": section.heading,
            "text": section.text,
        }
        for section in document.sections
        if (document.id, section.number) not in cut
    ]
    published = document.published.isoformat() if document.published else ""
    return {"id": document.id, "title": document.title, "published": published, "sections": sections}
