"""What a rule of the gold is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from harness.codec import DataPath
from harness.gold.folder import Folder
from harness.schema import Place, Severity


@dataclass(frozen=True, slots=True)
class Fix:
    """A change of a YAML file that certainly mends a finding.

    ``set`` puts ``value`` at the path; ``add`` appends it to the list there, which is made where it is missing;
    ``remove`` takes the item or key at the path away.
    """

    file: str
    path: DataPath
    kind: Literal["set", "add", "remove"]
    value: object = None

    def __str__(self) -> str:
        where = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path).lstrip(".")
        return f"{self.file}: {where}: {self.kind}" + (f" {self.value!r}" if self.kind != "remove" else "")


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule is broken; ``mend`` says what to do, and may be empty."""

    place: Place
    message: str
    mend: str = ""
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that gold keeps.

    ``severity`` is the one it has unless a config sets another. ``needed`` rules are part of what a run relies on:
    gold that breaks one with severity error is not loaded.
    """

    name: str
    severity: Severity
    explanation: str
    example: str
    find: Callable[[Folder], Iterator[Finding]] = field(repr=False)
    needed: bool = False
