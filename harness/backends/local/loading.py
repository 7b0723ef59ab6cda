"""A model folder in memory: model, tokenizer, and the few facts that generating needs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harness.backends.local.convert import damage, quiet_transformers
from harness.backends.local.models import read_json
from harness.backends.local.threads import wait_asleep
from harness.backends.local.tokens import TextTokenizer, TransformersTokenizer, keep_if_plain, plain_tokenizer
from harness.errors import MissingError

if TYPE_CHECKING:
    from transformers import PreTrainedModel

ENDLESS_TOKENS = 1_000_000
"""A tokenizer's ``model_max_length`` beyond this means that nobody set one."""


@dataclass(frozen=True, slots=True)
class FolderFacts:
    """What the files of a model folder say without loading it."""

    context_tokens: int | None
    chat: bool
    encoder_decoder: bool
    architecture: str


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model in memory. ``end_ids`` are the tokens after which a reply is over.

    ``folder`` is where the files that say all of it lie; None where code that came with the weights has its say too.
    """

    folder: Path | None
    model: PreTrainedModel
    tokenizer: TextTokenizer
    facts: FolderFacts
    end_ids: frozenset[int]
    pad_id: int


def folder_facts(folder: Path) -> FolderFacts:
    """Context, chat template and kind of a model folder, from its JSON files alone."""
    config = read_json(folder / "config.json")
    tokenizer = read_json(folder / "tokenizer_config.json")
    text = config.get("text_config")
    inner = text if isinstance(text, dict) else config
    lengths = [inner.get(key) for key in ("max_position_embeddings", "n_positions", "max_sequence_length")]
    lengths.append(tokenizer.get("model_max_length"))
    context = next((int(size) for size in lengths if isinstance(size, int | float) and 0 < size < ENDLESS_TOKENS), None)
    names = config.get("architectures")
    return FolderFacts(
        context_tokens=context,
        chat=(folder / "chat_template.jinja").is_file() or bool(tokenizer.get("chat_template")),
        encoder_decoder=bool(config.get("is_encoder_decoder")),
        architecture=str(names[0]) if isinstance(names, list) and names else "",
    )


def load_tokenizer(folder: Path, *, trust_remote_code: bool = False) -> TextTokenizer:
    """The tokenizer of a model folder; raises MissingError where it can't be read."""
    plain = None if trust_remote_code else plain_tokenizer(folder)
    if plain is not None:
        return plain
    wait_asleep()
    from transformers import AutoTokenizer

    with quiet_transformers():
        try:
            tokenizer = TransformersTokenizer(
                AutoTokenizer.from_pretrained(str(folder), trust_remote_code=trust_remote_code, local_files_only=True)
            )
        except Exception as failure:  # each reader of tokenizers raises its own kind for a damaged file
            raise MissingError(f"{folder}: its tokenizer can't be loaded: {failure}; fetch it again") from failure
        if not trust_remote_code:
            keep_if_plain(folder, tokenizer)
    return tokenizer


def load_model(folder: Path, tokenizer: TextTokenizer, *, dtype: str, trust_remote_code: bool = False) -> LoadedModel:
    """The model of a folder, ready to generate greedily.

    The sampling habits of its own generation config (beams, penalties, minimum lengths) are dropped: a reply is what
    the model finds likeliest, token by token. Raises MissingError where the weights are damaged or can't be read.
    """
    wait_asleep()
    import torch

    facts = folder_facts(folder)
    with quiet_transformers(), whole(folder):
        model = _model_class(facts).from_pretrained(
            str(folder),
            dtype=getattr(torch, dtype),
            trust_remote_code=trust_remote_code,
            local_files_only=True,
            low_cpu_mem_usage=True,
        )
    model.eval()
    model.requires_grad_(False)
    end_ids = _end_ids(model, tokenizer)
    pad_id = next((int(i) for i in (tokenizer.special.pad_id, *sorted(end_ids)) if isinstance(i, int)), 0)
    model.generation_config = _greedy_config(model.generation_config, end_ids, pad_id)
    plain = None if trust_remote_code else folder
    return LoadedModel(plain, model=model, tokenizer=tokenizer, facts=facts, end_ids=end_ids, pad_id=pad_id)


@contextmanager
def whole(folder: Path) -> Iterator[None]:
    """Read a folder's weights inside; meanwhile those of a converted folder are held against their digest.

    Raises MissingError where they are damaged, or where what is done inside fails.
    """
    found: list[str] = []
    checker = threading.Thread(target=lambda: found.append(damage(folder)), daemon=True)
    checker.start()
    try:
        yield
    except Exception as failure:  # each reader of weights raises its own kind for a damaged file
        checker.join()
        told = (found and found[0]) or f"{folder}: can't be loaded, it may be damaged: {failure}"
        raise MissingError(f"{told}; fetch it again") from failure
    checker.join()
    if found and found[0]:
        raise MissingError(f"{found[0]}; delete {folder}, then run the same command again to make it anew")


def _model_class(facts: FolderFacts) -> Any:
    from transformers import AutoModelForCausalLM, AutoModelForSeq2SeqLM

    return AutoModelForSeq2SeqLM if facts.encoder_decoder else AutoModelForCausalLM


def _end_ids(model: PreTrainedModel, tokenizer: TextTokenizer) -> frozenset[int]:
    """The end tokens of the generation config, the model's config, and the tokenizer."""
    given = [getattr(model.generation_config, "eos_token_id", None), getattr(model.config, "eos_token_id", None)]
    given.append(tokenizer.special.end_id)
    flat = [token for value in given for token in (value if isinstance(value, list | tuple) else [value])]
    return frozenset(int(token) for token in flat if token is not None)


def _greedy_config(given: Any, end_ids: frozenset[int], pad_id: int) -> Any:
    from transformers import GenerationConfig

    kept = {
        key: getattr(given, key, None)
        for key in ("bos_token_id", "decoder_start_token_id", "forced_bos_token_id", "forced_eos_token_id")
    }
    make: Any = GenerationConfig
    return make(
        do_sample=False, num_beams=1, eos_token_id=sorted(end_ids) or None, pad_token_id=pad_id, use_cache=True, **kept
    )
