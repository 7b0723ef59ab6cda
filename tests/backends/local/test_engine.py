"""The engine's text is the text of one prompt at a time, token by token."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harness.backends.local.choose import take_over
from harness.backends.local.engine import SharedPrefixEngine
from harness.backends.local.loading import LoadedModel, load_model, load_tokenizer
from harness.backends.local.replies import Reply
from harness.backends.local.single import generate_singly
from harness.schema import Generation, Prompt

FAMILIES = ["llama", "mistral", "qwen2", "qwen3", "gemma3"]
PLENTY = 1 << 30


@cache
def _load(folder: Path, dtype: str = "float32") -> LoadedModel:
    return load_model(folder, load_tokenizer(folder), dtype=dtype)


@cache
def _engine(folder: Path, dtype: str = "float32", *, own: bool = True) -> SharedPrefixEngine:
    """With our own kernels where this machine has them, or with torch's."""
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("HARNESS_KERNELS", "on" if own else "off")
        return SharedPrefixEngine(take_over(load_model(folder, load_tokenizer(folder), dtype=dtype)), PLENTY)


def _replies(loaded: LoadedModel, prompts: list[list[int]], lengths: list[int], **changes: object) -> list[Reply]:
    return [
        Reply(
            Prompt(f"p{number}", "qa", "", lengths[number % len(lengths)], **changes),  # type: ignore[arg-type]
            ids,
            loaded.tokenizer,
            loaded.end_ids,
        )
        for number, ids in enumerate(prompts)
    ]


def _same(found: list[Generation], expected: list[Generation]) -> None:
    by_id = {generation.id: generation for generation in found}
    assert sorted(by_id) == sorted(generation.id for generation in expected)
    for generation in expected:
        mine = by_id[generation.id]
        assert mine.error is None
        if "near tie" not in mine.note:
            assert (mine.output, mine.finish_reason) == (generation.output, generation.finish_reason)
            assert mine.output_tokens == generation.output_tokens


tokens = st.integers(3, 95)
documents = st.lists(st.lists(tokens, min_size=1, max_size=60), min_size=1, max_size=3)
suffixes = st.lists(st.lists(tokens, min_size=1, max_size=12), min_size=1, max_size=4)


@pytest.mark.parametrize("family", FAMILIES)
@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    system=st.lists(tokens, max_size=20),
    documents=documents,
    suffixes=suffixes,
    lengths=st.lists(st.integers(1, 14), min_size=1, max_size=5),
    chunk=st.sampled_from([3, 8, 256]),
    worth=st.sampled_from([2, 12, 64]),
    budget=st.sampled_from([0, 60_000, PLENTY]),
    speculation=st.booleans(),
    own=st.booleans(),
)
def test_text_is_that_of_one_prompt_at_a_time(
    tiny_folder: Callable[[str], Path],
    family: str,
    system: list[int],
    documents: list[list[int]],
    suffixes: list[list[int]],
    lengths: list[int],
    chunk: int,
    worth: int,
    budget: int,
    speculation: bool,
    own: bool,
) -> None:
    """Whatever prompts share, however memory is short, each reply is what the model says to its prompt alone."""
    loaded = _load(tiny_folder(family))
    decoder = _engine(tiny_folder(family), own=own).decoder
    engine = SharedPrefixEngine(decoder, budget, speculation, chunk, worth)
    prompts = [[*system, *document, *suffix] for document in documents for suffix in suffixes]
    expected = list(generate_singly(loaded, _replies(loaded, prompts, lengths), "tiny"))
    _same(list(engine.run(_replies(loaded, prompts, lengths), "tiny")), expected)


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("family", FAMILIES)
def test_prompts_longer_than_a_window_and_than_padded_storage(
    tiny_folder: Callable[[str], Path], family: str, own: bool
) -> None:
    """A long prompt that shares nothing is a group of its own, and windows that end in it are seen to."""
    loaded, engine = _load(tiny_folder(family)), _engine(tiny_folder(family), own=own)
    engine.chunk_tokens, engine.budget_bytes, engine.speculation = 64, PLENTY, True
    prompts = [[3 + (place * place + shift) % 90 for place in range(400)] for shift in (0, 1)]
    prompts += [[*prompts[0][:300], 5, 6], [*prompts[0][:300], 7]]
    expected = list(generate_singly(loaded, _replies(loaded, prompts, [40]), "tiny"))
    _same(list(engine.run(_replies(loaded, prompts, [40]), "tiny")), expected)
    assert engine.statistics.prompt_tokens == sum(map(len, prompts))
    assert engine.statistics.computed_tokens < engine.statistics.prompt_tokens


