"""A gate's result where CI looks for it: files beside the run, the job's summary, lines for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from harness.gate.annotations import github_annotations
from harness.gate.junit import gate_suite
from harness.gate.markdown import gate_markdown, outcome
from harness.gate.records import GateResult
from harness.store.atomic import write_text
from harness.store.junit import write_suite
from harness.store.records import to_json

MARKDOWN: Final = "gate.md"
JSON: Final = "gate.json"


def gate_json(result: GateResult) -> str:
    """The whole result as one JSON object."""
    return json.dumps(to_json(result), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


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
    texts = {MARKDOWN: gate_markdown(result), JSON: gate_json(result)}
    for name, text in texts.items():
        write_text(folder / name, text)
    return (write_suite(gate_suite(result), Path(result.run), folder), *(folder / name for name in texts))


def tell_github(result: GateResult, environment: Mapping[str, str]) -> str:
    """Append the Markdown to the job's summary, where GitHub names a file for it, and give back the annotations.

    Empty outside GitHub Actions. A summary that can't be written changes no result.
    """
    summary = environment.get("GITHUB_STEP_SUMMARY")
    if summary:
        with suppress(OSError), open(summary, "a", encoding="utf-8") as file:
            file.write(gate_markdown(result))
    return github_annotations(result) if environment.get("GITHUB_ACTIONS") == "true" else ""
