"""Tiny random models of each family, saved as folders, so that tests need neither weights nor a network."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from harness.backends.local.source import ModelSource
from harness.schema import Prompt

os.environ.setdefault("OMP_NUM_THREADS", "1")  # tiny products: a second thread only waits; read when torch is imported

WORDS = 96
COMMON: dict[str, Any] = {
    "vocab_size": WORDS,
    "hidden_size": 32,
    "intermediate_size": 48,
    "num_hidden_layers": 3,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 512,
    "initializer_range": 0.6,
    "bos_token_id": 1,
    "eos_token_id": 2,
    "pad_token_id": 0,
}


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Makes the folder of a tiny random model of a family, once a session."""
    made: dict[str, Path] = {}

    def make(family: str) -> Path:
        if family not in made:
            made[family] = _save(family, tmp_path_factory.mktemp(family))
        return made[family]

    return make


@pytest.fixture
def tiny_source(tiny_folder: Callable[[str], Path]) -> Callable[[str], ModelSource]:
    """The source of a tiny random model of a family."""
    return lambda family: ModelSource(path=str(tiny_folder(family)))


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder for each test."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("HARNESS_CACHE", str(folder))
    return folder


@pytest.fixture
def asked() -> Callable[..., list[Prompt]]:
    """Prompts of two documents in the tiny models' words, some questions on each, and one prompt that stands alone."""

    def make(**changes: Any) -> list[Prompt]:
        made = []
        for document in range(2):
            shared = words(range(40 + document, 90))
            for question in range(3):
                own = words([5 + question, 7 * question + 3, 11])
                made.append(Prompt(f"d{document}-q{question}", "qa", f"{shared} {own}", 6 + question))
        made.append(Prompt("alone", "summary", words([9, 8, 7, 6]), 9))
        return [replace(prompt, **changes) for prompt in made]

    return make


def words(numbers: object) -> str:
    """Token numbers as the text that the tiny tokenizer reads."""
    return " ".join(f"w{number}" for number in numbers)  # type: ignore[attr-defined]


def _save(family: str, folder: Path) -> Path:
    import torch
    import transformers
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import WhitespaceSplit

    vocabulary = {"<pad>": 0, "<s>": 1, "</s>": 2, "<unk>": 3} | {f"w{number}": number for number in range(4, WORDS)}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="<unk>"))
    tokenizer.pre_tokenizer = WhitespaceSplit()
    with warnings.catch_warnings(), torch.random.fork_rng():
        warnings.simplefilter("ignore")
        torch.manual_seed(7)
        model = _model(family)
        model.save_pretrained(folder)
        make: Any = transformers.PreTrainedTokenizerFast
        make(
            tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", pad_token="<pad>", unk_token="<unk>"
        ).save_pretrained(folder)
    return folder


def _model(family: str) -> Any:
    import transformers as t

    if family == "llama":
        return t.LlamaForCausalLM(t.LlamaConfig(**COMMON, tie_word_embeddings=True))
    if family == "llama-yarn":
        stretched = {"rope_type": "yarn", "rope_theta": 10000.0, "factor": 4.0, "original_max_position_embeddings": 128}
        return t.LlamaForCausalLM(t.LlamaConfig(**COMMON, tie_word_embeddings=False, rope_parameters=stretched))
    if family == "mistral":
        return t.MistralForCausalLM(t.MistralConfig(**COMMON, sliding_window=11))
    if family == "qwen2":
        return t.Qwen2ForCausalLM(t.Qwen2Config(**COMMON))
    if family == "qwen3":
        return t.Qwen3ForCausalLM(t.Qwen3Config(**COMMON, head_dim=16))
    if family == "gemma3":
        kinds = ["sliding_attention", "full_attention", "sliding_attention"]
        config = t.Gemma3TextConfig(**COMMON, head_dim=16, sliding_window=9, layer_types=kinds)
        return t.Gemma3ForCausalLM(config)
    if family == "gpt2":
        return t.GPT2LMHeadModel(
            t.GPT2Config(
                vocab_size=WORDS, n_embd=32, n_layer=2, n_head=4, n_positions=512, initializer_range=0.6,
                bos_token_id=1, eos_token_id=2, pad_token_id=0,
            )
        )  # fmt: skip
    if family == "t5":
        ids: dict[str, Any] = {"decoder_start_token_id": 0, "eos_token_id": 2, "pad_token_id": 0}
        return t.T5ForConditionalGeneration(
            t.T5Config(
                vocab_size=WORDS, d_model=32, d_kv=8, d_ff=48, num_layers=2, num_heads=4, initializer_factor=4.0, **ids
            )
        )  # fmt: skip
    raise ValueError(family)
