"""A gold folder, read for a run: all of it right by the contract, or every mistake at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from harness.errors import ProblemsError
from harness.gold.check import check_contract
from harness.gold.duplicates import SameSections, same_sections, united
from harness.gold.edition import read_edition
from harness.gold.folder import Folder, read_folder
from harness.schema import Document, Gold, Problem, QuestionItem, Source, SummaryItem


def load_gold(folder: Path, documents: Path | None = None) -> Gold:
    """The gold of a folder, without the items that are only suggested.

    ``documents`` is a folder of raw articles that take the place of the digests. ProblemsError with every breach of the
    contract, MissingError where a folder is not there.
    """
    gold, problems = read_gold(folder, documents)
    errors = [problem for problem in problems if problem.severity == "error"]
    if gold is None or errors:
        raise ProblemsError(errors or problems)
    return gold


def read_gold(folder: Path, documents: Path | None = None) -> tuple[Gold | None, tuple[Problem, ...]]:
    """The gold of a folder, or None where an error stands in its way, and every problem of form and contract."""
    read = read_folder(folder)
    problems = [*read.problems, *check_contract(read)]
    used, same = dict(read.documents), same_sections(read.documents.values())
    if documents is not None:
        used, found = read_edition(documents, read.documents)
        problems.extend(found)
        same = united(same, same_sections(used.values()))
    if any(problem.severity == "error" for problem in problems):
        return None, tuple(problems)
    return _gold(read, used, same), tuple(problems)


def documents_digest(documents: Iterable[Document]) -> str:
    """SHA-256 over what a model may see of the documents, whatever files they came from."""
    shown = [
        [
            document.id,
            document.title,
            str(document.published),
            [[one.heading, one.text] for one in document.sections],
        ]
        for document in sorted(documents, key=lambda document: document.id)
    ]
    return _sha256(shown)


def gold_digest(
    sources: Mapping[str, Source], questions: Iterable[QuestionItem], summaries: Iterable[SummaryItem]
) -> str:
    """SHA-256 over sources and items by their ids: comments, layout and file names do not count."""
    return _sha256(
        {
            "sources": [asdict(sources[key]) for key in sorted(sources)],
            "questions": [_plain(item) for item in sorted(questions, key=lambda item: item.id)],
            "summaries": [_plain(item) for item in sorted(summaries, key=lambda item: item.id)],
        }
    )


def _gold(read: Folder, documents: Mapping[str, Document], same: SameSections) -> Gold:
    questions = tuple(item for item in read.questions if item.status == "accepted")
    summaries = tuple(item for item in read.summaries if item.status == "accepted")
    return Gold(
        documents,
        read.sources,
        questions,
        summaries,
        gold_digest(read.sources, questions, summaries),
        documents_digest(documents.values()),
        same,
    )


def _plain(item: QuestionItem | SummaryItem) -> dict[str, object]:
    plain = asdict(item)
    del plain["place"]
    return plain


def _sha256(data: object) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
