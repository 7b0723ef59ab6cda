"""The ``model-index`` of a Hugging Face model card: one YAML file a model, to be put into its front matter."""

from __future__ import annotations

from pathlib import Path

from harness.codec import dump_yaml
from harness.exports.whole_run import HARNESS, WholeRun, safe_name
from harness.schema import Estimate
from harness.store.atomic import write_text

TASK_TYPES = {"qa": "question-answering", "summary": "summarization"}


def export_model_index(run: WholeRun, out: Path) -> tuple[Path, ...]:
    """Write ``<model>.model-index.yaml`` for each model."""
    paths = []
    for model in run.models:
        path = out / f"{safe_name(model)}.model-index.yaml"
        write_text(path, dump_yaml({"model-index": [{"name": model, "results": _results(run, model)}]}))
        paths.append(path)
    return tuple(paths)


def _results(run: WholeRun, model: str) -> list[dict[str, object]]:
    gold = run.info.digests.get("gold", "")
    return [
        {
            "task": {"type": TASK_TYPES[task], "name": f"{HARNESS} {task}"},
            "dataset": {"type": HARNESS, "name": f"{HARNESS} gold", "revision": gold},
            "metrics": [_metric(row) for row in run.estimates_of(model, task)],
        }
        for task in run.tasks_of(model)
    ]


def _metric(row: Estimate) -> dict[str, object]:
    arguments: dict[str, object] = {"items": row.n, "documents": row.documents, "errors": row.errors}
    if row.low is not None and row.high is not None:
        arguments |= {"low": row.low, "high": row.high, "level": 0.95}
    return {
        "type": row.metric,
        "value": row.value,
        "name": f"{row.task}.{row.metric}",
        "args": arguments,
        "verified": False,
    }
