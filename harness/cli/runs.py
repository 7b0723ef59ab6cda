"""``harness compare``, ``gate``, ``show``, ``view``, ``runs``: what to do with runs that are there."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Put the commands on the app."""
