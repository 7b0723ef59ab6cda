"""How many answers a second one core judges, from the output as text to the verdict with its credit; no model loads.

    python benchmarks/scoring.py [--rounds 3] [--json]

Outputs are made from the shipped gold, each text once, so that no output's reading is remembered from another: a value
alone, a sentence that names its source, the labelled form, two sources set against each other, JSON, and the committed
answers of a real model (up to 48 tokens). What an answer of the gold means is read once, as in any run. Times are those
of the processor, for this process; the best of the rounds is shown, since other work on the machine only adds.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from harness.config.shipped import shipped
from harness.evaluate.score import judge
from harness.gold.load import load_gold
from harness.judging.collecting import collecting_rarely
from harness.schema import Generation, Gold, QuestionItem
from harness.tasks.qa import QaTask
from harness.tasks.templates import load_template

REACH = 2000
"""Short answers a second on one core that the project asks for."""
ANSWERS_EACH = 3
COMMITTED = Path(__file__).parent.parent / "reports" / "small" / "generations.jsonl"
Case = tuple[QuestionItem, str]


def main() -> None:
    """Print a row for each kind of output, and one for all that are made from the gold."""
    arguments = _arguments()
    gold = load_gold(shipped("gold"))
    task = QaTask(load_template(shipped("configs") / "templates" / "qa.yaml"))
    kinds: dict[str, list[Case]] = {kind: list(_made(gold, kind)) for kind in _KINDS}
    kinds["a real model's words"] = list(_real(gold))
    rates = {kind: _rate(gold, task, cases, arguments.rounds) for kind, cases in kinds.items() if cases}
    made = [kind for kind in rates if kind in _KINDS]
    seconds = sum(len(kinds[kind]) / rates[kind] for kind in made)
    total = sum(len(kinds[kind]) for kind in made) / seconds
    if arguments.json:
        print(json.dumps({"all": total, **rates}))
        return
    print(f"{'outputs':24} {'number':>7} {'letters':>8} {'a second':>9}")
    for kind, rate in rates.items():
        letters = sum(len(output) for _, output in kinds[kind]) / len(kinds[kind])
        print(f"{kind:24} {len(kinds[kind]):7} {letters:8.0f} {rate:9.0f}")
    print(f"{'all that are made':24} {sum(len(kinds[kind]) for kind in made):7} {'':8} {total:9.0f}  (asked: {REACH})")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


_KINDS = ("value alone", "sentence with a source", "labelled form", "two sources", "JSON")


def _made(gold: Gold, kind: str) -> Iterator[Case]:
    """Right, rival and wrong outputs of one kind for every question; deterministic."""
    draw = random.Random(kind)
    names = sorted(source.name for source in gold.sources.values())
    for item in gold.questions:
        values = [text for claim in item.gold.claims for text in claim.answers] or ["Oslo", "14"]
        for number in range(ANSWERS_EACH):
            value, other = draw.choice(values), draw.choice(values)
            yield item, _output(kind, value, other, draw.sample(names, 2), number)


def _output(kind: str, value: str, other: str, names: Sequence[str], number: int) -> str:
    if kind == "value alone":
        return f"{value}{'.' * (number % 2)}" if number else f"It is {value}."
    if kind == "sentence with a source":
        return f"According to {names[0]}, it was {value} in the end." if number else f"{names[0]} said {value}."
    if kind == "labelled form":
        return f"Answer: {value}\nSaid by: {names[0]}\nSection: {number}"
    if kind == "JSON":
        return json.dumps({"answer": value, "said_by": names[0], "section": number})
    return f"{names[0]} says {value}, whereas {names[1]} speaks of {other}."


def _real(gold: Gold) -> Iterator[Case]:
    """The committed answers of a real model; none where the run is not there."""
    items = {item.id: item for item in gold.questions}
    if COMMITTED.is_file():
        for line in COMMITTED.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if record["id"] in items:
                yield items[record["id"]], record["output"]


def _rate(gold: Gold, task: QaTask, cases: Sequence[Case], rounds: int) -> float:
    """Cases a second in the fastest round; each has stops of its own behind its words, so that no text is known.

    The round before the first reads the gold.
    """
    best = float("inf")
    for number in range(rounds + 1):
        texts = [Generation(item.id, "m", _anew(output, number)) for item, output in cases]
        start = time.process_time()
        with collecting_rarely():
            for (item, _), generation in zip(cases, texts, strict=True):
                judge(gold, item, generation, task)
        if number:
            best = min(best, time.process_time() - start)
    return len(cases) / best


def _anew(output: str, number: int) -> str:
    """The same output with other marks at the end of its first line, which change no verdict."""
    first, line, rest = output.partition("\n")
    return (
        f"{first}{'.' * number}{line}{rest}"
        if not first.startswith("{")
        else first.replace('", "said', f'{"." * number}", "said')
    )


if __name__ == "__main__":
    main()
