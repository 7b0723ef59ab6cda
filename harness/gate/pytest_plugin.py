"""The gate in pytest: ``pytest --harness-run RUN --harness-baseline RUN --harness-policy gate.yaml``.

Each policy line is a test, and so is each item that must pass and each problem. With ``--harness-run`` alone the
fixture ``harness_run`` gives numbers to assert on::

    def test_credit(harness_run):
        assert harness_run.metric("qa.credit", tag="conflict").low > 0.2

Imports nothing of the harness until an option asks for it, so that it costs other test runs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from harness.gate.records import GateResult, Policy
    from harness.gate.run_results import RunResults


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("harness", "summarization and QA evaluation")
    group.addoption("--harness-run", metavar="RUN", help="run folder that tests look at")
    group.addoption("--harness-policy", metavar="FILE", help="gate policy: each line of it becomes a test")
    group.addoption("--harness-baseline", metavar="RUN", help="run folder that margins are held against")
    group.addoption("--harness-model", metavar="NAME", help="gate only this model")


@pytest.fixture(scope="session")
def harness_run(request: pytest.FixtureRequest) -> RunResults:
    """The run of ``--harness-run``: ``metric(name, model=…, tag=…)`` gives a value with low, high and n."""
    from harness.errors import HarnessError
    from harness.gate.run_results import read_run_results

    folder = request.config.getoption("--harness-run")
    if not folder:
        pytest.skip("needs --harness-run RUN")
    try:
        return read_run_results(Path(folder))
    except HarnessError as error:
        pytest.fail(str(error), pytrace=False)


def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the gate's tests behind the others; a gate that can't start stops pytest with its usage error."""
    policy = config.getoption("--harness-policy")
    if not policy:
        return
    run = config.getoption("--harness-run")
    if not run:
        raise pytest.UsageError("--harness-policy: needs a run; give --harness-run RUN")
    items += _gate_items(session, Path(run), Path(policy))


class GateItem(pytest.Item):
    """One finding of the gate as a test; ``outcome`` is pass, fail or skip."""

    outcome: str = "pass"
    message: str = ""

    def runtest(self) -> None:
        """Fail, skip or pass, as the gate found."""
        if self.outcome == "fail":
            raise GateError(self.message)
        if self.outcome == "skip":
            pytest.skip(self.message)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """The gate's own words, without a traceback."""
        if isinstance(excinfo.value, GateError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the policy stands."""
        return self.path, None, self.name


class GateError(Exception):
    """A finding that is no pass."""


def _gate_items(session: pytest.Session, run: Path, policy_file: Path) -> Iterator[GateItem]:
    from harness.errors import HarnessError
    from harness.gate.checking import check_gate
    from harness.gate.policy import load_policy

    baseline, model = session.config.getoption("--harness-baseline"), session.config.getoption("--harness-model")
    try:
        policy = load_policy(policy_file)
        result = check_gate(run, Path(baseline) if baseline else None, policy, model=model)
    except HarnessError as error:
        raise pytest.UsageError(str(error)) from error
    for name, outcome, message in _findings(result, policy):
        item = GateItem.from_parent(session, name=f"harness gate: {name}")
        item.outcome, item.message = outcome, message
        yield item


def _findings(result: GateResult, policy: Policy) -> Iterator[tuple[str, str, str]]:
    for problem in result.problems:
        yield problem.rule, "fail", str(problem)
    for line in result.lines:
        word = "fail" if line.word == "fail" or line.missing or policy.undecided != "pass" else "skip"
        said = f"{line.model}: {line.name}: {line.word}: {'; '.join(line.reasons)}"
        yield f"{line.model}: {line.name}", "pass" if line.word == "pass" else word, said
    guarded = [one for one in result.regressions if one.must_pass]
    for one in guarded:
        said = f"{one.model}: {one.id}: {one.before} before, {one.after} now: {one.reason}"
        yield f"{one.model}: {one.id} must pass", "fail", said
    if policy.must_pass and not guarded:
        yield "must_pass", "pass", ""
