"""Inspect: one ``.json`` log for each model and task, in version 2 of its log format, which `inspect view` opens."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from harness.exports.whole_run import HARNESS, WholeRun, safe_name
from harness.schema import Estimate, Generation, QuestionVerdict, Verdict
from harness.stats.intervals import NORMAL_QUANTILE
from harness.store.atomic import write_text

LOG_VERSION = 2
HEADLINE = {"qa": "factual", "summary": "fact_recall"}
UNKNOWN_TIME = "1970-01-01T00:00:00+00:00"


def export_inspect(run: WholeRun, out: Path) -> tuple[Path, ...]:
    """Write the logs; ids in them are digests of run, model and task, so that the same run gives the same files."""
    paths = []
    for model in run.models:
        for task in run.tasks_of(model):
            created = run.info.created or UNKNOWN_TIME
            name = (
                f"{created.replace(':', '-')}_{HARNESS}-{task}_{safe_name(model)}_{_id(run, model, task, 'file')}.json"
            )
            path = out / name
            text = json.dumps(_log(run, model, task, created), ensure_ascii=False, indent=2, allow_nan=False)
            write_text(path, text + "\n")
            paths.append(path)
    return tuple(paths)


def _log(run: WholeRun, model: str, task: str, created: str) -> dict[str, object]:
    verdicts, estimates = run.verdicts_of(model, task), run.estimates_of(model, task)
    return {
        "version": LOG_VERSION,
        "status": "success",
        "eval": _spec(run, model, task, created, verdicts, estimates),
        "plan": {"name": "plan", "steps": [{"solver": "generate", "params": {}}], "config": {}},
        "results": _results(verdicts, estimates),
        "stats": {"started_at": created, "completed_at": created, "model_usage": {}},
        "samples": [_sample(run, one, _id(run, model, task, one.id)) for one in verdicts],
    }


def _spec(
    run: WholeRun, model: str, task: str, created: str, verdicts: Sequence[Verdict], estimates: Sequence[Estimate]
) -> dict[str, object]:
    identity = run.identity(model)
    return {
        "eval_id": _id(run, model, task, "eval"),
        "run_id": _id(run, "", "", "run"),
        "created": created,
        "task": f"{HARNESS}/{task}",
        "task_id": _id(run, "", task, "task"),
        "task_version": 0,
        "task_attribs": {},
        "task_args": {},
        "dataset": {
            "name": f"gold {run.info.digests.get('gold', '')[:12]}".strip(),
            "samples": len(verdicts),
            "sample_ids": [one.id for one in verdicts],
            "shuffled": False,
        },
        "model": f"{identity.backend or HARNESS}/{model}",
        "model_generate_config": {},
        "model_args": {"source": identity.source, "revision": identity.revision, "dtype": identity.dtype},
        "config": {"epochs": 1, "log_samples": True},
        "packages": dict(run.info.versions),
        "metadata": {"signature": run.info.signature, **{f"digest {k}": v for k, v in run.info.digests.items()}},
        "scorers": [
            {"name": row.metric, "options": {}, "metrics": [{"name": "mean", "options": {}}], "metadata": {}}
            for row in estimates
        ],
    }


def _results(verdicts: Sequence[Verdict], estimates: Sequence[Estimate]) -> dict[str, object]:
    return {
        "total_samples": len(verdicts),
        "completed_samples": sum(one.error is None for one in verdicts),
        "scores": [_score_row(row, len(verdicts)) for row in estimates],
    }


def _score_row(row: Estimate, items: int) -> dict[str, object]:
    values = {"mean": row.value, "ci_low": row.low, "ci_high": row.high}
    if row.low is not None and row.high is not None:
        values["stderr"] = (row.high - row.low) / (2 * NORMAL_QUANTILE)
    return {
        "name": row.metric,
        "scorer": row.metric,
        "scored_samples": row.n,
        "unscored_samples": items - row.n,
        "params": {},
        "metrics": {
            name: {"name": name, "value": value, "params": {}} for name, value in values.items() if value is not None
        },
        "metadata": {"documents": row.documents, "unanswered": row.unanswered, "errors": row.errors},
    }


def _sample(run: WholeRun, verdict: Verdict, identifier: str) -> dict[str, object]:
    asked, wanted = run.asked(verdict), run.wanted(verdict)
    generation = run.generation(verdict)
    message = {"id": identifier, "content": verdict.output, "source": "generate", "role": "assistant"}
    sample: dict[str, object] = {
        "id": verdict.id,
        "epoch": 1,
        "input": asked,
        "target": list(wanted) or "",
        "messages": [{"id": f"{identifier}-asked", "content": asked, "source": "input", "role": "user"}, message],
        "output": {
            "model": verdict.model,
            "choices": [{"message": message, "stop_reason": _stop_reason(generation)}],
            "completion": verdict.output,
        },
        "scores": _scores(verdict),
        "metadata": {"documents": list(verdict.documents), "tags": list(verdict.tags), "flags": list(verdict.flags)},
        "store": {},
        "model_usage": {},
        "uuid": identifier,
    }
    if generation and generation.seconds is not None:
        sample["total_time"] = sample["working_time"] = generation.seconds
    if verdict.error is not None:
        sample["error"] = {"message": verdict.error, "traceback": "", "traceback_ansi": ""}
    return sample


def _scores(verdict: Verdict) -> dict[str, object]:
    headline = HEADLINE[verdict.task]
    scores: dict[str, object] = {}
    for name in sorted(verdict.scores, key=lambda name: (name != headline, name)):
        score: dict[str, object] = {"value": verdict.scores[name]}
        if name == headline:
            score |= _explained(verdict)
        scores[name] = score
    return scores


def _explained(verdict: Verdict) -> dict[str, object]:
    if isinstance(verdict, QuestionVerdict):
        metadata = {"factual": verdict.factual, "credit": verdict.credit, "sources": list(verdict.sources)}
        return {"answer": verdict.answer, "explanation": verdict.reason, "metadata": metadata}
    facts = {fact.id: {"stated": fact.stated, "credit": fact.credit} for fact in verdict.facts}
    reasons = [f"{fact.id}: {fact.stated}" + (f", {fact.reason}" if fact.reason else "") for fact in verdict.facts]
    return {"answer": verdict.output, "explanation": "\n".join(reasons), "metadata": {"facts": facts}}


def _stop_reason(generation: Generation | None) -> str:
    return "max_tokens" if generation and generation.finish_reason == "length" else "stop"


def _id(run: WholeRun, *parts: str) -> str:
    """22 letters and digits from a digest, as long as Inspect's own ids."""
    digest = hashlib.sha256("\0".join((run.info.signature, run.info.created, *parts)).encode()).hexdigest()
    return digest[:22]
