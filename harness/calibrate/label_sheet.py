"""Sheets of a run's outputs for a person to label, which `harness calibrate` reads back as sets of their own.

One sheet for each kind: ``answers`` (is the answer right), ``facts`` (does the summary state the key fact) and
``sentences`` (does the document bear the sentence out). The column ``label`` is empty; it takes yes or no.
"""

import csv
import io
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from harness.schema import Document, QuestionItem, QuestionVerdict, SummaryItem, SummaryVerdict, Verdict
from harness.store.results import read_verdicts
from harness.store.snapshot import Snapshot, read_snapshot

SheetRow = Mapping[str, str]
SHEETS: Final[Mapping[str, tuple[str, ...]]] = {
    "answers": ("id", "group", "system", "question", "gold", "answer", "label", "verdict"),
    "facts": ("id", "group", "system", "unit", "text", "label", "verdict"),
    "sentences": ("id", "group", "system", "document", "summary", "label", "verdict"),
}
"""The columns of each sheet; ``group`` is the document, ``verdict`` what the harness said, last so as not to lead."""


def export_labels(
    run: Path, folder: Path, *, limit: int | None = None, seed: int = 0, is_blind: bool = True
) -> tuple[Path, ...]:
    """Write a run's sheets, `limit` rows each drawn by `seed`; none for a kind that the run has nothing of.

    Raises MissingError or ProblemsError where the run folder is not whole.
    """
    snapshot, verdicts = read_snapshot(run), read_verdicts(run)
    rows = {name: list(made(snapshot, verdicts)) for name, made in _MAKERS.items()}
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(
        write_sheet(folder / f"{name}.csv", name, _drawn(found, limit, seed), is_blind=is_blind)
        for name, found in rows.items()
        if found
    )


def write_sheet(path: Path, name: str, rows: Sequence[SheetRow], *, is_blind: bool = True) -> Path:
    """Write the rows of one kind as CSV, labels empty; without the verdicts where `is_blind`.

    Rows that are left empty are passed over when the sheet is read back. The name of the file up to its first dot
    becomes the name of the set.
    """
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(SHEETS[name])
    for row in rows:
        shown = {**row, "label": "", "verdict": "" if is_blind else row.get("verdict", "")}
        writer.writerow([shown.get(column, "") for column in SHEETS[name]])
    path.write_text(sheet.getvalue(), encoding="utf-8")
    return path


def _drawn(rows: list[SheetRow], limit: int | None, seed: int) -> list[SheetRow]:
    if limit is None or limit >= len(rows):
        return rows
    chosen = sorted(random.Random(seed).sample(range(len(rows)), limit))
    return [rows[number] for number in chosen]


def _common(verdict: Verdict, place: str) -> dict[str, str]:
    return {
        "id": f"{verdict.model}/{verdict.id}{place}",
        "group": "+".join(verdict.documents),
        "system": verdict.model,
    }


def _answers(snapshot: Snapshot, verdicts: Sequence[Verdict]) -> Iterator[SheetRow]:
    items: dict[str, QuestionItem] = {item.id: item for item in snapshot.questions}
    for verdict in verdicts:
        if not isinstance(verdict, QuestionVerdict) or verdict.id not in items or not verdict.output.strip():
            continue
        item = items[verdict.id]
        wanted = [claim for claim in item.gold.claims if item.gold.expects in (claim.source, "any")]
        golds = [answer for claim in wanted for answer in claim.answers]
        yield {
            **_common(verdict, ""),
            "question": item.question.text,
            "gold": json.dumps(golds or ["the document does not say"], ensure_ascii=False),
            "answer": verdict.output,
            "verdict": verdict.factual,
        }


def _facts(snapshot: Snapshot, verdicts: Sequence[Verdict]) -> Iterator[SheetRow]:
    items: dict[str, SummaryItem] = {item.id: item for item in snapshot.summaries}
    for verdict in verdicts:
        if not isinstance(verdict, SummaryVerdict) or verdict.id not in items or not verdict.output.strip():
            continue
        texts = {fact.id: fact.text for fact in items[verdict.id].gold.facts}
        for fact in verdict.facts:
            yield {
                **_common(verdict, f"/{fact.id}"),
                "unit": texts.get(fact.id, ""),
                "text": verdict.output,
                "verdict": fact.stated,
            }


def _sentences(snapshot: Snapshot, verdicts: Sequence[Verdict]) -> Iterator[SheetRow]:
    documents = {document.id: document for document in snapshot.documents}
    for verdict in verdicts:
        if not isinstance(verdict, SummaryVerdict):
            continue
        source = "\n\n".join(_text(documents[name]) for name in verdict.documents if name in documents)
        for number, claim in enumerate(verdict.claims):
            yield {
                **_common(verdict, f"/{number}"),
                "document": source,
                "summary": claim.text,
                "verdict": "yes" if claim.supported else "no",
            }


def _text(document: Document) -> str:
    return "\n\n".join(f"{one.heading}\n{one.text}" if one.heading else one.text for one in document.sections)


_MAKERS: Final = {"answers": _answers, "facts": _facts, "sentences": _sentences}
