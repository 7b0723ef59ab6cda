"""Gold and verdicts as Hugging Face ``DatasetDict``; the home of ``datasets``.

Gold has the splits ``questions``, ``summaries``, ``documents`` and ``sources``; verdicts have ``qa`` and ``summary``. A
split without rows is there with its columns. Nothing is fetched and nothing is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import datasets  # type: ignore[import-untyped]  # datasets ships no types

from harness.errors import MissingError
from harness.exports.whole_run import WholeRun
from harness.schema import Document, Evidence, Gold, QuestionItem, QuestionVerdict, Source, SummaryItem, Verdict

Row = dict[str, Any]
_TEXT, _WHOLE, _REAL, _YES_NO = (datasets.Value(kind) for kind in ("string", "int64", "float64", "bool"))
_TEXTS: Final = datasets.List(_TEXT)
_EVIDENCE: Final = datasets.List({"document": _TEXT, "section": _WHOLE, "quote": _TEXT})

QUESTIONS: Final = datasets.Features(
    {
        "id": _TEXT,
        "documents": _TEXTS,
        "question": _TEXT,
        "type": _TEXT,
        "expects": _TEXT,
        "claims": datasets.List({"source": _TEXT, "answers": _TEXTS, "evidence": _EVIDENCE}),
        "tags": _TEXTS,
    }
)
SUMMARIES: Final = datasets.Features(
    {
        "id": _TEXT,
        "documents": _TEXTS,
        "words": _WHOLE,
        "references": _TEXTS,
        "facts": datasets.List(
            {"id": _TEXT, "text": _TEXT, "importance": _TEXT, "source": _TEXT, "evidence": _EVIDENCE}
        ),
        "tags": _TEXTS,
    }
)
DOCUMENTS: Final = datasets.Features(
    {
        "id": _TEXT,
        "title": _TEXT,
        "published": _TEXT,
        "publisher": _TEXT,
        "url": _TEXT,
        "sections": datasets.List({"number": _WHOLE, "heading": _TEXT, "text": _TEXT}),
    }
)
SOURCES: Final = datasets.Features({"id": _TEXT, "name": _TEXT, "aliases": _TEXTS, "of": _TEXT})
_SCORES: Final = datasets.List({"metric": _TEXT, "value": _REAL})
ANSWERS: Final = datasets.Features(
    {
        "id": _TEXT,
        "model": _TEXT,
        "documents": _TEXTS,
        "type": _TEXT,
        "expects": _TEXT,
        "tags": _TEXTS,
        "output": _TEXT,
        "factual": _TEXT,
        "credit": _TEXT,
        "answer": _TEXT,
        "sources": _TEXTS,
        "sections": datasets.List(_WHOLE),
        "reason": _TEXT,
        "scores": _SCORES,
        "error": _TEXT,
    }
)
SUMMARY_VERDICTS: Final = datasets.Features(
    {
        "id": _TEXT,
        "model": _TEXT,
        "documents": _TEXTS,
        "tags": _TEXTS,
        "output": _TEXT,
        "facts": datasets.List({"id": _TEXT, "stated": _TEXT, "credit": _TEXT, "reason": _TEXT}),
        "claims": datasets.List({"text": _TEXT, "supported": _YES_NO, "score": _REAL, "reason": _TEXT}),
        "scores": _SCORES,
        "error": _TEXT,
    }
)


def gold_dataset(
    questions: Iterable[QuestionItem],
    summaries: Iterable[SummaryItem],
    documents: Iterable[Document],
    sources: Iterable[Source],
) -> datasets.DatasetDict:
    """A gold folder, or a run's snapshot of it, as a DatasetDict."""
    return datasets.DatasetDict(
        {
            "questions": _split(map(_question, questions), QUESTIONS),
            "summaries": _split(map(_summary, summaries), SUMMARIES),
            "documents": _split(map(_document, documents), DOCUMENTS),
            "sources": _split(map(_source, sources), SOURCES),
        }
    )


def dataset_of_gold(gold: Gold) -> datasets.DatasetDict:
    """Everything of a gold folder that was read: see :func:`gold_dataset`."""
    return gold_dataset(gold.questions, gold.summaries, gold.documents.values(), gold.sources.values())


def save_dataset(dataset: datasets.DatasetDict, out: Path) -> Path:
    """Save it as files that ``datasets.load_from_disk`` opens; hands the folder back."""
    with _quiet():
        dataset.save_to_disk(str(out))
    return out


def push_dataset(dataset: datasets.DatasetDict, repository: str, *, private: bool) -> str:
    """Send it to ``owner/name`` of the hub and hand its address back; each split is a configuration of its own.

    The token is that of ``HF_TOKEN`` or of a login. Raises MissingError where the hub can't be reached or refuses.
    """
    import httpx
    from huggingface_hub import constants
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError

    try:
        with _quiet():
            for split, rows in dataset.items():
                rows.push_to_hub(repository, config_name=split, split="test", private=private)
    except (HfHubHTTPError, HFValidationError, httpx.HTTPError, OSError) as error:
        message = (
            f"{repository}: can't be pushed ({error}); expected owner/name, a network and HF_TOKEN; nothing is lost"
        )
        raise MissingError(message) from error
    return f"{constants.ENDPOINT}/datasets/{repository}"


