"""A model's opinion on whether a document bears a sentence out, and the names that a config gives such a model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from harness.errors import UsageError

Opinion = Callable[[str, Sequence[tuple[str, float]]], Sequence[float | None]]
"""From a document and sentences with their scores by rule: how surely the document bears each out, in [0, 1]; None
where the model gave no verdict."""

FORMS: Final = {
    "checkpoint": "checkpoint:PATH-OR-HUB-ID",
    "judge": "judge:URL#MODEL",
    "likelihood": "likelihood:MODEL-OR-PATH",
}
"""How each kind of model is named."""


def parse_opinion(name: str) -> tuple[str, str]:
    """The kind of a model by its name, and the rest of the name; raises UsageError for a name of no known form."""
    form, _, rest = name.partition(":")
    if form not in FORMS or not rest:
        raise UsageError(f"{name}: no such scorer; expected {', '.join(FORMS.values())}")
    return form, rest
