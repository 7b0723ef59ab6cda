"""What a config says of a served model."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

from harness.errors import MissingError, UsageError

HIDDEN = "[hidden]"


@dataclass(frozen=True, slots=True)
class ServerSpec:
    """A served model: where, which, and how patiently.

    ``url`` is the base that ends in ``/v1`` for most servers. ``model`` None or empty asks the server for its only one.
    ``key_env`` names the variable that holds the key. ``chat`` chooses the endpoint: chat (True and None) or plain
    completions for a base model (False). ``context_tokens`` None asks the server. ``timeout_seconds`` bounds one
    request from start to end, ``idle_seconds`` the wait for the next byte of it. ``logprobs`` asks for the probability
    of what was said, which some servers refuse or pass over. ``extra`` goes into each request as
    it is; null leaves a field out, so that ``{"max_tokens": null, "max_completion_tokens": 48}`` renames one.
    """

    url: str
    model: str | None = None
    key_env: str | None = None
    chat: bool | None = None
    context_tokens: int | None = None
    concurrency: int = 8
    timeout_seconds: float = 300.0
    idle_seconds: float | None = None
    connect_seconds: float = 10.0
    max_retries: int = 8
    logprobs: bool = False
    longest_pause_seconds: float = 300.0
    """A server that asks to wait longer gets an error on the item instead of our patience."""
    give_up_seconds: float = 180.0
    """After so long without a single answer, though asked again and again, the rest of the prompts become errors."""
    response_bytes: int = 4 * 1024 * 1024
    extra: Mapping[str, object] = field(default_factory=dict)


class Key:
    """A key that never shows itself: not in a repr, not in a traceback's locals, not in a pickle."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def __repr__(self) -> str:
        return HIDDEN

    def __reduce__(self) -> str:
        raise TypeError("a key is never written down")

    def __bool__(self) -> bool:
        return bool(self._value)

    def header(self) -> str:
        """The value of the Authorization header."""
        return f"Bearer {self._value}"

    def hide_in(self, text: str) -> str:
        """The text without the key, should a server have sent it back."""
        return text.replace(self._value, HIDDEN) if self._value else text

    def hide_in_bytes(self, data: bytes) -> bytes:
        """The same for bytes as they come; keys are ASCII."""
        return data.replace(self._value.encode("ascii"), HIDDEN.encode("ascii")) if self._value else data


def key_of(spec: ServerSpec, name: str) -> Key:
    """The key from the environment; empty where the spec names no variable.

    Raises MissingError where the variable isn't set, UsageError where the key can't stand in a header.
    """
    if spec.key_env is None:
        return Key("")
    value = os.environ.get(spec.key_env, "").strip()
    if not value:
        message = f"{name}: the variable {spec.key_env} is not set; expected the server's key in it; export it"
        raise MissingError(message)
    if not value.isascii() or not value.isprintable():
        raise UsageError(f"{name}: {spec.key_env} holds characters that a key can't have; set it anew")
    return Key(value)


def check_url(spec: ServerSpec, name: str) -> str:
    """The base address without a slash at its end; UsageError where it is none, or holds a password."""
    if "@" in spec.url.partition("?")[0] or "?" in spec.url:
        message = f"{name}: url: holds a user, a password or a query; expected the bare address; use key_env"
        raise UsageError(message)
    if not _is_address(spec.url):
        message = f"{name}: url: {spec.url!r} is no address; expected one such as http://127.0.0.1:8000/v1"
        raise UsageError(message)
    return spec.url.rstrip("/")


def _is_address(url: str) -> bool:
    """Whether a request can be sent there: http or https, and a host and a port that can be ones."""
    try:
        parts, asked = urlsplit(url), httpx.URL(url)
        asked.host.encode("idna")  # as the system's look-up will do, which tells it by a traceback
        return asked.scheme in ("http", "https") and bool(asked.host) and parts.port != 0
    except (ValueError, httpx.InvalidURL):
        return False


def is_loopback(url: str) -> bool:
    """Whether the address is this machine; a proxy is never asked for it."""
    host = urlsplit(url).hostname or ""
    return host in ("localhost", "::1") or host.startswith("127.")
