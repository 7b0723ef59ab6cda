"""A backend whose answers come from the workers of a Ray cluster; this process alone sees them and journals them."""

from __future__ import annotations

import importlib
import queue
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from harness.backends.distributed.groups import group_by_beginning
from harness.backends.distributed.work import Group, WorkList
from harness.errors import MissingError
from harness.protocols import Backend
from harness.schema import Generation, ModelIdentity, Prompt, PromptText

GROUPS_A_WORKER = 3
"""At least so many groups for each worker, so that a slow one is not waited for by all others."""
BUILDS = 3
"""Tries to build one worker; a node may die meanwhile, a broken model fails each time."""

WAIT_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class RayOptions:
    """Where the cluster is, and how much of it one worker takes.

    ``address`` as Ray takes it: ``auto`` for the cluster this machine belongs to, ``host:port``, or ``local`` for one
    of this process's own. ``workers`` None: as many as the cluster has room for. ``start_seconds`` bounds the wait for
    room and for a worker's model to be built.
    """

    address: str = "auto"
    workers: int | None = None
    cpus: float = 1.0
    gpus: float = 0.0
    start_seconds: float = 300.0


class RayBackend:
    """Spreads prompts over workers, each with a model of its own; a worker that dies has its work given to others.

    ``near`` answers what can be said here (identity, template, token counts) and is never asked to generate; ``build``
    makes the backend on a worker and must be picklable.
    """

    def __init__(self, near: Backend, build: Callable[[], Backend], options: RayOptions | None = None) -> None:
        self._near, self._build, self._options = near, build, options or RayOptions()
        self._ray: Any = None
        self._workers: dict[int, Any] = {}

    @property
    def identity(self) -> ModelIdentity:
        """The model's own: where it runs doesn't change it."""
        return self._near.identity

    def render(self, prompt: PromptText) -> str:
        """As the model itself."""
        return self._near.render(prompt)

    def stop_strings(self, prompt: PromptText) -> tuple[str, ...]:
        """As the model itself."""
        return self._near.stop_strings(prompt)

    def count_tokens(self, text: str) -> int | None:
        """As the model itself."""
        return self._near.count_tokens(text)

    def generate(self, prompts: Sequence[Prompt]) -> Iterator[Generation]:
        """One generation for each prompt as each finishes; a prompt that killed several workers is an error.

        Raises MissingError where there is no cluster, or no room in it for a single worker.
        """
        if not prompts:
            return
        self._connect()
        count = self._worker_count(len(prompts))
        largest = -(-len(prompts) // (GROUPS_A_WORKER * count))
        work = WorkList(group_by_beginning(prompts, largest))
        answers: queue.Queue[Generation | MissingError | None] = queue.Queue()
        threads = [
            threading.Thread(target=self._drive, args=(slot, work, answers), name=f"ray worker {slot}", daemon=True)
            for slot in range(count)
        ]
        for thread in threads:
            thread.start()
        try:
            yield from self._collect(work, answers, len(threads))
        finally:
            work.stop()

    def close(self) -> None:
        """Let the workers go; the cluster stays."""
        for slot in tuple(self._workers):
            self._end_worker(slot)
        self._near.close()

    def _connect(self) -> None:
        try:
            self._ray = importlib.import_module("ray")
        except ImportError as error:
            message = "executor: ray: the package ray is not installed; expected it; in a clone: bin/setup ray"
            raise MissingError(message) from error
        if self._ray.is_initialized():
            return
        address = self._options.address
        try:
            _check_reachable(address)
            self._ray.init(address=address, log_to_driver=False, configure_logging=False, include_dashboard=False)
        except (OSError, ValueError, RuntimeError) as error:
            message = f"executor: ray: no cluster at {address!r} ({error}); start one: ray start --head"
            raise MissingError(message) from error

    def _worker_count(self, prompts: int) -> int:
        there = self._ray.cluster_resources()
        room = [there.get("CPU", 0.0) / self._options.cpus if self._options.cpus else prompts]
        if self._options.gpus:
            room.append(there.get("GPU", 0.0) / self._options.gpus)
        wanted = self._options.workers or int(min(room) + 1e-9)
        if min(room) < 1:
            needed = f"{self._options.cpus:g} CPUs and {self._options.gpus:g} GPUs"
            raise MissingError(f"executor: ray: the cluster has no room for a worker; expected {needed} for each")
        return max(1, min(wanted, prompts))

    def _collect(
        self, work: WorkList, answers: queue.Queue[Generation | MissingError | None], drivers: int
    ) -> Iterator[Generation]:
        """Each prompt's first answer, until all drivers have ended; then an error for what none of them answered."""
        failure: MissingError | None = None
        while drivers:
            answer = answers.get()
            if answer is None:
                drivers -= 1
            elif isinstance(answer, MissingError):
                failure = answer
            elif work.take_answer(answer):
                yield answer
        if failure is not None and work.is_untouched():
            raise failure
        for prompt in work.unanswered():
            yield self._failed(prompt, "no worker was left to ask; run again with --retry-errors")

    def _drive(self, slot: int, work: WorkList, answers: queue.Queue[Generation | MissingError | None]) -> None:
        """Keep one worker busy until there is no more work; replace it when it dies.

        Work is taken once the worker is there: a slot that waits for room, after its node died, keeps it from nobody.
        """
        try:
            while self._worker(slot, work) is not None and (group := work.next_group()) is not None:
                self._drive_group(slot, group, work, answers)
        except MissingError as error:
            answers.put(error)
        except Exception as error:  # a thread's own end is seen by nobody
            answers.put(MissingError(f"executor: ray: {_told(error)}; expected a worker that can be asked"))
        finally:
            answers.put(None)

    def _drive_group(
        self, slot: int, group: Group, work: WorkList, answers: queue.Queue[Generation | MissingError | None]
    ) -> None:
        """Ask one group; whatever goes wrong on it, what is left goes back: others wait as long as it is under way."""
        try:
            for generation in self._ask(slot, group):
                answers.put(generation)
                group.answered.add(generation.id)
        except Exception as error:
            self._end_worker(slot)
            for prompt in work.give_back(group):
                answers.put(self._failed(prompt, f"several workers failed on it, the last with {_told(error)}"))
        else:
            work.finished(group)

    def _ask(self, slot: int, group: Group) -> Iterator[Generation]:
        stream = self._workers[slot].generate.options(num_returns="streaming").remote(group.prompts)
        for reference in stream:
            yield self._ray.get(reference)

    def _worker(self, slot: int, work: WorkList) -> Any:
        """This slot's worker, built where it is not there; None where all work was done meanwhile.

        Raises MissingError where there is no room, or building fails repeatedly.
        """
        failure: Exception | None = None
        if slot in self._workers:
            return self._workers[slot]
        for _ in range(BUILDS):
            options = {"num_cpus": self._options.cpus, "num_gpus": self._options.gpus, "max_restarts": 0}
            self._workers[slot] = worker = self._ray.remote(Worker).options(**options).remote(self._build)
            try:
                if self._is_ready(worker, work):
                    return worker
            except self._ray.exceptions.RayError as error:
                failure = error
                self._end_worker(slot)
                continue
            self._end_worker(slot)
            if work.is_done():
                return None
            seconds = f"{self._options.start_seconds:g} s"
            raise MissingError(f"executor: ray: no worker within {seconds}; expected room for one")
        told = " ".join(str(failure).split())[-300:]
        raise MissingError(f"executor: ray: no worker could build the model: … {told}")

    def _is_ready(self, worker: Any, work: WorkList) -> bool:
        """Wait until a worker has its model; False where that takes too long, or there is nothing left to do."""
        ready, deadline = worker.ready.remote(), time.monotonic() + self._options.start_seconds
        while not self._ray.wait([ready], timeout=WAIT_SECONDS)[0]:
            if work.is_done() or time.monotonic() > deadline:
                return False
        self._ray.get(ready)
        return True

    def _end_worker(self, slot: int) -> None:
        worker = self._workers.pop(slot, None)
        if worker is not None:
            with suppress(self._ray.exceptions.RayError):
                self._ray.kill(worker)

    def _failed(self, prompt: Prompt, why: str) -> Generation:
        return Generation(
            prompt.id,
            self.identity.name,
            "",
            finish_reason="error",
            error=f"ray: {why}",
            error_kind="internal",
            prompt_digest=prompt.digest,
            task=prompt.task,
            cut=prompt.cut,
        )


def _told(error: BaseException) -> str:
    """An error's kind and words on one short line; of one that Ray brings from a worker, the worker's own."""
    cause = getattr(error, "cause", None) or error
    return f"{type(cause).__name__}: {' '.join(str(cause).split())}"[:300]


def _check_reachable(address: str) -> None:
    """Raise OSError at once where nobody listens at ``host:port``; Ray itself would try for minutes."""
    host, colon, port = address.rpartition(":")
    if colon and port.isdigit() and "/" not in host:
        socket.create_connection((host.strip("[]"), int(port)), timeout=10).close()


class Worker:
    """One model on one machine of the cluster."""

    def __init__(self, build: Callable[[], Backend]) -> None:
        self._backend = build()

    def ready(self) -> bool:
        """Answers once the backend is built."""
        return True

    def generate(self, prompts: Sequence[Prompt]) -> Iterator[Generation]:
        """The answers as they finish."""
        yield from self._backend.generate(prompts)
