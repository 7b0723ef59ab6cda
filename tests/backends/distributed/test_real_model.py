"""``harness eval`` with a real model on a real Ray cluster that loses a worker and a node in the middle."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import psutil
import pytest
import yaml

from harness.store.cache import cache_folder

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
if importlib.util.find_spec("ray") is None:
    pytest.skip("ray is not installed; bin/setup ray", allow_module_level=True)
if not list((cache_folder() / "models").glob("*/harness.json")):
    reason = "no converted weights in the cache; run: harness models fetch smollm2-135m"
    pytest.skip(reason, allow_module_level=True)

PLACES = ("Vell", "Oster", "Karm", "Lund", "Hask", "Torne")
THINGS = ("lamps", "boats", "roofs", "gardens")


def gold(folder: Path) -> Path:
    """Six short documents, four questions on each."""
    (folder / "documents").mkdir(parents=True)
    (folder / "questions").mkdir()
    (folder / "sources.yaml").write_text(json.dumps({"mayor": {"name": "Ada Brink"}}))
    for number, place in enumerate(PLACES):
        said = [f"In {place} {7 * number + 3 * one + 5} {thing} were lost, Ada Brink said." for one, thing in each()]
        front = f"---\nid: d{number}\ntitle: The storm in {place}\npublished: 2025-01-01\n---\n\n"
        (folder / "documents" / f"d{number}.md").write_text(front + "\n\n".join(said) + "\n")
        questions = [
            {
                "id": f"d{number}-{thing}",
                "document": f"d{number}",
                "question": f"How many {thing} were lost in {place}, according to Ada Brink?",
                "type": "number",
                "expects": "mayor",
                "claims": [
                    {
                        "source": "mayor",
                        "answers": [str(7 * number + 3 * one + 5)],
                        "evidence": [{"section": 0, "quote": said[one]}],
                    }
                ],
            }
            for one, thing in each()
        ]
        (folder / "questions" / f"d{number}.yaml").write_text(json.dumps(questions))
    return folder


def each() -> list[tuple[int, str]]:
    """The things that were lost, numbered."""
    return list(enumerate(THINGS))


def start(config: Path, out: Path, *settings: str) -> subprocess.Popen[bytes]:
    """``harness eval`` as a process."""
    command = [sys.executable, "-m", "harness", "eval", "-c", str(config), "--out", str(out), "--no-cache", "-q"]
    with open(f"{out}.log", "wb") as log:
        return subprocess.Popen([*command, *(f"--set={one}" for one in settings)], stdout=log, stderr=log)


def answers(out: Path) -> list[dict[str, Any]]:
    """The journal's lines."""
    journal = out / "generations.jsonl"
    return [json.loads(line) for line in journal.read_text().splitlines()] if journal.exists() else []


def wait_for(count: int, process: subprocess.Popen[bytes], out: Path) -> int:
    """How many answers there are as soon as there are ``count``, or the process has ended."""
    while process.poll() is None and len(answers(out)) < count:
        time.sleep(0.05)
    return len(answers(out))


def workers() -> list[psutil.Process]:
    """Ray's processes that hold a model."""
    return [one for one in psutil.process_iter(["cmdline"]) if "ray::Worker" in " ".join(one.info["cmdline"] or [])]


def test_a_real_model_on_a_cluster_that_breaks(cluster: Any, tmp_path: Path) -> None:
    """With a worker and then a node killed in the middle, the answers are those of this machine alone, each once."""
    config = tmp_path / "real.yaml"
    models = yaml.safe_load(Path("configs/small.yaml").read_text())["models"][:1]
    models[0]["threads"] = 1
    asked = {"name": "real", "gold": str(gold(tmp_path / "gold")), "tasks": ["qa"], "models": models}
    config.write_text(json.dumps({**asked, "generation": {"max_new_tokens": {"qa": 24}}}))
    times = [time.monotonic()]
    alone = start(config, tmp_path / "local")
    assert alone.wait(500) == 0, Path(f"{tmp_path}/local.log").read_text()[-2000:]
    times.append(time.monotonic())
    out = tmp_path / "far"
    process = start(config, out, "executor=ray", f"address={cluster.address}")
    try:
        at_worker = wait_for(4, process, out)
        before = workers()
        before[0].kill()
        at_node = wait_for(at_worker + 4, process, out)
        cluster.remove_node(cluster.test_nodes[-1], allow_graceful=False)
        assert process.wait(500) == 0, Path(f"{out}.log").read_text()[-2000:]
    finally:
        process.kill()
        process.wait()
    times.append(time.monotonic())
    here, there = answers(tmp_path / "local"), answers(out)
    assert len(before) >= 2
    assert 4 <= at_worker < at_node < len(here) == 24
    assert set(Counter(one["id"] for one in there).values()) == {1}
    assert [one["id"] for one in there if one["error"]] == []
    wanted, found = ({one["id"]: one["output"] for one in lines} for lines in (here, there))
    print(f"\nworker killed after {at_worker} of {len(here)} answers, node after {at_node}; {len(before)} workers;")
    print(f"local {times[1] - times[0]:.0f} s, ray {times[2] - times[1]:.0f} s;", end=" ")
    print(f"the same text: {sum(wanted[name] == found[name] for name in wanted)} of {len(wanted)}")
    assert found == wanted
    assert (out / "scores.csv").read_text() == (tmp_path / "local" / "scores.csv").read_text()
