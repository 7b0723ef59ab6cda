"""One command: installs the contenders in their own environments, runs all of them interleaved, writes the table.

    python -m benchmarks.speed --repeats 3 --threads 1 --threads 2 --out speed
    python -m benchmarks.speed --grow --out speed          # the second table: how time and memory grow

Run from the repository's root. Each run is a fresh process, pinned to its cores; the clock runs while it generates,
not while it loads.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from benchmarks.speed.tables import Measured, growth_plot, growth_table, machine, main_table
from benchmarks.speed.workload import Size, make_prompts, read_documents
from harness.backends.local.backend import LocalOptions, TransformersBackend
from harness.backends.local.bench import bench_model
from harness.backends.local.models import known_sources
from harness.backends.local.wheels import weights_file

HERE = Path(__file__).parent
REFERENCE = "lm-eval hf"
REQUIREMENTS = {
    "lm-eval": ["lm-eval==0.4.11", "transformers==5.23.0", "torch==2.13.0+cpu", "accelerate==1.15.0", "peft"],
    "llama-cpp": ["llama-cpp-python==0.3.36"],
}


@dataclass(frozen=True)
class Contender:
    """One way to answer the prompts: a worker script, the environment it runs in, and what changes in its job."""

    name: str
    worker: str
    environment: str | None = None
    dtype: str = "float32"
    engine: str = "auto"
    speculation: bool = True


CONTENDERS = (
    Contender(REFERENCE, "worker_lm_eval.py", "lm-eval"),
    Contender("transformers, one at a time", "worker_harness.py", engine="single"),
    Contender("harness", "worker_harness.py"),
    Contender("harness, no speculation", "worker_harness.py", speculation=False),
    Contender("harness, bf16", "worker_harness.py", dtype="bfloat16"),
    Contender("llama.cpp, prefix kept", "worker_llama_cpp.py", "llama-cpp"),
)


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="smollm2-135m", choices=sorted(known_sources()))
    parser.add_argument("--documents", type=Path, default=Path("gold/documents"), help="folder of .md or .txt")
    parser.add_argument("--count", type=int, default=5, help="documents")
    parser.add_argument("--questions", type=int, default=12, help="questions on each document")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--threads", type=int, action="append")
    parser.add_argument("--only", action="append", help="contenders by name; all where none is named")
    parser.add_argument("--environments", type=Path, default=Path.home() / ".cache" / "harness-benchmarks")
    parser.add_argument("--out", type=Path, default=Path("speed"))
    parser.add_argument("--grow", action="store_true", help="the second table, with plots, instead of the first")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    (_grow if given.grow else _race)(given)


def _race(given: argparse.Namespace) -> None:
    contenders = [one for one in CONTENDERS if not given.only or one.name in given.only]
    size = Size(documents=given.count, questions=given.questions)
    measured: list[Measured] = []
    for threads in given.threads or [1]:
        job = _job(given, size, threads)
        for repeat in range(given.repeats):
            for contender in contenders:
                measured.append(_run(contender, job, given.environments, repeat))
                _keep(given.out / "race.json", measured)
                print(
                    f"{contender.name}, {threads} threads, run {repeat + 1}: {measured[-1].seconds:.1f} s", flush=True
                )
    table = main_table(measured, REFERENCE, machine(), [_roofline(given, threads) for threads in given.threads or [1]])
    (given.out / "race.md").write_text(table, encoding="utf-8")
    print(table)


def _grow(given: argparse.Namespace) -> None:
    base = Size(documents=2, questions=5, answer_tokens=16, summary_tokens=0)
    sizes = [("questions a document", n, replace(base, documents=1, questions=n)) for n in (1, 5, 20, 50)]
    sizes += [("documents", n, replace(base, documents=n, words=300)) for n in (1, 5, 20, 50)]
    sizes += [("words a document", n, replace(base, words=n)) for n in (180, 700, 1400, 2800)]
    contender = next(one for one in CONTENDERS if one.name == "harness")
    rows = []
    for axis, value, size in sizes:
        made = _run(contender, _job(given, size, (given.threads or [1])[0]), given.environments, 0)
        rows.append((axis, value, made))
        print(f"{axis} {value}: {made.seconds:.1f} s, {made.peak_bytes / 1e6:.0f} MB", flush=True)
    (given.out / f"growth-{given.model}.md").write_text(growth_table(given.model, rows, machine()), encoding="utf-8")
    growth_plot(given.model, rows, given.out / f"growth-{given.model}.svg")


def _job(given: argparse.Namespace, size: Size, threads: int) -> dict[str, object]:
    source = known_sources()[given.model]
    backend = TransformersBackend(given.model, source)
    documents = read_documents(given.documents)
    if size.words:
        documents = [" ".join(documents)] if size.words > 1500 else documents
    return {
        "model": str(backend.folder),
        "gguf": str(weights_file(source)),
        "threads": threads,
        "add_bos": not backend.chat,
        "prompts": make_prompts(backend, documents, size),
    }


def _run(contender: Contender, job: dict[str, object], environments: Path, repeat: int) -> Measured:
    python = _python(contender.environment, environments)
    whole = {**job, "dtype": contender.dtype, "engine": contender.engine, "speculation": contender.speculation}
    threads = int(str(job["threads"]))
    cores = sorted(os.sched_getaffinity(0))[:threads]
    with tempfile.TemporaryDirectory() as folder:
        asked, answered = Path(folder) / "job.json", Path(folder) / "result.json"
        asked.write_text(json.dumps(whole), encoding="utf-8")
        command = [str(python), str(HERE / contender.worker), str(asked), str(answered)]
        environment = {**os.environ, "OMP_NUM_THREADS": str(threads), "HF_HUB_OFFLINE": "1", "PYTHONPATH": os.getcwd()}
        environment.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # for all alike: a busy neighbour hurts nobody more
        subprocess.run(
            command, check=True, env=environment, preexec_fn=lambda: os.sched_setaffinity(0, cores), stdout=sys.stderr
        )
        result = json.loads(answered.read_text(encoding="utf-8"))
    return Measured(contender.name, threads, repeat, **result)


def _python(environment: str | None, environments: Path) -> Path:
    """The interpreter of an environment, made with what it needs where it isn't there."""
    if environment is None:
        return Path(sys.executable)
    folder = environments / environment
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *REQUIREMENTS[environment]], check=True)
        (folder / "ready").touch()
    return python


def _roofline(given: argparse.Namespace, threads: int) -> dict[str, object]:
    report = bench_model(
        TransformersBackend(given.model, known_sources()[given.model], LocalOptions(threads=threads)), rounds=3
    )
    return {**asdict(report), "prefill_share": report.prefill_share, "decode_share": report.decode_share}


def _keep(path: Path, measured: list[Measured]) -> None:
    path.write_text(json.dumps([asdict(one) for one in measured], ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
