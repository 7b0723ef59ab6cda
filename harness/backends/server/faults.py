"""What can go wrong with a request, in the words of :data:`harness.errors.ERROR_KINDS`, and whether to ask again."""

from __future__ import annotations

import email.utils
import re
from collections.abc import Mapping
from dataclasses import dataclass

ASK_AGAIN = frozenset({"rate", "server", "network", "timeout", "malformed"})
LONGEST_SHOWN = 300
TOO_LONG = re.compile(
    r"context[ _]?(length|size|window)|maximum context|max(imum)?[ _](model[ _])?(len|length|tokens)\b|too many tokens"
    r"|(prompt|input)[^.]{0,40}(too long|exceed|longer than)|exceed_context",
    re.IGNORECASE,
)
REFUSED = re.compile(r"content[ _]?(filter|policy)|moderation|safety system|flagged", re.IGNORECASE)
OUT_OF_MEMORY = re.compile(r"out of memory|CUDA OOM|insufficient memory", re.IGNORECASE)
NO_QUOTA = re.compile(r"insufficient_quota|billing|exceeded your current quota", re.IGNORECASE)


class RequestError(Exception):
    """One request that gave no answer. ``pause_seconds`` is what the server asked to wait, if it did.

    ``fatal`` says that no other prompt would fare better: a wrong key, no such model, no such page.
    """

    def __init__(
        self, kind: str, message: str, *, again: bool | None = None, pause_seconds: float = 0.0, fatal: bool = False
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.again = kind in ASK_AGAIN if again is None else again
        self.pause_seconds = pause_seconds
        self.fatal = fatal


@dataclass(frozen=True, slots=True)
class Refusal:
    """An HTTP reply that isn't 200: its status, headers with small names, and the start of its body."""

    status: int
    headers: Mapping[str, str]
    body: str


def fault_of(refusal: Refusal, now: float) -> RequestError:
    """The class of a reply that is no answer; ``now`` is the time in seconds since 1970, for a Retry-After date."""
    status, body = refusal.status, refusal.body
    message = f"the server answered {status}: {shortened(body)}"
    pause = retry_after(refusal.headers, now)
    if status == 429:
        return RequestError("rate", message, again=not NO_QUOTA.search(body), pause_seconds=pause)
    if status in (400, 413, 422) and TOO_LONG.search(body):
        return RequestError("too-long", message)
    if status in (400, 403, 422, 451) and REFUSED.search(body):
        return RequestError("refused", message)
    if status in (401, 403, 404, 405):
        return RequestError("refused", message, fatal=True)
    if status in (408, 504):
        return RequestError("timeout", message, pause_seconds=pause)
    if OUT_OF_MEMORY.search(body):
        return RequestError("memory", message, again=True, pause_seconds=pause)
    if status >= 500 or status in (409, 425):
        return RequestError("server", message, pause_seconds=pause)
    if 300 <= status < 400:
        return RequestError("malformed", f"the server sends elsewhere ({status}); mend `url`", again=False, fatal=True)
    if status >= 400:
        return RequestError("refused", message)
    return RequestError("malformed", message)


def retry_after(headers: Mapping[str, str], now: float) -> float:
    """Seconds to wait by ``Retry-After`` (seconds or a date, RFC 9110) or ``retry-after-ms``; 0 where none is said."""
    try:
        if "retry-after-ms" in headers:
            return _bounded(float(headers["retry-after-ms"]) / 1000)
        return _bounded(float(headers.get("retry-after", "0")))
    except ValueError:
        pass
    try:
        return _bounded(email.utils.parsedate_to_datetime(headers["retry-after"]).timestamp() - now)
    except (ValueError, TypeError, KeyError, OverflowError):
        return 0.0


def shortened(body: str) -> str:
    """The start of a body on one line, without HTML's tags and control characters."""
    text = re.sub(r"<[^<>]{0,200}>", " ", body[: 4 * LONGEST_SHOWN])
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + " …"


def _bounded(seconds: float) -> float:
    return max(0.0, seconds) if seconds == seconds and seconds < 1e9 else 0.0
