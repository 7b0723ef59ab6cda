"""Problems as text for a person, as annotations for GitHub, and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Final

from harness.schema import Problem, Severity

_WORDS: Final[tuple[tuple[Severity, str], ...]] = (("error", "error"), ("warning", "warning"), ("info", "remark"))
_GITHUB: Final = {"error": "error", "warning": "warning", "info": "notice"}


def as_text(problems: Sequence[Problem]) -> str:
    """A line a problem; empty without problems. :func:`counted` says how many there are."""
    lines = [str(problem) if problem.severity == "error" else _marked(problem) for problem in problems]
    return "\n".join(lines)


def as_github(problems: Sequence[Problem]) -> str:
    """Workflow commands that GitHub shows beside the lines; empty without problems."""
    return "\n".join(_command(problem) for problem in problems)


def as_json(problems: Sequence[Problem]) -> str:
    """A JSON object with a row for each problem."""
    rows = [
        {
            "file": problem.place.file,
            "line": problem.place.line,
            "rule": problem.rule,
            "severity": problem.severity,
            "message": problem.message,
            "mend": problem.mend,
        }
        for problem in problems
    ]
    return json.dumps({"problems": rows}, ensure_ascii=False, indent=2)


def counted(problems: Sequence[Problem]) -> str:
    """How many problems of each severity there are, in words."""
    if not problems:
        return "no problems"
    counts = Counter(problem.severity for problem in problems)
    return ", ".join(f"{counts[kind]} {word}{'s' * (counts[kind] != 1)}" for kind, word in _WORDS if counts[kind])


def _marked(problem: Problem) -> str:
    tail = f"; {problem.mend}" if problem.mend else ""
    return f"{problem.place}: {problem.severity}: {problem.message}{tail} [{problem.rule}]"


def _command(problem: Problem) -> str:
    where = f"file={_property(problem.place.file)},line={problem.place.line or 1},title={_property(problem.rule)}"
    text = f"{problem.message}; {problem.mend}" if problem.mend else problem.message
    return f"::{_GITHUB[problem.severity]} {where}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
