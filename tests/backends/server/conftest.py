"""A server that does everything wrong that servers do, on demand."""

import asyncio
import json
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

HARMLESS = frozenset({"same-id"})
"""Faults after which the answer still holds."""


@dataclass
class FaultServer:
    """An OpenAI-compatible server in a thread; ``choose`` names a request's fault by its text, "" for none."""

    choose: Callable[[str], str]
    models: tuple[str, ...] = ("served",)
    pause_seconds: float = 0.05
    """What a 429 with Retry-After asks to wait."""
    url: str = ""
    asked: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    bodies: list[dict[str, object]] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    def start(self) -> "FaultServer":
        """Listen on a free port of this machine."""
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        assert ready.wait(10)
        return self

    def stop(self) -> None:
        """Close every connection; a second call does nothing."""
        if self._loop.is_closed():
            return
        self._loop.call_soon_threadsafe(self._main.cancel)
        self._thread.join(10)

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._main = self._loop.create_task(self._serve(ready))
        try:
            self._loop.run_until_complete(self._main)
        except asyncio.CancelledError:
            pass
        finally:
            for task in asyncio.all_tasks(self._loop):
                task.cancel()
            self._loop.run_until_complete(asyncio.sleep(0.01))
            self._loop.close()

    async def _serve(self, ready: threading.Event) -> None:
        server = await asyncio.start_server(self._connection, "127.0.0.1", 0, backlog=512)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
        ready.set()
        try:
            await asyncio.Event().wait()
        finally:
            server.close()

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._request(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _request(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        named = (line.split(":") for line in head.lower().split("\r\n") if ":" in line)
        length = next((int(value[0]) for name, *value in named if name == "content-length"), 0)
        body = await reader.readexactly(length)
        self.headers.append(head)
        if head.startswith("GET"):
            listed = {"data": [{"id": name, "max_model_len": 2048} for name in self.models]}
            return await send(writer, 200, json.dumps(listed).encode())
        asked = json.loads(body)
        self.bodies.append(asked)
        text = asked["messages"][-1]["content"] if "messages" in asked else asked["prompt"]
        self.asked[text] += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            fault = self.choose(text)
            await asyncio.sleep(0.002)
            if fault in ("", *HARMLESS):
                self.done[text] += 1
            return await misbehave(fault, writer, asked, text, self.pause_seconds)
        finally:
            self.at_once -= 1


def answer(asked: dict[str, object], text: str, **changes: object) -> bytes:
    """A right reply to a request, or one with ``changes``."""
    content = f"answer to {text}"
    choice = {"index": 0, "finish_reason": "stop", "message": {"content": content}, "text": content}
    usage = {"prompt_tokens": 7, "completion_tokens": 3}
    reply = {"id": f"id-{random.random()}", "model": asked["model"], "choices": [choice], "usage": usage, **changes}
    return json.dumps(reply).encode()


async def send(
    writer: asyncio.StreamWriter, status: int, body: bytes, *headers: str, length: int | None = None
) -> bool:
    """One reply; returns that the connection stays."""
    head = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body) if length is None else length}", *headers]
    writer.write("\r\n".join(head).encode() + b"\r\n\r\n" + body)
    await writer.drain()
    return True


async def misbehave(
    fault: str, writer: asyncio.StreamWriter, asked: dict[str, object], text: str, pause_seconds: float
) -> bool:
    """Do what the fault's name says; returns whether the connection stays."""
    good = answer(asked, text)
    bodies = {
        "": good,
        "half-json": good[: len(good) // 2],
        "html": b"<!doctype html><html><script>alert(1)</script>It works!</html>",
        "wrong-model": answer(asked, text, model="another-model"),
        "empty-choices": answer(asked, text, choices=[]),
        "no-text": answer(asked, text, choices=[{"index": 0, "message": {"content": 5}}]),
        "bad-utf8": b'{"choices": [{"message": {"content": "\xff\xfe"}}]}',
        "two-choices": answer(asked, text, choices=[{"message": {"content": "a"}}, {"message": {"content": "b"}}]),
        "same-id": answer(asked, text, id="always-the-same"),
        "error-in-200": b'{"error": {"message": "worker died"}}',
        "deep": b"[" * 100_000,
    }
    if fault in bodies:
        return await send(writer, 200, bodies[fault])
    statuses = {"429": 429, "429-after": 429, "500": 500, "503-html": 503}
    if fault in statuses:
        after = (f"Retry-After: {pause_seconds}",) if fault == "429-after" else ()
        return await send(writer, statuses[fault], b"<html>busy</html>", *after)
    return await misbehave_on_the_wire(fault, writer, good)


async def misbehave_on_the_wire(fault: str, writer: asyncio.StreamWriter, good: bytes) -> bool:
    """Faults below HTTP, or of its body; the connection ends with each."""
    if fault == "refuse":
        writer.transport.abort()
    elif fault == "hang":
        await asyncio.sleep(30)
    elif fault == "close-in-the-middle":
        await send(writer, 200, good[:10], length=len(good))
    elif fault == "ten-megabytes":
        await send(writer, 200, b'{"choices": [{"message": {"content": "' + b"x" * 10_000_000 + b'"}}]}')
    elif fault == "slow-drip":
        await send(writer, 200, b"", length=len(good))
        for byte in good:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0.05)
    elif fault == "not-http":
        writer.write(b"SSH-2.0-OpenSSH_9.2\r\n")
        await writer.drain()
    elif fault == "packed":
        await send(writer, 200, good, "Content-Encoding: gzip")
    return False


@pytest.fixture
def serve() -> Iterator[Callable[..., FaultServer]]:
    """Starts fault servers, and stops them after the test."""
    servers: list[FaultServer] = []

    def start(choose: Callable[[str], str] = lambda text: "", **options: object) -> FaultServer:
        servers.append(FaultServer(choose, **options).start())  # type: ignore[arg-type]
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests don't wait a quarter of a second before each new try."""
    monkeypatch.setattr("harness.backends.server.session.SHORTEST_WAIT_SECONDS", 0.02)
