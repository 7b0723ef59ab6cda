"""A run folder keeps what was answered and tells what is missing."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from harness.errors import MissingError, ProblemsError, UsageError
from harness.schema import Generation, ModelIdentity, Prompt
from harness.store.runs import RunInfo, open_run, read_run

MODEL = ModelIdentity("m", "transformers", weights_digest="w1", runtime="torch 2")
INFO = RunInfo("small", "sig-1", models=(MODEL,), created="2026-01-01T00:00:00Z")
HOLD = """
import sys, time
from pathlib import Path
from harness.store.runs import RunInfo, open_run
run = open_run(Path(sys.argv[1]), RunInfo("small", "sig-1"))
print("held", flush=True)
time.sleep(60)
"""


def prompt(number: int, digest: str = "") -> Prompt:
    """A prompt for item ``number``."""
    return Prompt(f"item-{number}", "qa", "Who?", 8, digest=digest or f"digest-{number}")


def answer(number: int, digest: str = "", error: str | None = None) -> Generation:
    """The answer to that prompt."""
    return Generation(f"item-{number}", "m", "He.", prompt_digest=digest or f"digest-{number}", error=error)


def test_only_what_is_missing_is_asked_again(tmp_path: Path) -> None:
    """After a stop, answered prompts are not missing; a prompt whose digest changed is."""
    with open_run(tmp_path / "run", INFO) as run:
        run.append(answer(1))
        run.append(answer(2))
        run.append(answer(3, error="timeout"))
    prompts = [("m", prompt(1)), ("m", prompt(2, "changed")), ("m", prompt(3)), ("m", prompt(4))]
    with open_run(tmp_path / "run", INFO) as run:
        assert [key[1] for key in run.missing(prompts)] == ["item-2", "item-4"]
        assert [key[1] for key in run.missing(prompts, retry_errors=True)] == ["item-2", "item-3", "item-4"]
        assert not run.changed


def test_a_run_that_came_as_a_copy_is_asked_anew_and_its_answers_are_kept(tmp_path: Path) -> None:
    """What git or an artifact brings has no hidden files: its answers are set aside, unless ``--resume`` takes them."""
    with open_run(tmp_path / "run", INFO) as run:
        run.append(answer(1))
    for name in ("taken", "anew"):
        (tmp_path / name).mkdir()
        for path in (tmp_path / "run").glob("[!.]*"):
            (tmp_path / name / path.name).write_bytes(path.read_bytes())
    with open_run(tmp_path / "taken", INFO, resume=True) as run:
        assert run.missing([("m", prompt(1))]) == ()
    with open_run(tmp_path / "anew", INFO) as run:
        assert len(run.missing([("m", prompt(1))])) == 1
        assert "made elsewhere" in str(run.problems[0])
        assert "generations.before-fresh.jsonl" in str(run.problems[0])
    aside = tmp_path / "anew" / "generations.before-fresh.jsonl"
    assert "He." in aside.read_text(encoding="utf-8")
    with open_run(tmp_path / "anew", INFO) as run:
        assert not run.problems
    aside.rename(tmp_path / "anew" / "generations.jsonl")
    with open_run(tmp_path / "anew", INFO, resume=True) as run:
        assert run.missing([("m", prompt(1))]) == ()


def test_another_signature_keeps_unchanged_prompts_and_drops_old_results(tmp_path: Path) -> None:
    """A changed gold re-asks the prompts that changed; verdicts of before are gone."""
    folder = tmp_path / "run"
    with open_run(folder, INFO) as run:
        run.append(answer(1))
    (folder / "verdicts.jsonl").write_text("{}\n")
    with open_run(folder, replace(INFO, signature="sig-2")) as run:
        assert run.changed
        assert run.missing([("m", prompt(1))]) == ()
    assert not (folder / "verdicts.jsonl").exists()


def test_other_weights_under_the_same_name_are_asked_again(tmp_path: Path) -> None:
    """The answers of a model don't become those of another one by its name."""
    with open_run(tmp_path / "run", INFO) as run:
        run.append(answer(1))
    with open_run(tmp_path / "run", replace(INFO, models=(replace(MODEL, weights_digest="w2"),))) as run:
        assert len(run.missing([("m", prompt(1))])) == 1
        assert list(run.generations()) == []


