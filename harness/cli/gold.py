"""``harness gold``: check, count and write gold."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from harness.cli import gold_writing

app = typer.Typer(help="Check, count and write gold.", no_args_is_help=True)

gold_writing.register(app)

FOLDER = typer.Argument(help="The gold folder; the shipped one where ./gold is not there.")
JSON = typer.Option("--json", help="Results as JSON on standard output.")


@app.callback()
def gold() -> None:
    """Check, count and write gold."""


@app.command()
def check(
    folder: Annotated[str, FOLDER] = "gold",
    format_: Annotated[
        Literal["text", "github", "json"], typer.Option("--format", help="How problems are printed.")
    ] = "text",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what is certain, and say what was mended.")] = False,
    explain: Annotated[str | None, typer.Option(help="Say what a rule looks for, with an example.")] = None,
) -> None:
    """Find every mistake in the gold, each with file and line; exit code 1 where there are errors."""
    from harness.config.shipped import find_gold
    from harness.gold import check as checks
    from harness.gold.fixing import fix_gold
    from harness.gold.problem_text import as_github, as_text, counted
    from harness.gold.problem_text import as_json as problems_as_json

    if explain is not None:
        print(checks.explain(explain))
        return
    path = find_gold(folder, Path())
    if fix:
        for one in fix_gold(path):
            print(f"mended: {one}", file=sys.stderr)
    found = checks.check_gold(path)
    writers = {"text": as_text, "github": as_github, "json": problems_as_json}
    text = writers["json" if as_json else format_](found.problems)
    if text.strip():
        print(text.rstrip("\n"))
    print(counted(found.problems), file=sys.stderr)
    sys.exit(1 if found.has_errors else 0)


@app.command()
def stats(
    folder: Annotated[str, FOLDER] = "gold",
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """What is there: questions by type, tag, document and source, and the sections that nobody asks about."""
    from dataclasses import asdict

    from harness.cli.output import print_json, print_table
    from harness.config.shipped import find_gold
    from harness.gold.load import load_gold
    from harness.gold.stats import gold_stats

    found = gold_stats(load_gold(find_gold(folder, Path())))
    if as_json:
        print_json({**asdict(found), "unasked": [asdict(section) for section in found.unasked]})
        return
    counts = {name: value for name, value in asdict(found).items() if isinstance(value, int)}
    print_table(["what", "count"], [[name.replace("_", " "), str(value)] for name, value in counts.items()])
    for title, pairs in (("type", found.by_type), ("tag", found.by_tag), ("document", found.by_document)):
        print_table([title, "questions"], [[name, str(count)] for name, count in pairs])
    print_table(["source", "claims"], [[name, str(count)] for name, count in found.by_source[:25]])
    for section in found.unasked:
        print(f"nobody asks about {section.document} section {section.section} ({section.heading})")


@app.command()
def agreement(
    first: Annotated[Path, typer.Argument(help="A reading: YAML list of {id, answerable, answers, source, sections}.")],
    second: Annotated[
        Path | None, typer.Argument(help="A second reading; without one, the gold itself is the second.")
    ] = None,
    gold: Annotated[str, typer.Option(help="The gold folder.")] = "gold",
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """How far two readers agree: answerable, value, source and section, and every difference."""
    from dataclasses import asdict

    from harness.cli.output import print_json, print_table
    from harness.config.shipped import find_gold
    from harness.gold import agreement as agreeing
    from harness.gold.load import load_gold
    from harness.gold.readings import load_reading, reading_of_gold

    whole = load_gold(find_gold(gold, Path()))
    other = load_reading(second) if second else reading_of_gold(whole)
    found = agreeing.agreement(load_reading(first), other, whole)
    if as_json:
        print_json(asdict(found))
        return
    rows = [[row.what, str(row.n), _share(row.share), _share(row.kappa)] for row in found.rows]
    print_table(["what", "n", "equal", "kappa"], rows)
    for one in found.differences:
        print(f"{one.id}: {one.what}: {one.first} | {one.second}")
    for title, names in (
        ("only first", found.only_first),
        ("only second", found.only_second),
        ("unknown", found.unknown),
    ):
        if names:
            print(f"{title}: {', '.join(names)}")


@app.command()
def schema(
    out: Annotated[Path, typer.Option(help="The folder that the schema files are written to.")] = Path("gold/schema"),
) -> None:
    """Write the JSON Schemas of the gold files, which editors use for completion."""
    from harness.gold.schema_json import write_schemas

    for path in write_schemas(out):
        print(path)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
