"""The plugin, in pytest runs of its own."""

import subprocess
import sys

import pytest

POLICY = "must_pass: [q000]\nlines:\n  - {metric: qa.factual, margin: 0.2}\n  - {metric: qa.rival, ceiling: 0.6}\n"
TESTS = """
def test_factual(harness_run):
    assert harness_run.metric("qa.factual").low > 0.5
"""


@pytest.fixture
def run_pytest(tmp_path):
    """Run pytest with the plugin in a folder of one test file."""
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "test_run.py").write_text(TESTS)
    (tmp_path / "gate.yaml").write_text(POLICY)

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        plugin = [] if _is_installed() else ["-p", "harness.gate.pytest_plugin"]
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *plugin, *map(str, arguments)]
        return subprocess.run(command, cwd=tmp_path / "project", capture_output=True, text=True, check=False)

    return run


def _is_installed() -> bool:
    from importlib.metadata import entry_points

    return any(one.value == "harness.gate.pytest_plugin" for one in entry_points(group="pytest11"))


def test_policy_lines_are_tests(run_pytest, make_run, tmp_path):
    """A run that passes is green, with a test a line beside the project's own."""
    run, base = make_run("new", wrong=[5]), make_run("base")
    done = run_pytest("--harness-run", run, "--harness-baseline", base, "--harness-policy", tmp_path / "gate.yaml")
    assert (done.returncode, "4 passed" in done.stdout) == (0, True), done.stdout


def test_a_broken_run_is_red_in_the_gate_s_words(run_pytest, make_run, tmp_path):
    """Lines and items that fail are failures, told without a traceback."""
    run, base = make_run("new", wrong=range(40)), make_run("base")
    done = run_pytest("--harness-run", run, "--harness-baseline", base, "--harness-policy", tmp_path / "gate.yaml")
    assert done.returncode == 1
    assert "4 failed" in done.stdout
    assert "q000: correct, credit right before, rival, credit wrong now" in done.stdout
    assert "Traceback" not in done.stdout


def test_a_gate_that_can_t_start_is_a_usage_error(run_pytest, make_run, tmp_path):
    """A policy with a mistake stops pytest with code 4 and says what is wrong."""
    (tmp_path / "gate.yaml").write_text("lines: [{metric: qa.factal, margin: 0.1}]")
    done = run_pytest("--harness-run", make_run("new"), "--harness-policy", tmp_path / "gate.yaml")
    assert done.returncode == 4
    assert "did you mean qa.factual" in done.stdout + done.stderr


def test_without_options_it_does_nothing(run_pytest):
    """Other people's tests run as before; only what needs a run is skipped."""
    done = run_pytest()
    assert (done.returncode, "1 skipped" in done.stdout) == (0, True), done.stdout


def test_the_plugin_imports_nothing_heavy():
    """Loading it costs no numpy, yaml or pydantic."""
    code = (
        "import sys, harness.gate.pytest_plugin; print([n for n in ('numpy', 'yaml', 'pydantic') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
