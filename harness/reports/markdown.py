"""``report.md``: what a pull request and a terminal show. Foreign text never becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from harness.reports import tallies
from harness.reports.ranking import Gap, Ranking, rank
from harness.reports.run_data import RunData
from harness.reports.terms import TASKS, VERDICTS, direction, metric_name, points, quantity
from harness.reports.unfinished import unfinished
from harness.schema import Estimate, QuestionVerdict
from harness.stats.metrics import has_direction, in_order

MOST_LISTED = 8
_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+!|~$@-])")


def render_markdown(data: RunData) -> str:
    """The run in a page: the word at the top, all figures, what became of the answers, and some of what went wrong."""
    ranking = rank(data)
    parts = [f"# {escaped(ranking.headline)}", escaped(ranking.standfirst, 800)]
    parts += _notices(data)
    parts += [*_figures(data), "↓ less is better. Brackets hold 95 % intervals; documents are the clusters."]
    if ranking.against:
        parts += ["## Is that sure?", "\n".join(_differences(ranking))]
    counted = tallies.compositions(data)
    if counted:
        parts += ["## What became of the answers", "\n".join(_compositions(counted))]
    parts += _weakest(data)
    parts += _credited(data)
    parts += _examples(data)
    parts += ["## What was run", code(data.info.signature), *_models(data)]
    return "\n\n".join(parts) + "\n"


def escaped(text: str, most: int = 200) -> str:
    """Foreign text as plain words of Markdown: one line, cut, every sign that could be markup escaped."""
    line = " ".join(text.split())
    line = line if len(line) <= most else line[: most - 1] + "…"
    return _MARKUP.sub(r"\\\1", line) if re.search(r"[\\`*_{}\[\]<>#|~$@]", line) else line


def code(text: str, most: int = 400) -> str:
    """Foreign text as one line of code, fenced by more backticks than it holds."""
    line = " ".join(text.split())
    line = line if len(line) <= most else line[: most - 1] + "…"
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", line)), default=0))
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}" if line else "(nothing)"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table whose source lines up as well, numbers to the right."""
    widths = [max(len(line[place]) for line in (head, *rows)) for place in range(len(head))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return [_row(line, widths) for line in (head, rule, *rows)]


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [
        cells[0].ljust(widths[0]),
        *(cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)),
    ]
    return "| " + " | ".join(padded) + " |"


def _notices(data: RunData) -> Iterator[str]:
    if data.sample is not None:
        yield (
            f"**A sample is looked at.** Figures and verdicts are over all {data.sample.of_items:,} items; differences "
            f"between models, and all that is listed or counted otherwise, over {data.sample.items:,} of them."
        )
    for failure in tallies.failures(data.verdicts)[:6]:
        items = "item" if failure.items == 1 else "items"
        yield f"**{failure.items} {items} in error** with {escaped(failure.model)}: {code(failure.error, 160)}"
    for cut in tallies.cut_documents(data.verdicts)[:6]:
        sections = tallies.ranges(cut.sections)
        yield (
            f"**{escaped(cut.document)} was cut** for {escaped(cut.model)} in {cut.items} "
            f"{'prompt' if cut.items == 1 else 'prompts'}: {'section' if len(cut.sections) == 1 else 'sections'} "
            f"{sections} did not fit its context."
        )

    for one in unfinished(data.verdicts, data.models):
        yield f"**{escaped(one.model)}: {one.words}**; what is said again counts again as borne out."
    for lost in tallies.cut_evidence(data):
        yield (
            f"**The answer itself was cut away** from {len(lost.items)} of {escaped(lost.model)}’s prompts: "
            f"{escaped(', '.join(lost.items))}. It got {lost.right} of them right; they count as any other."
        )


def _figures(data: RunData) -> Iterator[str]:
    """A table a task: a row a metric, a column a model."""
    whole = {(row.task, row.metric, row.model): row for row in data.estimates if not row.where}
    for task in dict.fromkeys(task for task, *_ in whole):
        rows = []
        for metric in in_order(task, {name for found, name, _ in whole if found == task}):
            cells = [whole.get((task, metric, model)) for model in data.models]
            if any(cell is not None and cell.n for cell in cells):
                counts = sorted({cell.n for cell in cells if cell is not None})
                unit = "" if has_direction(task, metric) else " (not %)"
                rows.append([_metric(task, metric) + unit, *map(_cell, cells), "/".join(map(str, counts))])
        head = [f"{TASKS.get(task, task)}, %", *(_headed(data, model) for model in data.models), "n"]
        yield "\n".join(table(head, rows))


