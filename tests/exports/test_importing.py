"""Other tools' outputs as predictions, from files as those tools write them."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from harness.errors import MissingError, ProblemsError, UsageError
from harness.exports import export_run, import_predictions
from harness.exports.importing import ZSTD, write_predictions

READER = os.environ.get("HARNESS_READERS_PYTHON", sys.executable)

LM_EVAL_TASK = """
task: cranes
dataset_path: json
dataset_kwargs: {data_files: {test: DATA}}
test_split: test
output_type: generate_until
doc_to_text: "{{question}}"
doc_to_target: "{{answer}}"
generation_kwargs: {until: ["\\n"]}
metric_list: [{metric: exact_match, aggregation: mean, higher_is_better: true}]
"""
INSPECT_CODE = """
import sys
from inspect_ai import Task, eval
from inspect_ai.dataset import Sample
from inspect_ai.model import ModelOutput
from inspect_ai.scorer import exact
from inspect_ai.solver import solver

@solver
def fixed():
    async def solve(state, generate):
        state.output = ModelOutput.from_content("mock", "three cranes")
        return state
    return solve

samples = [Sample(input="How many?", target="3", id=name) for name in ("c1", "c2")]
task = Task(dataset=samples, solver=fixed(), scorer=exact())
eval(task, model="mockllm/model", log_dir=sys.argv[1], log_format=sys.argv[2], display="none")
"""


def reader(module: str) -> str:
    """The interpreter that has another tool, or a skip."""
    if subprocess.run([READER, "-c", f"import {module}"], capture_output=True, check=False).returncode:
        pytest.skip(f"{module} is not installed; set HARNESS_READERS_PYTHON to an interpreter that has it")
    return READER


def shown(predictions) -> list[tuple[str, str, str]]:
    """What counts of predictions."""
    return [(one.id, one.model, one.output) for one in predictions]


@pytest.mark.parametrize("name", ["lm-eval", "inspect"])
def test_our_own_exports_come_back(name, make_run, tmp_path):
    """What is exported can be imported again, output for output."""
    export_run(make_run("base", wrong=[2]), name, tmp_path / "out")
    found = import_predictions(tmp_path / "out", name, model="small")
    assert len(found) == 52
    assert ("q002", "small", "92 million, says the mayor") in shown(found)


@pytest.mark.slow
def test_lm_eval_s_own_samples(tmp_path):
    """Samples that the real lm-evaluation-harness wrote, with its dummy model."""
    reader("lm_eval")
    (tmp_path / "data.jsonl").write_text('{"id":"c1","question":"How many?","answer":"3"}\n')
    (tmp_path / "tasks").mkdir()
    (tmp_path / "tasks" / "cranes.yaml").write_text(LM_EVAL_TASK.replace("DATA", str(tmp_path / "data.jsonl")))
    command = [READER, "-m", "lm_eval", "run", "--model", "dummy", "--tasks", "cranes", "--log_samples"]
    command += ["--include_path", str(tmp_path / "tasks"), "--output_path", str(tmp_path / "out")]
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_DATASETS_CACHE": str(tmp_path / "cache")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    (found,) = import_predictions(tmp_path / "out", "lm-eval", model="dummy")
    assert (found.id, found.output) == ("c1", "lol")


def inspect_logs(folder: Path, form: str) -> None:
    """Logs of the real Inspect in one of its forms."""
    command = [reader("inspect_ai"), "-W", "ignore", "-c", INSPECT_CODE, str(folder), form]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.slow
def test_inspect_s_own_logs(tmp_path):
    """Logs that the real Inspect wrote as JSON."""
    inspect_logs(tmp_path, "json")
    expected = [("c1", "mockllm/model", "three cranes"), ("c2", "mockllm/model", "three cranes")]
    assert shown(import_predictions(tmp_path, "inspect")) == expected


@pytest.mark.slow
def test_inspect_s_own_packed_logs(tmp_path):
    """Logs that the real Inspect wrote as .eval are read, or refused with what to do where zstd packs them."""
    inspect_logs(tmp_path, "eval")
    packed = next(tmp_path.glob("*.eval"))
    with zipfile.ZipFile(packed) as archive:
        is_zstd = any(one.compress_type == ZSTD for one in archive.infolist())
    if is_zstd:
        with pytest.raises(UsageError, match="inspect log convert"):
            import_predictions(tmp_path, "inspect")
    else:
        assert len(import_predictions(tmp_path, "inspect")) == 2


def test_squad_predictions(tmp_path):
    """The predictions file of SQuAD: ids to answers, the model named by the file."""
    (tmp_path / "bert.json").write_text(json.dumps({"c1": "three", "c2": ""}))
    assert shown(import_predictions(tmp_path / "bert.json", "squad")) == [("c1", "bert", "three"), ("c2", "bert", "")]


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet", "folder"])
def test_any_data_set_with_a_mapping(ending, tmp_path):
    """Columns of any name, in any form that datasets reads."""
    import datasets

    data = datasets.Dataset.from_dict({"qid": ["c1", "c2"], "reply": ["three", "four"], "system": ["a", "a"]})
    path = tmp_path / f"data.{ending}"
    {"jsonl": data.to_json, "csv": data.to_csv, "parquet": data.to_parquet, "folder": data.save_to_disk}[ending](
        str(path)
    )
    columns = {"id": "qid", "output": "reply", "model": "system"}
    assert shown(import_predictions(path, "datasets", columns=columns)) == [("c1", "a", "three"), ("c2", "a", "four")]


def test_a_column_that_is_not_there(tmp_path):
    """The columns that are there are told."""
    (tmp_path / "data.jsonl").write_text('{"qid": "c1", "reply": "three"}\n')
    with pytest.raises(ProblemsError, match="has nothing in column 'id'; there are qid, reply"):
        import_predictions(tmp_path / "data.jsonl", "datasets")


def test_a_dict_of_splits_needs_one(tmp_path):
    """Which split is meant is asked for, by name."""
    import datasets

    part = datasets.Dataset.from_dict({"id": ["c1"], "output": ["x"]})
    datasets.DatasetDict({"dev": part, "test": part}).save_to_disk(str(tmp_path / "both"))
    with pytest.raises(MissingError, match="has the splits dev, test"):
        import_predictions(tmp_path / "both", "datasets")
    assert len(import_predictions(tmp_path / "both", "datasets", split="test")) == 1


def test_errors_elsewhere_are_left_out(make_run, tmp_path):
    """A sample in error has no output; scoring will count it as an error."""
    path = next(iter(export_run(make_run("base"), "inspect", tmp_path)))
    log = json.loads(path.read_text())
    log["samples"][0]["error"] = {"message": "timeout", "traceback": "", "traceback_ansi": ""}
    path.write_text(json.dumps(log))
    assert len(import_predictions(path, "inspect")) == 47


def test_two_different_outputs_are_refused(tmp_path):
    """The same line twice is one prediction; two outputs for one item are told with both places."""
    line = json.dumps({"doc": {"id": "c1"}, "resps": [["three"]]}) + "\n"
    (tmp_path / "samples_x.jsonl").write_text(line * 2)
    assert len(import_predictions(tmp_path, "lm-eval")) == 1
    (tmp_path / "samples_x.jsonl").write_text(line + line.replace("three", "four"))
    with pytest.raises(ProblemsError, match=r"second output for c1, first at .*:1"):
        import_predictions(tmp_path, "lm-eval")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("lm-eval", '{"doc": {"qid": 1}, "resps": [["x"]]}', "its doc has no 'id'"),
        ("lm-eval", '{"doc": {"id": 1}, "resps": [[["-3.1", "True"]]]}', None),
        ("lm-eval", '{"doc": {"id": 1}, "resps": []}', "no text in resps"),
        ("lm-eval", "not json", "is no JSON object"),
        ("lm-eval", "", "holds no outputs"),
        ("inspect", "{}", "is no Inspect log"),
        ("squad", "[1]", "is no JSON object"),
        ("squad", '{"c1": 3}', "holds no text"),
    ],
)
def test_what_can_t_be_read_is_told(name, content, said, tmp_path):
    """Each broken file names what was expected."""
    path = tmp_path / "samples_x.jsonl"
    path.write_text(content)
    if said is None:
        assert import_predictions(path, name)[0].output == "-3.1"
        return
    with pytest.raises(ProblemsError, match=said):
        import_predictions(path, name)


def test_unknown_format_and_missing_file(tmp_path):
    """A mistyped format names the nearest; a missing file is missing."""
    with pytest.raises(UsageError, match="did you mean squad"):
        import_predictions(tmp_path, "squat")
    with pytest.raises(MissingError):
        import_predictions(tmp_path / "nowhere", "squad")


def test_predictions_are_written_as_the_contract_says(tmp_path):
    """One JSON object a line, with id, model and output."""
    source = tmp_path / "bert.json"
    source.write_text(json.dumps({"c1": "three\ncranes"}))
    path = Path(tmp_path / "predictions.jsonl")
    write_predictions(import_predictions(source, "squad"), path)
    assert json.loads(path.read_text()) == {"id": "c1", "model": "bert", "output": "three\ncranes"}
