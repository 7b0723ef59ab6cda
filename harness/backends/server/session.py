"""Asking many prompts of one server: an event loop in a thread of its own, workers, retries, a queue of answers."""

from __future__ import annotations

import asyncio
import json
import queue
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress

import httpx
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt
from tenacity.stop import stop_base
from tenacity.wait import wait_random_exponential

from harness.backends.server.faults import RequestError
from harness.backends.server.pace import Pace
from harness.backends.server.replies import Reply, cut_at_stop, read_reply
from harness.backends.server.requests import open_client, post, request_body
from harness.backends.server.spec import Key, ServerSpec
from harness.errors import UsageError
from harness.schema import Generation, Prompt

SHORTEST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 0.25, 30.0
HANGS_OF_AN_ITEM = 3
"""One item's tries end after so many time limits: a server that hangs is left in bounded time."""
FAULTS_BEFORE_GIVING_UP = 20
MOST_UNREAD = 64
"""Answers that wait for whoever reads them; more are not asked for until then."""

Answer = Generation | BaseException | None
"""What the queue holds: an answer, an exception that ends the run, or None at the end."""


class Session:
    """One round of prompts. ``run`` in a thread, ``answers`` in another, ``cancel`` from anywhere."""

    def __init__(self, name: str, model: str, spec: ServerSpec, key: Key, finishing: threading.Event) -> None:
        self.answers: queue.Queue[Answer] = queue.Queue()
        self._name, self._model, self._spec, self._key, self._finishing = name, model, spec, key, finishing
        self._chat = spec.chat is not False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._cancelled = threading.Event()
        self._faults_in_a_row = 0
        self._last_answer_at: float | None = None
        self._started_at = 0.0

    def run(self, prompts: Sequence[Prompt]) -> None:
        """Ask all prompts; whatever happens, None ends the queue."""
        try:
            asyncio.run(self._ask_all(prompts))
        except asyncio.CancelledError:
            pass
        except BaseException as error:  # the reader's thread raises it
            self.answers.put(error)
        finally:
            self.answers.put(None)

    def cancel(self) -> None:
        """End what is on its way; does nothing when all is done."""
        self._cancelled.set()
        if self._loop is not None and self._task is not None:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._task.cancel)

    async def _ask_all(self, prompts: Sequence[Prompt]) -> None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        if self._cancelled.is_set():
            return
        self._started_at = self._loop.time()
        pace = Pace(self._spec.concurrency, self._loop.time)
        waiting = iter(prompts)
        async with open_client(self._spec, self._key) as client:
            workers = min(max(1, self._spec.concurrency), len(prompts))
            try:
                async with asyncio.TaskGroup() as group:
                    for _ in range(workers):
                        group.create_task(self._work(waiting, client, pace))
            except ExceptionGroup as group_error:
                raise group_error.exceptions[0] from None

    async def _work(self, waiting: Iterator[Prompt], client: httpx.AsyncClient, pace: Pace) -> None:
        for prompt in waiting:
            if self._finishing.is_set():
                return
            answer = await self._answer(prompt, client, pace)
            if answer is not None:
                self.answers.put(answer)
            while self.answers.qsize() > MOST_UNREAD:
                await asyncio.sleep(0.005)

    async def _answer(self, prompt: Prompt, client: httpx.AsyncClient, pace: Pace) -> Generation | None:
        """The generation for one prompt, an error where every try failed; None when finishing cut the tries short."""
        if self._gave_up():
            since = self._loop_time() - (self._last_answer_at or self._started_at)
            return self._failed(prompt, RequestError("network", f"no answer for {since:.0f} s; not asked any more"))
        try:
            answered: tuple[Reply, float] = await self._retrying()(self._try, prompt, client, pace)
        except RequestError as error:
            if self._finishing.is_set() and error.again:
                return None
            if error.fatal and self._last_answer_at is None:
                message = f"{self._name}: {self._spec.url}: {error}; mend url, model or key_env, then run again"
                raise UsageError(self._key.hide_in(message)) from None
            return self._failed(prompt, error)
        return self._generation(prompt, *answered)

    async def _try(self, prompt: Prompt, client: httpx.AsyncClient, pace: Pace) -> tuple[Reply, float]:
        messages = json.loads(prompt.text) if self._chat else None
        body = request_body(self._spec, self._model, prompt, messages)
        async with pace.slot() as began:
            try:
                path = "/chat/completions" if self._chat else "/completions"
                reply = read_reply(
                    await post(client, self._spec, self._key, path, body), chat=self._chat, asked_model=self._model
                )
            except RequestError as error:
                self._faults_in_a_row += 1
                if error.pause_seconds > self._spec.longest_pause_seconds:
                    error.again = False
                else:
                    pace.failed(error.kind, began, error.pause_seconds)
                raise
            pace.succeeded()
            self._faults_in_a_row = 0
            self._last_answer_at = self._loop_time()
            return reply, self._last_answer_at - began

    def _retrying(self) -> AsyncRetrying:
        return AsyncRetrying(
            retry=retry_if_exception(lambda error: isinstance(error, RequestError) and error.again),
            stop=stop_after_attempt(self._spec.max_retries + 1) | _StopWhen(self),
            wait=wait_random_exponential(multiplier=SHORTEST_WAIT_SECONDS, max=LONGEST_WAIT_SECONDS),
            reraise=True,
        )

    def is_over(self) -> bool:
        """Whether another try makes no sense: somebody asked to finish, or the server has long been silent."""
        return self._finishing.is_set() or self._gave_up()

    def _gave_up(self) -> bool:
        silent_since = self._last_answer_at if self._last_answer_at is not None else self._started_at
        silent = self._loop_time() - silent_since
        return self._faults_in_a_row >= FAULTS_BEFORE_GIVING_UP and silent >= self._spec.give_up_seconds

    def _loop_time(self) -> float:
        assert self._loop is not None
        return self._loop.time()

    def _generation(self, prompt: Prompt, reply: Reply, seconds: float) -> Generation:
        text, was_cut = cut_at_stop(reply.text, prompt.stop)
        answered_as = reply.model if reply.model and reply.model != self._model else ""
        return Generation(
            prompt.id,
            self._name,
            self._key.hide_in(text),
            finish_reason="stop" if was_cut else reply.finish_reason,
            input_tokens=reply.input_tokens,
            output_tokens=reply.output_tokens,
            seconds=seconds,
            prompt_digest=prompt.digest,
            task=prompt.task,
            cut=prompt.cut,
            note=f"answered as {answered_as[:200]}" if answered_as else "",
            logprob=reply.logprob if self._spec.logprobs and not was_cut else None,
        )

    def _failed(self, prompt: Prompt, error: RequestError) -> Generation:
        return Generation(
            prompt.id,
            self._name,
            "",
            finish_reason="error",
            error=self._key.hide_in(str(error)),
            error_kind=error.kind,
            prompt_digest=prompt.digest,
            task=prompt.task,
            cut=prompt.cut,
        )


class _StopWhen(stop_base):
    """Ends the tries of one item when it hung too often, or the session is over."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._hangs = 0

    def __call__(self, retry_state: RetryCallState) -> bool:
        error = retry_state.outcome.exception() if retry_state.outcome else None
        self._hangs += isinstance(error, RequestError) and error.kind == "timeout"
        return self._hangs >= HANGS_OF_AN_ITEM or self._session.is_over()
