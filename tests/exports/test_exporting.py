"""Runs in other tools' formats: their shapes, and their own readers where those are installed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from harness.cli.app import app
from harness.codec import spool
from harness.errors import MissingError, UsageError
from harness.exports import FORMATS, export_run, read_run_frames
from harness.store import snapshot

READER = os.environ.get("HARNESS_READERS_PYTHON", sys.executable)
"""An interpreter that has inspect-ai, lm-eval and every-eval-ever, which do not fit into one environment with ours."""


def reader(module: str) -> str:
    """The interpreter, or a skip where it lacks the module."""
    found = subprocess.run([READER, "-c", f"import {module}"], capture_output=True, check=False)
    if found.returncode:
        pytest.skip(f"{module} is not installed; set HARNESS_READERS_PYTHON to an interpreter that has it")
    return READER


def run_code(module: str, code: str, *arguments: object) -> str:
    """What a piece of code of another tool prints."""
    command = [reader(module), "-W", "ignore", "-c", code, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture
def run(make_run) -> Path:
    """A run of two models, with three wrong answers each."""
    return make_run("base", wrong=[1, 2, 3], models=("small", "owner/large"))


def only(paths, ending: str) -> Path:
    """The first path with that ending."""
    return next(path for path in paths if path.name.endswith(ending))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_and_repeats(name, run, tmp_path):
    """Each format writes files, and the same ones with the same bytes the second time."""
    first = export_run(run, name, tmp_path / "first")
    second = export_run(run, name, tmp_path / "second")
    assert first
    assert [path.relative_to(tmp_path / "first") for path in first] == [
        path.relative_to(tmp_path / "second") for path in second
    ]
    if name not in ("datasets", "parquet"):
        assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_unknown_formats_name_the_nearest(run, tmp_path):
    """A mistyped format is told with the right one, and a missing run stops."""
    with pytest.raises(UsageError, match="did you mean inspect"):
        export_run(run, "inspekt", tmp_path)
    with pytest.raises(MissingError):
        export_run(tmp_path / "nowhere", "csv", tmp_path / "out")


def test_frames_hold_the_run(run):
    """The one function for notebooks gives verdicts, scores and metrics that agree."""
    frames = read_run_frames(run)
    means = frames.scores.groupby(["model", "task", "metric"])["value"].mean()
    whole = frames.metrics[frames.metrics["slice"] == ""].set_index(["model", "task", "metric"])["value"].dropna()
    assert len(frames.verdicts) == 104
    assert means.to_dict() == pytest.approx(whole.to_dict())


def test_lm_eval_files_have_its_keys(run, tmp_path):
    """Results and samples carry what lm-evaluation-harness writes, and agree with each other."""
    paths = export_run(run, "lm-eval", tmp_path)
    results = json.loads(only(paths, ".json").read_text())
    assert results["results"]["harness_qa"]["factual,none"] == pytest.approx(45 / 48)
    assert results["higher_is_better"]["harness_qa"]["rival"] is False
    samples = [json.loads(line) for line in only(paths, ".jsonl").read_text().splitlines()]
    assert sum(one["factual"] for one in samples) == 45
    assert samples[0]["resps"] == [["10 million, says the mayor"]]
    assert samples[0]["target"] == "10 million"
    assert {path.parent.name for path in paths} == {"small", "owner_large"}


@pytest.mark.slow
def test_lm_eval_reads_its_files(run, tmp_path):
    """lm-evaluation-harness prints its own table of our results."""
    results = only(export_run(run, "lm-eval", tmp_path), ".json")
    code = "import json,sys; from lm_eval.utils import make_table; print(make_table(json.load(open(sys.argv[1]))))"
    table = run_code("lm_eval", code, results)
    assert "|harness_qa" in table
    assert "0.9375" in table


def test_inspect_log_has_every_sample(run, tmp_path):
    """A log a model and task, whose samples carry output, target, verdict and reason."""
    paths = export_run(run, "inspect", tmp_path)
    assert len(paths) == 4
    log = json.loads(paths[0].read_text())
    sample = log["samples"][1]
    assert (log["status"], len(log["samples"])) == ("success", 48)
    assert sample["scores"]["factual"]["value"] == 0.0
    assert sample["scores"]["factual"]["metadata"]["factual"] == "rival"
    assert sample["output"]["completion"].startswith("11 million")


@pytest.mark.slow
def test_inspect_opens_its_log(run, tmp_path):
    """Inspect's own reader takes every log, and finds headline metric, scores and samples in it."""
    paths = export_run(run, "inspect", tmp_path)
    code = """
import sys
from inspect_ai.log import read_eval_log, list_eval_logs
for path in sys.argv[1:]:
    log = read_eval_log(path)
    score = log.results.scores[0]
    print(log.status, log.eval.model, len(log.samples), score.name, round(score.metrics["mean"].value, 4))
"""
    printed = run_code("inspect_ai", code, *paths).splitlines()
    assert printed[0] == "success replay/small 48 factual 0.9375"
    assert len(printed) == 4


