"""What a config may name: one dict of ``"module:Class"`` for each swappable thing, imported when it is used."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

from harness.errors import UsageError

TASKS: Mapping[str, str] = {
    "qa": "harness.tasks.qa:QaTask",
    "summary": "harness.tasks.summary:SummaryTask",
}
BASELINES: Mapping[str, str] = {
    "lead": "harness.backends.baselines.lead:lead",
    "gold": "harness.backends.baselines.controls:gold",
    "reference": "harness.backends.baselines.controls:reference",
    "rival": "harness.backends.baselines.controls:rival",
    "silent": "harness.backends.baselines.controls:silent",
}


def load_object(name: str) -> Any:
    """What ``package.module:Name`` names; raises UsageError that says which half is wrong."""
    module, colon, attribute = name.partition(":")
    if not colon or not attribute:
        raise UsageError(f"{name}: not a plugin's name; expected package.module:Class")
    try:
        return getattr(importlib.import_module(module), attribute)
    except ImportError as error:
        raise UsageError(f"{name}: {module} can't be imported: {error}; install it, or mend the name") from error
    except AttributeError as error:
        raise UsageError(f"{name}: {module} has no {attribute}; mend the name") from error
