"""A real Ray cluster of several nodes on this machine, some of which die in the middle."""

from __future__ import annotations

import importlib.util
import os
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from harness.backends.distributed.backend import RayBackend, RayOptions
from harness.errors import MissingError
from harness.schema import Generation, Prompt

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
if importlib.util.find_spec("ray") is None:
    pytest.skip("ray is not installed; bin/setup ray", allow_module_level=True)


def builder(deadly: str = "", broken: bool = False) -> Callable[[], Any]:
    """A function that makes a slow small backend on a worker; it dies on the prompt whose id is ``deadly``."""

    def build() -> Any:
        import os
        import time

        from harness.schema import Generation, ModelIdentity

        if broken:
            raise ValueError("no such weights here")

        class Slow:
            identity = ModelIdentity("m", "test", weights_digest="w")

            def generate(self, prompts: Any) -> Iterator[Generation]:
                for prompt in prompts:
                    time.sleep(0.03)
                    if prompt.id == deadly:
                        os._exit(9)
                    yield Generation(prompt.id, "m", f"answer to {prompt.id}", note=str(os.getpid()))

            def close(self) -> None:
                pass

        return Slow()

    return build


def prompts(count: int) -> list[Prompt]:
    """Questions on six documents."""
    return [Prompt(f"q{number}", "qa", f"{number % 6} " * 200 + f"{number}?", 8) for number in range(count)]


def options(cluster: Any, **chosen: Any) -> RayOptions:
    """Options for that cluster."""
    return RayOptions(address=cluster.address, **{"start_seconds": 120.0, **chosen})


def test_documents_are_spread_and_all_answered(cluster: Any) -> None:
    """Three workers share the work; each prompt is answered once."""
    backend = RayBackend(builder()(), builder(), options(cluster))
    found = list(backend.generate(prompts(60)))
    backend.close()
    assert sorted(one.id for one in found) == sorted(prompt.id for prompt in prompts(60))
    assert len({one.note for one in found}) == 3


def test_a_worker_and_a_node_die_in_the_middle(cluster: Any) -> None:
    """A worker is killed, then a node: every prompt is answered, none twice, none in error."""
    backend = RayBackend(builder()(), builder(), options(cluster, start_seconds=300.0))
    found: list[Generation] = []
    started = time.monotonic()
    for generation in backend.generate(prompts(150)):
        found.append(generation)
        if len(found) == 15:
            os.kill(int(generation.note), signal.SIGKILL)
        if len(found) == 40:
            cluster.remove_node(cluster.test_nodes[0], allow_graceful=False)
    backend.close()
    assert time.monotonic() - started < 100, "nobody waits for the room that the dead node took along"
    assert sorted(one.id for one in found) == sorted(prompt.id for prompt in prompts(150))
    assert [one.error for one in found if one.error] == []


def test_a_prompt_that_kills_workers_is_an_error(cluster: Any) -> None:
    """The deadly prompt has an error, all others their answers."""
    backend = RayBackend(builder()(), builder(deadly="q7"), options(cluster))
    found = {one.id: one for one in backend.generate(prompts(24))}
    backend.close()
    assert len(found) == 24
    assert [item for item, one in found.items() if one.error] == ["q7"]


def test_a_model_that_cannot_be_built_is_told(cluster: Any) -> None:
    """Nobody asks a thousand prompts of a model that isn't there."""
    backend = RayBackend(builder()(), builder(broken=True), options(cluster))
    with pytest.raises(MissingError, match="no such weights"):
        list(backend.generate(prompts(24)))
    backend.close()


def test_no_cluster_is_told() -> None:
    """Without a cluster the message says how to start one."""
    backend = RayBackend(builder()(), builder(), RayOptions(address="127.0.0.1:1"))
    with pytest.raises(MissingError, match="ray start --head"):
        list(backend.generate(prompts(1)))
