"""A gold folder, read for a run: all of it right by the contract, or every mistake at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from harness.errors import ProblemsError
from harness.gold.check import check_contract
from harness.gold.digests import documents_digest, gold_digest
from harness.gold.duplicates import SameSections, same_sections, united
from harness.gold.edition import read_edition
from harness.gold.folder import Folder, read_folder
from harness.gold.large import is_large, read_large
from harness.schema import Document, Gold, Problem


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
    if documents is None and is_large(folder):
        large = read_large(folder)
        if large is not None:
            return large
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


def _gold(read: Folder, documents: Mapping[str, Document], same: SameSections) -> Gold:
    questions = tuple(item for item in read.questions if item.status == "accepted")
    summaries = tuple(item for item in read.summaries if item.status == "accepted")
    return Gold(
        documents,
        read.sources,
        questions,
        summaries,
        gold_digest(read.sources, questions, summaries),
        documents_digest(documents),
        same,
    )
