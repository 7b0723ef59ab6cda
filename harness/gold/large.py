"""Gold that is too much for memory: read and checked in parts, its items and documents on temporary files.

What a part can't show is whether an id stands in another part too. Where anything is wrong, this gives up, and the
folder is read as a whole, so that the mistakes are told as they always are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar

from harness.codec.spool import Spool
from harness.gold.check import check_contract
from harness.gold.digests import documents_digest, gold_digest
from harness.gold.duplicates import same_sections
from harness.gold.folder import item_files, read_parts
from harness.schema import Document, Gold, Problem, QuestionItem, Source, SummaryItem
from harness.stats.numbers import Names

AnyItem = TypeVar("AnyItem", QuestionItem, SummaryItem)

MOST_BYTES_HELD: Final = 4_000_000
"""Bytes of item files up to which a folder is read as a whole."""
ITEMS_OF_A_PART: Final = 2_000


def is_large(folder: Path) -> bool:
    """Whether a folder is to be read in parts."""
    files = (file for kind in ("questions", "summaries") for file in item_files(folder / kind))
    return sum(file.stat().st_size for file in files) > MOST_BYTES_HELD


def read_large(folder: Path) -> tuple[Gold, tuple[Problem, ...]] | None:
    """The gold of a folder and what is worth a warning; None where an error stands in its way, or seems to."""
    questions, summaries, warnings = Spool[QuestionItem](), Spool[SummaryItem](), dict[Problem, None]()
    ids, last = Names(), None
    for part in read_parts(folder, ITEMS_OF_A_PART):
        found = (*part.problems, *check_contract(part))
        if any(problem.severity == "error" for problem in found):
            return None
        warnings |= dict.fromkeys(found)
        questions.extend(_accepted(part.questions, ids))
        summaries.extend(_accepted(part.summaries, ids))
        last = part
    if last is None or not last.documents or next(ids.doubles(), None):
        return None
    return _gold(last.documents, last.sources, questions, summaries), tuple(warnings)


def _accepted(items: Iterable[AnyItem], ids: Names) -> Iterator[AnyItem]:
    """The items that are not only suggested; their ids are noted as they go by."""
    for item in items:
        if item.status == "accepted":
            ids.append(item.id)
            yield item


def _gold(
    documents: Mapping[str, Document],
    sources: Mapping[str, Source],
    questions: Sequence[QuestionItem],
    summaries: Sequence[SummaryItem],
) -> Gold:
    return Gold(
        documents,
        sources,
        questions,
        summaries,
        gold_digest(sources, questions, summaries),
        documents_digest(documents),
        same_sections(documents.values()),
    )
