"""How a run grows: made-up gold of many items, replayed answers; time, memory and disk of each verb.

    python benchmarks/scale.py 1000 10000 100000 [--short] [--store 1000000] [--out FOLDER] [--results scale.jsonl]
    python benchmarks/scale_plot.py scale.jsonl docs/pictures

For each number of items it makes gold (fifty questions on each document), two files of predictions, and runs
``eval`` on the first, ``score`` on the second, ``report``, ``compare`` and ``gate``, each as a process of its own,
whose processor time and peak memory the operating system tells at its end. Answers are sentences; with ``--short``
bare numbers, which are judged in a sixth of the time. ``--verbs`` names some of these; without ``score`` the second run
is the first with the verdicts of each document moved on by one item. ``--from 100000`` makes the folder of a larger run
from that of a smaller one, so that its ``report``, ``compare`` and ``gate`` can be had without its ``eval``.
``--store`` measures the journal alone: replay, append, read again.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby, islice
from pathlib import Path

QUESTIONS_A_DOCUMENT = 50
KIBIBYTE = 1024
NAMED = re.compile(r'"([qd])(\d+)"')
VERBS = ("eval", "score", "report", "compare", "gate")
FILES = (
    "generations.jsonl", "prompts.jsonl", "verdicts.jsonl", "scores.csv", "gold.json", "metrics.json", "report.html",
)  # fmt: skip
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


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A file of the run."""

    items: int
    file: str
    megabytes: float

    def row(self) -> str:
        """The line of the table."""
        return f"| {self.items:,} | {self.file} on disk: {self.megabytes:.1f} MB | | | |"


def main() -> None:
    """Measure every size, print a line for each verb, and the sizes on disk."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("items", type=int, nargs="*")
    parser.add_argument("--store", type=int, nargs="*", default=[])
    parser.add_argument("--out", type=Path, default=None)
    parser.add_argument("--verbs", nargs="*", default=list(VERBS))
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--from", type=int, default=0, dest="smaller", help="make each run from one of so many items")
    parser.add_argument("--results", type=Path, default=None, help="a JSON line for each row goes to its end")
    chosen = parser.parse_args()
    folder = chosen.out or Path(tempfile.mkdtemp(prefix="harness-scale-"))
    print("| items | what | seconds | processor seconds | peak MB |\n|---|---|---|---|---|")
    for items in chosen.items:
        if chosen.smaller:
            multiply_run(
                folder / str(chosen.smaller) / "run-one", folder / str(items) / "run-one", items // chosen.smaller
            )
        for row in measure_verbs(items, folder / str(items), chosen.verbs, chosen.short):
            told(row, chosen.results)
        for name in FILES:
            path = folder / str(items) / "run-one" / name
            if path.exists():
                told(OnDisk(items, name, path.stat().st_size / 1e6), chosen.results)
    for items in chosen.store:
        told(
            measured(items, "journal", [sys.executable, __file__, "--journal", str(items), str(folder)]), chosen.results
        )


def told(row: Measured | OnDisk, results: Path | None) -> None:
    """Print a row, and keep it."""
    print(row.row(), flush=True)
    if results is not None:
        with open(results, "a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(row)) + "\n")


def measure_verbs(items: int, folder: Path, verbs: Sequence[str], short: bool) -> Iterator[Measured]:
    """Each of these verbs on gold of that size, in the order of :data:`VERBS`."""
    if not (folder / "scale.yaml").exists() and {"eval", "score"} & set(verbs):
        make_all(folder, items, short)
    one, two = folder / "run-one", folder / "run-two"
    predictions = str(folder / "two.jsonl")
    commands = {
        "eval": ["eval", "-c", str(folder / "scale.yaml"), "--out", str(one), "--no-cache", "-q"],
        "score": ["score", "--gold", str(folder / "gold"), "--predictions", predictions, "--out", str(two)],
        "report": ["report", str(one)],
        "compare": ["compare", str(one), str(two), "--out", str(folder / "compare.html")],
        "gate": ["gate", str(two), "--baseline", str(one), "--out", str(folder / "gate")],
    }
    for verb in (verb for verb in VERBS if verb in verbs):
        if verb in ("compare", "gate") and not (two / "verdicts.jsonl").exists():
            move_verdicts(one, two)
        yield measured(items, verb, [sys.executable, "-m", "harness", *commands[verb]])


def measured(items: int, verb: str, command: list[str]) -> Measured:
    """Run a command to its end; what it took is the operating system's word (``wait4``)."""
    started = time.monotonic()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1, 3):
            said.seek(0)
            sys.exit(f"{' '.join(command)}: exit code {process.returncode}\n{said.read().decode()[-2000:]}")
    seconds = usage.ru_utime + usage.ru_stime
    return Measured(items, verb, time.monotonic() - started, seconds, usage.ru_maxrss * KIBIBYTE / 1e6)


