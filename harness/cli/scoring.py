"""``harness score``, ``report``, ``calibrate``, ``labels``: verdicts on outputs that are there already."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

PREDICTIONS = typer.Option("--predictions", "-p", help='JSON Lines: {"id", "model", "output"}; model may be left out.')

MODELS = "checkpoint:PATH-OR-HUB-ID, judge:URL#MODEL or likelihood:MODEL-OR-PATH"


def register(app: typer.Typer) -> None:
    """Put the commands on the app."""
    app.command("score", rich_help_panel="Run")(score)
    app.command("report", rich_help_panel="Look")(report)
    app.command("calibrate", rich_help_panel="Check")(calibrate)
    app.command("labels", rich_help_panel="Check")(labels)


def score(
    predictions: Annotated[Path, PREDICTIONS],
    out: Annotated[Path, typer.Option(help="The run folder to write.")],
    gold: Annotated[str, typer.Option(help="The gold folder; the shipped one where ./gold is not there.")] = "gold",
    documents: Annotated[str | None, typer.Option(help="Another edition of the same documents.")] = None,
    scorer: Annotated[
        str | None, typer.Option("--scorer", help=f"A model that judges summaries' sentences: {MODELS}.")
    ] = None,
    key_env: Annotated[str | None, typer.Option(help="The variable that holds a judge's key.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Results as JSON on standard output.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress on standard error.")] = False,
) -> None:
    """Score outputs made elsewhere; needs no model. An item without an output counts as an error."""
    from harness.cli.eval import tell
    from harness.cli.output import progress_bars
    from harness.config.spec import ScorersSpec
    from harness.evaluate.predictions import score_predictions
    from harness.judging.opinions import parse_opinion

    if scorer is not None:
        parse_opinion(scorer)
    with progress_bars(quiet) as progress:
        outcome = score_predictions(
            predictions, gold, documents, out, Path.cwd(), progress, ScorersSpec(scorer, key_env)
        )
    sys.exit(tell(outcome, as_json))


def report(
    run: Annotated[Path, typer.Argument(help="A run folder.")],
) -> None:
    """Render the reports of a run again, from its folder alone."""
    from harness.reports import write_reports

    for path in write_reports(run):
        print(path)


def calibrate(
    folder: Annotated[Path, typer.Argument(help="A folder of SET.ANYTHING.jsonl or .csv files with human labels.")],
    sets: Annotated[list[str] | None, typer.Option("--set", help="Only this set. Repeatable.")] = None,
    columns: Annotated[
        list[str] | None, typer.Option("--map", help="FIELD=COLUMN where a column has another name. Repeatable.")
    ] = None,
    resamples: Annotated[int, typer.Option(help="Resamples behind each interval.", min=0)] = 1000,
    seed: Annotated[int, typer.Option(help="Seed of the resampling.")] = 0,
    out: Annotated[Path | None, typer.Option(help="Also write calibration.json here, for reports to quote.")] = None,
    scorers: Annotated[
        list[str] | None,
        typer.Option("--scorer", help=f"Also a model: {MODELS}. Repeatable."),
    ] = None,
    key_env: Annotated[str | None, typer.Option(help="The variable that holds a judge's key.")] = None,
    limit: Annotated[int | None, typer.Option(help="So many rows of each set and genre, for a look.", min=1)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Results as JSON on standard output.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress on standard error.")] = False,
) -> None:
    """How far each scorer agrees with human labels, beside plain baselines on the same rows."""
    from harness.calibrate import (
        Resampling,
        calibrate_folder,
        load_model_scorer,
        rows_as_json,
        rows_as_table,
        write_calibration,
    )
    from harness.cli.output import print_json, print_table, say
    from harness.errors import UsageError
    from harness.store.cache import cache_folder

    pairs = [pair.partition("=") for pair in columns or []]
    for field, equals, column in pairs:
        if not (field and equals and column):
            raise UsageError(f"--map {field}{equals}{column}: expected FIELD=COLUMN, such as label=correct")
    resampling = Resampling(resamples, seed)
    rows = calibrate_folder(
        folder,
        sets=sets or (),
        columns={field: column for field, _, column in pairs},
        resampling=resampling,
        tell=(lambda line: None) if quiet else say,
        models=[load_model_scorer(name, cache_folder() / "judge", key_env=key_env) for name in scorers or []],
        limit=limit,
    )
    if out is not None:
        say(str(write_calibration(out, rows, folder, resampling)))
    if as_json:
        print_json({"rows": rows_as_json(rows)})
    else:
        header, *lines = rows_as_table(rows)
        print_table(header, lines)


def labels(
    run: Annotated[Path, typer.Argument(help="A run folder.")],
    out: Annotated[Path, typer.Option(help="The folder to write the sheets to.")],
    limit: Annotated[int | None, typer.Option(help="So many rows a sheet, drawn by the seed.", min=1)] = None,
    seed: Annotated[int, typer.Option(help="Seed of the draw.")] = 0,
    verdicts: Annotated[bool, typer.Option("--verdicts", help="Show what the harness said, which may lead.")] = False,
) -> None:
    """Sheets (CSV) of a run's answers, key facts and sentences for a person to label; `calibrate` reads them back."""
    from harness.calibrate import export_labels

    for path in export_labels(run, out, limit=limit, seed=seed, is_blind=not verdicts):
        print(path)
