"""What counts as an answer."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.backends.server.faults import RequestError
from harness.backends.server.replies import cut_at_stop, names_fit, read_models, read_reply

keys = st.sampled_from(["choices", "message", "content", "usage", "model", "text"])
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


def reply(**changes: Any) -> bytes:
    """A good reply with changes."""
    choice = {"message": {"content": "Four."}, "finish_reason": "stop"}
    return json.dumps({"choices": [choice], "model": "m", **changes}).encode()


@given(json_values, st.booleans())
def test_any_json_is_an_answer_or_a_request_error(value: Any, chat: bool) -> None:
    """No shape of reply raises anything else."""
    with suppress(RequestError):
        assert isinstance(read_reply(json.dumps(value).encode(), chat=chat, asked_model="m").text, str)


def test_a_filtered_or_refused_answer_is_an_error() -> None:
    """Half an answer that a filter ended, and a refusal field, are no answers."""
    for choice in (
        {"message": {"content": "Half"}, "finish_reason": "content_filter"},
        {"message": {"content": None, "refusal": "I can't."}, "finish_reason": "stop"},
    ):
        with pytest.raises(RequestError) as caught:
            read_reply(reply(choices=[choice]), chat=True, asked_model="m")
        assert caught.value.kind == "refused"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"content": [{"token": "Fo", "logprob": -0.5}, {"token": "ur", "logprob": -0.25}]}, -0.75),
        ({"token_logprobs": [-1, -2.5]}, -3.5),
        ({"content": [{"logprob": None}]}, None),
        ({"token_logprobs": [float("-inf")]}, None),
        ({"content": [True]}, None),
        ({"content": []}, None),
        (None, None),
    ],
)
def test_the_probability_is_the_sum_over_the_tokens(told: Any, expected: float | None) -> None:
    """Of chat and of completions; None where it isn't told, or isn't numbers."""
    choice = {"message": {"content": "Four."}, "finish_reason": "stop", "logprobs": told}
    assert read_reply(reply(choices=[choice]), chat=True, asked_model="m").logprob == expected


def test_an_empty_answer_is_an_answer() -> None:
    """A model may say nothing; null with a proper ending is nothing."""
    for content in ("", None):
        body = reply(choices=[{"message": {"content": content}, "finish_reason": "stop"}])
        assert read_reply(body, chat=True, asked_model="m").text == ""


@pytest.mark.parametrize(
    ("asked", "told", "fits"),
    [
        ("gpt", "gpt", True),
        ("GPT", "gpt", True),
        ("gpt", "gpt-2024-08-06", True),
        ("llama3", "llama3:latest", True),
        ("/models/a/SmolLM2.gguf", "smollm2", True),
        ("owner/name", "owner/name@main", True),
        ("gpt", "gpt-mini", False),
        ("small", "large", False),
        ("m", "", True),
    ],
)
def test_names_of_one_model_fit(asked: str, told: str, fits: bool) -> None:
    """Dates, tags and paths are forms of one name; another size is another model."""
    assert names_fit(asked, told) is fits


@given(st.text("ab\n"), st.lists(st.text("ab\n", max_size=2), max_size=3))
def test_a_cut_text_holds_no_stop_string(text: str, stop: list[str]) -> None:
    """What is left is a beginning of the text without any stop string."""
    cut, was_cut = cut_at_stop(text, stop)
    assert text.startswith(cut)
    assert not any(one in cut for one in stop if one)
    assert was_cut == (cut != text) or text.startswith(cut)


def test_context_lengths_of_three_kinds_of_server() -> None:
    """vLLM, llama.cpp and routers tell it under different names; nonsense is no length."""
    rows = [
        {"id": "a", "max_model_len": 10},
        {"id": "b", "meta": {"n_ctx": 20}},
        {"id": "c", "context_length": 30},
        {"id": "d", "max_model_len": "many"},
        {"no": "id"},
    ]
    found = read_models(json.dumps({"data": rows}).encode())
    assert found == (("a", 10), ("b", 20), ("c", 30), ("d", None))
    assert read_models(b"<html>") == ()
