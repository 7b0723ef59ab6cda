"""One command: installs the contenders in their own environments, runs all of them interleaved, writes the table.

    python -m benchmarks.speed --repeats 3 --threads 1 --threads 2 --out speed
    python -m benchmarks.speed --grow --out speed          # the second table: how time and memory grow

Run from the repository's root. Each run is a fresh process, pinned to its cores; the clock runs while it generates,
not while it loads. What keeps nothing from one document to the next is run one document at a time, and its seconds are
added up. What was measured is kept in OUT/race.json: the same command again goes on where it stopped.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from benchmarks.speed.tables import Measured, growth_plot, growth_table, machine, main_table, whole_runs
from benchmarks.speed.workload import Job, Size, make_prompts, read_documents
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
    by_document: bool = False


CONTENDERS = (
    Contender(REFERENCE, "worker_lm_eval.py", "lm-eval", by_document=True),
    Contender("transformers, one at a time", "worker_harness.py", engine="single", by_document=True),
    Contender("harness", "worker_harness.py"),
    Contender("harness, no speculation", "worker_harness.py", speculation=False),
    Contender("harness, bf16", "worker_harness.py", dtype="bfloat16"),
    Contender("llama.cpp, prefix kept", "worker_llama_cpp.py", "llama-cpp", by_document=True),
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
    parser.add_argument("--words", type=int, help="words kept of each document; all by default")
    parser.add_argument("--under", default="", help="a command that each run is started under, as 'nice -n -10'")
    parser.add_argument("--only", action="append", help="contenders by name; all where none is named")
    parser.add_argument("--environments", type=Path, default=Path.home() / ".cache" / "harness-benchmarks")
    parser.add_argument("--out", type=Path, default=Path("speed"))
    parser.add_argument("--grow", action="store_true", help="the second table, with plots, instead of the first")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    (_grow if given.grow else _race)(given)


def _race(given: argparse.Namespace) -> None:
    contenders = [one for one in CONTENDERS if not given.only or one.name in given.only]
    size = Size(documents=given.count, questions=given.questions, words=given.words)
    measured = _kept(given.out / "race.json")
    for repeat in range(given.repeats):
        for threads in given.threads or [1]:
            job = _job(given, size, threads)
            for contender in contenders:
                for piece, part in _pieces(contender, job):
                    if any(one.is_run(contender.name, threads, repeat, piece) for one in measured):
                        continue
                    made = replace(_run(contender, part, given, repeat), piece=piece)
                    measured.append(made)
                    _keep(given.out / "race.json", measured)
                    print(f"{made.told()}", flush=True)
    wanted = len(_job(given, size, 1)["prompts"])
    table = main_table(
        whole_runs(measured, wanted),
        REFERENCE,
        machine(),
        [_roofline(given, threads) for threads in given.threads or [1]],
    )
    (given.out / "race.md").write_text(table, encoding="utf-8")
    print(table)


def _pieces(contender: Contender, job: Job) -> list[tuple[str, Job]]:
    """The whole job, or a job for each document."""
    if not contender.by_document:
        return [("", job)]
    documents = dict.fromkeys(one["id"].partition("-")[0] for one in job["prompts"])
    return [
        (name, {**job, "prompts": [one for one in job["prompts"] if one["id"].partition("-")[0] == name]})
        for name in documents
    ]


def _grow(given: argparse.Namespace) -> None:
    base = Size(documents=2, questions=5, answer_tokens=16, summary_tokens=0)
    sizes = [("questions a document", n, replace(base, documents=1, questions=n)) for n in (1, 5, 20, 50)]
    sizes += [("documents", n, replace(base, documents=n, words=300)) for n in (1, 5, 20, 50)]
    sizes += [("words a document", n, replace(base, words=n)) for n in (180, 700, 1400, 2800)]
    contender = next(one for one in CONTENDERS if one.name == "harness")
    rows = []
    for axis, value, size in sizes:
        made = _run(contender, _job(given, size, (given.threads or [1])[0]), given, 0)
        rows.append((axis, value, made))
        print(f"{axis} {value}: {made.seconds:.1f} s, {made.peak_bytes / 1e6:.0f} MB", flush=True)
    (given.out / f"growth-{given.model}.md").write_text(growth_table(given.model, rows, machine()), encoding="utf-8")
    growth_plot(given.model, rows, given.out / f"growth-{given.model}.svg")


def _job(given: argparse.Namespace, size: Size, threads: int) -> Job:
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


def _run(contender: Contender, job: Job, given: argparse.Namespace, repeat: int) -> Measured:
    python = _python(contender.environment, given.environments)
    whole = {**job, "dtype": contender.dtype, "engine": contender.engine, "speculation": contender.speculation}
    threads = job["threads"]
    cores = sorted(os.sched_getaffinity(0))[:threads]
    with tempfile.TemporaryDirectory() as folder:
        asked, answered = Path(folder) / "job.json", Path(folder) / "result.json"
        asked.write_text(json.dumps(whole), encoding="utf-8")
        command = [*shlex.split(given.under), str(python), str(HERE / contender.worker), str(asked), str(answered)]
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


def _kept(path: Path) -> list[Measured]:
    return [Measured(**one) for one in json.loads(path.read_text(encoding="utf-8"))] if path.exists() else []


def _keep(path: Path, measured: list[Measured]) -> None:
    path.write_text(json.dumps([asdict(one) for one in measured], ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
