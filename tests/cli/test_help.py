"""The command line at its door: help is quick and imports nothing heavy; errors are for people."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("torch", "transformers", "pandas", "numpy", "datasets", "matplotlib", "yaml", "scipy")
COMMANDS = [
    [],
    ["eval"],
    ["score"],
    ["report"],
    ["compare"],
    ["gate"],
    ["calibrate"],
    ["labels"],
    ["init"],
    ["export"],
    ["import"],
    ["gold"],
    ["gold", "check"],
    ["gold", "stats"],
    ["gold", "new"],
    ["gold", "edit"],
    ["gold", "agreement"],
    ["documents", "add"],
    ["models", "list"],
    ["models", "fetch"],
    ["runs", "list"],
    ["cache", "ls"],
]


def harness(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The command as a user runs it."""
    return subprocess.run(
        [sys.executable, "-m", "harness", *words], capture_output=True, text=True, cwd=cwd, check=False
    )


def test_help_of_every_command_imports_nothing_heavy() -> None:
    """Asking for help loads no model library, no table library and no YAML.

    Pydantic is not in the list: typer itself reads a sub-command's options with it.
    """
    code = (
        "import sys\n"
        "from typer.testing import CliRunner\n"
        "from harness.cli.app import app\n"
        f"for words in {COMMANDS!r}:\n"
        "    result = CliRunner().invoke(app, [*words, '--help'])\n"
        "    assert result.exit_code == 0 and 'Usage' in result.output, (words, result.output)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["eval", "--config", "smal.yaml"], "no such config"),
        (["eval", "--set", "seed"], "expected key.path=value"),
        (["score", "--predictions", "nowhere.jsonl", "--out", "o"], "nowhere.jsonl"),
        (["compare", "nowhere"], "nowhere"),
        (["gate", "nowhere", "--baseline", "nowhere"], "nowhere"),
        (["report", "nowhere"], "nowhere"),
        (["models", "fetch", "smolm2-135m"], "did you mean smollm2-135m?"),
        (["calibrate", "nowhere"], "nowhere"),
        (["gold", "check", "nowhere"], "nowhere"),
    ],
)
def test_what_cannot_start_says_why_and_exits_2(words: list[str], said: str, tmp_path: Path) -> None:
    """A missing file or a wrong word is one line that names it, without a traceback; exit code 2."""
    done = harness(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_new_project_runs(tmp_path: Path) -> None:
    """``harness init demo`` gives a folder in which an eval runs and writes every file of the contract."""
    assert harness("init", "demo", cwd=tmp_path).returncode == 0
    demo = tmp_path / "demo"
    done = harness("eval", "--config", "controls.yaml", "--limit", "6", "--no-cache", cwd=demo)
    assert done.returncode == 0, done.stderr
    assert "qa.factual" in done.stdout
    assert "report.html" in done.stdout
    files = {path.name for path in (demo / "reports" / "controls").iterdir()}
    wanted = {
        "run.json",
        "generations.jsonl",
        "verdicts.jsonl",
        "metrics.json",
        "scores.csv",
        "report.html",
        "report.md",
    }
    assert wanted <= files
    again = harness("init", "demo", cwd=tmp_path)
    assert again.returncode == 2
    assert "a new or an empty folder" in again.stderr


def test_a_wrong_config_lists_every_mistake(tmp_path: Path) -> None:
    """Five mistakes are five lines with file and line."""
    config = tmp_path / "bad.yaml"
    config.write_text("nam: x\ntasks: [qa, sum]\nlimit: -1x\nout: 3\nmodels:\n  - {name: a, bakend: lead}\n", "utf-8")
    done = harness("eval", "--config", "bad.yaml", cwd=tmp_path)
    assert done.returncode == 2
    lines = [line for line in done.stderr.splitlines() if "bad.yaml:" in line]
    assert len(lines) >= 4
    assert any("did you mean" in line or "backend" in line for line in lines)
