"""``kill -9`` at any moment of ``harness eval`` loses nothing, and what is left resumes to the same results.

The fast model is a program behind the command backend that answers each prompt after a few milliseconds.
``HARNESS_KILLS`` sets how many moments are tried (200 for the table in docs/robustness.md; few here, to be quick),
``HARNESS_KILL_SEED`` which ones.
"""

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # ships no types
import pytest
import yaml

from harness.store.cache import cache_folder

KILLS = int(os.environ.get("HARNESS_KILLS", "6"))
MOMENTS = int(os.environ.get("HARNESS_KILL_SEED", "6"))
REAL_KILLS = int(os.environ.get("HARNESS_REAL_KILLS", "0"))
ANSWERING = """
import hashlib, json, sys, time
for line in sys.stdin:
    asked = json.loads(line)
    time.sleep(float(sys.argv[1]))
    word = hashlib.sha256(asked["prompt"].encode()).hexdigest()[:6]
    print(json.dumps({"id": asked["id"], "output": f"The mayor said {word} of them left."}), flush=True)
"""
CLOCKS = {"seconds", "created"}


def config(folder: Path, pause_seconds: float = 0.004) -> Path:
    """A config with the answering program as its only model."""
    program = folder / "answering.py"
    program.write_text(ANSWERING)
    model = {"name": "fast", "backend": "command", "command": [sys.executable, str(program), str(pause_seconds)]}
    path = folder / "kill.yaml"
    path.write_text(json.dumps({"name": "kill", "models": [model], "limit": 60, "statistics": {"resamples": 200}}))
    return path


def start(path: Path, out: Path, *, own_cache: bool = True) -> subprocess.Popen[bytes]:
    """``harness eval`` as a process group of its own."""
    command = [sys.executable, "-m", "harness", "eval", "-c", str(path), "--out", str(out), "--no-cache", "-q"]
    environment = {**os.environ, "HARNESS_CACHE": str(path.parent / "cache")} if own_cache else None
    with open(path.parent / "log", "wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, env=environment, start_new_session=True)


def finish(path: Path, out: Path, *, own_cache: bool = True) -> None:
    """Let it run to its end."""
    process = start(path, out, own_cache=own_cache)
    try:
        assert process.wait(300) == 0, (path.parent / "log").read_text()[-3000:]
    finally:
        process.kill()


def results(folder: Path) -> dict[str, str]:
    """Every result of a run by file name, without clocks; the journal as a sorted set of lines."""
    found = {}
    for file in sorted(folder.iterdir()):
        if file.suffix in (".jsonl", ".json", ".csv"):
            found[file.name] = file.read_text()
    journal = [without_clocks(json.loads(line)) for line in found["generations.jsonl"].splitlines()]
    found["generations.jsonl"] = "\n".join(sorted(json.dumps(line) for line in journal))
    found["run.json"] = json.dumps(without_clocks(json.loads(found["run.json"])))
    return found


def without_clocks(value: dict[str, object]) -> dict[str, object]:
    """A record without the fields that tell a time."""
    return {name: part for name, part in value.items() if name not in CLOCKS}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], float]:
    """A config, the results of a run left alone, and how many seconds of the processor it took."""
    folder = tmp_path_factory.mktemp("alone")
    path = config(folder)
    before = worked_by_children()
    finish(path, folder / "run")
    return path, results(folder / "run"), worked_by_children() - before


