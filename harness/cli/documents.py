"""``harness documents``: raw files into the gold folder."""

from __future__ import annotations

import sys
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
    document_id: Annotated[
        str | None, typer.Option("--id", help="The document's id; by default from its name.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Write over a document of the same id.")] = False,
) -> None:
    """Turn files into gold/documents/ID.md: sections found, boilerplate dropped, and say what was dropped.

    Sections that nearly repeat a section of another document are listed: a citation of either copy counts.
    """
    from harness.errors import HarnessError, UsageError
    from harness.gold.duplicates import same_sections
    from harness.gold.folder import read_folder
    from harness.ingest.document_file import write_document
    from harness.ingest.ingesting import ingest

    if document_id is not None and len(paths) > 1:
        raise UsageError(f"--id {document_id}: one id for {len(paths)} files; expected one file; leave --id out")
    code, added = 0, []
    for path in paths:
        try:
            ingested = ingest(path, document_id)
            written = write_document(ingested.document, gold / "documents", replace=replace)
        except HarnessError as error:
            print(error, file=sys.stderr)
            code = error.exit_code
            continue
        added.append(ingested.document.id)
        sections = len(ingested.document.sections)
        print(f"{written}: {ingested.document.title} ({sections} {'section' if sections == 1 else 'sections'})")
        for section in ingested.document.sections:
            print(f"  {section.number}  {section.heading or '(before the first heading)'}")
        for note in ingested.notes:
            print(f"  {note}")
    groups = same_sections(read_folder(gold).documents.values()) if added else {}
    for place, group in sorted(groups.items()):
        others = sorted(other for other in group if other != place)
        if place[0] in added and others:
            said = ", ".join(f"{name} section {number}" for name, number in others)
            print(f"nearly the same: {place[0]} section {place[1]} and {said}")
    sys.exit(code)