def test_fresh_starts_anew_and_keeps_the_old_journal_aside(tmp_path: Path) -> None:
    """Even --fresh throws no answer away, given once or, by mistake, twice and more."""
    folder = tmp_path / "run"
    with open_run(folder, INFO) as run:
        run.append(answer(1))
    with open_run(folder, INFO, fresh=True) as run:
        assert len(run.missing([("m", prompt(1))])) == 1
    open_run(folder, INFO, fresh=True).close()
    with open_run(folder, INFO, fresh=True) as run:
        run.append(answer(2))
    open_run(folder, INFO, fresh=True).close()
    kept = {path.name: json.loads(path.read_text())["id"] for path in folder.glob("generations.before-fresh*")}
    assert kept == {"generations.before-fresh.jsonl": "item-1", "generations.before-fresh-2.jsonl": "item-2"}
    with pytest.raises(UsageError, match="--fresh"):
        open_run(folder, INFO, fresh=True, resume=True)


def test_a_second_process_is_told_and_a_killed_one_does_not_block(tmp_path: Path) -> None:
    """While one process works in a folder another is refused by name; after kill -9 the folder is free."""
    folder = tmp_path / "run"
    first = subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True)
    assert first.stdout is not None
    try:
        assert first.stdout.readline() == "held\n"
        with pytest.raises(UsageError, match=f"process {first.pid} "):
            open_run(folder, INFO)
    finally:
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        first.stdout.close()
    open_run(folder, INFO).close()


def test_what_a_killed_process_was_writing_is_taken_away(tmp_path: Path) -> None:
    """Half a result file of a killed run is gone once the folder is taken again."""
    folder = tmp_path / "run"
    open_run(folder, INFO).close()
    (folder / ".verdicts.jsonl.4711.part").write_text("half")
    open_run(folder, INFO).close()
    assert not list(folder.glob("*.part"))


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    """A folder that holds something else is refused, not filled."""
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"thesis\.txt"):
        open_run(tmp_path, INFO)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["thesis.txt"]


def test_run_json_never_holds_a_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key of a key_env, a telling name and a password in a URL are hidden, wherever they stand."""
    monkeypatch.setenv("NEWS_KEY", "sk-very-secret")
    served = {
        "key_env": "NEWS_KEY",
        "url": "http://me:hunter2@127.0.0.1/v1",
        "headers": {"Authorization": "Bearer xyz"},
    }
    config = {"models": [served], "note": "try sk-very-secret"}
    with open_run(tmp_path / "run", replace(INFO, config=config)):
        text = (tmp_path / "run" / "run.json").read_text()
    assert not any(secret in text for secret in ("sk-very-secret", "hunter2", "Bearer xyz"))
    assert json.loads(text)["config"]["models"][0]["key_env"] == "NEWS_KEY"


def test_run_json_comes_back(tmp_path: Path) -> None:
    """What a run was made from reads as it was written; resuming keeps the time of the first start."""
    open_run(tmp_path / "run", INFO).close()
    open_run(tmp_path / "run", replace(INFO, created="2027-01-01T00:00:00Z")).close()
    assert read_run(tmp_path / "run") == INFO


def test_a_missing_or_broken_run_is_told(tmp_path: Path) -> None:
    """No run is one message, a broken run.json another, each with the path; a broken one can still be resumed."""
    with pytest.raises(MissingError, match="harness eval"):
        read_run(tmp_path)
    with open_run(tmp_path / "run", INFO) as run:
        run.append(answer(1))
    (tmp_path / "run" / "run.json").write_text('{"name": 1}')
    with pytest.raises(ProblemsError, match=r"run\.json: name.*\n.*signature"):
        read_run(tmp_path / "run")
    with open_run(tmp_path / "run", INFO) as run:
        assert run.missing([("m", prompt(1))]) == ()
