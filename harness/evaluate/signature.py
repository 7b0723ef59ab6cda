"""What a number's identity is: everything that can change it, and nothing else."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime

import harness
from harness.config.spec import Config
from harness.schema import Gold, ModelIdentity
from harness.stats.comparability import SCORER
from harness.store.runs import RunInfo
from harness.tasks.templates import PromptTemplate

_VERSIONED = ("torch", "transformers", "tokenizers", "numpy", "scipy", "rouge-score", "snowballstemmer")


def run_info(
    config: Config, gold: Gold, templates: Mapping[str, PromptTemplate], models: tuple[ModelIdentity, ...]
) -> RunInfo:
    """The run's record; its ``created`` is the one thing that a clock is in."""
    digests = {"gold": gold.digest, "documents": gold.documents_digest}
    digests |= {f"template.{task}": template.digest for task, template in templates.items()}
    signed = signature(config, digests)
    if config.scorers.supported:
        digests[SCORER] = config.scorers.supported
    return RunInfo(
        name=config.name,
        signature=signed,
        config=asdict(config),
        models=models,
        seeds={"generation": config.generation.seed, "statistics": config.statistics.seed},
        versions=versions(),
        digests=digests,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def signature(config: Config, digests: Mapping[str, str]) -> str:
    """One line that two runs share exactly where their numbers may be compared (models aside)."""
    drawn = config.generation
    parts = [f"harness {harness.__version__}"]
    parts += [f"{name} {digest[:12]}" for name, digest in sorted(digests.items())]
    parts += [
        f"tasks {'+'.join(config.tasks)}",
        f"limit {f'{config.limit}, spread' if config.limit else 'none'}",
        f"temperature {drawn.temperature:g}",
        f"seed {drawn.seed}",
        f"max_new_tokens {drawn.max_new_tokens.qa}/{drawn.max_new_tokens.summary}",
    ]
    if config.scorers.supported:
        parts.append(f"supported by {config.scorers.supported}")
    return " | ".join(parts)


def versions() -> dict[str, str]:
    """Versions of what can change a number: the harness, Python, and the libraries that compute."""
    found = {"harness": harness.__version__, "python": platform.python_version()}
    for name in _VERSIONED:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found
