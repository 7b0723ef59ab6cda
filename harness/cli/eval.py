"""``harness eval``: run every model of a config over the gold."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from harness.config.spec import Config
    from harness.evaluate.run import Outcome

CONFIG = typer.Option(
    "--config", "-c", help="A config, by path or by name (looked up in ./, configs/, the shipped ones)."
)
SET = typer.Option("--set", help="Change a key: generation.seed=1, models.0.dtype=bfloat16. Repeatable.")


def register(app: typer.Typer) -> None:
    """Put the command on the app."""
    app.command("eval", rich_help_panel="Run")(eval_command)


def eval_command(
    config: Annotated[str, CONFIG] = "small.yaml",
    set_: Annotated[list[str] | None, SET] = None,
    limit: Annotated[
        int | None, typer.Option(help="Ask only N items of each task, taken evenly from the gold.", min=1)
    ] = None,
    out: Annotated[Path | None, typer.Option(help="The run folder; by default OUT/NAME of the config.")] = None,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume", help="Go on where a run stopped: the default for a run made here, not for a copy of one."
        ),
    ] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Ask everything again; the old journal is set aside.")] = False,
    retry_errors: Annotated[bool, typer.Option("--retry-errors", help="Ask again what ended in an error.")] = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Neither read nor write answers kept from other runs.")
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Show what would be asked, and how long local models will take; ask nothing."),
    ] = False,
    trust_remote_code: Annotated[
        bool, typer.Option("--trust-remote-code", help="Let a hub model run its own code. Only for code you have read.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Results as JSON on standard output.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress on standard error.")] = False,
) -> None:
    """Run every model of a config over the gold, score the answers, and write one run folder with its reports.

    An interrupted run goes on where it stopped: the same command again asks only what is missing.
    """
    from harness.cli.output import first_scores_of, progress_bars
    from harness.config.load import load_config
    from harness.config.shipped import find_config
    from harness.evaluate.run import Options, evaluate

    working = Path.cwd()
    settings = [*(set_ or []), *([f"limit={limit}"] if limit else [])]
    chosen = load_config(find_config(config, working), settings)
    if dry_run:
        _dry_run(chosen, working, trust_remote_code, as_json, quiet)
        return
    with progress_bars(quiet) as progress, _interruptible() as stopped:
        options = Options(
            working=working,
            out=out,
            fresh=fresh,
            resume=resume,
            retry_errors=retry_errors,
            use_cache=not no_cache,
            trust_remote_code=trust_remote_code,
            progress=progress,
            stopped=stopped,
            first_scores=first_scores_of(progress),
        )
        outcome = evaluate(chosen, options)
    sys.exit(tell(outcome, as_json))


def tell(outcome: Outcome, as_json: bool) -> int:
    """Print what a run came to; returns the exit code."""
    from harness.cli.output import print_json, say
    from harness.cli.tables import print_estimates
    from harness.store.records import to_json

    for note in outcome.notes:
        say(note)
    if outcome.stopped:
        say(f"stopped; what was answered is kept in {outcome.folder}; the same command goes on from there")
        return 3
    if as_json:
        print_json({"run": str(outcome.folder), "metrics": to_json(list(outcome.estimates))})
    else:
        print_estimates(outcome.estimates)
        print(f"report: {outcome.folder / 'report.html'}")
    if outcome.errors:
        say(f"{outcome.errors} items ended in an error and count as 0; --retry-errors asks them again")
        return 3
    return 0


def _dry_run(config: Config, working: Path, trust_remote_code: bool, as_json: bool, quiet: bool) -> None:
    import json

    from harness.cli.output import print_table, progress_bars
    from harness.cli.times import print_times
    from harness.evaluate.plan import plan_run

    with progress_bars(quiet) as progress:
        plan = plan_run(config, working, progress, trust_remote_code, timed=not as_json)
    if not as_json:
        columns = ["model", "task", "prompts", "input tokens", "most new tokens", "cut"]
        print_table(columns, [row.cells() for row in plan.rows])
        print_times(plan.times)
        for note in plan.notes:
            print(note)
        return
    for one in plan.prompts:
        prompt = one.prompt
        row = {"id": prompt.id, "model": one.model, "task": prompt.task, "prompt": prompt.text}
        print(json.dumps({**row, "max_new_tokens": prompt.max_new_tokens}, ensure_ascii=False))


@contextmanager
def _interruptible() -> Iterator[Callable[[], bool]]:
    """Ctrl-C once: finish the batch, write, say how to go on. Twice: stop now; still nothing is lost."""
    from harness.cli.output import say

    count = 0

    def on_interrupt(number: int, frame: object) -> None:
        nonlocal count
        count += 1
        if count > 1:
            raise KeyboardInterrupt
        say("stopping after the answers that are under way; Ctrl-C again stops at once")

    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield lambda: count > 0
    except KeyboardInterrupt:
        say("stopped; what was answered is kept; the same command goes on from there")
        sys.exit(3)
    finally:
        signal.signal(signal.SIGINT, before)
