"""Any program as a model: a JSON line in for each prompt, a JSON line out for each answer.

In: ``{"id", "task", "prompt", "messages", "max_new_tokens", "stop", "temperature", "seed"}``. Out:
``{"id", "output"}``, or ``{"id", "error"}``; ``finish_reason``, ``input_tokens`` and ``output_tokens`` may be there.
The program gets the next prompt once it answered the last, so that it needs no threads and no order; what it writes
to standard error passes through to the harness's log. Whatever it does wrong is an error on that item only: a program
that dies is started again for the next prompt, at most ``RESTARTS`` times in a row without an answer between.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from harness.errors import MissingError, UsageError
from harness.schema import Generation, ModelIdentity, Prompt, PromptText

RESTARTS = 3
LONGEST_ANSWER = 16 * 1024 * 1024
TIMEOUT_SECONDS = 300.0
GOODBYE_SECONDS = 2.0


class CommandBackend:
    """Asks a program that reads and writes JSON lines; it is started at the first prompt, in ``environment``.

    Raises MissingError when the program can't be started at all.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        timeout_seconds: float = TIMEOUT_SECONDS,
        context_tokens: int | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        if not command:
            raise UsageError(f"{name}: has no command; expected a list of words; set `command: [program, argument]`")
        self._command = tuple(command)
        self._timeout = timeout_seconds
        self._environment = dict(os.environ if environment is None else environment)
        self._program: _Program | None = None
        self._identity = ModelIdentity(name, "command", source=" ".join(self._command), context_tokens=context_tokens)

    @property
    def identity(self) -> ModelIdentity:
        """The command line is all that is known of the model."""
        return self._identity

    def render(self, prompt: PromptText) -> str:
        """The chat messages as JSON: the program puts its own form on."""
        return json.dumps([[message.role, message.content] for message in prompt.messages], ensure_ascii=False)

    def stop_strings(self, prompt: PromptText) -> tuple[str, ...]:
        """Those of the chat form."""
        return prompt.stop

    def count_tokens(self, text: str) -> int | None:
        """None: the program isn't asked."""
        return None

    def generate(self, prompts: Sequence[Prompt]) -> Iterator[Generation]:
        """One answer for each prompt, in order."""
        failures = 0
        for prompt in prompts:
            if failures >= RESTARTS:
                yield self._failed(prompt, f"the program failed {failures} times in a row; it isn't started again")
                continue
            generation = self._ask(prompt)
            failures = failures + 1 if self._program is None else 0
            yield generation

    def close(self) -> None:
        """End the program: first its input, then, if it stays, itself."""
        self._end(patience_seconds=GOODBYE_SECONDS)

    def _end(self, patience_seconds: float = 0.0) -> None:
        if self._program is not None:
            self._program.end(patience_seconds)
            self._program = None

    def _ask(self, prompt: Prompt) -> Generation:
        started = time.monotonic()
        try:
            if self._program is None:
                self._program = _Program(self._command, self._environment)
            line = self._program.exchange(_question(prompt), self._timeout)
        except _ProgramError as error:
            self._end()
            return self._failed(prompt, str(error), error.kind, time.monotonic() - started)
        return self._read(prompt, line, time.monotonic() - started)

    def _read(self, prompt: Prompt, line: bytes, seconds: float) -> Generation:
        try:
            value: Any = json.loads(line)
        except (ValueError, RecursionError):
            self._end()
            shown = line[:80].decode("utf-8", "replace")
            return self._failed(prompt, f"the program wrote no JSON: {shown!r}", "malformed", seconds)
        if not isinstance(value, dict) or value.get("id") != prompt.id:
            self._end()
            return self._failed(prompt, f"the program answered something else than {prompt.id}", "malformed", seconds)
        if value.get("error"):
            return self._failed(prompt, str(value["error"])[:500], "server", seconds)
        if not isinstance(value.get("output"), str):
            return self._failed(prompt, "the program's answer has no output; expected text", "malformed", seconds)
        return Generation(
            prompt.id,
            self._identity.name,
            value["output"],
            finish_reason=str(value.get("finish_reason") or "stop"),
            input_tokens=_count(value.get("input_tokens")),
            output_tokens=_count(value.get("output_tokens")),
            seconds=seconds,
            prompt_digest=prompt.digest,
            task=prompt.task,
            cut=prompt.cut,
        )

    def _failed(self, prompt: Prompt, why: str, kind: str = "internal", seconds: float | None = None) -> Generation:
        return Generation(
            prompt.id,
            self._identity.name,
            "",
            finish_reason="error",
            seconds=seconds,
            error=f"{self._command[0]}: {why}",
            error_kind=kind,
            prompt_digest=prompt.digest,
            task=prompt.task,
            cut=prompt.cut,
        )


