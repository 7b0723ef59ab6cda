"""How a run grows, drawn: the results of ``benchmarks/scale.py`` as two pictures with both axes by powers of ten.

    python benchmarks/scale_plot.py scale.jsonl docs/pictures

Writes ``scale-time.svg`` (processor seconds) and ``scale-memory.svg`` (peak megabytes), a line for each verb. Of
several measurements of one verb and size the last counts.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

WIDTH_INCHES, HEIGHT_INCHES = 6.4, 3.6


def main() -> None:
    """Draw both pictures."""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    measured = [row for row in map(json.loads, lines) if "verb" in row]
    mpl.rcParams["svg.hashsalt"] = "scale"
    for name, key, title in (
        ("scale-time", "processor_seconds", "processor seconds"),
        ("scale-memory", "peak_megabytes", "peak megabytes"),
    ):
        path = Path(sys.argv[2]) / f"{name}.svg"
        drawn(measured, key, title).savefig(path, format="svg", metadata={"Date": None})
        print(path)


def drawn(measured: list[dict[str, Any]], key: str, title: str) -> Figure:
    """A line for each verb over the number of items."""
    figure = Figure(figsize=(WIDTH_INCHES, HEIGHT_INCHES), layout="constrained")
    axes = figure.add_subplot(xscale="log", yscale="log", xlabel="items of a run", ylabel=title)
    for verb in dict.fromkeys(row["verb"] for row in measured):
        points = sorted({row["items"]: row[key] for row in measured if row["verb"] == verb}.items())
        axes.plot(*zip(*points, strict=True), marker="o", label=verb)
    axes.grid(visible=True, alpha=0.3)
    axes.legend(frameon=False)
    return figure


if __name__ == "__main__":
    main()
