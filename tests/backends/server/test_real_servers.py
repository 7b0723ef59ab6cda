"""Real servers on this machine answer as the local backend does: the same model, prompts and template, greedy.

``transformers serve`` runs the converted folder, llama.cpp's own server (from the wheel ``xllamacpp``) the GGUF file.
Each is asked three questions; ``HARNESS_SERVED=8`` asks them all.
"""

import importlib.util
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from harness.backends.local.backend import LocalOptions, TransformersBackend
from harness.backends.local.source import ModelSource
from harness.backends.server import ServerBackend, ServerSpec
from harness.schema import Generation, Message, Prompt, PromptText
from harness.store.cache import cache_folder

pytestmark = pytest.mark.slow

STORY = (
    "The harbour of Vell was closed on Monday after a storm tore two cranes from the quay. Harbour master Ines Roque "
    "said it would open again on Thursday. The dockers' union doubts that: its speaker, Tom Halvorsen, named the plan "
    "a wish, and asked for a week. Nobody was hurt. The cranes had been inspected in March, the company said. "
)
QUESTIONS = (
    "When was the harbour closed?",
    "Who is the harbour master?",
    "When will the harbour open again, according to Ines Roque?",
    "What does Tom Halvorsen ask for?",
    "How many people were hurt?",
    "When had the cranes been inspected?",
    "Summarize the text in one sentence.",
    "How many cranes were torn from the quay?",
)[: int(os.environ.get("HARNESS_SERVED", "3"))]
MOST_TOKENS = 16
START_SECONDS = 300
"""A server that has to share its core with all other tests."""
LLAMA = """
import sys, time, xllamacpp
params = xllamacpp.CommonParams()
params.model.path, params.n_ctx, params.n_parallel = sys.argv[1], 4096, 2
params.hostnames, params.port = ["127.0.0.1"], int(sys.argv[2])
server = xllamacpp.Server(params)
print("at", server.listening_address, flush=True)
sys.stdin.read()
"""


def converted() -> tuple[Path, Path]:
    """The converted SmolLM2 folder and its GGUF file in the user's cache; skips where an earlier run left none."""
    for facts in sorted((cache_folder() / "models").glob("*/harness.json")):
        told = json.loads(facts.read_text())
        weights = cache_folder() / "weights" / told["source_sha256"] / told["source_file"]
        if told["source_file"].startswith("SmolLM2") and weights.exists():
            return facts.parent, weights
    pytest.skip("no converted SmolLM2 in the cache; run: harness models fetch smollm2-135m")


def need(*modules: str) -> pytest.MarkDecorator:
    """Skips where a server's packages aren't installed, before the local backend is asked."""
    missing = [module for module in modules if importlib.util.find_spec(module) is None]
    return pytest.mark.skipif(bool(missing), reason=f"no {missing}; bin/setup dev,docs,server,test-servers")


@contextmanager
def running(command: list[str], url: str, log: Path) -> Iterator[None]:
    """The server as a process of its own, once it answers on ``url``."""
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
    with open(log, "wb") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=output, stderr=output, env=environment, start_new_session=True
        )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not is_up(url):
            assert process.poll() is None, log.read_text()[-2000:]
            assert time.monotonic() < deadline, log.read_text()[-2000:]
            time.sleep(0.2)
        yield
    finally:
        process.kill()
        process.wait()
        assert process.stdin is not None
        process.stdin.close()


def is_up(url: str) -> bool:
    """Whether the address answers with 200."""
    with suppress(httpx.HTTPError):
        return httpx.get(url, timeout=2, trust_env=False).status_code == 200
    return False


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(backend: ServerBackend | TransformersBackend) -> dict[str, str]:
    """What the backend answers to each question; every one is answered without an error."""
    prompts = []
    for question in QUESTIONS:
        text = backend.render(PromptText((Message("user", f"{STORY}\n\n{question}"),), question))
        prompts.append(Prompt(question, "qa", text, MOST_TOKENS))
    found: list[Generation] = list(backend.generate(prompts))
    backend.close()
    assert [one.error for one in found] == [None] * len(QUESTIONS)
    return {one.id: one.output.strip() for one in found}


@pytest.fixture(scope="module")
def local() -> dict[str, str]:
    """The local backend's answers, one prompt at a time: the reference."""
    folder, _ = converted()
    return answers(TransformersBackend("local", ModelSource(path=str(folder)), LocalOptions(engine="single")))


def told(what: str, found: dict[str, str], local: dict[str, str]) -> float:
    """Print and return the share of answers that equal the local backend's."""
    share = sum(found[question] == local[question] for question in QUESTIONS) / len(QUESTIONS)
    print(f"{what}: {share:.0%} of {len(QUESTIONS)} outputs equal the local backend's")
    for question in QUESTIONS:
        if found[question] != local[question]:
            print(f"  {question}\n    local  {local[question]!r}\n    server {found[question]!r}")
    return share


@need("fastapi", "uvicorn", "openai", "multipart")
def test_transformers_serve_answers_as_the_local_backend_does(local: dict[str, str], tmp_path: Path) -> None:
    """The same weights, runtime and template: every output is the same."""
    folder, _ = converted()
    port = free_port()
    command = [sys.executable, "-m", "transformers.cli.transformers", "serve", str(folder), "--port", str(port)]
    command += ["--host", "127.0.0.1", "--dtype", "float32", "--device", "cpu"]
    with running(command, f"http://127.0.0.1:{port}/health", tmp_path / "log"):
        spec = ServerSpec(f"http://127.0.0.1:{port}/v1", model=str(folder), concurrency=1)
        assert told("transformers serve", answers(ServerBackend("served", spec)), local) == 1.0


@need("xllamacpp")
def test_llama_cpp_server_answers_nearly_as_the_local_backend_does(local: dict[str, str], tmp_path: Path) -> None:
    """The same weights in another runtime, still quantized: most outputs begin alike; all are answered."""
    _, weights = converted()
    port = free_port()
    command = [sys.executable, "-c", LLAMA, str(weights), str(port)]
    with running(command, f"http://127.0.0.1:{port}/v1/models", tmp_path / "log"):
        served = ServerBackend("served", ServerSpec(f"http://127.0.0.1:{port}/v1", concurrency=2))
        assert served.identity.context_tokens
        found = answers(served)
    told("llama.cpp", found, local)
    assert sum(found[question][:4] == local[question][:4] for question in QUESTIONS) >= len(QUESTIONS) // 2
