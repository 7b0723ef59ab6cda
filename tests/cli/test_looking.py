from __future__ import annotations

import json
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from harness.cli import looking
from harness.cli.serving import make_server
from harness.errors import MissingError, UsageError
from harness.reports.run_data import read_run_data
from harness.schema import (
    CUT_OFF,
    Claim,
    Document,
    Evidence,
    Gold,
    Question,
    QuestionGold,
    QuestionItem,
    QuestionVerdict,
    Section,
    Source,
)
from harness.stats.estimates import estimates
from harness.store.prompts import PromptWriter
from harness.store.results import write_metrics, write_verdicts
from harness.store.runs import RunInfo, write_run
from harness.store.snapshot import write_snapshot

APP = typer.Typer()
looking.register(APP)
OUTPUT = "Nine boats\x1b[2J\x07, the brigade said."


@pytest.fixture
def run_folder(tmp_path: Path) -> Path:
    """A run of one question that one model answered, with signs that a terminal would obey."""
    folder = tmp_path / "runs" / "one"
    folder.mkdir(parents=True)
    text = "Before it all was calm. The brigade counted nine boats. After it nobody said anything."
    documents = {"h1": Document("h1", "Boats", (Section(0, "", text),))}
    claim = Claim("brigade", ("nine",), (Evidence("h1", 0, "counted nine boats"),))
    question = Question("boats", ("h1",), "How many boats, by the brigade?", "number")
    item = QuestionItem(question, QuestionGold("brigade", (claim,)), ("headline",))
    sources = {"brigade": Source("brigade", "the fire brigade")}
    verdict = QuestionVerdict(
        "boats", "plover", OUTPUT, "correct", "right", "Nine", ("brigade",), (0,), "states nine",
        {"factual": 1.0, "credit": 1.0}, ((0, 4),), ("brigade",), documents=("h1",), type="number",
    )  # fmt: skip
    verdict = replace(verdict, flags=(CUT_OFF,))
    write_run(folder, RunInfo("one", "signed", created="2031-04-03T10:00:00Z"))
    write_snapshot(folder, Gold(documents, sources, (item,), (), "", ""), (item,))
    write_verdicts(folder, [verdict])
    write_metrics(folder, estimates([verdict], resamples=10))
    return folder


def test_show(run_folder: Path) -> None:
    """An item is shown with what its sources say, each answer, its reason, and the evidence."""
    result = CliRunner().invoke(APP, ["show", str(run_folder), "boats"])
    assert result.exit_code == 0
    for part in (
        "How many boats, by the brigade?",
        "the fire brigade: nine",
        "✓ correct",
        "● right source",
        "cites §0",
    ):
        assert part in result.output
    assert "The brigade counted nine boats." in result.output


def test_show_tells_that_an_answer_was_cut_off(run_folder: Path) -> None:
    """What is to be known beside a verdict stands under the answer."""
    assert "! cut off at the length limit" in CliRunner().invoke(APP, ["show", str(run_folder), "boats"]).output


def test_show_prompt(run_folder: Path) -> None:
    """The prompt is printed as the model got it; a run that kept none says so."""
    missing = CliRunner().invoke(APP, ["show", str(run_folder), "boats", "--prompt"])
    assert isinstance(missing.exception, MissingError)
    assert "kept no prompt" in str(missing.exception)
    data = read_run_data(run_folder)
    text = f"<|user|>{data.snapshot.documents[0].sections[0].text}\n{data.items[0].question.text}"  # type: ignore[union-attr]
    with PromptWriter(run_folder) as prompts:
        prompts.add("plover", data.items[0], data.snapshot.documents, text)
        prompts.keep()
    assert CliRunner().invoke(APP, ["show", str(run_folder), "boats", "--prompt"]).output == f"{text}\n"
    as_json = CliRunner().invoke(APP, ["show", str(run_folder), "boats", "--prompt", "--json"])
    assert json.loads(as_json.output) == {"plover": text}


def test_show_obeys_nothing_that_a_model_wrote(run_folder: Path) -> None:
    """Signs that a terminal would obey are shown as replaced."""
    result = CliRunner().invoke(APP, ["show", str(run_folder), "boats"])
    assert "\x1b" not in result.output
    assert "\x07" not in result.output
    assert "Nine boats\ufffd" in result.output


def test_show_json(run_folder: Path) -> None:
    """For machines the verdicts come as they are kept."""
    result = CliRunner().invoke(APP, ["show", str(run_folder), "boats", "--json"])
    assert json.loads(result.output)[0]["output"] == OUTPUT


def test_show_names_the_nearest(run_folder: Path) -> None:
    """A misspelt id or model is told with the nearest right one."""
    result = CliRunner().invoke(APP, ["show", str(run_folder), "boots"])
    assert isinstance(result.exception, UsageError)
    assert "did you mean boats?" in str(result.exception)
    result = CliRunner().invoke(APP, ["show", str(run_folder), "boats", "--model", "plower"])
    assert "did you mean plover?" in str(result.exception)


def test_view_writes_a_page(run_folder: Path) -> None:
    """With --write the page of all runs is a file whose links are relative."""
    folder = run_folder.parent
    result = CliRunner().invoke(APP, ["view", str(folder), "--write"])
    assert result.exit_code == 0
    assert 'href="one/report.html"' in (folder / "index.html").read_text()


@pytest.fixture
def address(run_folder: Path) -> Iterator[str]:
    """The address of a running server over the folder of runs."""
    server = make_server(run_folder.parent, 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_served_pages(address: str, run_folder: Path) -> None:
    """The overview leads to a report, which is made where there is none; the run's files are there."""
    assert "one/report.html" in _get(f"{address}/")
    assert "plover" in _get(f"{address}/one/report.html")
    assert not (run_folder / "report.html").exists()
    assert json.loads(_get(f"{address}/one/metrics.json"))


@pytest.mark.parametrize(
    "path", ["/one/verdicts.jsonl", "/../secret/run.json", "/%2e%2e/%2e%2e/run.json", "/no/report.html"]
)
def test_nothing_else_is_served(address: str, path: str, run_folder: Path) -> None:
    """Neither other files nor files outside the folder can be fetched."""
    (run_folder.parent.parent / "run.json").write_text("secret")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        _get(address + path)


def test_other_names_of_this_machine_are_refused(address: str) -> None:
    """A page elsewhere can't reach the server under a name of its own."""
    with pytest.raises(urllib.error.HTTPError, match="403"):
        _get(address, host="evil.example:80")


def test_a_taken_port_is_told(address: str, tmp_path: Path) -> None:
    """A port that is in use is named, with the way out."""
    with pytest.raises(MissingError, match="--port 0"):
        make_server(tmp_path, int(address.rpartition(":")[2]))


def test_registering_imports_nothing_heavy() -> None:
    """The module of the commands loads no drawing, no template engine and no server."""
    import subprocess

    heavy = "matplotlib jinja2 http.server"
    code = f"import harness.cli.looking, sys; print([m for m in {heavy.split()} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def _get(address: str, host: str | None = None) -> str:
    request = urllib.request.Request(address, headers={"Host": host} if host else {})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return str(answer.read().decode("utf-8"))
