"""Everything around the model: the help's time, the time to the first token, the journal's share of a run.

    python -m benchmarks.startup [--peer PATH_OF_LM_EVAL] [--repeats 5]

The help is timed beside lm_eval's, in turn. The first token's time is that from the start of a process until it has
loaded SmolLM2-135M from a warm cache and asked one short prompt for one token. A first such process is told apart: it
is the one that proves what the others find proven, where nobody has before. The journal is timed by writing a run's
records, each on disk before the next, and held against the seconds of generating that the same records name.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from harness.store.runs import open_run, read_run

FIRST_TOKEN = """
import os
from harness.backends.local.backend import TransformersBackend
from harness.backends.local.models import known_sources
from harness.schema import Prompt
backend = TransformersBackend("m", known_sources()["smollm2-135m"])
assert next(iter(backend.generate([Prompt("a", "qa", "Who said it?", 1)]))).output_tokens
print(sum(os.times()[:2]), flush=True)
"""
HEAVY = """
import sys, harness.cli
print([name for name in ("torch", "transformers", "pandas", "numpy", "pydantic") if name in sys.modules])
"""


def main() -> None:
    """Measure, and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    environment = Path.home() / ".cache" / "harness-benchmarks" / "lm-eval" / "bin" / "lm_eval"
    parser.add_argument("--peer", type=Path, default=environment)
    parser.add_argument(
        "--run", type=Path, default=Path("reports/small"), help="the run whose journal is written again"
    )
    parser.add_argument("--repeats", type=int, default=5)
    given = parser.parse_args()
    harness = [str(Path(sys.executable).with_name("harness")), "--help"]
    contenders = {"harness --help": harness}
    if given.peer.exists():
        contenders["lm_eval --help"] = [str(given.peer), "--help"]
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in contenders}
    for _ in range(given.repeats):
        for name, command in contenders.items():
            times[name].append(timed(partial(_quietly, command)))
    for name, runs in times.items():
        print(told(name, runs))
    print(f"heavy modules imported by it: {_quietly([sys.executable, '-c', HEAVY]).strip()}")
    print(told("first token, the first time", [first_token()]))
    print(told("first token, from then on", [first_token() for _ in range(given.repeats)]))
    print(journal(given.run))


def journal(folder: Path) -> str:
    """The seconds of writing a run's records again, beside those of generating them."""
    info, records = read_run(folder), []
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "run"
        copy.mkdir()
        for name in ("run.json", "generations.jsonl"):
            (copy / name).write_bytes((folder / name).read_bytes())
        with open_run(copy, info, resume=True) as run:
            records = [one for one in run.generations() if one.seconds]
        with open_run(Path(temporary) / "again", info) as run:
            took, busy = timed(lambda: deque(map(run.append, records)))
    generating = sum(one.seconds or 0.0 for one in records)
    share = f"{took / generating:.2%}" if generating else "–"
    return f"journal: {len(records)} records in {took:.2f} s ({busy:.2f} of the processor), {share} of generating them"


def first_token() -> tuple[float, float]:
    """Seconds from the start of a process to its first token, on the wall and of the processor."""
    started = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", FIRST_TOKEN], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        return time.perf_counter() - started, float(line)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the wall, and of the processor in this process and its children."""
    before, started = os.times(), time.perf_counter()
    work()
    took, after = time.perf_counter() - started, os.times()
    return took, sum(after[:4]) - sum(before[:4])


def told(name: str, runs: Sequence[tuple[float, float]]) -> str:
    """Medians with the lowest and highest."""
    wall, busy = [run[0] for run in runs], [run[1] for run in runs]
    spread = f"({min(wall):.2f} to {max(wall):.2f})"
    return f"{name}: {median(wall):.2f} s {spread}, {median(busy):.2f} s of the processor ({min(busy):.2f} at least)"


def _quietly(command: Sequence[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
