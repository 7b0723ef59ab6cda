"""``harness models``: what a config may name, and bringing weights to the cache."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from harness.backends.local.source import ModelSource

app = typer.Typer(help="Which models there are; bring weights to the cache.", no_args_is_help=True)

CONFIG = typer.Option("--config", "-c", help="Also the models of this config.")
JSON = typer.Option("--json", help="Results as JSON on standard output.")


@app.command("list")
def list_command(
    config: Annotated[str | None, CONFIG] = None,
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """The models that are known by name, where their weights come from, and whether they are in the cache."""
    from dataclasses import asdict

    from harness.backends.local.models import list_models
    from harness.cli.output import print_json, print_table

    rows = list_models(_sources(config))
    if as_json:
        print_json([asdict(row) for row in rows])
    else:
        cells = [[row.name, row.source, row.path or "–", "ready" if row.ready else "not fetched"] for row in rows]
        print_table(["model", "source", "path", "state"], cells)


@app.command()
def fetch(
    name: Annotated[str, typer.Argument(help="A name of `harness models list`.")],
    config: Annotated[str | None, CONFIG] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress on standard error.")] = False,
) -> None:
    """Bring a model's weights to the cache: fetched, checked against their digest, converted once."""
    from harness.backends.local.models import fetch_model
    from harness.cli.output import progress_bars
    from harness.codec import nearest
    from harness.errors import UsageError

    sources = _sources(config)
    if name not in sources:
        near = nearest(name, sources)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(sources)}"
        raise UsageError(f"{name}: no such model; {hint}")
    with progress_bars(quiet) as progress:
        prepared = fetch_model(sources[name], progress)
    print(prepared.folder)


@app.command()
def bench(
    config: Annotated[str, typer.Option("--config", "-c", help="The config whose local models are measured.")],
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="Change a key: models.0.threads=1. Repeatable.")
    ] = None,
    as_json: Annotated[bool, JSON] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress on standard error.")] = False,
) -> None:
    """What this machine gives for a config's local models: tokens a second, the share of what its hardware could
    give, and the time that the config will take at most."""
    from dataclasses import asdict

    from harness.cli.output import print_json, progress_bars
    from harness.cli.times import print_speeds, print_times
    from harness.config.load import load_config
    from harness.config.shipped import find_config
    from harness.errors import UsageError
    from harness.evaluate.times import time_config

    working = Path.cwd()
    chosen = load_config(find_config(config, working), set_ or [])
    with progress_bars(quiet) as progress:
        times = time_config(chosen, working, progress)
    if not times:
        raise UsageError(f"{config}: has no model that runs in this process; expected one of backend transformers")
    if as_json:
        print_json([asdict(one) for one in times])
    else:
        print_speeds(times)
        print_times(times)


def _sources(config: str | None) -> Mapping[str, ModelSource]:
    from harness.backends.local.models import known_sources

    sources = dict(known_sources())
    if config is not None:
        from harness.config.load import load_config
        from harness.config.shipped import find_config
        from harness.evaluate.models import local_source

        chosen = load_config(find_config(config, Path.cwd()))
        sources |= {
            spec.name: local_source(spec) for spec in chosen.models if spec.backend in ("transformers", "llama-cpp")
        }
    return sources
