"""How a run grows: made-up gold of many items, replayed answers; time, memory and disk of each verb.

    python benchmarks/scale.py 1000 10000 100000 [--store 1000000] [--out FOLDER]

For each number of items it makes gold (fifty questions on each document), two files of predictions, and runs
``eval`` on the first, ``score`` on the second, ``report`` and ``compare``, each as a process of its own, whose peak
memory is read while it runs. ``--store`` measures the journal alone: replay, append, read again.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

QUESTIONS_A_DOCUMENT = 50
PLACES = ("Vell", "Oster", "Karm", "Lund", "Hask", "Torne", "Bray", "Mire")


@dataclass(frozen=True, slots=True)
class Measured:
    """One verb on one size."""

    items: int
    verb: str
    seconds: float
    processor_seconds: float
    peak_megabytes: float

    def row(self) -> str:
        """The line of the table."""
        return (
            f"| {self.items:,} | {self.verb} | {self.seconds:.1f} | {self.processor_seconds:.1f} "
            f"| {self.peak_megabytes:.0f} |"
        )


def main() -> None:
    """Measure every size, print a line for each verb, and the sizes on disk."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("items", type=int, nargs="*")
    parser.add_argument("--store", type=int, nargs="*", default=[])
    parser.add_argument("--out", type=Path, default=None)
    parser.add_argument("--verbs", nargs="*", default=["eval", "score", "report", "compare"])
    chosen = parser.parse_args()
    folder = chosen.out or Path(tempfile.mkdtemp(prefix="harness-scale-"))
    print("| items | what | seconds | processor seconds | peak MB |\n|---|---|---|---|---|")
    for items in chosen.items:
        for row in measure_verbs(items, folder / str(items), chosen.verbs):
            print(row.row(), flush=True)
    for items in chosen.store:
        row = measured(items, "journal", [sys.executable, __file__, "--journal", str(items), str(folder)])
        print(row.row(), flush=True)


def measure_verbs(items: int, folder: Path, verbs: Sequence[str]) -> Iterator[Measured]:
    """Each of these verbs on gold of that size."""
    make_gold(folder / "gold", items)
    for name in ("one", "two"):
        make_predictions(folder / f"{name}.jsonl", items, name)
    model = {"name": "m", "backend": "replay", "predictions": str(folder / "one.jsonl")}
    config = {"name": "scale", "gold": str(folder / "gold"), "tasks": ["qa"], "models": [model]}
    (folder / "scale.yaml").write_text(json.dumps(config), encoding="utf-8")
    one, two = str(folder / "run-one"), str(folder / "run-two")
    commands = {
        "eval": ["eval", "-c", str(folder / "scale.yaml"), "--out", one, "--no-cache", "-q"],
        "score": ["score", "--gold", str(folder / "gold"), "--predictions", str(folder / "two.jsonl"), "--out", two],
        "report": ["report", one],
        "compare": ["compare", one, two],
    }
    for verb in verbs:
        yield measured(items, verb, [sys.executable, "-m", "harness", *commands[verb]])
    for name in ("generations.jsonl", "verdicts.jsonl", "scores.csv", "gold.json", "metrics.json", "report.html"):
        megabytes = (folder / "run-one" / name).stat().st_size / 1e6
        print(f"| {items:,} | {name} on disk: {megabytes:.1f} MB | | | |", flush=True)


def measured(items: int, verb: str, command: list[str]) -> Measured:
    """Run a command to its end; its peak memory is asked for twenty times a second."""
    started, peak, processor = time.monotonic(), 0, 0.0
    process = psutil.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while process.poll() is None:
        try:
            peak = max(peak, process.memory_info().rss)
            processor = sum(process.cpu_times()[:2])
        except psutil.Error:
            break
        time.sleep(0.05)
    _, told = process.communicate()
    if process.returncode not in (0, 3):
        sys.exit(f"{' '.join(command)}: exit code {process.returncode}\n{told.decode()[-2000:]}")
    return Measured(items, verb, time.monotonic() - started, processor, peak / 1e6)