def make_all(folder: Path, items: int, short: bool) -> None:
    """Gold, two files of predictions, and a config that replays the first."""
    make_gold(folder / "gold", items)
    for name in ("one", "two"):
        make_predictions(folder / f"{name}.jsonl", items, name, short)
    model = {"name": "m", "backend": "replay", "predictions": str(folder / "one.jsonl")}
    config = {"name": "scale", "gold": str(folder / "gold"), "tasks": ["qa"], "models": [model]}
    (folder / "scale.yaml").write_text(json.dumps(config), encoding="utf-8")


def multiply_run(small: Path, large: Path, times: int) -> None:
    """A run so many times over: the same documents, items, answers and verdicts under other ids; metrics made anew."""
    from harness.stats.columns import Collected
    from harness.stats.estimates import SLICES, estimates_of
    from harness.store.results import iterate_verdicts, write_metrics

    large.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(small / "run.json", large / "run.json")
    for name in ("generations.jsonl", "verdicts.jsonl"):
        with open(large / name, "w", encoding="utf-8") as file:
            for number in range(times):
                with open(small / name, encoding="utf-8") as lines:
                    file.writelines(renamed(line, number) for line in lines)
    with open(large / "gold.json", "w", encoding="utf-8") as file:
        file.writelines(multiplied_gold(small / "gold.json", times))
    collected = Collected(SLICES)
    for _ in collected.passing(iterate_verdicts(large)):
        pass
    write_metrics(large, estimates_of(collected.groups()))


def multiplied_gold(path: Path, times: int) -> Iterator[str]:
    """The lines of a ``gold.json`` whose documents and items stand there so many times."""
    with open(path, encoding="utf-8") as lines:
        for part, entries in groupby(lines, key=lambda line: NAMED.search(line) is not None):
            held = list(entries)
            for number in range(times if part else 1):
                comma = "," if part and number < times - 1 else ""
                yield from (renamed(line, number) for line in held[:-1])
                yield renamed(held[-1], number).rstrip("\n") + comma + "\n"


def renamed(line: str, number: int) -> str:
    """A line with the ids of its items and documents changed; those of number 0 stay."""
    return NAMED.sub(rf'"\g<1>{number}x\g<2>"', line) if number else line


def move_verdicts(one: Path, two: Path) -> None:
    """A second run: the first, its verdicts moved on by one item within each document, so that every mean stays."""
    two.mkdir(exist_ok=True)
    for name in ("run.json", "gold.json", "metrics.json"):
        shutil.copyfile(one / name, two / name)
    with open(one / "verdicts.jsonl", encoding="utf-8") as before, open(two / "verdicts.jsonl", "w") as after:
        for lines in iter(lambda: list(islice(before, QUESTIONS_A_DOCUMENT)), []):
            verdicts = [json.loads(line) for line in lines]
            for verdict, other in zip(verdicts, verdicts[1:] + verdicts[:1], strict=True):
                after.write(json.dumps(other | {"id": verdict["id"]}, ensure_ascii=False) + "\n")


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


def make_predictions(path: Path, items: int, name: str, short: bool = False) -> None:
    """Answers of which some are right, some the rival's, some nothing."""
    shift = 0 if name == "one" else 1
    with open(path, "w", encoding="utf-8") as file:
        for item in range(items):
            number = {0: item + 7, 1: item + 11, 2: item + 3}[(item + shift) % 3]
            said = str(number) if short else f"Ada Brink said that {number} lamps were broken."
            output = "" if item % 17 == 0 else said
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
