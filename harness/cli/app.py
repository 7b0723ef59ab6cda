"""The commands and their groups."""

from __future__ import annotations

from typing import Annotated

import typer

from harness import __version__
from harness.cli import documents, eval, gold, looking, models, projects, runs, scoring

app = typer.Typer(
    name="harness",
    help="Measures whether a language model tells the news right, and says who said it.",
    epilog="Exit codes: 0 fine · 1 checked and found problems · 2 could not start · 3 ran but cannot be trusted.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
projects.register(app)
eval.register(app)
looking.register(app)
runs.register(app)
scoring.register(app)
app.add_typer(documents.app, name="documents", rich_help_panel="Begin")
app.add_typer(gold.app, name="gold", rich_help_panel="Begin")
app.add_typer(models.app, name="models", rich_help_panel="Run")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"harness {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """Measures whether a language model tells the news right, and says who said it."""
