"""GitHub's workflow commands: lines on standard output that show up beside the files they name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from harness.gate.records import GateResult, LineResult, Regression
from harness.schema import Place

MOST_EACH: Final = 10
"""GitHub shows ten errors and ten warnings of a step."""


def github_annotations(result: GateResult) -> str:
    """Failed lines, problems and items that must pass as errors; undecided lines and other worse items as warnings."""
    errors = [_command("error", one.place, one.name, "; ".join(one.reasons)) for one in _lines(result, "fail")]
    errors += [_command("error", one.place, one.rule, one.message) for one in result.problems]
    warnings = [_command("warning", one.place, one.name, "; ".join(one.reasons)) for one in _lines(result, "undecided")]
    errors += islice((_worse("error", one) for one in result.regressions if one.must_pass), MOST_EACH)
    warnings += islice((_worse("warning", one) for one in result.regressions if not one.must_pass), MOST_EACH)
    return "".join(line + "\n" for line in (*errors[:MOST_EACH], *warnings[:MOST_EACH]))


def _lines(result: GateResult, word: str) -> Iterator[LineResult]:
    return (line for line in result.lines if line.word == word)


def _worse(level: str, one: Regression) -> str:
    words = f"{one.before} before, {one.after} now: {one.reason}"
    return _command(level, one.place, f"{one.model}: {one.id}", words)


def _command(level: str, place: Place | None, title: str, message: str) -> str:
    properties = [] if place is None else [f"file={_property(place.file)}"]
    if place is not None and place.line is not None:
        properties.append(f"line={place.line}")
    properties.append(f"title={_property(title)}")
    return f"::{level} {','.join(properties)}::{_data(message)}"


def _data(text: str) -> str:
    """Escaped as GitHub's toolkit does for messages, so that no model's output can start a command of its own."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
