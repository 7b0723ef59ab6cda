"""A chat template of a model, rendered as transformers renders it, without its imports.

Source: ``transformers.utils.chat_template_utils`` (5.x): a sandbox of jinja2 with ``break`` and ``continue``, blocks
trimmed, JSON without HTML escapes. It differs in ``{% generation %}``, which jinja2 then refuses.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Template


def render_chat(template: str, turns: Sequence[Mapping[str, str]], named: Mapping[str, object]) -> str:
    """Turns in a template, open for the reply; ``named`` are the special tokens that it may call by name.

    Raises jinja2's TemplateError where the template can't be read or refuses the turns.
    """
    given: dict[str, Any] = {"tools": None, "documents": None, "add_generation_prompt": True, **named}
    return _compiled(template).render(messages=[dict(turn) for turn in turns], **given)


@cache
def _compiled(template: str) -> Template:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
    )
    environment.filters["tojson"] = _to_json
    environment.globals["raise_exception"] = _refuse
    environment.globals["strftime_now"] = _now
    return environment.from_string(template)


def _to_json(
    value: object,
    ensure_ascii: bool = False,
    indent: int | None = None,
    separators: tuple[str, str] | None = None,
    sort_keys: bool = False,
) -> str:
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


def _refuse(message: str) -> None:
    from jinja2 import TemplateError

    raise TemplateError(message)


def _now(form: str) -> str:
    return datetime.now().strftime(form)