def worked_by_children() -> float:
    """Seconds of the processor that ended children of this process took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_killed_at_random_moments_it_resumes_to_the_same_results(
    alone: tuple[Path, dict[str, str], float], tmp_path: Path
) -> None:
    """What was answered is not asked again; at the end every file equals that of a run left alone.

    Every other kill comes at a random answer where some are missing; the rest when the command has done a random share
    of its work, counted in seconds of the processor, so that a busy machine doesn't have all of them fall on its start.
    """
    path, expected, seconds = alone
    moment = random.Random(MOMENTS)
    killed, runs, out = 0, 0, tmp_path / "run-0"
    reached: Counter[str] = Counter()
    answers = len(expected["generations.jsonl"].splitlines())
    while killed < KILLS:
        there = answers_in(out)
        process = start(path, out)
        if killed % 2 == 0 and there < answers:
            wait_for_answers(process, out, moment.randint(there + 1, answers))
            time.sleep(moment.uniform(0, 0.01))
        else:
            wait_for_work(process, moment.uniform(0.02 if there < answers else 0.4, 1) * seconds)
        if process.poll() is None:
            killed += 1
            reached[how_far(out, answers)] += 1
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if (out / "verdicts.jsonl").exists() and moment.random() < 0.5:
            check(path, out, expected)
            runs += 1
            out = tmp_path / f"run-{runs}"
    check(path, out, expected)
    print(f"\n{killed} kills, {runs + 1} runs that came to their end; killed {dict(sorted(reached.items()))}")


def wait_for_work(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Return when the process has used so many seconds of the processor, or has ended."""
    watched = psutil.Process(process.pid)
    while process.poll() is None and sum(watched.cpu_times()[:2]) < seconds:
        time.sleep(0.002)


def wait_for_answers(process: subprocess.Popen[bytes], out: Path, answers: int) -> None:
    """Return when that many answers are on disk, or the process has ended."""
    while process.poll() is None and answers_in(out) < answers:
        time.sleep(0.001)


def answers_in(out: Path) -> int:
    """How many answers a run has on disk."""
    journal = out / "generations.jsonl"
    return journal.read_bytes().count(b"\n") if journal.exists() else 0


def how_far(out: Path, of: int) -> str:
    """What a run of so many answers had on disk at that moment."""
    if (out / "report.html").exists():
        return "with a report"
    if (out / "verdicts.jsonl").exists():
        return "with verdicts"
    answers = answers_in(out)
    return "before the first answer" if not answers else "while asking" if answers < of else "with all answers"


def check(path: Path, out: Path, expected: dict[str, str], *, own_cache: bool = True) -> None:
    """Resume to the end; the results are the expected ones, and no prompt has two answers."""
    finish(path, out, own_cache=own_cache)
    found = results(out)
    for name, text in expected.items():
        assert found[name] == text, f"{name} differs"
    keys = Counter(
        (line["model"], line["id"], line["prompt_digest"])
        for line in map(json.loads, (out / "generations.jsonl").read_text().splitlines())
    )
    assert set(keys.values()) == {1}
    assert not [file.name for file in out.iterdir() if file.name.endswith(".part")]


def test_ctrl_c_stops_after_what_is_under_way(alone: tuple[Path, dict[str, str], float], tmp_path: Path) -> None:
    """Once: exit code 3, the journal whole, how to go on is said; the same command then ends with the same results."""
    _, expected, _ = alone
    path = config(tmp_path, pause_seconds=0.1)
    out = tmp_path / "run"
    process = start(path, out)
    journal = out / "generations.jsonl"
    deadline = time.monotonic() + 60
    while not (journal.exists() and journal.read_bytes().count(b"\n") >= 3) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 3
    assert "goes on" in (tmp_path / "log").read_text()
    answered = journal.read_bytes().count(b"\n")
    assert 3 <= answered < 60
    config(tmp_path)
    finish(path, out)
    assert (out / "scores.csv").read_text() == expected["scores.csv"]


