"""Does the gate see a real regression? SmolLM2 against itself, untouched and damaged, over the shipped gold.

    python benchmarks/regression.py [--out FOLDER] [--policy gate.yaml] [--every N]

Five runs of one model: the baseline, for which answers kept from earlier runs will do; and, answered afresh, the same
again; its weights rounded to 8 bits, which changes some words and should hurt nobody; rounded to 2 bits; and a context
that holds about half of a document. An interrupted benchmark with the same ``--out`` goes on where it stopped. Each is
gated against the first by ``harness gate``, with the shipped policy. Prints a table, and exits with 1 where a gate said
something else than it must: the same again and 8 bits have to pass, the two damaged ones have to fail.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch
import yaml
from safetensors.torch import load_file, save_file

from harness.config.shipped import find_config

GROUP: Final = 32
"""Weights that share a scale, as in llama.cpp's formats."""
HALF_CONTEXT: Final = 1300
"""Tokens of prompt and reply together: the shipped documents have 900 to 2,600 each."""
SHIPPED: Final = next(
    model["source"]
    for model in yaml.safe_load(find_config("small.yaml", Path.cwd()).read_text(encoding="utf-8"))["models"]
    if model["name"] == "smollm2-135m"
)
WORDS: Final = {0: "pass", 1: "fail", 2: "could not start", 3: "undecided"}


@dataclass(frozen=True, slots=True)
class Setting:
    """One way to run the model; ``allowed`` are the gate's exit codes that are right for it."""

    name: str
    model: dict[str, object]
    allowed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What the gate said of a setting."""

    setting: Setting
    factual: float
    same: float
    code: int
    seconds: float


def main() -> None:
    """Run every setting, gate it, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=None)
    parser.add_argument("--policy", default="gate.yaml")
    parser.add_argument("--every", type=int, default=1, help="take only each Nth question and summary")
    chosen = parser.parse_args()
    folder = chosen.out or Path(tempfile.mkdtemp(prefix="harness-regression-"))
    weights = model_folder()
    gold = sliced(Path("gold"), folder / "gold", chosen.every) if chosen.every > 1 else Path("gold")
    plain: dict[str, object] = {"source": SHIPPED}
    found = [
        measured(setting, folder, chosen.policy, gold)
        for setting in (
            Setting("baseline", plain, (0,)),
            Setting("weights at 2 bits", {"source": {"path": str(rounded(weights, folder / "w2", 2))}}, (1,)),
            Setting("half of the document", {**plain, "context_tokens": HALF_CONTEXT}, (1,)),
            Setting("the same again", plain, (0,)),
            Setting("weights at 8 bits", {"source": {"path": str(rounded(weights, folder / "w8", 8))}}, (0,)),
        )
    ]
    print("| setting | right answers | same words as the baseline | gate | exit code | must be | seconds |")
    print("|---|--:|--:|---|--:|---|--:|")
    for one in found:
        must = " or ".join(WORDS[code] for code in one.setting.allowed)
        shares = f"{one.factual:.1%} | {one.same:.1%}"
        print(f"| {one.setting.name} | {shares} | {WORDS[one.code]} | {one.code} | {must} | {one.seconds:.0f} |")
    sys.exit(any(one.code not in one.setting.allowed for one in found))


def measured(setting: Setting, folder: Path, policy: str, gold: Path) -> Found:
    """Run the model so, then gate it against the baseline (the first setting against itself)."""
    run = folder / setting.name.replace(" ", "-")
    config = folder / f"{run.name}.json"
    config.parent.mkdir(parents=True, exist_ok=True)
    model = {"name": "smollm2-135m", "backend": "transformers", **setting.model}
    generation = {"max_new_tokens": {"qa": 48, "summary": 160}, "temperature": 0, "seed": 0}
    config.write_text(json.dumps({"name": run.name, "models": [model], "generation": generation, "gold": str(gold)}))
    started = time.monotonic()
    kept = [] if setting.name == "baseline" else ["--no-cache"]
    called(["eval", "--config", str(config), "--out", str(run), "--quiet", *kept], allowed=(0,))
    seconds = time.monotonic() - started
    code = called(["gate", str(run), "--baseline", str(folder / "baseline"), "--policy", policy], allowed=(0, 1, 3))
    outputs, before = outputs_of(run), outputs_of(folder / "baseline")
    same = sum(outputs[key] == before[key] for key in before) / len(before)
    return Found(setting, factual_of(run), same, code, seconds)


def called(words: list[str], allowed: tuple[int, ...]) -> int:
    """Run a command of harness; stops where its exit code is none of those."""
    done = subprocess.run([sys.executable, "-m", "harness", *words], check=False, text=True, capture_output=True)
    print(f"$ harness {' '.join(words)}\n{done.stdout}", file=sys.stderr, flush=True)
    if done.returncode not in allowed:
        raise SystemExit(f"harness {words[0]}: exit code {done.returncode}\n{done.stderr}")
    return done.returncode


def model_folder() -> Path:
    """The converted weights of small.yaml's model."""
    called(["models", "fetch", "smollm2-135m"], allowed=(0,))
    command = [sys.executable, "-m", "harness", "models", "list", "--json"]
    rows = json.loads(subprocess.run(command, check=True, text=True, capture_output=True).stdout)
    return Path(next(row["path"] for row in rows if row["name"] == "smollm2-135m"))


def sliced(gold: Path, folder: Path, every: int) -> Path:
    """The gold with only each ``every``-th item of each file."""
    shutil.copytree(gold, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("readings"))
    for file in (*sorted(folder.glob("questions/*.yaml")), *sorted(folder.glob("summaries/*.yaml"))):
        items = yaml.safe_load((gold / file.relative_to(folder)).read_text(encoding="utf-8"))
        file.write_text(yaml.safe_dump(items[::every], allow_unicode=True, sort_keys=False), encoding="utf-8")
    return folder


def rounded(weights: Path, folder: Path, bits: int) -> Path:
    """The model's folder with every matrix of its layers rounded to that many bits, ``GROUP`` weights to a scale.

    Without ``harness.json``, whose seal would say, rightly, that the weights are damaged.
    """
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(weights, folder, ignore=shutil.ignore_patterns("harness.json"))
    tensors = load_file(weights / "model.safetensors")
    for name, tensor in tensors.items():
        if tensor.dim() == 2 and ".layers." in name:
            tensors[name] = crushed(tensor, 2**bits - 1)
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    return folder


def crushed(tensor: torch.Tensor, steps: int) -> torch.Tensor:
    """Each group of a row's weights on ``steps`` + 1 even levels from its least to its greatest."""
    groups = tensor.float().reshape(tensor.shape[0], -1, GROUP)
    low, high = groups.amin(-1, keepdim=True), groups.amax(-1, keepdim=True)
    scale = ((high - low) / steps).clamp_min(torch.finfo(torch.float32).tiny)
    return (((groups - low) / scale).round() * scale + low).reshape(tensor.shape).to(tensor.dtype).contiguous()


def outputs_of(run: Path) -> dict[tuple[str, str], str]:
    """What the model wrote, by task and item."""
    with open(run / "verdicts.jsonl", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return {(row["task"], row["id"]): row["output"] for row in rows}


def factual_of(run: Path) -> float:
    """The share of questions answered right."""
    rows = json.loads((run / "metrics.json").read_text(encoding="utf-8"))
    return next(
        row["value"] for row in rows if (row["task"], row["metric"]) == ("qa", "factual") and not row.get("where")
    )


if __name__ == "__main__":
    main()