class _ProgramError(Exception):
    def __init__(self, message: str, kind: str) -> None:
        super().__init__(message)
        self.kind = kind


class _Program:
    """A running program, its lines read by a thread of its own so that waiting can end."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=dict(environment), start_new_session=True
            )
        except OSError as error:
            message = f"{command[0]}: {error.strerror or error}; expected a program that can be run; mend `command`"
            raise MissingError(message) from error
        self._lines: queue.Queue[bytes] = queue.Queue(maxsize=8)
        self._reader = threading.Thread(target=self._read_lines, daemon=True)
        self._reader.start()

    def exchange(self, line: bytes, timeout_seconds: float) -> bytes:
        """Write one line and wait for one; raises _ProgramError when the program dies, is late or says too much."""
        assert self._process.stdin is not None
        if not self._lines.empty():
            raise _ProgramError("wrote more lines than it was asked for", "malformed")
        writer = threading.Thread(target=self._write, args=(line,), daemon=True)
        writer.start()
        try:
            answer = self._lines.get(timeout=timeout_seconds)
        except queue.Empty:
            raise _ProgramError(f"no answer within {timeout_seconds:g} s", "timeout") from None
        if not answer:
            code = self._process.wait(GOODBYE_SECONDS) if self._process.poll() is None else self._process.returncode
            raise _ProgramError(f"ended with code {code} before it answered", "server")
        if not answer.endswith(b"\n") and len(answer) >= LONGEST_ANSWER:
            raise _ProgramError(f"wrote a line of more than {LONGEST_ANSWER} bytes", "malformed")
        return answer

    def end(self, patience_seconds: float) -> None:
        """Close its input and wait; then end it with all that it started. Without patience, end it at once."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            if patience_seconds > 0:
                self._process.stdin.close()
            self._process.wait(patience_seconds)
        except (subprocess.TimeoutExpired, OSError):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        with suppress(OSError):
            self._process.stdin.close()
        deadline = time.monotonic() + GOODBYE_SECONDS
        while self._reader.is_alive() and time.monotonic() < deadline:
            with suppress(queue.Empty):
                self._lines.get(timeout=0.01)
        if not self._reader.is_alive():
            self._process.stdout.close()

    def _write(self, line: bytes) -> None:
        assert self._process.stdin is not None
        with suppress(OSError, ValueError):
            self._process.stdin.write(line)
            self._process.stdin.flush()

    def _read_lines(self) -> None:
        assert self._process.stdout is not None
        with suppress(OSError, ValueError):
            for line in iter(lambda: self._process.stdout.readline(LONGEST_ANSWER), b""):  # type: ignore[union-attr]
                self._lines.put(line)
        self._lines.put(b"")


def _question(prompt: Prompt) -> bytes:
    messages = [{"role": role, "content": content} for role, content in json.loads(prompt.text)]
    value = {
        "id": prompt.id,
        "task": prompt.task,
        "prompt": "\n\n".join(message["content"] for message in messages),
        "messages": messages,
        "max_new_tokens": prompt.max_new_tokens,
        "stop": list(prompt.stop),
        "temperature": prompt.temperature,
        "seed": prompt.seed,
    }
    return json.dumps(value).encode("ascii") + b"\n"


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
