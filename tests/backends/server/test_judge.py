"""A judge on a server, against a small one in this process."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from harness.backends.server.judge import Judge, read_verdict
from harness.backends.server.spec import ServerSpec

DOCUMENT = "The ferry sank on Tuesday."


class Served:
    """A server that finds supported what stands in the document word by word; ``asked`` are its requests."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.reply: str | None = None
        served = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send({"data": [{"id": "wise"}]})

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                served.asked.append(body)
                document, sentence = body["messages"][1]["content"].split("\n\nSentence:\n")
                verdict = json.dumps({"supported": sentence in document})
                content = verdict if served.reply is None else served.reply
                choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": "stop"}
                self.send({"id": "1", "object": "chat.completion", "model": "wise", "choices": [choice]})

            def send(self, content: object) -> None:
                data = json.dumps(content).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def spec(self) -> ServerSpec:
        """Where it listens."""
        return ServerSpec(f"http://127.0.0.1:{self._server.server_port}/v1", model="wise", max_retries=0)

    def stop(self) -> None:
        """Listen no more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


@pytest.fixture
def served() -> Iterator[Served]:
    """A server for one test."""
    server = Served()
    yield server
    server.stop()


def test_verdicts_come_by_schema_and_are_kept(served: Served, tmp_path: Path) -> None:
    """Each pair is asked once, by the fixed rubric at temperature 0, and a second judge needs no server's answer."""
    pairs = [(DOCUMENT, DOCUMENT), (DOCUMENT, "Nobody was hurt."), (DOCUMENT, DOCUMENT)]
    assert Judge("judge", served.spec, tmp_path).verdicts(pairs) == [True, False, True]
    assert len(served.asked) == 2
    assert served.asked[0]["temperature"] == 0
    assert served.asked[0]["response_format"]["json_schema"]["schema"]["required"] == ["supported"]
    assert "careful reader" in served.asked[0]["messages"][0]["content"]
    assert Judge("judge", served.spec, tmp_path).verdicts(pairs) == [True, False, True]
    assert len(served.asked) == 2


def test_no_verdict_is_neither_yes_nor_no_nor_kept(served: Served, tmp_path: Path) -> None:
    """A judge that rambles has given no verdict; asked again later, it may."""
    served.reply = "Well, it depends."
    judge = Judge("judge", served.spec, tmp_path)
    assert judge.verdicts([(DOCUMENT, DOCUMENT)]) == [None]
    assert list(tmp_path.iterdir()) == []
    served.reply = None
    assert judge.verdicts([(DOCUMENT, DOCUMENT)]) == [True]


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        ('{"supported": true}', True),
        ('```json\n{"supported": false}\n```', False),
        ('{"supported": "yes"}', None),
        ("supported", None),
        ("{", None),
        ("[]", None),
    ],
)
def test_a_reply_is_read_strictly(reply: str, verdict: bool | None) -> None:
    """Only a boolean under the right name is a verdict."""
    assert read_verdict(reply) is verdict
