"""A sheet of a run's answers for a person to label, which `harness calibrate` reads back as a set of its own."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

COLUMNS: Final = ("id", "group", "system", "question", "gold", "answer", "label", "verdict")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One answer to label; `group` is its document, `verdict` what the harness said, shown last so as not to lead."""

    id: str
    group: str
    system: str
    question: str
    golds: tuple[str, ...]
    answer: str
    verdict: str = ""


def write_label_sheet(path: Path, rows: Sequence[SheetRow], *, is_blind: bool = True) -> Path:
    """Write the rows as CSV with an empty column `label` for yes or no; without the verdicts where `is_blind`.

    Rows that are left empty are passed over when the sheet is read back. The name of the file up to its first dot
    becomes the name of the set.
    """
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        golds = json.dumps(list(row.golds), ensure_ascii=False)
        verdict = "" if is_blind else row.verdict
        writer.writerow((row.id, row.group, row.system, row.question, golds, row.answer, "", verdict))
    path.write_text(sheet.getvalue(), encoding="utf-8")
    return path
