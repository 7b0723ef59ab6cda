"""``harness show`` and ``harness view``: a run's items in the terminal, a folder's runs in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from harness.reports.run_data import RunData
    from harness.schema import Item

PORT = 8321


def register(app: typer.Typer) -> None:
    """Put the commands on the app."""
    app.command("show", rich_help_panel="Look")(show)
    app.command("view", rich_help_panel="Look")(view)


def show(
    run: Annotated[Path, typer.Argument(help="A run folder.")],
    item: Annotated[str, typer.Argument(help="The item's id, as the report shows it.")],
    model: Annotated[list[str] | None, typer.Option(help="Only this model's answer. Repeatable.")] = None,
    prompt: Annotated[bool, typer.Option("--prompt", help="Only the prompt, as each model got it.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The item's verdicts as JSON on standard output.")] = False,
) -> None:
    """One item in the terminal: what the sources say, what each model answered, why it was judged so, the evidence."""
    from harness.cli.output import print_json
    from harness.cli.showing import print_item, print_prompts
    from harness.reports.run_data import read_run_data
    from harness.store.records import to_json

    data = read_run_data(run, whole=True)
    found = _item(data, item)
    models = _models(data, model or [])
    verdicts = [one for one in data.verdicts if (one.task, one.id) == (found.task, found.id) and one.model in models]
    if prompt:
        prompts = _prompts(data, found, models)
        print_json(prompts) if as_json else print_prompts(prompts)
    elif as_json:
        print_json(to_json(verdicts))
    else:
        print_item(found, verdicts, data.snapshot)


def view(
    folder: Annotated[Path, typer.Argument(help="A folder of runs, or one run.")] = Path("reports"),
    port: Annotated[int, typer.Option(help="The port on 127.0.0.1; 0 takes a free one.", min=0, max=65535)] = PORT,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open the browser.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Write FOLDER/index.html instead, and stop.")] = False,
) -> None:
    """All runs of a folder over time, with links to their reports, on this machine only."""
    from harness.cli.serving import overview_page, serve
    from harness.store.atomic import write_text

    if write:
        write_text(folder / "index.html", overview_page(folder))
        print(folder / "index.html")
    else:
        serve(folder, port, opens=not no_open)


def _item(data: RunData, name: str) -> Item:
    from harness.codec import nearest
    from harness.errors import UsageError

    found = next((one for one in data.items if one.id == name), None)
    if found is None:
        hit = nearest(name, [one.id for one in data.items])
        mend = f"did you mean {hit}?" if hit else "report.html lists them"
        raise UsageError(f"{name}: no such item in this run; expected one of its {len(data.items)} ids; {mend}")
    return found


def _prompts(data: RunData, item: Item, models: frozenset[str]) -> dict[str, str]:
    """The kept prompts of an item by model; raises MissingError where none of these models' was kept."""
    from harness.errors import MissingError

    documents = data.snapshot.documents
    texts = {name: data.prompts.text((name, item.task, item.id), item, documents) for name in data.models}
    kept = {name: text for name, text in texts.items() if text is not None and name in models}
    if not kept:
        raise MissingError(
            f"{item.id}: this run kept no prompt of it; expected prompts.jsonl in the run folder, which is written "
            "where a model was asked; harness eval --dry-run --json prints what would be asked"
        )
    return kept


def _models(data: RunData, names: list[str]) -> frozenset[str]:
    from harness.codec import nearest
    from harness.errors import UsageError

    unknown = next((name for name in names if name not in data.models), None)
    if unknown is not None:
        hit = nearest(unknown, data.models)
        mend = f"did you mean {hit}?" if hit else f"expected one of {', '.join(data.models)}"
        raise UsageError(f"--model {unknown}: not in this run; {mend}")
    return frozenset(names or data.models)