def _headed(data: RunData, model: str) -> str:
    role = data.role(model)
    return f"{escaped(model, 40)} ({role})" if role and role != model else escaped(model, 40)


def _cell(row: Estimate | None) -> str:
    if row is None or row.value is None:
        return "–"
    reach = f" [{quantity(row, row.low, 0)}, {quantity(row, row.high, 0)}]" if row.low is not None else ""
    return quantity(row, row.value) + reach


def _differences(ranking: Ranking) -> list[str]:
    """A row a metric, a column each other model: the first model less it."""
    head = [f"{escaped(ranking.first or '')} less", *(escaped(one.model, 40) for one in ranking.against)]
    rows = [
        [_metric(*pair), *(_gap(one.gaps[place]) for one in ranking.against)]
        for place, pair in enumerate(ranking.metrics)
    ]
    return table(head, rows)


def _metric(task: str, metric: str) -> str:
    """A metric's name, with an arrow where less of it is better."""
    return metric_name(task, metric) + (" ↓" if direction(metric) else "")


def _gap(gap: Gap | None) -> str:
    if gap is None:
        return "–"
    found = gap.difference
    reach = f" [{points(found.low)}, {points(found.high)}]" if found.low is not None else ""
    return f"**{points(found.value)}**{reach}" if gap.is_shown else f"{points(found.value)}{reach} not shown"


def _compositions(rows: Sequence[tallies.Composition]) -> list[str]:
    head = ["answers", *(f"{term.mark} {term.name}" for term in VERDICTS.values())]
    return table(head, [[escaped(row.model, 40), *(str(count) for _, count in row.counts)] for row in rows])


def _weakest(data: RunData) -> Iterator[str]:
    """The kinds of question in which the contenders do worst."""
    models = data.contenders()
    rows = [r for r in data.estimates if "type" in r.where and r.metric == "factual" and r.model in models]
    kinds = sorted({row.where["type"] for row in rows})
    if len(kinds) < 2:
        return
    found = {(row.where["type"], row.model): row for row in rows}
    lines = [[escaped(kind, 40), *(_cell(found.get((kind, model))) for model in models)] for kind in kinds]
    lines.sort(key=lambda line: float(line[1].split()[0]) if line[1] != "–" else 0.0)
    yield "## Where it fails"
    yield "\n".join(table(["answered right, %", *(escaped(model, 40) for model in models)], lines))


def _credited(data: RunData) -> Iterator[str]:
    rows = tallies.miscredits(data)
    if rows:
        yield "## Whose words got credited to whom"
        lines = [
            f"- {escaped(tallies.source_name(data, row.said))} → {escaped(tallies.source_name(data, row.credited))}: "
            + ", ".join(f"{escaped(model, 40)} {count}" for model, count in row.models)
            for row in rows[:MOST_LISTED]
        ]
        more = [f"- … {len(rows) - MOST_LISTED} more pairs"] if len(rows) > MOST_LISTED else []
        yield "\n".join(lines + more)


def _examples(data: RunData) -> Iterator[str]:
    """Rivals taken by models proper, with the words that were given."""
    models = data.contenders()
    taken = [one for one in data.verdicts if isinstance(one, QuestionVerdict) and one.factual == "rival"]
    taken = [one for one in taken if one.model in models]
    if not taken:
        return
    texts = {item.id: item.question.text for item in data.snapshot.questions}
    yield f"## Rivals taken ({len(taken)})"
    yield "\n".join(
        f"- **{escaped(texts.get(one.id, one.id))}** {escaped(one.model, 40)}: {code(one.output, 160)}; "
        f"{escaped(one.reason)}"
        for one in taken[:MOST_LISTED]
    )


def _models(data: RunData) -> Iterator[str]:
    lines = []
    for one in data.info.models:
        told = [one.backend, one.source, one.weights_digest[:12], one.runtime, one.dtype]
        lines.append(f"- {escaped(one.name, 40)}: {escaped(' · '.join(part for part in told if part))}")
    if lines:
        yield "\n".join(lines)
