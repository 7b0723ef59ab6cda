"""``harness compare``, ``gate``, ``runs``, ``cache``, ``export``, ``import``: what to do with runs that are there."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from harness.compare.records import MetricRow
    from harness.store.cache import AnswerCache

JSON = typer.Option("--json", help="Results as JSON on standard output.")
SEED = typer.Option(help="Seed of the resampling.")
RESAMPLES = typer.Option(help="Resamples behind each interval.", min=100)

runs_app = typer.Typer(help="The runs of a folder.", no_args_is_help=True)
cache_app = typer.Typer(help="Answers that are kept over runs.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Put the commands on the app."""
    app.command("compare", rich_help_panel="Check")(compare)
    app.command("gate", rich_help_panel="Check")(gate)
    app.command("export", rich_help_panel="Exchange")(export)
    app.command("import", rich_help_panel="Exchange")(import_)
    app.add_typer(runs_app, name="runs", rich_help_panel="Look")
    app.add_typer(cache_app, name="cache", rich_help_panel="Run")


def compare(
    runs: Annotated[list[Path], typer.Argument(help="One run with several models, or two or more runs.")],
    model: Annotated[list[str] | None, typer.Option(help="Only this model. Repeatable.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Compare what may not be compared; marked as such.")] = False,
    out: Annotated[Path | None, typer.Option(help="Also write a page to this .html or .md file.")] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Markdown on standard output.")] = False,
    as_json: Annotated[bool, JSON] = False,
    seed: Annotated[int, SEED] = 0,
    resamples: Annotated[int, RESAMPLES] = 10_000,
) -> None:
    """Models side by side, paired by item, with intervals, tests and the items that changed.

    Runs whose gold, documents or templates differ are refused, with what differs.
    """
    from harness.cli.output import print_json, print_table
    from harness.compare import compare_runs, comparison_markdown
    from harness.store.atomic import write_text
    from harness.store.records import to_json

    found = compare_runs(runs, models=model or (), force=force, seed=seed, resamples=resamples)
    if out is not None:
        from harness.reports import render_comparison_html

        write_text(out, comparison_markdown(found) if out.suffix == ".md" else render_comparison_html(found))
        print(out, file=sys.stderr)
    if as_json:
        print_json(to_json(found))
    elif markdown:
        print(comparison_markdown(found))
    else:
        for contrast in found.contrasts:
            lines = [_row(row) for row in contrast.rows]
            title = f"{contrast.after} against {contrast.before}, {contrast.items} items"
            print_table(["metric", "before", "after", "difference", "p (Holm)", "word", "n"], lines, title)
            changed = len(contrast.changed)
            print(f"{changed} {'item' if changed == 1 else 'items'} changed; --markdown or --out page.html shows them")


def gate(
    run: Annotated[Path, typer.Argument(help="The run that is gated.")],
    policy: Annotated[str, typer.Option(help="A gate policy, found as configs are.")] = "gate.yaml",
    baseline: Annotated[Path | None, typer.Option(help="The run that it is held against.")] = None,
    model: Annotated[str | None, typer.Option(help="Only the models of this name.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where gate.md, gate.json and junit.xml go; default: RUN.")] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Make RUN the new baseline instead of gating.")] = False,
    who: Annotated[str, typer.Option(help="With --accept: who accepts it.")] = "",
    why: Annotated[str, typer.Option(help="With --accept: why.")] = "",
    as_json: Annotated[bool, JSON] = False,
    seed: Annotated[int, SEED] = 0,
    resamples: Annotated[int, RESAMPLES] = 10_000,
) -> None:
    """Pass, fail or undecided against a baseline: exit code 0, 1 or 3. What can't be decided never passes."""
    import os

    from harness.config.shipped import find_config
    from harness.errors import UsageError
    from harness.gate.checking import check_gate
    from harness.gate.policy import load_policy
    from harness.gate.reporting import gate_json_parts, gate_text, tell_github, write_gate_files

    if accept:
        if baseline is None:
            raise UsageError("--accept: where to? expected --baseline FOLDER, the folder that the baseline is kept in")
        _accept(run, baseline, who, why)
        return
    rules = load_policy(find_config(policy, Path.cwd()))
    result = check_gate(run, baseline, rules, model=model, resamples=resamples, seed=seed)
    if as_json:
        sys.stdout.writelines(gate_json_parts(result))
    else:
        for line in gate_text(result):
            print(line)
    annotations = tell_github(result, os.environ)
    if annotations:
        print(annotations)
    write_gate_files(result, out or run)
    sys.exit(result.exit_code)


def export(
    run: Annotated[Path, typer.Argument(help="A run folder.")],
    format_: Annotated[str, typer.Option("--format", help="lm-eval, inspect, every-eval-ever, model-index, csv …")],
    out: Annotated[Path, typer.Option(help="The folder to write.")],
) -> None:
    """Write a run in another tool's format."""
    from harness.exports import export_run

    for path in export_run(run, format_, out):
        print(path)


