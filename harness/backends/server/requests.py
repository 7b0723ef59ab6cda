"""One request to a server: bytes out, bytes in, bounded in time and size, every failure in our own words."""

from __future__ import annotations

import asyncio
import json
import ssl
import time
from collections.abc import Generator, Mapping, Sequence
from typing import Any

import httpx

from harness.backends.server.faults import Refusal, RequestError, fault_of
from harness.backends.server.replies import read_models
from harness.backends.server.spec import Key, ServerSpec, is_loopback
from harness.schema import Prompt

BODY_OF_A_REFUSAL = 8192
DISCOVERY_SECONDS = 5.0
MOST_STOP_STRINGS = 4
"""What OpenAI's API takes; the answer is cut at all of them afterwards."""


def request_body(spec: ServerSpec, model: str, prompt: Prompt, messages: Sequence[Mapping[str, str]] | None) -> bytes:
    """The JSON of one request; ``messages`` None asks for a plain completion of the prompt's text."""
    asked: dict[str, Any] = {"model": model}
    asked |= {"prompt": prompt.text} if messages is None else {"messages": list(messages)}
    asked |= {"max_tokens": prompt.max_new_tokens, "temperature": prompt.temperature, "seed": prompt.seed}
    if spec.logprobs:
        asked["logprobs"] = 1 if messages is None else True
    if prompt.stop:
        asked["stop"] = list(prompt.stop[:MOST_STOP_STRINGS])
    asked |= {"stream": False, **spec.extra}
    return json.dumps({name: value for name, value in asked.items() if value is not None}).encode("ascii")


def open_client(spec: ServerSpec, key: Key) -> httpx.AsyncClient:
    """A client for that server: no redirects (they would carry the key away), no proxy for this machine itself."""
    idle = spec.idle_seconds or spec.timeout_seconds
    return httpx.AsyncClient(
        auth=_KeyAuth(key),
        timeout=httpx.Timeout(idle, connect=spec.connect_seconds, pool=None),
        limits=httpx.Limits(max_connections=max(1, spec.concurrency), max_keepalive_connections=spec.concurrency),
        headers={"Accept-Encoding": "identity", "Content-Type": "application/json"},
        follow_redirects=False,
        trust_env=not is_loopback(spec.url),
        verify=_trusted(spec.url),
    )


async def post(client: httpx.AsyncClient, spec: ServerSpec, key: Key, path: str, body: bytes) -> bytes:
    """The body of a reply with status 200; raises RequestError of the right class for everything else.

    A key that the server sends back is hidden before anything is cut from it: half a key is a secret too.
    """
    try:
        async with asyncio.timeout(spec.timeout_seconds):
            async with client.stream("POST", spec.url.rstrip("/") + path, content=body) as response:
                if response.status_code != 200:
                    raise fault_of(await _refusal(response, key), time.time())
                if response.headers.get("content-encoding", "identity") != "identity":
                    raise RequestError("malformed", "the reply is packed, though plain was asked for")
                return key.hide_in_bytes(await _bounded_body(response, spec.response_bytes))
    except TimeoutError:
        raise RequestError("timeout", f"no whole answer within {spec.timeout_seconds:g} s") from None
    except httpx.ConnectTimeout:
        raise RequestError("network", f"no connection within {spec.connect_seconds:g} s") from None
    except httpx.TimeoutException:
        idle = spec.idle_seconds or spec.timeout_seconds
        raise RequestError("timeout", f"nothing came for {idle:g} s") from None
    except (httpx.HTTPError, httpx.StreamError, OSError) as error:
        raise RequestError("network", f"the connection failed: {type(error).__name__}: {error}"[:300]) from None


def ask_models(spec: ServerSpec, key: Key) -> tuple[tuple[str, int | None], ...]:
    """The (name, context tokens or None) of the models that the server says it has; empty where it doesn't say."""
    try:
        outside = not is_loopback(spec.url)
        trusted = _trusted(spec.url)
        with (
            httpx.Client(auth=_KeyAuth(key), timeout=DISCOVERY_SECONDS, trust_env=outside, verify=trusted) as client,
            client.stream("GET", spec.url.rstrip("/") + "/models") as response,
        ):
            if response.status_code != 200:
                return ()
            body, deadline = b"", time.monotonic() + DISCOVERY_SECONDS
            for part in response.iter_raw():
                body += part
                if len(body) > spec.response_bytes or time.monotonic() > deadline:
                    return ()
            return read_models(body)
    except (httpx.HTTPError, httpx.StreamError, OSError):
        return ()


def _trusted(url: str) -> ssl.SSLContext | bool:
    """httpx's own check of certificates; for plain http, where none is met, a context that trusts nobody, made fast."""
    return True if url.startswith("https:") else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class _KeyAuth(httpx.Auth):
    """Puts the key on a request when it leaves, so that no client, header list or log line holds it."""

    def __init__(self, key: Key) -> None:
        self._key = key

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._key:
            request.headers["Authorization"] = self._key.header()
        yield request


async def _refusal(response: httpx.Response, key: Key) -> Refusal:
    body = b""
    async for part in response.aiter_raw():
        body += part
        if len(body) >= BODY_OF_A_REFUSAL:
            break
    headers = {name.lower(): value for name, value in response.headers.items()}
    text = key.hide_in_bytes(body)[:BODY_OF_A_REFUSAL].decode("utf-8", "replace")
    return Refusal(response.status_code, headers, text)


async def _bounded_body(response: httpx.Response, most: int) -> bytes:
    parts, size = [], 0
    async for part in response.aiter_raw():
        parts.append(part)
        size += len(part)
        if size > most:
            raise RequestError("malformed", f"the reply is longer than {most} bytes")
    return b"".join(parts)
