"""Writes ``docs/agreement.md`` from ``configs/calibration.json``: how far each scorer agrees with people.

Run after ``harness calibrate FOLDER --out configs/calibration.json``.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHOWN = ("kappa", "balanced_accuracy", "auroc", "pearson", "system_error", "any_head", "hit_at_1", "accuracy")


def page(data: dict[str, list[dict[str, object]]], day: str) -> str:
    """The page's Markdown: a row for each set, genre and scorer of ours, peers and people beside them."""
    lines = [
        "# How far the scorers agree with people",
        "",
        f"Measured on {day} on the dev halves of human-labelled sets, which the project does not ship, by",
        "`harness calibrate FOLDER --resamples 500`. Brackets: 95 % intervals, documents or questions as clusters. The",
        "rules were tuned on these halves, so expect somewhat less on other text. Plain baselines on the",
        "same rows are in `configs/calibration.json`, as is the score from which on each scorer says yes (`threshold`;",
        "[why](scoring.md)). For accuracy, kappa and system error that border matters, for AUROC it does not.",
        "",
        f"Signature of the labels, the seed and the figures: `{signature(data)}`.",
        "",
        "| set | genre | scorer | n | " + " | ".join(name.replace("_", " ") for name in SHOWN) + " |",
        "|---|---|---|---:|" + "---:|" * len(SHOWN),
    ]
    for row in data["rows"]:
        if not row["baseline"] and not str(row["scorer"]).startswith("peer"):
            cells = [_cell(row, name) for name in SHOWN]
            lines.append(
                f"| {row['set']} | {row['genre'] or ''} | {row['scorer']} | {row['n']} | {' | '.join(cells)} |"
            )
    return "\n".join(lines) + "\n"


def signature(data: dict[str, list[dict[str, object]]]) -> str:
    """The first letters of the SHA-256 of the whole calibration file's content."""
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:12]


def _cell(row: dict[str, object], name: str) -> str:
    value, low, high = (row.get(key) for key in (name, f"{name}_low", f"{name}_high"))
    if not isinstance(value, float):
        return ""
    return (
        f"{value:.3f} ({low:.2f}–{high:.2f})" if isinstance(low, float) and isinstance(high, float) else f"{value:.3f}"
    )


if __name__ == "__main__":
    found = json.loads((ROOT / "configs" / "calibration.json").read_text(encoding="utf-8"))
    (ROOT / "docs" / "agreement.md").write_text(page(found, sys.argv[1]), encoding="utf-8")