def import_(
    file: Annotated[Path, typer.Argument(help="Another tool's output: a file or folder.")],
    format_: Annotated[str, typer.Option("--format", help="lm-eval, inspect, squad, datasets.")],
    out: Annotated[Path, typer.Option(help="The predictions file to write, for `harness score`.")],
    model: Annotated[str | None, typer.Option(help="The model's name, where the file names none.")] = None,
    columns: Annotated[
        list[str] | None, typer.Option("--column", help="FIELD=COLUMN where a column has another name. Repeatable.")
    ] = None,
    split: Annotated[str | None, typer.Option(help="The split of a data set.")] = None,
) -> None:
    """Take another tool's outputs as predictions, which `harness score` then scores."""
    from harness.exports import import_predictions
    from harness.exports.importing import write_predictions

    pairs = dict(pair.split("=", 1) for pair in columns or [] if "=" in pair)
    found = import_predictions(file, format_, model=model, columns=pairs, split=split)
    write_predictions(found, out)
    print(f"{out}: {len(found)} predictions")


@runs_app.callback()
def runs() -> None:
    """The runs of a folder."""


@runs_app.command("list")
def list_runs(
    folder: Annotated[Path, typer.Argument(help="A folder of run folders.")] = Path("reports"),
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """All runs of a folder, oldest first, with their main figures.

    Only runs with the same number under "comparable" had the same gold, documents, templates and scorers.
    """
    from harness.cli.output import print_json, print_table, say
    from harness.compare import leaderboard
    from harness.store.records import to_json

    board = leaderboard(folder)
    if as_json:
        print_json(to_json(board))
        return
    wanted = ["qa.factual", "qa.rival", "qa.credit", "summary.fact_recall", "summary.supported"]
    lines = []
    for row in board.rows:
        found = {f"{one.task}.{one.metric}": one.value for one in row.metrics}
        figures = [_figure(found.get(name)) for name in wanted]
        lines.append([row.run, row.model, row.created, str(row.group), *figures, str(row.errors)])
    print_table(["run", "model", "made", "comparable", *wanted, "errors"], lines)
    for line in board.unreadable:
        say(line)


@cache_app.callback()
def cache() -> None:
    """Answers that are kept over runs."""


@cache_app.command("ls")
def cache_ls(as_json: Annotated[bool, JSON] = False) -> None:
    """What is kept, by model."""
    from harness.cli.output import print_json, print_table
    from harness.store.cache import AnswerCache
    from harness.store.records import to_json

    with AnswerCache() as kept:
        models = kept.models()
    _tell_notes(kept)
    if as_json:
        print_json(to_json(list(models)))
    else:
        cells = [[one.identity.name, one.identity.source, str(one.answers), f"{one.size_bytes:,}"] for one in models]
        print_table(["model", "source", "answers", "bytes"], cells)


@cache_app.command("clear")
def cache_clear(
    model: Annotated[str | None, typer.Option(help="Only the answers of the models of this name.")] = None,
) -> None:
    """Forget kept answers."""
    from harness.store.cache import AnswerCache

    with AnswerCache() as kept:
        forgotten = kept.clear(model)
    _tell_notes(kept)
    print(f"{forgotten} answers forgotten")


@cache_app.command("verify")
def cache_verify() -> None:
    """Check every kept answer against its seal; exit code 1 where some, or the whole file, were broken (they go)."""
    from harness.store.cache import AnswerCache

    with AnswerCache() as kept:
        found = kept.verify()
    _tell_notes(kept)
    print(f"{found.sound} answers sound, {found.removed} broken and removed")
    sys.exit(1 if found.removed or kept.notes else 0)


def _tell_notes(kept: AnswerCache) -> None:
    """On standard error, what was set aside or couldn't be used: no answers are then not the whole truth."""
    from harness.cli.output import say

    for note in kept.notes:
        say(note)


def _accept(run: Path, baseline: Path, who: str, why: str) -> None:
    from datetime import UTC, datetime

    from harness.gate.accepting import accept_baseline

    when = datetime.now(UTC).isoformat(timespec="seconds")
    accepted = accept_baseline(run, baseline, who=who, when=when, why=why)
    print(f"{baseline}: {accepted.run} is the baseline, accepted by {accepted.who}: {accepted.why}")


def _row(row: MetricRow) -> list[str]:
    found = row.difference
    interval = "" if found.low is None or found.high is None else f" [{found.low:+.3f}, {found.high:+.3f}]"
    p = "–" if row.p_holm is None else f"{row.p_holm:.3f}"
    name = f"{row.task}.{row.metric}"
    return [
        name,
        _figure(found.before),
        _figure(found.after),
        f"{found.value:+.3f}{interval}",
        p,
        row.word,
        str(found.items),
    ]


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
