"""The front page of a run as values: what a template fills in, nothing left to decide there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from harness.reports import tallies
from harness.reports.agreement import agreement_in_words
from harness.reports.lengths import LENGTH, by_length
from harness.reports.plots import SERIES, Mark, Row, draw_compositions, draw_gaps, draw_slices
from harness.reports.ranking import Gap, Ranking, rank
from harness.reports.run_data import RunData
from harness.reports.terms import metric_name
from harness.reports.unfinished import Unfinished, unfinished
from harness.schema import Estimate
from harness.stats.estimates import SLICES
from harness.stats.metrics import in_order, is_lower_better

MOST_SLICES_DRAWN: Final = 16
MOST_LISTED: Final = 12
MOST_IN_MATRIX: Final = 14
MAIN_FIGURES: Final = (
    ("Factual", "qa", "factual", "per cent of the questions answered as the asked source does", ("factual",)),
    (
        "Credited",
        "qa",
        "credit",
        "per cent of the claims stated name the source that made them",
        ("attributes", "source_of"),
    ),
    (
        "Supported",
        "summary",
        "supported",
        "per cent of the summaries’ sentences borne out by the document",
        ("sentence_verdict",),
    ),
)
SLICE_TITLES: Final = {
    "type": "By kind of question",
    "tag": "By tag",
    "source": "By source asked for",
    "document": "By document",
    LENGTH: "By words to read",
}


@dataclass(frozen=True, slots=True)
class MainFigure:
    """One of the three numbers that matter, a row a model, and how far its score agrees with people."""

    title: str
    task: str
    metric: str
    meaning: str
    rows: tuple[Estimate, ...]
    agreement: str
    unfinished: tuple[Unfinished, ...] = ()
    """For the figure of summaries' sentences: the models whose summaries were cut off or repeat themselves."""


@dataclass(frozen=True, slots=True)
class SliceTable:
    """A metric by slice: a drawing of some of the rows, and all of them as a table, the weakest first."""

    by: str
    title: str
    drawing: str
    note: str
    rows: tuple[tuple[str, str, tuple[Estimate | None, ...]], ...]
    is_filter: bool = True


@dataclass(frozen=True, slots=True)
class Matrix:
    """Whose words (rows) got credited to whom (columns): counts, ids and names; ``shade`` is 0 to 5 for each count."""

    said: tuple[tuple[str, str], ...]
    credited: tuple[tuple[str, str], ...]
    counts: tuple[tuple[int, ...], ...]
    shades: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class MetricLine:
    """A row of the table of all figures."""

    task: str
    metric: str
    name: str
    cells: tuple[Estimate | None, ...]


