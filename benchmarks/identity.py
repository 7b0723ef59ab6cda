"""Whether the engine's text is that of one prompt at a time, over the shipped items: the share that is equal.

    python -m benchmarks.identity --model smollm2-135m [--documents d4,d5] [--minutes 7] [--out identity]

All items of the config's gold are answered by the engine, then one by one by transformers' own ``generate``, batch 1,
which takes hours for all. What was answered is kept in OUT, so that the same command goes on where it stopped; the
share is over the items that both have answered, and says how many those are. Items that differ are listed with the
engine's note: a choice by less than rounding can tell apart is noted there.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from harness.backends.local.backend import LocalOptions, TransformersBackend
from harness.backends.local.models import known_sources
from harness.config.load import load_config
from harness.config.shipped import find_config
from harness.evaluate.prompts import plan_prompts
from harness.evaluate.run import prepare
from harness.schema import Generation, Item, Prompt, QuestionItem


def main() -> None:
    """Answer both ways as far as time allows, keep it, and print the share."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="smollm2-135m", choices=sorted(known_sources()))
    parser.add_argument("--documents", default="", help="only items over these documents, by commas")
    parser.add_argument("--skip", type=int, default=0, help="leave out so many of the first items (an earlier run's)")
    parser.add_argument("--minutes", type=float, default=7.0, help="no item is begun after so long")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("identity"))
    given = parser.parse_args()
    end = time.monotonic() + 60 * given.minutes
    given.out.mkdir(parents=True, exist_ok=True)
    backends = {
        engine: TransformersBackend(
            given.model, known_sources()[given.model], LocalOptions(threads=given.threads, engine=engine)
        )
        for engine in ("prefix", "single")
    }
    prompts = _prompts(backends["prefix"], set(given.documents.split(",")) - {""})[given.skip :]
    kept = {engine: Kept(given.out / f"{given.model}-{engine}.jsonl") for engine in backends}
    kept["prefix"].ask(backends["prefix"], prompts)
    backends["prefix"].close()
    for prompt in prompts:
        if time.monotonic() > end:
            break
        kept["single"].ask(backends["single"], [prompt])
    print(report(prompts, kept["prefix"], kept["single"]))


class Kept:
    """Answers of one way of running, by the prompt's digest, in a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        self.found: dict[str, tuple[str, str]] = {row[0]: (row[1], row[2]) for row in map(json.loads, lines)}

    def ask(self, backend: TransformersBackend, prompts: Sequence[Prompt]) -> None:
        """Answer what isn't answered yet."""
        waiting = {prompt.id: prompt for prompt in prompts if prompt.digest not in self.found}
        for made in backend.generate(list(waiting.values())) if waiting else ():
            self._keep(waiting[made.id].digest, made)

    def _keep(self, digest: str, made: Generation) -> None:
        self.found[digest] = (made.error or made.output, made.note)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([digest, *self.found[digest]], ensure_ascii=False) + "\n")


def report(prompts: Sequence[Prompt], engine: Kept, single: Kept) -> str:
    """How many of the items that both answered are equal; each that differs, with the engine's note."""
    both = [prompt for prompt in prompts if prompt.digest in engine.found and prompt.digest in single.found]
    differing = [one for one in both if engine.found[one.digest][0] != single.found[one.digest][0]]
    ties = sum("near tie" in engine.found[one.digest][1] for one in both)
    lines = [f"{len(both) - len(differing)} of {len(both)} equal ({len(prompts)} items asked; {ties} with a near tie)"]
    lines += [f"  {one.id}: {engine.found[one.digest][1] or 'no note'}" for one in differing]
    return "\n".join(lines)


def _prompts(backend: TransformersBackend, documents: set[str]) -> list[Prompt]:
    config = load_config(find_config("small.yaml", Path()))
    setting = prepare(replace(config, limit=None), Path())
    items = [item for item in setting.items if not documents or set(_documents(item)) <= documents]
    planned = plan_prompts(config, setting.gold, items, setting.tasks, backend)
    return [one.prompt for one in planned if not one.too_long]


def _documents(item: Item) -> tuple[str, ...]:
    return item.question.documents if isinstance(item, QuestionItem) else item.request.documents


if __name__ == "__main__":
    main()
