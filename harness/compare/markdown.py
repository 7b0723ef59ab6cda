"""A comparison as Markdown: a table a contrast, then the items that changed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from harness.compare.records import ChangedItem, Comparison, Contrast, MetricRow

MOST_ITEMS = 40
SIGNIFICANT = 0.05


def comparison_markdown(comparison: Comparison) -> str:
    """The whole comparison for a person; text of models stands in code marks, so that none of it is markup."""
    parts = ["# Comparison"]
    if comparison.forced:
        parts.append("**These numbers may not be compared.** They stand side by side because of `--force`.")
    parts += [_contrast(contrast) for contrast in comparison.contrasts]
    parts.append(
        "Differences are after minus before over the items that both have, with 95 % intervals; documents are the "
        "clusters. *p* is adjusted for the number of metrics (Holm): *not shown among so many* means that one "
        "metric alone would have been. *Could show* is the smallest difference that this gold would have shown with "
        "80 % power."
    )
    return "\n\n".join(parts) + "\n"


def inline_code(text: str, most: int = 160) -> str:
    """Foreign text as one line of Markdown code: cut, no line ends, fenced by more backticks than it holds."""
    line = " ".join(text.split())
    line = line if len(line) <= most else line[: most - 1] + "…"
    if not line:
        return "(empty)"
    longest = max((len(run) for run in re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}".replace("|", "\\|")


def _contrast(contrast: Contrast) -> str:
    lines = [f"## {inline_code(contrast.before)} → {inline_code(contrast.after)}", ""]
    lines += [f"- {one}" for one in contrast.mismatches]
    for label, names in (
        ("only before", contrast.only_before),
        ("only after", contrast.only_after),
        ("left out for another gold", contrast.gold_differs),
    ):
        if names:
            lines.append(f"- {len(names)} items {label}: {', '.join(names[:10])}{' …' if len(names) > 10 else ''}")
    if lines[-1]:
        lines.append("")
    lines += _table(contrast.rows)
    notable = [row for row in contrast.slices if row.word != "unclear"]
    if notable:
        lines += ["", "Slices that differ:", "", *_table(notable)]
    if contrast.changed:
        lines += ["", *_changed(contrast.changed)]
    return "\n".join(lines)


def _table(rows: Sequence[MetricRow]) -> list[str]:
    head = "| metric | before | after | difference | p | win / tie / loss | items | could show | |"
    return [head, "|---|--:|--:|--:|--:|--:|--:|--:|---|", *map(_row, rows)]


def _row(row: MetricRow) -> str:
    found = row.difference
    interval = f" [{found.low:+.3f}, {found.high:+.3f}]" if found.low is not None and found.high is not None else ""
    name = f"{row.task}.{row.metric}" + "".join(f" {key}={value}" for key, value in row.where.items())
    cells = (
        name + (" (less is better)" if row.lower_is_better else ""),
        f"{found.before:.3f}",
        f"{found.after:.3f}",
        f"{found.value:+.3f}{interval}",
        "–" if row.p_holm is None else f"{row.p_holm:.3f}",
        f"{found.wins} / {found.ties} / {found.losses}",
        f"{found.items} in {found.clusters} documents",
        "–" if found.detectable is None else f"{found.detectable:.3f}",
        _word(row),
    )
    return "| " + " | ".join(cells) + " |"


def _word(row: MetricRow) -> str:
    if row.word != "unclear":
        return f"**{row.word}**"
    if row.difference.p is not None and row.difference.p < SIGNIFICANT:
        return "not shown among so many"
    needed = row.difference.needed
    return f"not shown; about {needed:,} items would" if needed and needed > row.difference.items else "not shown"


def _changed(items: Sequence[ChangedItem]) -> list[str]:
    lines = ["| item | change | before | after |", "|---|---|---|---|"]
    for one in items[:MOST_ITEMS]:
        before = f"{one.before.verdict} {inline_code(one.before.output)}"
        after = f"{one.after.verdict} {inline_code(one.after.output)}"
        lines.append(f"| {one.id} | {one.kind} | {before} | {after} |")
    if len(items) > MOST_ITEMS:
        lines.append(f"| … | {len(items) - MOST_ITEMS} more | | |")
    return lines
