"""What can stop the harness, and what it tells a person.

HarnessError
├── UsageError          the command line or the config is wrong; exit code 2
│   └── ProblemsError   the same, with a list of problems, each with its place
├── MissingError        a file, model, extra or registry can't be reached; exit code 2
└── BackendError        a model gave no answer; kept on the item, exit code 3 at the end

Exceptions are for stopping. What a person should mend and the program can list
is a :class:`harness.schema.Problem`, and all of them are returned at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from harness.schema import Problem


class HarnessError(Exception):
    """Base of all errors that are meant for a person: one line, where, what, what to do."""

    exit_code = 2


class UsageError(HarnessError):
    """What was asked for can't be done as asked: a wrong option, config or file."""


class ProblemsError(UsageError):
    """Several problems at once, each with its place; the message lists all of them, a line each, down each file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.place.file, problem.place.line or 0)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class MissingError(HarnessError):
    """Something that should be there is not: a file, weights, an extra, a network."""


class BackendError(HarnessError):
    """A model gave no answer to a prompt. ``kind`` is one of the classes of :data:`ERROR_KINDS`."""

    exit_code = 3

    def __init__(self, message: str, kind: str = "server") -> None:
        super().__init__(message)
        self.kind = kind


ERROR_KINDS = ("rate", "server", "network", "refused", "too-long", "malformed", "memory", "timeout", "internal")