@pytest.mark.slow
def test_inspect_dataframes_read_the_logs(run, tmp_path):
    """Inspect's data frames have a row a sample of ours."""
    export_run(run, "inspect", tmp_path)
    code = "import sys; from inspect_ai.analysis import samples_df; print(len(samples_df(sys.argv[1])))"
    assert run_code("inspect_ai", code, tmp_path).split()[-1] == "104"


def test_every_eval_ever_has_its_tree(run, tmp_path):
    """Aggregate and samples stand where the datastore wants them, and point at each other."""
    paths = export_run(run, "every-eval-ever", tmp_path)
    log = json.loads(paths[0].read_text())
    details = log["detailed_evaluation_results"]
    assert paths[1] == tmp_path / details["file_path"]
    rows = [json.loads(line) for line in paths[1].read_text().splitlines()]
    assert details["total_rows"] == len(rows)
    known = {one["evaluation_result_id"] for one in log["evaluation_results"]}
    assert {row["evaluation_result_id"] for row in rows} <= known


@pytest.mark.slow
def test_every_eval_ever_validates_its_files(run, tmp_path):
    """The validator of Every Eval Ever accepts aggregate and samples; it warns of a model without a known developer."""
    reader("every_eval_ever")
    paths = [str(path.relative_to(tmp_path)) for path in export_run(run, "every-eval-ever", tmp_path)]
    command = [READER, "-W", "ignore", "-m", "every_eval_ever", "validate", *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, timeout=300)
    assert "3 passed, 1 warning-only, 0 failed" in done.stdout, done.stdout[-3000:] + done.stderr[-1000:]


def test_model_index_is_read_by_the_hub_s_library(run, tmp_path):
    """huggingface_hub turns the metadata into its own results."""
    import yaml
    from huggingface_hub.repocard_data import model_index_to_eval_results

    path = export_run(run, "model-index", tmp_path)[0]
    name, results = model_index_to_eval_results(yaml.safe_load(path.read_text())["model-index"])
    assert name == "small"
    factual = next(one for one in results if one.metric_type == "factual")
    assert (factual.task_type, round(factual.metric_value, 4), factual.verified) == (
        "question-answering",
        0.9375,
        False,
    )


def test_csv_defuses_formulas(make_run, tmp_path):
    """An output that begins like a formula is no formula in a spreadsheet."""
    folder = make_run("base", models=("=cmd()",))
    text = only(export_run(folder, "csv", tmp_path), "verdicts.csv").read_text()
    assert "\n'=cmd()," in text
    assert "\n=cmd()," not in text


def test_parquet_keeps_types(run, tmp_path):
    """Lists and missing values come back as they were."""
    import pandas as pd

    frame = pd.read_parquet(only(export_run(run, "parquet", tmp_path), "verdicts.parquet"))
    assert list(frame.loc[0, "sections"]) == [1]
    assert frame["facts"].isna().sum() == 96


def test_datasets_open_gold_and_verdicts(run, tmp_path):
    """datasets loads both from disk, with claims and scores in them."""
    import datasets

    export_run(run, "datasets", tmp_path)
    gold = datasets.load_from_disk(str(tmp_path / "gold"))
    verdicts = datasets.load_from_disk(str(tmp_path / "verdicts"))
    assert {name: len(split) for name, split in gold.items()} == {
        "questions": 48,
        "summaries": 4,
        "documents": 8,
        "sources": 2,
    }
    assert gold["questions"][0]["claims"][1]["answers"] == ["90 million"]
    assert (len(verdicts["qa"]), len(verdicts["summary"])) == (96, 8)
    assert {"metric": "factual", "value": 1.0} in verdicts["qa"][0]["scores"]


def test_gold_goes_to_a_data_set_and_only_by_name_to_the_hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The saved data set has the gold's questions; a hub that nobody reaches is told as such, with what it takes."""
    import datasets

    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    words = ["gold", "export", "--format", "datasets", "--out", str(tmp_path / "set")]
    assert CliRunner().invoke(app, words).exit_code == 0
    saved = datasets.load_from_disk(str(tmp_path / "set"))
    assert len(saved["questions"]) > 100
    pushed = CliRunner().invoke(app, ["gold", "export", "--push-to-hub", "nobody/nothing"])
    assert isinstance(pushed.exception, MissingError)
    assert "HF_TOKEN" in str(pushed.exception)


@pytest.mark.parametrize("name", ["lm-eval", "inspect", "every-eval-ever", "csv"])
def test_a_run_that_is_too_large_to_hold_is_exported_alike(name, run, tmp_path, monkeypatch):
    """Verdicts, gold and replies that lie on files give the very same text."""
    expected = [path.read_text() for path in export_run(run, name, tmp_path / "held")]
    monkeypatch.setattr(spool, "MOST_HELD", 2)
    monkeypatch.setattr(snapshot, "MOST_BYTES_HELD", 0)
    assert [path.read_text() for path in export_run(run, name, tmp_path / "on-file")] == expected