def test_ctrl_c_twice_stops_at_once(alone: tuple[Path, dict[str, str], float], tmp_path: Path) -> None:
    """The second doesn't wait for an answer that takes a minute: exit code 3, what was answered stays, and goes on."""
    _, expected, _ = alone
    path, out = config(tmp_path), tmp_path / "run"
    program, log = tmp_path / "answering.py", tmp_path / "log"
    program.write_text(ANSWERING.replace("for line in sys.stdin:", "for number, line in enumerate(sys.stdin):"))
    program.write_text(program.read_text().replace("float(sys.argv[1])", "0.05 if number < 3 else 60"))
    process = start(path, out)
    try:
        wait_for_answers(process, out, 3)
        process.send_signal(signal.SIGINT)
        deadline = time.monotonic() + 40
        while "stops at once" not in log.read_text() and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        assert process.wait(40) == 3
    finally:
        process.kill()
    assert "goes on from there" in log.read_text()
    kept = (out / "generations.jsonl").read_text()
    assert kept.count("\n") == 3
    program.write_text(ANSWERING)
    finish(path, out)
    assert (out / "generations.jsonl").read_text().startswith(kept)
    assert (out / "scores.csv").read_text() == expected["scores.csv"]


def test_a_second_process_is_told(tmp_path: Path) -> None:
    """Two on one run folder: the second ends with exit code 2 and names the first."""
    path = config(tmp_path, pause_seconds=30)
    first = start(path, tmp_path / "run")
    deadline = time.monotonic() + 300
    while not (tmp_path / "run" / "generations.jsonl").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    second = start(path, tmp_path / "run")
    try:
        assert second.wait(300) == 2
        assert f"process {first.pid} " in (tmp_path / "log").read_text()
    finally:
        for process in (first, second):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.mark.skipif(REAL_KILLS == 0, reason="minutes of a real model: set HARNESS_REAL_KILLS to the number of kills")
@pytest.mark.slow
def test_a_real_model_killed_resumes_to_the_same_results(tmp_path: Path) -> None:
    """A model in this process, its rows decoded together: killed and resumed, its texts and verdicts are the same."""
    if not list((cache_folder() / "models").glob("*/harness.json")):
        pytest.skip("no converted weights in the cache; run: harness models fetch smollm2-135m")
    path = tmp_path / "real.yaml"
    gold = str(Path("tests/gold/ferry").resolve())
    models = yaml.safe_load(Path("configs/small.yaml").read_text())["models"][:1]
    path.write_text(json.dumps({"name": "real", "gold": gold, "models": models, "statistics": {"resamples": 200}}))
    started, before = time.monotonic(), worked_by_children()
    finish(path, tmp_path / "alone", own_cache=False)
    seconds, work = time.monotonic() - started, worked_by_children() - before
    expected, moment, killed, out = results(tmp_path / "alone"), random.Random(MOMENTS), 0, tmp_path / "run"
    while killed < REAL_KILLS:
        process = start(path, out, own_cache=False)
        wait_for_work(process, moment.uniform(0.3, 1) * work)
        if process.poll() is None:
            killed += 1
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if (out / "verdicts.jsonl").exists():
            check(path, out, expected, own_cache=False)
            out = tmp_path / f"run-{killed}"
    check(path, out, expected, own_cache=False)
    print(f"\n{killed} kills of a real model; a run left alone takes {seconds:.0f} s")


@pytest.mark.slow
def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    """On a disk of 40 kB the run stops with a message; with room it goes on to the end."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=40k", "tmpfs", str(disk)]
    mounted = subprocess.run(mount, check=False, capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("can't mount a small disk here; needs root")
    try:
        path = config(tmp_path, pause_seconds=0)
        process = start(path, disk / "run")
        assert process.wait(120) == 2
        assert "disk is full" in (tmp_path / "log").read_text()
        lines = (disk / "run" / "generations.jsonl").read_text().splitlines()
        assert lines
        assert all(json.loads(line)["output"] for line in lines)
        subprocess.run(["mount", "-o", "remount,size=40m", str(disk)], check=True)
        finish(path, disk / "run")
        assert (disk / "run" / "generations.jsonl").read_text().splitlines()[: len(lines)] == lines
    finally:
        subprocess.run(["umount", str(disk)], check=False)