def test_each_document_is_computed_once(tiny_folder: Callable[[str], Path]) -> None:
    """Of twelve prompts over one document, the document's tokens are computed for one."""
    loaded = _load(tiny_folder("llama"))
    engine = SharedPrefixEngine(_engine(tiny_folder("llama")).decoder, PLENTY)
    document = [3 + place % 90 for place in range(200)]
    prompts = [[*document, 10 + number, 11] for number in range(12)]
    list(engine.run(_replies(loaded, prompts, [3]), "tiny"))
    assert engine.statistics.prompt_tokens == 12 * 202
    assert engine.statistics.computed_tokens == 200 + 12 * 2


def test_keys_stay_within_the_budget(tiny_folder: Callable[[str], Path]) -> None:
    """With a budget for a few rows only, never more keys and values are held."""
    loaded = _load(tiny_folder("llama"))
    decoder = _engine(tiny_folder("llama")).decoder
    budget = 260 * decoder.key_shape.bytes_per_token
    engine = SharedPrefixEngine(decoder, budget)
    prompts = [[3 + document + place % 80 for place in range(100)] + [5, row] for document in (0, 9) for row in (3, 4)]
    made = list(engine.run(_replies(loaded, prompts, [20]), "tiny"))
    assert len(made) == 4
    assert 0 < engine.statistics.peak_key_bytes <= budget


def test_many_short_rows_then_a_long_one_stay_within_the_budget(tiny_folder: Callable[[str], Path]) -> None:
    """Room for many rows is given back before few long ones take theirs; the text stays that of one at a time."""
    loaded = _load(tiny_folder("llama"))
    decoder = _engine(tiny_folder("llama")).decoder
    prompts = [[3 + row % 80, 4, 5 + row % 70] for row in range(24)] + [[90, *range(3, 60)], [91, *range(4, 60)]]
    lengths = [4] * 24 + [120] * 2
    expected = list(generate_singly(loaded, _replies(loaded, prompts, lengths), "tiny"))
    budget = 26 * 32 * decoder.key_shape.bytes_per_token
    engine = SharedPrefixEngine(decoder, budget)
    _same(list(engine.run(_replies(loaded, prompts, lengths), "tiny")), expected)
    assert 0 < engine.statistics.peak_key_bytes <= budget


def test_drawn_text_does_not_depend_on_who_shares_a_step(tiny_folder: Callable[[str], Path]) -> None:
    """With a temperature, each prompt's draws come of its own seed: alone or together, the same text."""
    loaded, engine = _load(tiny_folder("llama")), _engine(tiny_folder("llama"))
    engine.chunk_tokens, engine.budget_bytes, engine.speculation = 256, PLENTY, True
    prompts = [[4, 5, 6, 7, 8, 9, 10, 11, 12, 13, number] for number in range(20, 25)]
    together = {g.id: g.output for g in engine.run(_replies(loaded, prompts, [8], temperature=0.9), "tiny")}
    singly = {g.id: g.output for g in generate_singly(loaded, _replies(loaded, prompts, [8], temperature=0.9), "tiny")}
    assert together == singly
    assert len(set(together.values())) > 1


def test_when_memory_runs_out_fewer_rows_are_tried(
    tiny_folder: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An allocation that fails costs no prompt its reply; the record says that fewer rows were run."""
    from harness.backends.local.keys import RowKeys

    loaded, engine = _load(tiny_folder("llama")), _engine(tiny_folder("llama"))
    engine.chunk_tokens, engine.budget_bytes, engine.speculation = 256, 200_000, False
    plain = RowKeys.fit

    def small(self: RowKeys, slots: int, room: int, used: int, filled: int) -> None:
        if slots > 2:
            raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 1 bytes")
        plain(self, slots, room, used, filled)

    monkeypatch.setattr(RowKeys, "fit", small)
    prompts = [[*range(3, 40), number] for number in range(50, 56)]
    expected = list(generate_singly(loaded, _replies(loaded, prompts, [6]), "tiny"))
    made = list(engine.run(_replies(loaded, prompts, [6]), "tiny"))
    _same(made, expected)
    assert any("memory ran out" in generation.note for generation in made)


def test_bfloat16_runs_in_the_engine(tiny_folder: Callable[[str], Path]) -> None:
    """In bf16 every prompt gets a reply; texts may differ from one at a time, as rounding does."""
    loaded, engine = _load(tiny_folder("llama"), "bfloat16"), _engine(tiny_folder("llama"), "bfloat16")
    prompts = [[*range(3, 60), number] for number in range(60, 66)]
    made = list(engine.run(_replies(loaded, prompts, [6]), "tiny"))
    assert sorted(g.id for g in made) == [f"p{number}" for number in range(6)]
    assert all(g.error is None and g.output_tokens for g in made)
