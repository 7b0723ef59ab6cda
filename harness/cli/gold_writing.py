"""``harness gold new|edit|suggest|import|export``: gold written, and taken in and out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from harness.schema import Gold

GOLD = typer.Option("--gold", help="The gold folder.")


def register(app: typer.Typer) -> None:
    """Put the commands on the group."""
    for command in (new, edit, suggest):
        app.command()(command)
    app.command("import")(import_)
    app.command("export")(export)


class TerminalPrompts:
    """Asks a person in the terminal."""

    def say(self, text: str) -> None:
        """Shows a text."""
        typer.echo(text)

    def ask(self, question: str, default: str = "") -> str:
        """A line of text; the default for an empty one."""
        return str(typer.prompt(question, default=default, show_default=bool(default)))

    def choose(self, question: str, options: Sequence[str], first: int = 1) -> int:
        """The place, from 0, of one of some options, which are listed with numbers from ``first``."""
        last = first + len(options) - 1
        for number, option in enumerate(options, start=first):
            typer.echo(f"  {number}  {option}")
        while True:
            typed = str(typer.prompt(f"{question} ({first}-{last})")).strip()
            if typed.isdecimal() and first <= int(typed) <= last:
                return int(typed) - first
            typer.echo(
                f"{typed!r} is none of them: type a number from {first} to {last}, as it stands before the words."
            )

    def confirm(self, question: str, *, default: bool = True) -> bool:
        """Yes or no."""
        return bool(typer.confirm(question, default=default))


def new(
    document: Annotated[str, typer.Option(help="The id of the document that is asked about.")],
    gold: Annotated[Path, GOLD] = Path("gold"),
) -> None:
    """Write a question in the terminal: the quote is found, aliases, near-duplicates and rivals are offered."""
    from harness.authoring.new import new_question

    written = new_question(gold, document, TerminalPrompts())
    print(f"{written.path}: {written.id}")
    for problem in written.problems:
        print(problem)


def edit(
    gold: Annotated[Path, GOLD] = Path("gold"),
    port: Annotated[int, typer.Option(help="The port on localhost; 0 takes a free one.")] = 0,
    reading: Annotated[
        Path | None, typer.Option(help="Be the second reader: answer blind, into this file; no gold is shown.")
    ] = None,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in the browser.")] = True,
) -> None:
    """A page on localhost where one reads, selects the evidence and writes questions; saved at each step."""
    import webbrowser

    from harness.authoring.editor import start_editor

    editor = start_editor(gold, port=port, reading=reading)
    try:
        print(editor.url, flush=True)
        if open_browser:
            webbrowser.open(editor.url)
        editor.wait()
    except KeyboardInterrupt:
        print("stopped; everything is saved", file=sys.stderr)
    finally:
        editor.close()


def suggest(
    document: Annotated[str | None, typer.Option(help="Only this document.")] = None,
    gold: Annotated[Path, GOLD] = Path("gold"),
    write: Annotated[
        bool, typer.Option("--write", help="Write them, with `status: suggested`, which no run asks.")
    ] = False,
    model: Annotated[
        str | None, typer.Option(help="Let this model of the config write a question for each section as well.")
    ] = None,
    config: Annotated[str, typer.Option("--config", "-c", help="The config that has the model.")] = "small.yaml",
) -> None:
    """Candidates for a person to accept: quotations, numbers, and passages that disagree. None is scored by itself.

    Of what a model writes only those questions are kept whose answer stands in the section.
    """
    from harness.authoring.offers import unknown_speakers
    from harness.authoring.suggest import suggest as find
    from harness.authoring.suggest import write_suggestions
    from harness.gold.folder import read_folder

    with _asker(model, config) as ask:
        candidates = find(gold, document, ask)
    for candidate in candidates:
        asked = candidate.data.get("question", candidate.data.get("id", ""))
        print(f"{', '.join(candidate.places)}: {asked}\n  {candidate.why}")
    print(f"{len(candidates)} candidates", file=sys.stderr)
    read = read_folder(gold)
    unknown = unknown_speakers([one for one in read.documents.values() if document in (None, one.id)], read.sources)
    if unknown:
        yet = "names some speakers" if read.sources else "names no speakers yet"
        print(f"{gold / 'sources.yaml'} {yet}; it lacks these, whose quotations and disagreements are not offered:")
        for speaker in unknown:
            print(f"  {speaker.name} ({speaker.document} section {speaker.section})")
    if write:
        for path in write_suggestions(gold, candidates):
            print(path, file=sys.stderr)
        if candidates:
            print("next: harness gold edit, to put each as a person would ask it and accept it", file=sys.stderr)


@contextmanager
def _asker(model: str | None, config: str) -> Iterator[Callable[[str], str] | None]:
    """What asks the model; None where no model is named."""
    if model is None:
        yield None
        return
    from harness.cli.output import progress_bars
    from harness.config.load import load_config
    from harness.config.shipped import find_config
    from harness.evaluate.asking import asking

    chosen = load_config(find_config(config, Path.cwd()))
    with progress_bars(False) as progress, asking(chosen, model, Path.cwd(), progress) as ask:
        yield ask


def import_(
    file: Annotated[Path, typer.Argument(help="CSV, JSON Lines, or SQuAD 2.0 JSON.")],
    gold: Annotated[Path, GOLD] = Path("gold"),
    document: Annotated[str, typer.Option(help="The document of rows that name none.")] = "",
    columns: Annotated[
        list[str] | None, typer.Option("--column", help="FIELD=COLUMN where a column has another name. Repeatable.")
    ] = None,
) -> None:
    """Take questions in from other formats."""
    from harness.errors import UsageError
    from harness.gold.importing import import_gold

    pairs = [pair.partition("=") for pair in columns or []]
    for field, equals, column in pairs:
        if not (field and equals and column):
            raise UsageError(f"--column {field}{equals}{column}: expected FIELD=COLUMN, such as question=query")
    done = import_gold(file, gold, {field: column for field, _, column in pairs}, document)
    print(f"{done.path}: {done.questions} questions")
    for path in done.documents:
        print(path)


def export(
    out: Annotated[Path | None, typer.Option(help="The folder to write.")] = None,
    gold: Annotated[str, typer.Option("--gold", help="The gold folder.")] = "gold",
    format_: Annotated[
        Literal["jsonl", "csv", "squad", "datasets"], typer.Option("--format", help="The format.")
    ] = "jsonl",
    push_to_hub: Annotated[
        str | None, typer.Option(help="Also send the data set to OWNER/NAME of the hub; the token is HF_TOKEN's.")
    ] = None,
    private: Annotated[bool, typer.Option(help="Whether a pushed data set is for its owner only.")] = True,
) -> None:
    """Write the gold as JSON Lines, CSV, SQuAD 2.0, or a data set of `datasets`; nothing is sent unless you say so."""
    from harness.config.shipped import find_gold
    from harness.errors import UsageError
    from harness.gold.load import load_gold

    if out is None and push_to_hub is None:
        raise UsageError("--out: missing; expected a folder to write, or --push-to-hub OWNER/NAME")
    whole = load_gold(find_gold(gold, Path()))
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        for path in _written(whole, out, format_):
            print(path)
    if push_to_hub is not None:
        from harness.exports.hub_datasets import dataset_of_gold, push_dataset

        print(push_dataset(dataset_of_gold(whole), push_to_hub, private=private))


def _written(whole: Gold, out: Path, format_: str) -> Sequence[Path]:
    import json

    from harness.gold.rows import write_csv, write_jsonl
    from harness.gold.squad import squad_of

    if format_ == "squad":
        data, left_out = squad_of(whole)
        path = out / "squad.json"
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        if left_out:
            print(f"left out, since SQuAD can't hold them: {', '.join(left_out)}", file=sys.stderr)
        return (path,)
    if format_ == "datasets":
        from harness.exports.hub_datasets import dataset_of_gold, save_dataset

        return (save_dataset(dataset_of_gold(whole), out),)
    return tuple((write_jsonl if format_ == "jsonl" else write_csv)(whole, out))
