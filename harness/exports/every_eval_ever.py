"""Every Eval Ever, schema 0.3.0: an aggregate JSON a model and one record for each sample and metric beside it.

The tree is the datastore's: ``data/<benchmark>/<developer>/<model>/<uuid>.json`` and ``<uuid>_samples.jsonl``. A model
whose developer nobody can tell from its source is filed under ``unknown``.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from harness.exports.whole_run import HARNESS, WholeRun, safe_name
from harness.schema import Estimate, Generation, QuestionVerdict, Verdict
from harness.stats.metrics import is_lower_better
from harness.store.atomic import write_text

SCHEMA: Final = "0.3.0"
YES_NO: Final = frozenset({"rival", "abstained", "em"})
_HUB_ID: Final = re.compile(r"[\w.-]+/[\w.-]+")


def export_every_eval_ever(run: WholeRun, out: Path) -> tuple[Path, ...]:
    """Write aggregate and samples of each model; ids come from digests, so the same run gives the same files."""
    paths: list[Path] = []
    for model in run.models:
        model_id = _model_id(run, model)
        developer, _, name = model_id.partition("/")
        identifier = _uuid(run, model)
        folder = Path("data") / HARNESS / developer / name
        samples = "".join(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in _samples(run, model))
        log = _log(run, model) | {
            "detailed_evaluation_results": {
                "format": "jsonl",
                "file_path": (folder / f"{identifier}_samples.jsonl").as_posix(),
                "hash_algorithm": "sha256",
                "checksum": hashlib.sha256(samples.encode()).hexdigest(),
                "total_rows": samples.count("\n"),
            }
        }
        paths += [out / folder / f"{identifier}.json", out / folder / f"{identifier}_samples.jsonl"]
        write_text(paths[-2], json.dumps(log, ensure_ascii=False, indent=2, allow_nan=False) + "\n")
        write_text(paths[-1], samples)
    return tuple(paths)


def _log(run: WholeRun, model: str) -> dict[str, object]:
    identity = run.identity(model)
    here = bool(identity.weights_digest)
    details = {
        "deployment_type": "self_deployed" if here else "unknown",
        "model_availability": "open_weights" if here else "unknown",
        "weights_sha256": identity.weights_digest,
        "revision": identity.revision,
        "dtype": identity.dtype,
    }
    return {
        "schema_version": SCHEMA,
        "evaluation_id": _evaluation_id(run, model),
        "evaluation_timestamp": run.info.created or None,
        "retrieved_timestamp": _epoch(run),
        "source_metadata": {
            "source_name": HARNESS,
            "source_type": "evaluation_run",
            "source_organization_name": "unknown",
            "evaluator_relationship": "other",
            "additional_details": {"signature": run.info.signature},
        },
        "eval_library": {"name": HARNESS, "version": run.info.versions.get("harness", "unknown")},
        "model_info": {
            "name": model,
            "id": _model_id(run, model),
            "inference_engine": {"name": identity.backend or "unknown", "version": identity.runtime or "unknown"},
            "additional_details": {key: value for key, value in details.items() if value},
        },
        "evaluation_results": [
            _result(run, row) for task in run.tasks_of(model) for row in run.estimates_of(model, task)
        ],
    }


def _result(run: WholeRun, row: Estimate) -> dict[str, object]:
    details = {"documents": row.documents, "unanswered": row.unanswered, "errors": row.errors}
    uncertainty: dict[str, object] = {"num_samples": row.n}
    if row.low is not None and row.high is not None:
        uncertainty["confidence_interval"] = {
            "lower": row.low,
            "upper": row.high,
            "confidence_level": 0.95,
            "method": "documents as clusters",
        }
    gold = {f"{name}_sha256": digest for name, digest in run.info.digests.items() if digest}
    return {
        "evaluation_result_id": _result_id(row.task, row.metric),
        "evaluation_name": f"{HARNESS}_{row.task}",
        "source_data": {"dataset_name": "gold", "source_type": "other", "additional_details": gold},
        "metric_config": {
            "metric_id": f"{HARNESS}.{row.task}.{row.metric}",
            "metric_name": row.metric,
            "metric_unit": "proportion",
            "lower_is_better": is_lower_better(row.metric),
            "score_type": "continuous",
            "min_score": 0.0,
            "max_score": 1.0 if row.value is not None and row.value <= 1 else "Infinity",
        },
        "score_details": {
            "score": row.value,
            "details": {name: str(count) for name, count in details.items()},
            "uncertainty": uncertainty,
        },
    }


def _samples(run: WholeRun, model: str) -> Iterator[Mapping[str, object]]:
    for task in run.tasks_of(model):
        reported = {row.metric for row in run.estimates_of(model, task)}
        for verdict in run.verdicts_of(model, task):
            for metric, value in verdict.scores.items():
                if metric in reported:
                    yield _sample(run, verdict, metric, value)


def _sample(run: WholeRun, verdict: Verdict, metric: str, value: float) -> dict[str, object]:
    asked, wanted = run.asked(verdict), list(run.wanted(verdict))
    generation = run.generation(verdict)
    best = 0.0 if is_lower_better(metric) else 1.0
    row: dict[str, object] = {
        "schema_version": SCHEMA,
        "evaluation_id": _evaluation_id(run, verdict.model),
        "model_id": _model_id(run, verdict.model),
        "evaluation_name": f"{HARNESS}_{verdict.task}",
        "evaluation_result_id": _result_id(verdict.task, metric),
        "sample_id": verdict.id,
        "sample_hash": hashlib.sha256((asked + "".join(wanted)).encode()).hexdigest(),
        "interaction_type": "single_turn",
        "input": {"raw": asked, "reference": wanted},
        "output": {"raw": [verdict.output]},
        "answer_attribution": _attribution(verdict),
        "evaluation": {"score": value, "is_correct": value == best},
        "error": verdict.error,
        "metadata": {"documents": list(verdict.documents), "tags": list(verdict.tags), "metric": metric},
    }
    return row | _usage(generation)


def _usage(generation: Generation | None) -> dict[str, object]:
    found: dict[str, object] = {}
    if generation is None:
        return found
    given, made = generation.input_tokens, generation.output_tokens
    if given is not None and made is not None:
        found["token_usage"] = {"input_tokens": given, "output_tokens": made, "total_tokens": given + made}
    if generation.seconds is not None:
        found["performance"] = {"latency_ms": 1000 * generation.seconds}
    return found


def _attribution(verdict: Verdict) -> list[dict[str, object]]:
    if not isinstance(verdict, QuestionVerdict) or not verdict.answer:
        return []
    return [
        {
            "turn_idx": 0,
            "source": "output.raw",
            "extracted_value": verdict.answer,
            "extraction_method": "custom",
            "is_terminal": True,
        }
    ]


def _model_id(run: WholeRun, model: str) -> str:
    for name in (run.identity(model).source.removeprefix("hub:").strip(), model):
        if _HUB_ID.fullmatch(name) and ".." not in name:
            return name
    return f"unknown/{safe_name(model)}"


def _evaluation_id(run: WholeRun, model: str) -> str:
    return f"{HARNESS}/{_model_id(run, model).replace('/', '_')}/{_epoch(run)}"


def _result_id(task: str, metric: str) -> str:
    return f"{HARNESS}_{task}.{metric}"


def _epoch(run: WholeRun) -> str:
    """The run's time in seconds since 1970; 0 where it isn't known."""
    try:
        return str(int(datetime.fromisoformat(run.info.created).timestamp()))
    except ValueError:
        return "0"


def _uuid(run: WholeRun, model: str) -> UUID:
    """A UUID of version 4's form from a digest of run and model."""
    text = "\0".join((run.info.signature, run.info.created, model, *sorted(run.info.digests.values())))
    return UUID(bytes=hashlib.sha256(text.encode()).digest()[:16], version=4)
