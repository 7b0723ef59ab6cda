"""Reading a gate policy: strict, with every mistake at its line."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final, Literal, get_args

from harness.codec import FORBID, ConfigDict, Located, decode_or_raise, load_yaml, nearest
from harness.errors import ProblemsError
from harness.gate.records import OnUndecided, Policy, PolicyLine
from harness.schema import AnswerType, Problem
from harness.stats.metrics import FURTHER, all_metric_names, is_lower_better

KNOWN: Final = (*all_metric_names(), *FURTHER)


@dataclass(frozen=True)
class WhereShape:
    """The slice of a line, as written; an item must match all that is given."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    tag: str | None = None
    type: str | None = None
    source: str | None = None
    document: str | None = None


@dataclass(frozen=True)
class LineShape:
    """A line as written."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    metric: str
    where: WhereShape = WhereShape()
    floor: float | None = None
    ceiling: float | None = None
    margin: float | None = None
    better: Literal["higher", "lower"] | None = None
    """Which way is better, for a metric of a scorer of one's own."""


@dataclass(frozen=True)
class PolicyShape:
    """A policy as written."""

    __pydantic_config__: ClassVar[ConfigDict] = FORBID
    lines: tuple[LineShape, ...] = ()
    undecided: OnUndecided = "report"
    errors: float = 0.02
    coverage: float = 0.5
    must_pass: tuple[str, ...] = ()


def load_policy(path: Path) -> Policy:
    """The policy of a file; ProblemsError with every mistake, MissingError where the file can't be read."""
    return policy_of(load_yaml(path))


def policy_of(located: Located) -> Policy:
    """The policy of YAML that was read; ProblemsError with every mistake."""
    shape = decode_or_raise(PolicyShape, located)
    problems = [*_mistakes(shape, located)]
    if problems:
        raise ProblemsError(problems)
    lines = tuple(_line(line, located, place) for place, line in enumerate(shape.lines))
    return Policy(lines, shape.undecided, shape.errors, shape.coverage, shape.must_pass, located.file)


def _line(shape: LineShape, located: Located, place: int) -> PolicyLine:
    task, _, metric = shape.metric.partition(".")
    where = {key: value for key, value in vars(shape.where).items() if value is not None}
    lower = shape.better == "lower" if shape.better else is_lower_better(metric)
    return PolicyLine(
        task, metric, where, shape.floor, shape.ceiling, shape.margin, lower, located.place(("lines", place))
    )


def _mistakes(shape: PolicyShape, located: Located) -> Iterator[Problem]:
    if not shape.lines and not shape.must_pass:
        yield _problem(located, (), "asks for nothing", "expected lines: or must_pass:; add one")
    for name in ("errors", "coverage"):
        if not 0 <= getattr(shape, name) <= 1:
            yield _problem(located, (name,), f"{name} is {getattr(shape, name)}", "expected a share from 0 to 1")
    for place, entry in enumerate(shape.must_pass):
        if not entry.removeprefix("tag:").strip():
            yield _problem(located, ("must_pass", place), "names no item", "expected an id, or tag: and a tag")
    seen: dict[tuple[str, WhereShape], int] = {}
    for place, line in enumerate(shape.lines):
        yield from _line_mistakes(line, located, ("lines", place))
        first = seen.setdefault((line.metric, line.where), place)
        if first != place:
            yield _problem(located, ("lines", place), f"asks for {line.metric} again", "put it into the first line")


def _line_mistakes(line: LineShape, located: Located, path: tuple[str | int, ...]) -> Iterator[Problem]:
    task, _, metric = line.metric.partition(".")
    if task not in ("qa", "summary") or not metric or (line.metric not in KNOWN and line.better is None):
        yield _metric_problem(line.metric, located, path)
    elif line.metric in KNOWN and line.better and (line.better == "lower") is not is_lower_better(line.metric):
        yield _problem(located, (*path, "better"), f"{line.metric} is better the other way", "leave better: out")
    if line.floor is None and line.ceiling is None and line.margin is None:
        yield _problem(located, path, f"asks nothing of {line.metric}", "expected floor:, ceiling: or margin:; add one")
    for name in ("floor", "ceiling", "margin"):
        value = getattr(line, name)
        if value is not None and not (math.isfinite(value) and 0 <= value <= 1):
            yield _problem(located, (*path, name), f"{name} is {value}", "expected a number from 0 to 1")
    if line.margin == 1:
        yield _problem(located, (*path, "margin"), "margin is 1, which any run keeps", "expected less than 1")
    lower = line.better == "lower" if line.better else is_lower_better(line.metric)
    wrong_way = "floor" if lower else "ceiling"
    if getattr(line, wrong_way) is not None:
        right_way, better = ("ceiling", "lower") if lower else ("floor", "higher")
        message = f"{line.metric} is better when {better}, and this is a {wrong_way}"
        yield _problem(located, (*path, wrong_way), message, f"did you mean {right_way}?")
    yield from _where_mistakes(line, task, located, path)


def _where_mistakes(line: LineShape, task: str, located: Located, path: tuple[str | int, ...]) -> Iterator[Problem]:
    where = line.where
    types: Sequence[str] = get_args(AnswerType)
    if where.type is not None and where.type not in types:
        hit = nearest(where.type, types)
        mend = f"did you mean {hit}?" if hit else f"expected one of {', '.join(types)}"
        yield _problem(located, (*path, "where", "type"), f"{where.type!r} is no type of question", mend)
    if task == "summary" and (where.type is not None or where.source is not None):
        yield _problem(located, (*path, "where"), "summaries have no type and no asked source", "use tag: or document:")
    for name, value in vars(where).items():
        if value is not None and not value.strip():
            yield _problem(located, (*path, "where", name), f"{name} is empty", "name one, or leave it out")


def _metric_problem(metric: str, located: Located, path: tuple[str | int, ...]) -> Problem:
    hit = nearest(metric, KNOWN)
    mend = f"did you mean {hit}?" if hit else f"expected one of {', '.join(KNOWN)}"
    if metric.startswith(("qa.", "summary.")):
        mend += "; for a scorer of your own add better: higher or lower"
    return _problem(located, (*path, "metric"), f"{metric!r} is no known metric", mend)


def _problem(located: Located, path: tuple[str | int, ...], message: str, mend: str) -> Problem:
    return Problem(located.place(path), "policy", message, "error", mend)
