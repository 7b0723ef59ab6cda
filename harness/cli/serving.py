"""The runs of a folder on 127.0.0.1: files that are there, and pages made from them; nothing is written or changed."""

from __future__ import annotations

import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from harness.compare.leaderboard import leaderboard
from harness.errors import HarnessError, MissingError
from harness.reports import render_overview
from harness.reports.html import render_html
from harness.reports.run_data import read_run_data

HOST: Final = "127.0.0.1"
SERVED: Final = {
    "report.html": "text/html; charset=utf-8",
    "report.md": "text/plain; charset=utf-8",
    "metrics.json": "application/json",
    "scores.csv": "text/csv; charset=utf-8",
    "run.json": "application/json",
}
"""The files of a run that may be fetched."""
LOCAL_NAMES: Final = ("127.0.0.1", "localhost")


def overview_page(folder: Path) -> str:
    """The page of all runs of a folder, with addresses relative to it."""
    board = leaderboard(folder)
    reports = {row.folder: _address(folder, Path(row.folder)) for row in board.rows}
    return render_overview(board, reports, f"The runs of {folder.resolve().name}")


def serve(folder: Path, port: int, *, opens: bool) -> None:
    """Serve the folder until Ctrl-C; MissingError where the folder isn't there or the port is taken."""
    overview_page(folder)
    server = make_server(folder, port)
    address = f"http://{HOST}:{server.server_address[1]}/"
    print(f"{address}  (Ctrl-C ends it)")
    sys.stdout.flush()
    if opens:
        import webbrowser

        webbrowser.open(address)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()


def make_server(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server on the loopback address that is not yet running."""

    class Handler(RunHandler):
        root = folder

    try:
        return ThreadingHTTPServer((HOST, port), Handler)
    except OSError as error:
        message = f"{HOST}:{port}: {error.strerror}; expected a free port; use --port 0 for any"
        raise MissingError(message) from error


class RunHandler(BaseHTTPRequestHandler):
    """Answers GET for the overview and the files of runs, to callers who ask this machine by its own name."""

    root: Path

    def do_GET(self) -> None:
        """Send the overview, a report, or a file of a run."""
        host = (self.headers.get("Host") or "").rpartition(":")[0] or self.headers.get("Host", "")
        if host not in LOCAL_NAMES:
            self._send(HTTPStatus.FORBIDDEN, "text/plain", "only for this machine")
            return
        path = unquote(urlsplit(self.path).path).strip("/")
        try:
            kind, text = self._page(path)
        except (HarnessError, OSError, ValueError) as error:
            self._send(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", str(error))
            return
        self._send(HTTPStatus.OK, kind, text)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing for each request."""

    def _page(self, path: str) -> tuple[str, str]:
        if path in ("", "index.html"):
            return SERVED["report.html"], overview_page(self.root)
        name = path.rpartition("/")[2]
        file = (self.root / path).resolve()
        if name not in SERVED or not file.is_relative_to(self.root.resolve()):
            raise MissingError(f"{path}: not here; expected a report of a run")
        if name == "report.html" and not file.exists():
            return SERVED[name], render_html(read_run_data(file.parent))
        return SERVED[name], file.read_text(encoding="utf-8")

    def _send(self, status: HTTPStatus, kind: str, text: str) -> None:
        body = text.encode("utf-8")
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(body)


def _address(folder: Path, run: Path) -> str:
    """Where a run's report is, from the folder's page."""
    return quote((run.resolve().relative_to(folder.resolve()) / "report.html").as_posix())
