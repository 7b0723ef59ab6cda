"""Whatever goes wrong with a worker, the driver neither waits for ever nor hides it; no cluster is needed for that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from harness.backends.distributed.backend import RayBackend
from harness.errors import MissingError
from harness.schema import Generation, ModelIdentity, Prompt

PROMPTS = [Prompt(f"q{number}", "qa", f"{number} " * 30, 8) for number in range(12)]


class Near:
    """What the driver knows of the model."""

    identity = ModelIdentity("m", "test", weights_digest="w")


def driven(monkeypatch: pytest.MonkeyPatch, ask: Callable[[Sequence[Prompt]], Iterator[Generation]]) -> RayBackend:
    """A backend with two workers in this process that answer as ``ask`` does."""
    near: Any = Near()
    monkeypatch.setattr(RayBackend, "_connect", lambda self: None)
    monkeypatch.setattr(RayBackend, "_worker_count", lambda self, prompts: 2)
    monkeypatch.setattr(RayBackend, "_worker", lambda self, slot, work: self)
    monkeypatch.setattr(RayBackend, "_end_worker", lambda self, slot: None)
    monkeypatch.setattr(RayBackend, "_ask", lambda self, slot, group: ask(group.prompts))
    return RayBackend(near, lambda: near)


@pytest.mark.parametrize("error", [OSError("the wire broke"), TypeError("can't pickle"), KeyError("x")])
def test_a_group_that_fails_in_any_way_is_asked_again(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """The first try of each group fails half-way, with no error of Ray's: all prompts are answered, once."""
    seen: set[str] = set()

    def ask(prompts: Sequence[Prompt]) -> Iterator[Generation]:
        for number, prompt in enumerate(prompts):
            if number == len(prompts) // 2 and prompt.id not in seen:
                seen.add(prompt.id)
                raise error
            yield Generation(prompt.id, "m", "He.")

    found = list(driven(monkeypatch, ask).generate(PROMPTS))
    assert sorted(one.id for one in found) == sorted(prompt.id for prompt in PROMPTS)
    assert {one.error for one in found} == {None}


def test_a_prompt_that_always_fails_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its error holds the worker's own words; the others have their answers."""

    def ask(prompts: Sequence[Prompt]) -> Iterator[Generation]:
        for prompt in prompts:
            if prompt.id == "q7":
                raise ValueError("no token for 'ß'")
            yield Generation(prompt.id, "m", "He.")

    errors = {one.id: one.error for one in driven(monkeypatch, ask).generate(PROMPTS) if one.error}
    assert errors.keys() == {"q7"}
    assert "ValueError: no token for 'ß'" in str(errors["q7"])


def test_a_worker_that_cannot_even_be_asked_for_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that is not Ray's, before anything was answered, is told with its words, not as twelve empty items."""
    backend = driven(monkeypatch, lambda prompts: iter(()))

    def fail(self: RayBackend, slot: int, work: object) -> None:
        raise TypeError("cannot pickle the model's maker")

    monkeypatch.setattr(RayBackend, "_worker", fail)
    with pytest.raises(MissingError, match="cannot pickle the model's maker"):
        list(backend.generate(PROMPTS))
