"""llama.cpp in this process: the real package on real weights where both are there, and what is said where not."""

import importlib.util
import json
from pathlib import Path

import pytest

from harness.backends.llama_cpp import LlamaCppBackend
from harness.backends.local.source import ModelSource
from harness.errors import HarnessError, MissingError
from harness.schema import Generation, Message, Prompt, PromptText
from harness.store.cache import cache_folder

needs_package = pytest.mark.skipif(
    importlib.util.find_spec("llama_cpp") is None, reason="needs llama-cpp-python: bin/setup llama-cpp"
)
STORY = "The ferry from Lund to Vell was late on Friday, since fog lay on the sound. Captain Roe spoke of bad luck. "
QUESTIONS = ("When was the ferry late?", "Who spoke of bad luck?", "Where did the fog lie?", "What was late?")


def weights() -> Path:
    """SmolLM2 as a GGUF file in the user's cache; skips where no run has fetched it."""
    for path in sorted((cache_folder() / "weights").glob("*/SmolLM2*.gguf")):
        return path
    pytest.skip("no SmolLM2 in the cache; run: harness models fetch smollm2-135m")


def backend(path: Path, context_tokens: int | None = None) -> LlamaCppBackend:
    """SmolLM2 on one thread."""
    return LlamaCppBackend("small", ModelSource(path=str(path)), threads=1, context_tokens=context_tokens)


def asked(one: LlamaCppBackend, questions: tuple[str, ...], story: str) -> dict[str, Generation]:
    """What it answers to questions on a story, by question."""
    prompts = []
    for question in questions:
        form = PromptText((Message("user", f"{story}\n\n{question}"),), f"{story}\n\n{question}")
        prompts.append(Prompt(question, "qa", one.render(form), 16, one.stop_strings(form), digest=question))
    return {found.id: found for found in one.generate(prompts)}


@pytest.mark.skipif(importlib.util.find_spec("llama_cpp") is not None, reason="the package is there")
def test_the_missing_package_is_named() -> None:
    """Without the package the message says which extra brings it."""
    with pytest.raises(MissingError, match="bin/setup llama-cpp"):
        backend(Path("any.gguf"))


@needs_package
@pytest.mark.slow
def test_a_file_that_is_no_model_is_told(tmp_path: Path) -> None:
    """A missing file and one that holds something else are named, with what was expected."""
    (tmp_path / "no.gguf").write_text(json.dumps({"not": "weights"}))
    for name in ("no.gguf", "gone.gguf"):
        with pytest.raises(HarnessError, match=f"{name}.*expected a GGUF file"):
            backend(tmp_path / name).count_tokens("words")


@needs_package
@pytest.mark.slow
def test_a_document_is_computed_once() -> None:
    """All prompts are answered, each with its own counts, and the later ones take less than half the time."""
    one = backend(weights())
    found = asked(one, QUESTIONS, STORY * 12)
    one.close()
    assert sorted(found) == sorted(QUESTIONS)
    assert all(each.error is None and each.output and each.prompt_digest == each.id for each in found.values())
    first, *later = (each.seconds or 0.0 for each in found.values())
    assert max(later) < first / 2


@needs_package
@pytest.mark.slow
def test_answers_are_the_same_whatever_was_kept() -> None:
    """Asked alone, and asked behind another question on the document, a question has the same greedy answer."""
    one = backend(weights())
    together = {name: each.output for name, each in asked(one, QUESTIONS, STORY * 4).items()}
    one.close()
    for question in QUESTIONS:
        alone = backend(weights())
        assert asked(alone, (question,), STORY * 4)[question].output == together[question]
        alone.close()


@needs_package
@pytest.mark.slow
def test_a_prompt_that_is_too_long_is_an_error_of_its_own() -> None:
    """What doesn't fit the context is an error on that item, and the next one is answered."""
    one = backend(weights(), context_tokens=256)
    long, short = asked(one, ("Who?",), STORY * 30)["Who?"], asked(one, ("Who?",), STORY)["Who?"]
    one.close()
    assert (long.error_kind, long.finish_reason) == ("too-long", "error")
    assert short.error is None


@needs_package
@pytest.mark.slow
def test_the_chat_template_of_the_file_is_used() -> None:
    """Messages stand in the file's own template, and the identity says so; the plain form is there on demand."""
    form = PromptText((Message("user", "Who?"),), "Q: Who?\nA:", plain_stop=("Q:",))
    one = backend(weights())
    assert one.render(form).endswith("<|im_start|>user\nWho?<|im_end|>\n<|im_start|>assistant\n")
    assert one.identity.chat
    plain = LlamaCppBackend("small", ModelSource(path=str(weights())), chat=False)
    assert (plain.render(form), plain.stop_strings(form), plain.identity.chat) == ("Q: Who?\nA:", ("Q:",), False)
