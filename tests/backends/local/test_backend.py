"""The backend as others see it: identity, rendering, replies of every family, and errors that stay on their prompt."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from harness.backends.local.backend import LocalOptions, TransformersBackend
from harness.backends.local.engine import SharedPrefixEngine
from harness.backends.local.source import ModelSource
from harness.errors import MissingError, UsageError
from harness.schema import Message, Prompt, PromptText

Sources = Callable[[str], ModelSource]
ONE = LocalOptions(threads=1)
FORM = PromptText((Message("user", "w5 w6"),), "w7 w8", ("w9",), ("w10",))


def test_identity_needs_no_loading(tiny_source: Sources) -> None:
    """Who answers is known from the files: digest, runtime, dtype, threads, context, chat."""
    backend = TransformersBackend("tiny", tiny_source("llama"), LocalOptions(threads=1))
    identity = backend.identity
    assert (identity.name, identity.dtype, identity.threads) == ("tiny", "float32", 1)
    assert (identity.context_tokens, identity.chat) == (512, False)
    assert len(identity.weights_digest) == 64
    assert identity.runtime.startswith("transformers ")


def test_plain_form_without_a_template(tiny_source: Sources) -> None:
    """A base model gets the plain form, with the plain form's stop strings."""
    backend = TransformersBackend("tiny", tiny_source("llama"), ONE)
    assert backend.render(FORM) == "w7 w8"
    assert backend.stop_strings(FORM) == ("w9", "w10")
    assert backend.count_tokens("w7 w8") == 2


def test_chat_form_with_a_template(tiny_folder: Callable[[str], Path], tmp_path: Path) -> None:
    """A model with a template gets the messages in it, open for the reply; ``chat: false`` turns that off."""
    import shutil

    folder = shutil.copytree(tiny_folder("llama"), tmp_path / "chat")
    template = "{% for m in messages %}w20 {{ m['content'] }} {% endfor %}{% if add_generation_prompt %}w21{% endif %}"
    (folder / "chat_template.jinja").write_text(template, encoding="utf-8")
    backend = TransformersBackend("tiny", ModelSource(path=str(folder)), ONE)
    assert backend.identity.chat
    assert backend.render(FORM) == "w20 w5 w6 w21"
    assert backend.stop_strings(FORM) == ("w9",)
    assert TransformersBackend("t", ModelSource(path=str(folder)), LocalOptions(chat=False)).render(FORM) == "w7 w8"


def test_chat_asked_of_a_model_without_a_template(tiny_source: Sources) -> None:
    """``chat: true`` for a model with no template is refused."""
    with pytest.raises(UsageError, match="no chat template"):
        TransformersBackend("tiny", tiny_source("llama"), LocalOptions(chat=True)).render(FORM)


@pytest.mark.parametrize("family", ["llama", "gemma3", "gpt2", "t5"])
def test_every_family_answers_as_one_at_a_time(
    tiny_source: Sources, asked: Callable[..., list[Prompt]], family: str
) -> None:
    """By the engine or as transformers runs it: the same text as singly, at the first start and at the second."""
    prompts = asked(stop=("w30",))
    first = {g.id: g for g in TransformersBackend("tiny", tiny_source(family), ONE).generate(prompts)}
    found = {g.id: g for g in TransformersBackend("tiny", tiny_source(family), ONE).generate(prompts)}
    assert {i: (g.output, g.note) for i, g in first.items()} == {i: (g.output, g.note) for i, g in found.items()}
    singly = TransformersBackend("tiny", tiny_source(family), LocalOptions(threads=1, engine="single"))
    expected = {g.id: g for g in singly.generate(prompts)}
    assert {i: (g.output, g.finish_reason) for i, g in found.items()} == {
        i: (g.output, g.finish_reason) for i, g in expected.items()
    }
    assert all(g.error is None and g.seconds is not None for g in found.values())
    assert any(g.output for g in found.values())


SECOND_START = """
import sys
from harness.backends.local.backend import TransformersBackend
from harness.backends.local.source import ModelSource
from harness.schema import Prompt
[made] = TransformersBackend("tiny", ModelSource(path=sys.argv[1])).generate([Prompt("a", "qa", "w5 w6", 3)])
print(made.output, [name for name in ("transformers", "torch") if name in sys.modules])
"""