def verdict_dataset(verdicts: Sequence[Verdict]) -> datasets.DatasetDict:
    """Verdicts as a DatasetDict; scores are a list of metric and value, as not every item has every metric."""
    answers = [one for one in verdicts if isinstance(one, QuestionVerdict)]
    return datasets.DatasetDict(
        {
            "qa": _split(map(_answer, answers), ANSWERS),
            "summary": _split((_summary_verdict(one) for one in verdicts if one.task == "summary"), SUMMARY_VERDICTS),
        }
    )


def export_datasets(run: WholeRun, out: Path) -> tuple[Path, ...]:
    """Save ``verdicts`` and, where the run kept it, ``gold``; ``datasets.load_from_disk`` opens either."""
    found = {"verdicts": verdict_dataset(run.verdicts)}
    if run.snapshot is not None:
        kept = run.snapshot
        found["gold"] = gold_dataset(kept.questions, kept.summaries, kept.documents, kept.sources)
    with _quiet():
        for name, dataset in found.items():
            dataset.save_to_disk(str(out / name))
    return tuple(out / name for name in found)


def read_rows(path: Path, split: str | None = None) -> list[Row]:
    """The rows of a data set: a folder of ``save_to_disk``, or a JSON, JSON Lines, CSV or Parquet file.

    A DatasetDict needs its ``split``, unless it has one only. Raises MissingError where there is no such thing.
    """
    try:
        with _quiet(), TemporaryDirectory() as cache:
            found = _load(path, cache)
    except (OSError, ValueError, datasets.exceptions.DatasetsError) as error:
        raise MissingError(f"{path}: can't be read as a data set ({error}); check what wrote it") from error
    if isinstance(found, datasets.DatasetDict):
        names = list(found)
        if (split is None and len(names) > 1) or (split is not None and split not in names):
            raise MissingError(f"{path}: has the splits {', '.join(names)}; expected one of them; give --split")
        found = found[split or names[0]]
    return [dict(row) for row in found]


def _load(path: Path, cache: str) -> Any:
    if path.is_dir():
        return datasets.load_from_disk(str(path), keep_in_memory=True)
    readers = {
        ".json": datasets.Dataset.from_json,
        ".jsonl": datasets.Dataset.from_json,
        ".csv": datasets.Dataset.from_csv,
        ".parquet": datasets.Dataset.from_parquet,
    }
    if path.suffix not in readers:
        raise MissingError(f"{path}: is no data set; expected a saved folder, or {', '.join(readers)}; convert it")
    return readers[path.suffix](str(path), keep_in_memory=True, cache_dir=cache)


@contextmanager
def _quiet() -> Iterator[None]:
    """No progress bars of ``datasets`` meanwhile."""
    shown = datasets.are_progress_bars_disabled() is False
    datasets.disable_progress_bars()
    try:
        yield
    finally:
        if shown:
            datasets.enable_progress_bars()


def _split(rows: Iterable[Row], features: datasets.Features) -> datasets.Dataset:
    return datasets.Dataset.from_list(list(rows), features=features)


def _question(item: QuestionItem) -> Row:
    claims = [
        {"source": one.source, "answers": list(one.answers), "evidence": _evidence(one.evidence)}
        for one in item.gold.claims
    ]
    return {
        "id": item.id,
        "documents": list(item.question.documents),
        "question": item.question.text,
        "type": item.question.type,
        "expects": item.gold.expects,
        "claims": claims,
        "tags": list(item.tags),
    }


def _summary(item: SummaryItem) -> Row:
    facts = [
        {"id": one.id, "text": one.text, "importance": one.importance, "source": one.source}
        | {"evidence": _evidence(one.evidence)}
        for one in item.gold.facts
    ]
    return {
        "id": item.id,
        "documents": list(item.request.documents),
        "words": item.request.words,
        "references": list(item.gold.references),
        "facts": facts,
        "tags": list(item.tags),
    }


def _document(document: Document) -> Row:
    return {
        "id": document.id,
        "title": document.title,
        "published": document.published.isoformat() if document.published else None,
        "publisher": document.publisher,
        "url": document.url,
        "sections": [{"number": one.number, "heading": one.heading, "text": one.text} for one in document.sections],
    }


def _source(source: Source) -> Row:
    return {"id": source.id, "name": source.name, "aliases": list(source.aliases), "of": source.of}


def _evidence(evidence: Iterable[Evidence]) -> list[Row]:
    return [{"document": one.document, "section": one.section, "quote": one.quote} for one in evidence]


def _answer(verdict: QuestionVerdict) -> Row:
    same = ("id", "model", "type", "expects", "output", "factual", "credit", "answer", "reason", "error")
    lists = ("documents", "tags", "sources", "sections")
    row = {name: getattr(verdict, name) for name in same} | {name: list(getattr(verdict, name)) for name in lists}
    return row | {"scores": _scores(verdict.scores)}


def _summary_verdict(verdict: Verdict) -> Row:
    row = {name: getattr(verdict, name) for name in ("id", "model", "output", "error")}
    row |= {name: list(getattr(verdict, name)) for name in ("documents", "tags")}
    if verdict.task == "summary":
        row["facts"] = [
            {"id": one.id, "stated": one.stated, "credit": one.credit, "reason": one.reason} for one in verdict.facts
        ]
        row["claims"] = [
            {"text": one.text, "supported": one.supported, "score": one.score, "reason": one.reason}
            for one in verdict.claims
        ]
    return row | {"scores": _scores(verdict.scores)}


def _scores(scores: Mapping[str, float]) -> list[Row]:
    return [{"metric": name, "value": value} for name, value in sorted(scores.items())]
