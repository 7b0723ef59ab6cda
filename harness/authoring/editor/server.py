"""The editor's server: one process of the standard library, bound to this machine, for whoever holds the token."""

from __future__ import annotations

import hmac
import json
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from harness.authoring.editor import answers
from harness.authoring.gold_files import ConflictError
from harness.errors import HarnessError, MissingError

_LOOPBACK: Final = "127.0.0.1"
_MOST_BYTES: Final = 2 * 1024 * 1024
_POLICY: Final = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Editor:
    """A running editor. ``url`` holds the token; :meth:`close` stops it."""

    url: str
    _server: ThreadingHTTPServer = field(repr=False)
    _thread: threading.Thread = field(repr=False)

    def wait(self) -> None:
        """Waits until the editor is closed, or the person presses Ctrl-C."""
        self._thread.join()

    def close(self) -> None:
        """Stops the server and frees its port."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def start_editor(folder: Path, port: int = 0, reading: Path | None = None, token: str | None = None) -> Editor:
    """Starts the editor of a gold folder on 127.0.0.1, on a free port where none is given.

    With ``reading`` the page is a blind reader's: it is never sent any gold, and saves to that file. MissingError
    where the folder is not there, or the port is taken.
    """
    if not folder.is_dir():
        raise MissingError(f"{folder}: no such folder; a gold folder was expected; `harness init` makes one")
    secret = token or secrets.token_urlsafe(24)
    handler = type("Handler", (_Handler,), {"folder": folder, "reading": reading, "token": secret})
    try:
        server = ThreadingHTTPServer((_LOOPBACK, port), handler)
    except OSError as error:
        raise MissingError(
            f"port {port}: can't be had ({error.strerror}); a free port was expected; try another"
        ) from error
    handler.port = server.server_port  # type: ignore[attr-defined]  # the class was made for this server
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, name="gold-edit", daemon=True)
    thread.start()
    return Editor(f"http://{_LOOPBACK}:{server.server_port}/?token={secret}", server, thread)


class _Handler(BaseHTTPRequestHandler):
    """Answers the page; ``folder``, ``reading``, ``token`` and ``port`` are set on a subclass for each server."""

    folder: Path
    reading: Path | None
    token: str
    port: int
    server_version = "harness"
    sys_version = ""

    def do_GET(self) -> None:  # the name that http.server calls
        """The page, and what it shows."""
        address = urlsplit(self.path)
        given = parse_qs(address.query).get("token", [""])[0] if address.path == "/" else ""
        if not self._is_allowed(given):
            return
        if address.path == "/":
            self._send_page()
        elif address.path == "/api/gold":
            self._answer(lambda: self._shown())
        else:
            self._send(HTTPStatus.NOT_FOUND, {"error": "there is nothing here"})

    def do_POST(self) -> None:  # the name that http.server calls
        """What the page does."""
        if not self._is_allowed(""):
            return
        action = self._actions().get(urlsplit(self.path).path)
        if action is None:
            self._send(HTTPStatus.NOT_FOUND, {"error": "there is nothing here"})
            return
        body = self._body()
        if body is not None:
            self._answer(lambda: action(body[0]))

    def log_message(self, format: str, *args: Any) -> None:  # the name that http.server gives
        """Logs nothing: addresses hold the token."""

    def _actions(self) -> Mapping[str, Callable[[object], answers.Answer]]:
        folder, reading = self.folder, self.reading
        if reading is not None:
            return {"/api/reading": lambda body: answers.save_reading(folder, reading, body)}
        return {
            "/api/item": lambda body: answers.save_item(folder, body),
            "/api/remove": lambda body: answers.delete_item(folder, body),
            "/api/source": lambda body: answers.save_source(folder, body),
            "/api/offers": lambda body: answers.offers(folder, body),
        }

    def _shown(self) -> answers.Answer:
        if self.reading is not None:
            return answers.for_reader(self.folder, self.reading)
        return answers.everything(self.folder)

    def _is_allowed(self, given: str) -> bool:
        """Whether the request is from this machine's page: the right host and origin, and the token."""
        hosts = {f"{name}:{self.port}" for name in (_LOOPBACK, "localhost")}
        origin = self.headers.get("Origin")
        held = given or self.headers.get("X-Token", "")
        if self.headers.get("Host") not in hosts or (origin and urlsplit(origin).netloc not in hosts):
            self._send(HTTPStatus.FORBIDDEN, {"error": "only this machine's own page may ask"})
            return False
        if not hmac.compare_digest(held.encode(), self.token.encode()):
            self._send(HTTPStatus.FORBIDDEN, {"error": "the token is wrong; use the address that was printed"})
            return False
        return True

    def _body(self) -> tuple[object] | None:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > _MOST_BYTES:
            self._send(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, {"error": "too much was sent at once"})
            return None
        try:
            return (json.loads(self.rfile.read(int(length))),)
        except ValueError:
            self._send(HTTPStatus.BAD_REQUEST, {"error": "JSON was expected"})
            return None

    def _answer(self, act: Callable[[], answers.Answer]) -> None:
        try:
            self._send(HTTPStatus.OK, act())
        except ConflictError as error:
            self._send(HTTPStatus.CONFLICT, {"error": str(error)})
        except (HarnessError, OSError) as error:
            self._send(HTTPStatus.UNPROCESSABLE_ENTITY, {"error": str(error)})

    def _send_page(self) -> None:
        nonce = secrets.token_urlsafe(16)
        here = files("harness.authoring.editor")
        page = (here / "page.html").read_text("utf-8")
        page = page.replace("/*STYLE*/", (here / "page.css").read_text("utf-8"))
        script = "\n".join(
            (here / name).read_text("utf-8") for name in ("base.js", "page.js", "sources.js", "reading.js")
        )
        page = page.replace("/*SCRIPT*/", script).replace("NONCE", nonce)
        self._write(HTTPStatus.OK, "text/html; charset=utf-8", page.encode(), _POLICY.format(nonce=nonce))

    def _send(self, status: HTTPStatus, data: Mapping[str, object]) -> None:
        body = json.dumps(data, ensure_ascii=False, default=str).encode()
        self._write(status, "application/json; charset=utf-8", body, "default-src 'none'")

    def _write(self, status: HTTPStatus, kind: str, body: bytes, policy: str) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Type", kind),
            ("Content-Length", str(len(body))),
            ("Content-Security-Policy", policy),
            ("Cache-Control", "no-store"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Content-Type-Options", "nosniff"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