def test_a_second_start_does_without_transformers(tiny_folder: Callable[[str], Path]) -> None:
    """A folder that was opened once is opened again with torch alone, and says the same."""
    folder = str(tiny_folder("llama"))
    [first] = TransformersBackend("tiny", ModelSource(path=folder)).generate([Prompt("a", "qa", "w5 w6", 3)])
    again = [sys.executable, "-c", SECOND_START, folder]
    told = subprocess.run(again, check=True, capture_output=True, text=True).stdout
    assert told == f"{first.output} ['torch']\n"


def test_a_family_that_the_engine_does_not_know_is_noted(
    tiny_source: Sources, asked: Callable[..., list[Prompt]]
) -> None:
    """The record says that prompts were run one at a time, and why."""
    made = list(TransformersBackend("tiny", tiny_source("gpt2"), ONE).generate(asked()))
    assert all("one prompt at a time: the engine does not know the family gpt2" in g.note for g in made)


def test_batches_of_padded_prompts(tiny_source: Sources, asked: Callable[..., list[Prompt]]) -> None:
    """``engine: batch`` gives the text of one at a time for a decoder as well."""
    singly = TransformersBackend("t", tiny_source("qwen2"), LocalOptions(threads=1, engine="single"))
    batched = TransformersBackend("t", tiny_source("qwen2"), LocalOptions(threads=1, engine="batch"))
    expected = {g.id: g.output for g in singly.generate(asked())}
    assert {g.id: g.output for g in batched.generate(asked())} == expected


def test_a_prompt_that_does_not_fit(tiny_source: Sources, asked: Callable[..., list[Prompt]]) -> None:
    """A prompt longer than the context is an error on its own record; the others are answered."""
    prompts = [*asked(), replace(asked()[0], id="long", text="w5 " * 600, digest="d")]
    made = {g.id: g for g in TransformersBackend("tiny", tiny_source("llama"), ONE).generate(prompts)}
    assert made["long"].error_kind == "too-long"
    assert made["long"].prompt_digest == "d"
    assert "512" in (made["long"].error or "")
    assert sum(g.error is None for g in made.values()) == len(asked())


def test_an_empty_prompt_is_an_error_of_its_own(tiny_source: Sources, asked: Callable[..., list[Prompt]]) -> None:
    """A prompt with no token has nothing to go on from: its record says so."""
    prompts = [*asked(), Prompt("empty", "qa", "", 5)]
    made = {g.id: g for g in TransformersBackend("t", tiny_source("llama"), ONE).generate(prompts)}
    assert made["empty"].error_kind == "malformed"
    assert sum(g.error is None for g in made.values()) == len(asked())


def test_a_failing_engine_costs_no_reply(
    tiny_source: Sources, asked: Callable[..., list[Prompt]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the engine breaks, the rest is run one at a time, with a note; what was answered is kept."""
    expected = {g.id: g.output for g in TransformersBackend("t", tiny_source("llama"), ONE).generate(asked())}
    plain = SharedPrefixEngine.run

    def breaking(self: SharedPrefixEngine, replies: list[object], model: str) -> object:
        yield next(iter(plain(self, replies, model)))  # type: ignore[arg-type]
        raise AssertionError("broken on purpose")

    monkeypatch.setattr(SharedPrefixEngine, "run", breaking)
    made = list(TransformersBackend("t", tiny_source("llama"), ONE).generate(asked()))
    assert {g.id: g.output for g in made} == expected
    assert sum("broken on purpose" in g.note for g in made) == len(made) - 1


def test_damaged_weights(tiny_folder: Callable[[str], Path], tmp_path: Path) -> None:
    """Weights that are cut short stop the run with the file's place."""
    import shutil

    folder = shutil.copytree(tiny_folder("llama"), tmp_path / "damaged")
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:200])
    with pytest.raises(MissingError, match="damaged"):
        list(TransformersBackend("t", ModelSource(path=str(folder)), ONE).generate([Prompt("a", "qa", "w5", 3)]))


def test_closing_lets_go(tiny_source: Sources, asked: Callable[..., list[Prompt]]) -> None:
    """A closed backend can be asked again; it loads anew."""
    backend = TransformersBackend("t", tiny_source("llama"), ONE)
    first = sorted(g.output for g in backend.generate(asked()))
    backend.close()
    assert sorted(g.output for g in backend.generate(asked())) == first
