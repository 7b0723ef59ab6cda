"""A gate's result where CI looks for it: files beside the run, the job's summary, lines for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from harness.gate.annotations import github_annotations
from harness.gate.junit import gate_suite, item_cases
from harness.gate.markdown import gate_markdown, outcome
from harness.gate.records import GateResult
from harness.store.atomic import write_lines, write_text
from harness.store.junit import write_suite
from harness.store.records import to_json

MARKDOWN: Final = "gate.md"
JSON: Final = "gate.json"
_WORSE: Final = '\n "regressions": ['
"""Where these begin: inside a text of JSON no line ends."""


def gate_json(result: GateResult) -> str:
    """The whole result as one JSON object."""
    return "".join(gate_json_parts(result))


def gate_json_parts(result: GateResult) -> Iterator[str]:
    """The parts of that text: the items that got worse, of which there may be very many, are a part each."""
    head, worse, tail = _dumped(replace(result, regressions=())).partition(_WORSE)
    yield head + worse
    for place, one in enumerate(result.regressions):
        yield ("," if place else "") + f"\n{_dumped(one)}".replace("\n", "\n  ")
    yield ("\n " if result.regressions else "") + tail + "\n"


def gate_text(result: GateResult) -> Iterator[str]:
    """The result in lines for a terminal: a line a problem, a policy line and a worse item, the word last."""
    for problem in result.problems:
        yield f"problem    {problem}"
    for line in result.lines:
        yield f"{line.word:<11}{line.model}: {line.name}: {'; '.join(line.reasons)}"
    for one in result.regressions:
        mark = "MUST PASS  " if one.must_pass else "worse      "
        yield f"{mark}{one.model}: {one.id}: {one.before} before, {one.after} now"
    for note in result.notes:
        yield f"note       {note}"
    yield f"gate: {outcome(result)}"


def write_gate_files(result: GateResult, folder: Path) -> tuple[Path, ...]:
    """Write ``gate.md`` and ``gate.json``, and the gate's suite into ``junit.xml``, beside the run's own suite.

    MissingError where that can't be done.
    """
    write_text(folder / MARKDOWN, gate_markdown(result))
    write_lines(folder / JSON, gate_json_parts(result))
    suite = write_suite(gate_suite(result), Path(result.run), folder, cases=item_cases(result))
    return suite, folder / MARKDOWN, folder / JSON


def tell_github(result: GateResult, environment: Mapping[str, str]) -> str:
    """Append the Markdown to the job's summary, where GitHub names a file for it, and give back the annotations.

    Empty outside GitHub Actions. A summary that can't be written changes no result.
    """
    summary = environment.get("GITHUB_STEP_SUMMARY")
    if summary:
        with suppress(OSError), open(summary, "a", encoding="utf-8") as file:
            file.write(gate_markdown(result))
    return github_annotations(result) if environment.get("GITHUB_ACTIONS") == "true" else ""


def _dumped(record: object) -> str:
    return json.dumps(to_json(record), ensure_ascii=False, allow_nan=False, indent=1)
