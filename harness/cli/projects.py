"""``harness init``: a new project that runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Put the command on the app."""
    app.command("init", rich_help_panel="Write")(init)


def init(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.")],
) -> None:
    """Make a new project that runs: the shipped gold, configs and prompt templates, to be changed into one's own."""
    import shutil

    from harness.config.shipped import shipped
    from harness.errors import UsageError

    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder}: not empty; expected a new or an empty folder; choose another name")
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("gold", "configs"):
        shutil.copytree(shipped(name), folder / name)
    (folder / "reports").mkdir()
    (folder / ".gitignore").write_text("reports/\n", encoding="utf-8")
    print(f"{folder}: gold/, configs/ and reports/ are there; next: cd {folder} && harness eval --config small.yaml")
