"""``harness documents``: raw files into the gold folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Bring documents into the gold folder.", no_args_is_help=True)


@app.callback()
def documents() -> None:
    """Bring documents into the gold folder."""


@app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(help="Text, HTML, Markdown, PDF or DOCX files.")],
    gold: Annotated[Path, typer.Option(help="The gold folder.")] = Path("gold"),
) -> None:
    """Turn files into gold/documents/ID.md: sections found, boilerplate dropped, and say what was dropped."""
    raise NotImplementedError
