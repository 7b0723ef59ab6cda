"""``harness score``, ``report``, ``calibrate``: verdicts on outputs that are there already."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

PREDICTIONS = typer.Option("--predictions", "-p", help='JSON Lines: {"id", "model", "output"}; model may be left out.')


def register(app: typer.Typer) -> None:
    """Put the commands on the app."""
    app.command("score", rich_help_panel="Run")(score)
    app.command("report", rich_help_panel="Look")(report)
    app.command("calibrate", rich_help_panel="Check")(calibrate)


def score(
    predictions: Annotated[Path, PREDICTIONS],
    out: Annotated[Path, typer.Option(help="The run folder to write.")],
    gold: Annotated[str, typer.Option(help="The gold folder; the shipped one where ./gold is not there.")] = "gold",
    documents: Annotated[str | None, typer.Option(help="Another edition of the same documents.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Results as JSON on standard output.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress on standard error.")] = False,
) -> None:
    """Score outputs made elsewhere; needs no model. An item without an output counts as an error."""
    from harness.cli.eval import tell
    from harness.cli.output import progress_bars
    from harness.evaluate.predictions import score_predictions

    with progress_bars(quiet) as progress:
        outcome = score_predictions(predictions, gold, documents, out, Path.cwd(), progress)
    sys.exit(tell(outcome, as_json))


def report(
    run: Annotated[Path, typer.Argument(help="A run folder.")],
) -> None:
    """Render the reports of a run again, from its folder alone."""
    from harness.reports import write_reports

    for path in write_reports(run):
        print(path)


def calibrate(
    folder: Annotated[Path, typer.Argument(help="A folder of <set>.<anything>.jsonl files with human labels.")],
    sets: Annotated[list[str] | None, typer.Option("--set", help="Only this set. Repeatable.")] = None,
    resamples: Annotated[int, typer.Option(help="Resamples behind each interval.", min=0)] = 1000,
    seed: Annotated[int, typer.Option(help="Seed of the resampling.")] = 0,
    out: Annotated[Path | None, typer.Option(help="Also write calibration.json here, for reports to quote.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Results as JSON on standard output.")] = False,
) -> None:
    """How far each scorer agrees with human labels, beside plain baselines on the same rows."""
    raise NotImplementedError
