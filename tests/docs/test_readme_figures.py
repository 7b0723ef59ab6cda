"""The figures that the README shows are those of the run that the repository keeps.

Read from the commit: ``bin/eval`` puts the reader's own run in its place.
"""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHOWN = re.compile(
    r"^  (\w+)\.(\w+) +([\d.]+) \[([\d.]+), ([\d.]+)\] +([\d.]+) \[([\d.]+), ([\d.]+)\] +([\d/]+)$", re.M
)


def test_the_readme_shows_the_kept_run() -> None:
    """Whoever opens reports/small after the README finds the same values, intervals and numbers of items."""
    command = ["git", "show", "HEAD:reports/small/metrics.json"]
    committed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if committed.returncode:
        pytest.skip(f"no commit to read: {committed.stderr.strip()}")
    rows = json.loads(committed.stdout)
    kept = {(row["task"], row["metric"], row["model"]): row for row in rows if not row["where"]}
    shown = SHOWN.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(shown) >= 5
    for task, metric, *figures, items in shown:
        rows_shown = [kept[task, metric, model] for model in ("smollm2-135m", "lead")]
        told = [
            f"{row[key]:.{places}f}" for row in rows_shown for key, places in (("value", 3), ("low", 2), ("high", 2))
        ]
        assert (task, metric, figures) == (task, metric, told)
        assert items == "/".join(dict.fromkeys(str(row["n"]) for row in rows_shown))
