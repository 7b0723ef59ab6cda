"""lm-evaluation-harness: ``results_<time>.json`` and ``samples_<task>_<time>.jsonl`` in a folder a model.

The shapes are those of its version 0.4 (``lm_eval/result_schema.py``). What is ours stays recognisable: tasks are
called ``harness_qa`` and ``harness_summary``, and a metric that does not apply to an item is left out of its sample.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from harness.exports.whole_run import HARNESS, WholeRun, safe_name
from harness.schema import Estimate, QuestionVerdict, Verdict
from harness.stats.intervals import NORMAL_QUANTILE
from harness.stats.metrics import has_direction, is_lower_better
from harness.store.atomic import write_lines, write_text

FILTER = "none"


def export_lm_eval(run: WholeRun, out: Path) -> tuple[Path, ...]:
    """Write results and samples of each model; the time in the names is the run's own."""
    paths: list[Path] = []
    stamp = _time_of(run).strftime("%Y-%m-%dT%H-%M-%S.%f")
    for model in run.models:
        folder = out / safe_name(model)
        paths.append(folder / f"results_{stamp}.json")
        write_text(paths[-1], json.dumps(_results(run, model), ensure_ascii=False, indent=2, allow_nan=False) + "\n")
        for task in run.tasks_of(model):
            paths.append(folder / f"samples_{_task_name(task)}_{stamp}.jsonl")
            samples = (_sample(run, place, one) for place, one in enumerate(run.verdicts_of(model, task)))
            write_lines(
                paths[-1], (json.dumps(sample, ensure_ascii=False, allow_nan=False) + "\n" for sample in samples)
            )
    return tuple(paths)


def _results(run: WholeRun, model: str) -> dict[str, object]:
    tasks = run.tasks_of(model)
    names = {task: _task_name(task) for task in tasks}
    counts = {task: len(run.verdicts_of(model, task)) for task in tasks}
    estimates = {task: run.estimates_of(model, task) for task in tasks}
    return {
        "results": {names[task]: _metrics(names[task], counts[task], estimates[task]) for task in tasks},
        "group_subtasks": {},
        "configs": {names[task]: _config(run, task, estimates[task]) for task in tasks},
        "versions": {names[task]: run.info.versions.get("harness", "unknown") for task in tasks},
        "n-shot": {names[task]: 0 for task in tasks},
        "higher_is_better": {
            names[task]: {
                row.metric: not is_lower_better(row.metric) if has_direction(task, row.metric) else None
                for row in estimates[task]
            }
            for task in tasks
        },
        "n-samples": {names[task]: {"original": counts[task], "effective": counts[task]} for task in tasks},
        "config": _model_config(run, model),
        "git_hash": None,
        "date": _time_of(run).timestamp(),
        "task_hashes": {names[task]: run.info.digests.get("gold", "") for task in tasks},
        "model_source": run.identity(model).backend,
        "model_name": model,
        "model_name_sanitized": safe_name(model),
        "system_instruction": None,
        "system_instruction_sha": None,
        "fewshot_as_multiturn": None,
        "chat_template": None,
        "chat_template_sha": None,
        HARNESS: {"signature": run.info.signature, "digests": dict(run.info.digests)},
    }


def _metrics(name: str, items: int, estimates: Sequence[Estimate]) -> dict[str, object]:
    """The metrics with their standard errors: a quarter of the interval's width, nearly (its width over 2 · 1.96)."""
    found: dict[str, object] = {"name": name, "alias": name, "sample_len": items}
    for row in estimates:
        found[f"{row.metric},{FILTER}"] = row.value
        known = row.low is not None and row.high is not None
        error = (row.high - row.low) / (2 * NORMAL_QUANTILE) if known else "N/A"  # type: ignore[operator]
        found[f"{row.metric}_stderr,{FILTER}"] = error
    return found


def _config(run: WholeRun, task: str, estimates: Sequence[Estimate]) -> dict[str, object]:
    metrics = [
        {"metric": row.metric, "aggregation": "mean", "higher_is_better": not is_lower_better(row.metric)}
        for row in estimates
    ]
    return {
        "task": _task_name(task),
        "dataset_path": f"{HARNESS} gold {run.info.digests.get('gold', '')[:12]}".strip(),
        "output_type": "generate_until",
        "num_fewshot": 0,
        "repeats": 1,
        "metric_list": metrics,
        "metadata": {"version": run.info.versions.get("harness", "unknown")},
    }


def _model_config(run: WholeRun, model: str) -> dict[str, object]:
    identity = run.identity(model)
    arguments = {name: getattr(identity, name) for name in ("source", "dtype", "runtime") if getattr(identity, name)}
    return {
        "model": identity.backend or model,
        "model_args": arguments,
        "model_revision": identity.revision,
        "model_sha": identity.weights_digest,
        "model_dtype": identity.dtype,
        "batch_size": None,
        "batch_sizes": [],
        "device": "cpu",
        "limit": None,
        "gen_kwargs": {},
        "random_seed": run.info.seeds.get("generation", 0),
    }


def _sample(run: WholeRun, place: int, verdict: Verdict) -> dict[str, object]:
    asked, wanted = run.asked(verdict), run.wanted(verdict)
    doc = {"id": verdict.id, "question": asked, "documents": list(verdict.documents), "tags": list(verdict.tags)}
    answer = verdict.answer if isinstance(verdict, QuestionVerdict) else verdict.output
    target = " / ".join(wanted)
    generation = run.generation(verdict)
    return {
        "doc_id": place,
        "doc": doc,
        "target": target,
        "arguments": {"gen_args_0": {"arg_0": asked, "arg_1": {}}},
        "resps": [[verdict.output]],
        "filtered_resps": [answer],
        "filter": FILTER,
        "metrics": list(verdict.scores),
        "doc_hash": _sha(json.dumps(doc, indent=2, ensure_ascii=False)),
        "prompt_hash": generation.prompt_digest if generation and generation.prompt_digest else _sha(asked),
        "target_hash": _sha(target),
        **verdict.scores,
    }


def _task_name(task: str) -> str:
    return f"{HARNESS}_{task}"


def _time_of(run: WholeRun) -> datetime:
    """When the run was made; the first second of 1970 where that isn't known, as files need a time in their names."""
    try:
        return datetime.fromisoformat(run.info.created)
    except ValueError:
        return datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
