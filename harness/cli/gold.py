"""``harness gold``: check, count and write gold."""

from __future__ import annotations

import typer

app = typer.Typer(help="Check, count and write gold.", no_args_is_help=True)


@app.callback()
def gold() -> None:
    """Check, count and write gold."""
