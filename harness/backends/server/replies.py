"""Reading what a server answered: one choice, its text, why it ended, how many tokens."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from harness.backends.server.faults import RequestError, shortened
from harness.reading.surrogates import without_surrogates

ENDINGS = {"stop": "stop", "eos": "stop", "eos_token": "stop", "stop_sequence": "stop", "length": "length"}


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: text, ending, token counts where told, and the name that the server gave its model."""

    text: str
    finish_reason: str
    input_tokens: int | None
    output_tokens: int | None
    model: str
    logprob: float | None = None


def read_reply(body: bytes, *, chat: bool, asked_model: str) -> Reply:
    """The answer in a response.

    Raises RequestError: ``refused`` where the server filtered it, ``malformed`` where the reply is no answer or another
    model's. A reply with several choices, though one was asked for, is none: which of them is meant, nobody knows.
    """
    value = _object(body)
    choices = value.get("choices")
    if not isinstance(choices, list) or len(choices) != 1 or not isinstance(choices[0], dict):
        number = len(choices) if isinstance(choices, list) else "no"
        raise RequestError("malformed", f"the reply has {number} choices; expected one")
    told = value.get("model")
    if isinstance(told, str) and not names_fit(asked_model, told):
        raise RequestError(
            "malformed", f"answered by the model {told[:100]!r}, asked was {asked_model!r}; set `model` to one"
        )
    choice = choices[0]
    ending = choice.get("finish_reason")
    if ending == "content_filter":
        raise RequestError("refused", "the server's content filter ended the answer")
    text = _chat_text(choice) if chat else choice.get("text")
    if not isinstance(text, str):
        raise RequestError("malformed", "the reply's choice has no text")
    usage = _part(value, "usage")
    return Reply(
        without_surrogates(text),
        ENDINGS.get(ending, str(ending)) if isinstance(ending, str) else "stop",
        _count(usage.get("prompt_tokens")),
        _count(usage.get("completion_tokens")),
        told if isinstance(told, str) else "",
        _logprob(_part(choice, "logprobs")),
    )


def names_fit(asked: str, told: str) -> bool:
    """Whether a server's name for the model can be the one that was asked.

    Equal but for case; a dated or tagged form of it (``name-2024-08-06``, ``name:latest``, ``name@main``); or the same
    last part of a path, ``.gguf`` left out.
    """
    asked, told = asked.casefold().strip(), told.casefold().strip()
    if not told or told == asked or told.startswith((f"{asked}-20", f"{asked}:", f"{asked}@")):
        return True
    return _last_part(asked) == _last_part(told)


def cut_at_stop(text: str, stop: Sequence[str]) -> tuple[str, bool]:
    """The text up to the first stop string, and whether there was one; for servers that know only some of them."""
    places = [place for one in stop if one and (place := text.find(one)) >= 0]
    return (text[: min(places)], True) if places else (text, False)


def read_models(body: bytes) -> tuple[tuple[str, int | None], ...]:
    """The (name, context tokens or None) of each model in the answer of ``/models``; empty where it is none."""
    try:
        listed = _object(body).get("data")
    except RequestError:
        return ()
    rows = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
    return tuple((str(row["id"]), _context(row)) for row in rows if isinstance(row.get("id"), str))


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise RequestError("malformed", f"the reply is not UTF-8 at byte {error.start}") from None
    except (ValueError, RecursionError):
        shown = shortened(body[:2000].decode(errors="replace"))
        raise RequestError("malformed", f"the reply is not JSON: {shown}") from None
    if not isinstance(value, dict):
        raise RequestError(
            "malformed", f"the reply is not a JSON object: {shortened(body[:2000].decode(errors='replace'))}"
        )
    if "choices" not in value and "error" in value:
        raise RequestError("server", f"the reply is an error: {shortened(str(value['error']))}")
    return value


def _part(value: dict[str, Any], key: str) -> dict[str, Any]:
    part = value.get(key)
    return part if isinstance(part, dict) else {}


def _chat_text(choice: dict[str, Any]) -> object:
    message = choice.get("message")
    if not isinstance(message, dict):
        return None
    if message.get("refusal") and not message.get("content"):
        raise RequestError("refused", f"the model refused: {shortened(str(message['refusal']))}")
    content = message.get("content")
    if content is None and choice.get("finish_reason") in ENDINGS:
        return ""
    return content


def _logprob(told: dict[str, Any]) -> float | None:
    """The sum over the tokens: chat lists ``content`` of objects, completions ``token_logprobs``; None for neither."""
    tokens = told.get("content")
    if isinstance(tokens, list):
        listed: object = [one.get("logprob") if isinstance(one, dict) else None for one in tokens]
    else:
        listed = told.get("token_logprobs")
    if not isinstance(listed, list) or not listed or not all(map(_is_number, listed)):
        return None
    return math.fsum(listed)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9


def _last_part(name: str) -> str:
    return name.rstrip("/").rsplit("/", 1)[-1].removesuffix(".gguf")


def _context(row: dict[str, Any]) -> int | None:
    """vLLM tells ``max_model_len``, llama.cpp ``meta.n_ctx``, LM Studio and routers ``context_length``."""
    meta = _part(row, "meta")
    told = (row.get("max_model_len"), meta.get("n_ctx"), row.get("context_length"), row.get("max_context_length"))
    return next((count for one in told if (count := _count(one))), None)


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53 else None