def make_gold(folder: Path, items: int) -> None:
    """Gold of that many questions: a number to find in each, two sources, one of them asked."""
    (folder / "documents").mkdir(parents=True, exist_ok=True)
    (folder / "questions").mkdir(exist_ok=True)
    sources = {"mayor": {"name": "Ada Brink"}, "union": {"name": "Olaf Reese"}}
    (folder / "sources.yaml").write_text(json.dumps(sources), encoding="utf-8")
    for number in range(-(-items // QUESTIONS_A_DOCUMENT)):
        first = number * QUESTIONS_A_DOCUMENT
        asked = range(first, min(items, first + QUESTIONS_A_DOCUMENT))
        lines = [said(item) for item in asked]
        front = f"---\nid: d{number}\ntitle: Council day {number}\npublished: 2025-01-01\npublisher: Made up\n---\n\n"
        (folder / "documents" / f"d{number}.md").write_text(front + "\n\n".join(lines) + "\n", encoding="utf-8")
        questions = [question(item, f"d{number}") for item in asked]
        (folder / "questions" / f"d{number}.yaml").write_text(json.dumps(questions), encoding="utf-8")


def said(item: int) -> str:
    """The sentence of the document that answers an item."""
    place = PLACES[item % len(PLACES)]
    return f"In {place} ward {item}, {item + 7} lamps were broken, Ada Brink said; Olaf Reese counted {item + 11}."


def question(item: int, document: str) -> dict[str, object]:
    """One question of the gold."""
    place = PLACES[item % len(PLACES)]
    evidence = [{"section": 0, "quote": said(item)}]
    return {
        "id": f"q{item}",
        "document": document,
        "question": f"How many lamps were broken in {place} ward {item}, according to Ada Brink?",
        "type": "number",
        "expects": "mayor",
        "claims": [
            {"source": "mayor", "answers": [str(item + 7)], "evidence": evidence},
            {"source": "union", "answers": [str(item + 11)], "evidence": evidence},
        ],
    }


def make_predictions(path: Path, items: int, name: str) -> None:
    """Answers of which some are right, some the rival's, some nothing."""
    shift = 0 if name == "one" else 1
    with open(path, "w", encoding="utf-8") as file:
        for item in range(items):
            number = {0: item + 7, 1: item + 11, 2: item + 3}[(item + shift) % 3]
            output = "" if item % 17 == 0 else f"Ada Brink said that {number} lamps were broken."
            file.write(json.dumps({"id": f"q{item}", "model": "m", "output": output}) + "\n")


def measure_journal(items: int, folder: Path) -> None:
    """Replay that many predictions into a journal, then read what counts; in this process, for ``measured``."""
    from harness.backends.replay import ReplayBackend
    from harness.schema import Prompt
    from harness.store.runs import RunInfo, open_run

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"journal-{items}.jsonl"
    make_predictions(path, items, "one")
    backend = ReplayBackend("m", path)
    info = RunInfo("scale", "sig", models=(backend.identity,))
    out = folder / f"journal-{items}"
    started = time.monotonic()
    with open_run(out, info, fresh=True) as run:
        for start in range(0, items, 1000):
            prompts = [
                Prompt(f"q{item}", "qa", "", 8, digest=f"{item}") for item in range(start, min(items, start + 1000))
            ]
            for generation in backend.generate(prompts):
                run.append(generation)
    appended = time.monotonic()
    with open_run(out, info) as run:
        opened = time.monotonic()
        count = sum(1 for _ in run.generations())
    read = time.monotonic()
    size = (out / "generations.jsonl").stat().st_size / 1e6
    print(
        f"  {count:,} answers: append {appended - started:.1f} s, open again {opened - appended:.1f} s, "
        f"read {read - opened:.1f} s, {size:.0f} MB",
        file=sys.stderr,
    )
    backend.close()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--journal"]:
        measure_journal(int(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
