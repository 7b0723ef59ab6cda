"""From a config's model to the backend that answers for it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from harness.backends.baselines.base import Baseline, Known
from harness.backends.local.source import ModelSource, read_source
from harness.config.spec import Config, ModelSpec, WeightsSource
from harness.plugins import BASELINES, load_object
from harness.protocols import Backend, Progress, no_progress
from harness.schema import Gold, Item


@dataclass(frozen=True)
class Surroundings:
    """What building a backend may need beside its spec."""

    gold: Gold
    items: Sequence[Item]
    working: Path
    progress: Progress
    trust_remote_code: bool = False


def build_for(config: Config, spec: ModelSpec, around: Surroundings) -> Backend:
    """The backend of a spec, spread over a Ray cluster where the config says so and the model runs in a process."""
    near = build_backend(spec, around)
    if config.executor != "ray" or spec.backend in BASELINES or spec.backend in ("server", "replay"):
        return near
    from harness.backends.distributed.backend import RayBackend, RayOptions

    far = replace(around, progress=no_progress)
    return RayBackend(near, partial(build_backend, spec, far), RayOptions(address=config.address))


def build_backend(spec: ModelSpec, around: Surroundings) -> Backend:
    """The backend of that spec, its weights at hand; raises MissingError or UsageError that name the model."""
    if spec.backend in BASELINES:
        return _baseline(spec, around)
    if spec.backend == "transformers":
        return _local(spec, around)
    if spec.backend == "server":
        return _server(spec)
    if spec.backend == "llama-cpp":
        from harness.backends.llama_cpp import LlamaCppBackend

        return LlamaCppBackend(
            spec.name,
            local_source(spec),
            threads=spec.threads,
            chat=spec.chat,
            context_tokens=spec.context_tokens,
            progress=around.progress,
        )
    if spec.backend == "replay":
        from harness.backends.replay import ReplayBackend

        return ReplayBackend(spec.name, around.working / (spec.predictions or ""))
    if spec.backend == "command":
        from harness.backends.command import TIMEOUT_SECONDS, CommandBackend

        patience = spec.timeout_seconds or TIMEOUT_SECONDS
        return CommandBackend(spec.name, spec.command, timeout_seconds=patience, context_tokens=spec.context_tokens)
    made: Backend = load_object(spec.backend)(name=spec.name, **spec.options)
    return made


def _baseline(spec: ModelSpec, around: Surroundings) -> Backend:
    known = Known({item.id: item for item in around.items}, around.gold.documents, around.gold.sources)
    digest = hashlib.sha256(f"{around.gold.digest} {around.gold.documents_digest}".encode()).hexdigest()
    return Baseline(spec.name, spec.backend, load_object(BASELINES[spec.backend]), known, digest)


def local_source(spec: ModelSpec) -> ModelSource:
    """The spec's source in the local backend's own form; raises UsageError where it is not complete."""
    given = spec.source or WeightsSource()
    return read_source(f"model {spec.name}: source", {key: value for key, value in asdict(given).items() if value})


def _local(spec: ModelSpec, around: Surroundings) -> Backend:
    from harness.backends.local.backend import LocalOptions, TransformersBackend

    options = LocalOptions(
        dtype=spec.dtype,
        threads=spec.threads,
        chat=spec.chat,
        memory_gb=spec.memory_gb,
        engine=spec.engine,
        context_tokens=spec.context_tokens,
        trust_remote_code=around.trust_remote_code,
    )
    return TransformersBackend(spec.name, local_source(spec), options, around.progress)


def _server(spec: ModelSpec) -> Backend:
    from harness.backends.server import ServerBackend, ServerSpec

    plain = ServerSpec(url=spec.url or "")
    return ServerBackend(
        spec.name,
        replace(
            plain,
            model=spec.model,
            key_env=spec.key_env,
            chat=spec.chat,
            context_tokens=spec.context_tokens,
            concurrency=spec.concurrency or plain.concurrency,
            timeout_seconds=spec.timeout_seconds or plain.timeout_seconds,
            idle_seconds=spec.idle_seconds,
            logprobs=spec.logprobs,
        ),
    )
