"""``harness init``: a new project that runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

STARTER: Final = Path(__file__).parent / "starter"
"""The project of ``--empty``: no document, the form of a question as a comment, and a config."""


def register(app: typer.Typer) -> None:
    """Put the command on the app."""
    app.command("init", rich_help_panel="Begin")(init)


def init(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.")] = Path(),
    empty: Annotated[
        bool,
        typer.Option("--empty", help="For one's own articles: no documents, and the form of a question as a comment."),
    ] = False,
) -> None:
    """Make a new project that runs, here or in FOLDER: gold, configs and prompt templates to change.

    Without --empty the gold is the shipped one, with its documents and questions.
    """
    import shutil

    from harness.config.shipped import shipped
    from harness.errors import UsageError

    held = sorted(path.name for path in folder.iterdir() if not path.name.startswith(".")) if folder.is_dir() else []
    if held or (folder.exists() and not folder.is_dir()):
        what = f"holds {', '.join(held[:3])}{' …' * (len(held) > 3)}" if held else "is a file"
        raise UsageError(f"{folder}: {what}; expected a new or an empty folder; name one: harness init NAME")
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("gold", "configs"):
        shutil.copytree(STARTER / name if empty else shipped(name), folder / name)
    (folder / "reports").mkdir()
    if not (folder / ".gitignore").exists():
        (folder / ".gitignore").write_text("reports/\n", encoding="utf-8")
    print(f"{folder}: gold/, configs/ and reports/ are there")
    for step in _next_steps(folder, empty=empty):
        print(f"next: {step}")


def _next_steps(folder: Path, *, empty: bool) -> list[str]:
    go = "" if folder == Path() else f"cd {folder} && "
    if not empty:
        return [f"{go}harness eval --config small.yaml"]
    return [
        f"{go}harness documents add ARTICLE… && harness gold suggest",
        "write questions in gold/questions/, who speaks in gold/sources.yaml; comments there show the form",
        "harness gold check && harness eval --config desk.yaml",
    ]