@dataclass(frozen=True, slots=True)
class SectionCount:
    """A section that questions rest on: how many, and how many of their answers were right."""

    heading: str
    number: int
    asked: int
    right: int
    answers: int


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document with its length in words, and the sections that questions rest on."""

    id: str
    title: str
    words: int
    sections: tuple[SectionCount, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """All that the front page shows."""

    ranking: Ranking
    gap_drawing: str
    gap_title: str
    figures: tuple[MainFigure, ...]
    compositions: tuple[tallies.Composition, ...]
    composition_drawing: str
    drawn_models: tuple[str, ...]
    slices: tuple[SliceTable, ...]
    miscredits: tuple[tallies.Miscredit, ...]
    matrix: Matrix | None
    laundered: tuple[tallies.Laundered, ...]
    rivals: tuple[tallies.RivalTaken, ...]
    cut: tuple[tallies.CutDocument, ...]
    cut_evidence: tuple[tallies.CutEvidence, ...]
    failures: tuple[tallies.Failure, ...]
    documents: tuple[DocumentLine, ...]
    lines: tuple[MetricLine, ...]


def build_front(data: RunData) -> Front:
    """Everything on the front page of a run."""
    drawn = data.contenders()[: len(SERIES)]
    ranking = rank(data)
    gap_title, gaps = _gaps(ranking)
    counted = tallies.compositions(data)
    wrong = tallies.miscredits(data)
    return Front(
        ranking=ranking,
        gap_drawing=draw_gaps(gaps, "gaps", gap_title) if gaps else "",
        gap_title=gap_title,
        figures=tuple(_figures(data)),
        compositions=counted,
        composition_drawing=draw_compositions(counted, "verdicts", "Verdicts by model") if counted else "",
        drawn_models=drawn,
        slices=tuple(table for by in (*SLICES, LENGTH) if (table := _slice_table(data, by, drawn))),
        miscredits=wrong,
        matrix=_matrix(data, wrong),
        laundered=tallies.laundered(data),
        rivals=tallies.rivals(data),
        cut=tallies.cut_documents(data.verdicts),
        cut_evidence=tallies.cut_evidence(data),
        failures=tallies.failures(data.verdicts),
        documents=_documents(data),
        lines=_lines(data),
    )


def _gaps(ranking: Ranking) -> tuple[str, list[tuple[str, Mark, bool]]]:
    """What the drawing beside the headline shows: all metrics against one other model, or one against several."""
    if not ranking.against:
        return "", []
    if len(ranking.against) == 1:
        title = f"{ranking.first} less {ranking.against[0].model}, in points"
        gaps = [gap for gap in ranking.against[0].gaps if gap is not None and not is_lower_better(gap.metric)]
        return title, [(metric_name(gap.task, gap.metric), *_gap_mark(gap)) for gap in gaps]
    title = f"{ranking.first} less each other: {metric_name(*ranking.metrics[0])}, in points"
    firsts = [(one.model, one.gaps[0]) for one in ranking.against[:MOST_LISTED]]
    return title, [(model, *_gap_mark(gap)) for model, gap in firsts if gap is not None]


def _gap_mark(gap: Gap) -> tuple[Mark, bool]:
    return Mark(gap.difference.value, gap.difference.low, gap.difference.high), gap.is_shown


def _figures(data: RunData) -> list[MainFigure]:
    figures = []
    for title, task, metric, meaning, scorers in MAIN_FIGURES:
        rows = [row for row in data.estimates if (row.task, row.metric) == (task, metric) and not row.where]
        if any(row.n for row in rows):
            judging = _judging(data, metric, scorers)
            said = agreement_in_words([one for one in data.agreements if one.scorer in judging])
            cut = unfinished(data.verdicts, data.models) if task == "summary" else ()
            figures.append(MainFigure(title, task, metric, meaning, tuple(rows), said, cut))
    return figures


def _judging(data: RunData, metric: str, scorers: Sequence[str]) -> Sequence[str]:
    """The scorers behind a figure: a model that the run's config names for it instead of the rule's own."""
    named = data.info.config.get("scorers")
    model = named.get(metric) if isinstance(named, Mapping) else None
    return (str(model),) if model else scorers


def _slice_table(data: RunData, by: str, drawn: Sequence[str]) -> SliceTable | None:
    task, metric = ("qa", "factual") if any(one.task == "qa" for one in data.verdicts) else ("summary", "fact_recall")
    cells: dict[str, dict[str, Estimate]] = {}
    for row in by_length(data, task, metric) if by == LENGTH else data.estimates:
        if by in row.where and (row.task, row.metric) == (task, metric):
            cells.setdefault(row.where[by], {})[row.model] = row
    if len(cells) < 2:
        return None
    order = sorted(cells, key=lambda value: (_mean(cells[value], drawn), value)) if by != LENGTH else list(cells)
    largest = sorted(order, key=lambda value: -_items(cells[value]))[:MOST_SLICES_DRAWN]
    shown = [value for value in order if value in largest]
    names = {value: _slice_name(data, by, value) for value in order}
    rows = [Row(f"{names[value]} ({_items(cells[value])})", _marks(cells[value], drawn)) for value in shown]
    title = f"{SLICE_TITLES[by]}: {metric_name(task, metric)}"
    note = f"The {len(shown)} most asked of {len(order)}; the table has all." if len(shown) < len(order) else ""
    drawing = draw_slices(rows, drawn, f"by-{by}", title)
    table = tuple((value, names[value], tuple(cells[value].get(model) for model in data.models)) for value in order)
    return SliceTable(by, SLICE_TITLES[by], drawing, note, table, by != LENGTH)


def _mean(cells: Mapping[str, Estimate], models: Sequence[str]) -> float:
    values = [row.value for model in models if (row := cells.get(model)) and row.value is not None]
    return sum(values) / len(values) if values else 0.0


def _items(cells: Mapping[str, Estimate]) -> int:
    return max((row.n for row in cells.values()), default=0)


def _slice_name(data: RunData, by: str, value: str) -> str:
    if by == "source":
        return "each source" if value == "any" else tallies.source_name(data, value)
    return value


def _marks(cells: Mapping[str, Estimate], models: Sequence[str]) -> tuple[Mark | None, ...]:
    found = (cells.get(model) for model in models)
    return tuple(Mark(row.value, row.low, row.high) if row else None for row in found)


def _matrix(data: RunData, rows: Sequence[tallies.Miscredit]) -> Matrix | None:
    """The sources with most miscredits against each other; None where none were.

    One whose miscredits are all with sources further down is left out: an empty row would read as none at all.
    """
    said = _commonest([(row.said, row.count) for row in rows])
    credited = _commonest([(row.credited, row.count) for row in rows if row.said in said])
    if not credited:
        return None
    found = {(row.said, row.credited): row.count for row in rows}
    said = [one for one in said if any((one, other) in found for other in credited)]
    counts = tuple(tuple(found.get((one, other), 0) for other in credited) for one in said)
    most = max(max(line) for line in counts) or 1
    shades = tuple(tuple(-(-5 * count // most) for count in line) for line in counts)
    return Matrix(_named(data, said), _named(data, credited), counts, shades)


def _commonest(pairs: Sequence[tuple[str, int]]) -> list[str]:
    totals: dict[str, int] = {}
    for name, count in pairs:
        totals[name] = totals.get(name, 0) + count
    return sorted(totals, key=lambda name: (-totals[name], name))[:MOST_IN_MATRIX]


def _named(data: RunData, names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, tallies.source_name(data, name)) for name in names)


def _documents(data: RunData) -> tuple[DocumentLine, ...]:
    asked = _asked_by_section(data)
    right, answers = _right_answers(data)
    lines = []
    for document in data.snapshot.documents:
        sections = []
        for section in document.sections:
            names = asked.get((document.id, section.number), ())
            if names:
                heading = section.heading or "(before the first heading)"
                of = sum(answers[name] for name in names)
                sections.append(
                    SectionCount(heading, section.number, len(names), sum(right[name] for name in names), of)
                )
        words = sum(len(section.text.split()) for section in document.sections)
        lines.append(DocumentLine(document.id, document.title, words, tuple(sections)))
    return tuple(lines)


def _asked_by_section(data: RunData) -> Mapping[tuple[str, int], tuple[str, ...]]:
    """The questions whose asked-for answer stands in each (document, section)."""
    found: dict[tuple[str, int], dict[str, None]] = {}
    for item in data.snapshot.questions:
        for claim in item.gold.claims:
            if item.gold.expects in (claim.source, "any"):
                for where in claim.evidence:
                    found.setdefault((where.document, where.section), {})[item.id] = None
    return {place: tuple(names) for place, names in found.items()}


def _right_answers(data: RunData) -> tuple[Counter[str], Counter[str]]:
    """For each question: the contenders' right answers, and all of theirs."""
    contenders = frozenset(data.contenders())
    held = [one for one in data.verdicts if one.task == "qa" and one.model in contenders]
    right = Counter(one.id for one in held if one.task == "qa" and one.factual == "correct")
    return right, Counter(one.id for one in held)


def _lines(data: RunData) -> tuple[MetricLine, ...]:
    whole = {(row.task, row.metric, row.model): row for row in data.estimates if not row.where}
    lines = []
    for task in sorted({row.task for row in data.estimates}):
        for metric in in_order(task, {name for found, name, _ in whole if found == task}):
            cells = tuple(whole.get((task, metric, model)) for model in data.models)
            if any(cell is not None and cell.n for cell in cells):
                lines.append(MetricLine(task, metric, metric_name(task, metric), cells))
    return tuple(lines)
