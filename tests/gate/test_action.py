"""action.yml and the CI examples: their steps, run as a shell would, with a harness that only says what it got,
and once with the real one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FAKE = """#!/usr/bin/env bash
printf '%s\\n' "$0 $*" >> "$CALLS"
for word in "$@"; do printf '[%s]' "$word" >> "$CALLS"; done
printf '\\n' >> "$CALLS"
case "$1" in eval) exit "${EVAL_STATUS:-0}" ;; gate) exit "${GATE_STATUS:-0}" ;; esac
"""


class Job:
    """A GitHub job that runs the action's shell steps."""

    def __init__(self, folder: Path, *, fake: bool = True) -> None:
        self.folder, self.calls, self.outputs = folder, folder / "calls", folder / "outputs"
        (folder / "bin").mkdir()
        for name in ("harness", "python"):
            path = folder / "bin" / name
            if fake:
                path.write_text(FAKE)
                path.chmod(0o755)
            else:
                path.symlink_to(Path(sys.executable).parent / name)
        self.calls.touch()
        self.action = yaml.safe_load((ROOT / "action.yml").read_text())

    def run(self, *, eval_status: int = 0, gate_status: int = 0, **inputs: str) -> int:
        """Run the steps in order until one fails; gives back that one's status."""
        given = {name: spec["default"] for name, spec in self.action["inputs"].items()} | {
            name.replace("_", "-"): value for name, value in inputs.items()
        }
        for step in self.action["runs"]["steps"]:
            if "run" not in step or (step["name"] == "Evaluate" and given["evaluate"] != "true"):
                continue
            environment = {
                "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
                "CALLS": str(self.calls),
                "GITHUB_OUTPUT": str(self.outputs),
                "EVAL_STATUS": str(eval_status),
                "GATE_STATUS": str(gate_status),
                **{key: self.expand(value, given) for key, value in step.get("env", {}).items()},
            }
            command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
            done = subprocess.run(command, cwd=self.folder, env=environment, check=False)
            if done.returncode:
                return done.returncode
        return 0

    @staticmethod
    def expand(value: str, given: dict[str, str]) -> str:
        """GitHub's expressions, as far as the action uses them."""
        for name, text in given.items():
            value = value.replace("${{ inputs." + name + " }}", text)
        return value.replace("${{ github.action_path }}", "/action")

    @property
    def words(self) -> list[str]:
        """The arguments of each call, in brackets."""
        return [line for line in self.calls.read_text().splitlines() if line.startswith("[")]

    @property
    def said(self) -> dict[str, str]:
        """The outputs that the steps set."""
        return dict(line.split("=", 1) for line in self.outputs.read_text().splitlines())


@pytest.fixture
def job(tmp_path) -> Job:
    """A job in an empty folder."""
    return Job(tmp_path)


def test_a_run_is_made_and_gated(job):
    """Install, eval and gate are called in order, and outputs say where things are."""
    assert job.run(baseline="ci/baseline") == 0
    assert job.words == [
        "[-m][pip][install][--quiet][/action]",
        "[eval][--config][small.yaml][--out][harness-run]",
        "[gate][harness-run][--policy][gate.yaml][--baseline][ci/baseline]",
    ]
    assert job.said["result"] == "pass"
    assert job.said["junit"] == "harness-run/junit.xml"


@pytest.mark.parametrize(("status", "word"), [(1, "fail"), (2, "error"), (3, "undecided")])
def test_the_gate_s_exit_code_is_the_job_s(job, status, word):
    """Whatever is no pass fails the job, and the outputs are there for later steps all the same."""
    assert job.run(gate_status=status) == status
    assert (job.said["result"], job.said["exit-code"]) == (word, str(status))


def test_errors_of_items_are_left_to_the_gate(job):
    """After exit code 3 of eval the gate still runs; after 2 there is nothing to gate."""
    assert job.run(eval_status=3) == 0
    assert any(words.startswith("[gate]") for words in job.words)


def test_an_eval_that_could_not_start_stops_the_job(job):
    """The gate isn't asked about a run that isn't there."""
    assert job.run(eval_status=2) == 2
    assert not any(words.startswith("[gate]") for words in job.words)


def test_inputs_are_data_not_code(job):
    """Spaces, quotes and commands in an input stay one argument."""
    nasty = 'a b"; touch gone; echo $(touch gone) `touch gone`'
    assert job.run(run=nasty, model=nasty, evaluate="false") == 0
    assert job.words[-1] == f"[gate][{nasty}][--policy][gate.yaml][--model][{nasty}]"
    assert not (job.folder / "gone").exists()


def test_no_input_is_put_into_a_script(job):
    """Expressions stand in env only, where a shell can't run them."""
    for step in job.action["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_gitlab_s_script_lets_the_gate_decide(tmp_path):
    """GitLab's lines go on after exit code 3 of eval, and end with the gate's own."""
    job = Job(tmp_path)
    lines = yaml.safe_load((ROOT / "docs" / "ci" / "gitlab.yml").read_text())["harness"]["script"]
    environment = {
        "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
        "CALLS": str(job.calls),
        "RUN": "r",
        "EVAL_STATUS": "3",
        "GATE_STATUS": "1",
    }
    done = subprocess.run(["bash", "-e", "-c", "\n".join(lines)], env=environment, cwd=tmp_path, check=False)
    assert done.returncode == 1
    assert job.words[-1] == "[gate][r][--baseline][ci/baseline][--policy][configs/gate.yaml]"


def test_the_examples_use_what_the_action_has():
    """The workflow's inputs and outputs are the action's."""
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    workflow = yaml.safe_load((ROOT / "docs" / "ci" / "github.yml").read_text())
    step = next(one for one in workflow["jobs"]["gate"]["steps"] if one.get("id") == "harness")
    assert set(step["with"]) <= set(action["inputs"])
    assert "steps.harness.outputs.markdown" in str(workflow)
    assert "markdown" in action["outputs"]


def test_the_pre_commit_hook_checks_the_gold():
    """One hook, which runs the gold check on the whole folder when a file of it changes."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert (hook["entry"], hook["pass_filenames"], hook["files"]) == ("harness gold check", False, "^gold/")


def test_the_steps_run_with_the_real_harness(tmp_path: Path) -> None:
    """The commands themselves: a run of the shipped gold is made, held against itself, and kept with its reports."""
    config = {"models": [{"name": "lead", "backend": "lead"}], "tasks": ["qa"], "gold": str(ROOT / "gold")}
    (tmp_path / "lead.yaml").write_text(yaml.safe_dump(config))
    (tmp_path / "gate.yaml").write_text("lines:\n  - {metric: qa.factual, margin: 0.05}\n")
    (tmp_path / "worse.yaml").write_text("lines:\n  - {metric: qa.factual, floor: 0.99}\n")
    job = Job(tmp_path, fake=False)
    inputs = {"config": "lead.yaml", "requirement": "harness", "policy": "gate.yaml"}
    (tmp_path / "floor.yaml").write_text("lines:\n  - {metric: qa.factual, floor: 0.1}\n")
    assert job.run(**{**inputs, "policy": "floor.yaml"}) == 0
    assert job.run(**inputs, run="next", baseline="harness-run") == 0
    assert job.said["result"] == "pass"
    assert (tmp_path / job.said["junit"]).exists()
    assert (tmp_path / job.said["markdown"]).exists()
    assert job.run(**{**inputs, "policy": "worse.yaml"}, run="next", evaluate="false") == 1
    assert job.said["result"] == "fail"
