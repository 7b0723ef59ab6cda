"""New baselines: who, when, why, and nothing half done."""

import shutil

import pytest

from harness.codec import parse_yaml
from harness.errors import MissingError, ProblemsError, UsageError
from harness.gate.accepting import accept_baseline, read_baseline_info
from harness.gate.checking import check_gate
from harness.gate.policy import policy_of

WHO = {"who": "Ada", "when": "2026-03-04T05:06:07+00:00", "why": "new weights"}


def test_an_accepted_run_is_a_baseline(make_run, tmp_path):
    """The run passes against the baseline that was made of it, and who, when and why are kept."""
    run = make_run("new", wrong=[1])
    accept_baseline(run, tmp_path / "ci" / "baseline", **WHO)
    policy = policy_of(parse_yaml("lines: [{metric: qa.factual, margin: 0.05}]", "gate.yaml"))
    assert check_gate(run, tmp_path / "ci" / "baseline", policy, resamples=100).word == "pass"
    (entry,) = read_baseline_info(tmp_path / "ci" / "baseline").accepted
    assert (entry.who, entry.when, entry.why) == ("Ada", WHO["when"], "new weights")


def test_history_is_kept(make_run, tmp_path):
    """A second acceptance stands before the first."""
    for why in ("first", "second"):
        accept_baseline(make_run(why), tmp_path / "baseline", **{**WHO, "why": why})
    assert [one.why for one in read_baseline_info(tmp_path / "baseline").accepted] == ["second", "first"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["baseline", "first", "second"]


@pytest.mark.parametrize("name", ["who", "why"])
def test_nobody_accepts_for_no_reason(name, make_run, tmp_path):
    """An empty who or why is refused."""
    with pytest.raises(UsageError, match=f"--{name}: is empty"):
        accept_baseline(make_run("new"), tmp_path / "baseline", **{**WHO, name: " "})


def test_a_broken_run_is_no_baseline(make_run, tmp_path):
    """What a gate would not trust is not accepted, and the old baseline stays."""
    accept_baseline(make_run("old"), tmp_path / "baseline", **WHO)
    run = make_run("new")
    (run / "verdicts.jsonl").write_text("{}\n")
    with pytest.raises(ProblemsError):
        accept_baseline(run, tmp_path / "baseline", **{**WHO, "why": "again"})
    assert len(read_baseline_info(tmp_path / "baseline").accepted) == 1


def test_other_folders_are_not_overwritten(make_run, tmp_path):
    """A folder that holds something else is left alone."""
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "diary.txt").write_text("keep")
    with pytest.raises(UsageError, match="holds something that is no run"):
        accept_baseline(make_run("new"), tmp_path / "notes", **WHO)
    assert (tmp_path / "notes" / "diary.txt").exists()


def test_a_missing_run_is_missing(make_run, tmp_path):
    """There is nothing to accept in a folder that isn't there."""
    run = make_run("new")
    shutil.rmtree(run)
    with pytest.raises(MissingError):
        accept_baseline(run, tmp_path / "baseline", **WHO)


def test_a_run_is_not_its_own_baseline(make_run):
    """Accepting a baseline as itself is a mistake."""
    run = make_run("new")
    with pytest.raises(UsageError, match="is the baseline itself"):
        accept_baseline(run, run, **WHO)
