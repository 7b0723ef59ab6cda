"""What a person sees: tables on standard output, problems and bars on standard error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from harness.protocols import Progress, no_progress
from harness.schema import Problem


def print_json(value: object) -> None:
    """Results for a machine, on standard output."""
    print(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1))


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]], title: str = "") -> None:
    """A table on standard output; the first column stands left, the others right."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, box=box.SIMPLE_HEAD, title_justify="left")
    for index, column in enumerate(columns):
        table.add_column(column, justify="left" if index == 0 else "right")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else 240).print(table)


def say(message: str) -> None:
    """A line for the person who waits, on standard error."""
    print(message, file=sys.stderr, flush=True)


def print_problems(problems: Sequence[Problem]) -> None:
    """All problems, a line each, on standard output: they are the result of a check."""
    for problem in problems:
        print(f"{problem.severity}: {problem}")


def is_interactive() -> bool:
    """Whether bars and colours may be shown: standard error is a terminal and NO_COLOR is not set."""
    return sys.stderr.isatty() and "NO_COLOR" not in os.environ


@contextmanager
def progress_bars(is_quiet: bool = False) -> Iterator[Progress]:
    """A progress callback that draws a bar a step on standard error; without a terminal a line a step, at its start."""
    if is_quiet:
        yield no_progress
    elif is_interactive():
        with _bars() as progress:
            yield progress
    else:
        seen: set[str] = set()

        def line(what: str, done: int, total: int | None) -> None:
            if what not in seen:
                seen.add(what)
                say(f"{what}{f' ({total})' if total else ''}")

        yield line


def pace(gone: float | None, left: float | None, speed: float | None, is_counted: bool) -> str:
    """How long a step has taken and will take, and how fast it goes: ``0:12 gone, 1:05 left, 3.1/s``.

    Times in seconds, None where not known; the speed is a second's, told as seconds for each where it is below one.
    """
    told = [f"{_clock(gone or 0)} gone"]
    if left is not None and is_counted:
        told.append(f"{_clock(left)} left")
    if speed and is_counted:
        told.append(f"{speed:.1f}/s" if speed >= 1 else f"{1 / speed:.1f} s each")
    return ", ".join(told)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"


def first_scores_of(progress: Progress) -> Callable[[str, str], None] | None:
    """Where a bar shows a model's first scores; None where no bars are drawn."""
    found = getattr(progress, "first_scores", None)
    return found if callable(found) else None


@contextmanager
def _bars() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TaskID, TextColumn
    from rich.progress import Progress as Bars
    from rich.table import Column
    from rich.text import Text

    class Pace(ProgressColumn):
        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(
                pace(
                    task.finished_time or task.elapsed,
                    None if task.finished else task.time_remaining,
                    speed,
                    bool(task.total),
                )
            )

    columns = (TextColumn("{task.description}", markup=False), BarColumn(bar_width=16), MofNCompleteColumn())
    first = TextColumn("{task.fields[first_scores]}", markup=False)
    with Bars(*columns, Pace(Column(no_wrap=True)), first, console=Console(stderr=True)) as bars:
        tasks: dict[str, TaskID] = {}

        class Drawn:
            def __call__(self, what: str, done: int, total: int | None) -> None:
                if what not in tasks:
                    tasks[what] = bars.add_task(what, total=total, first_scores="")
                bars.update(tasks[what], completed=done, total=total)

            def first_scores(self, model: str, words: str) -> None:
                if (what := f"{model}: generating") in tasks:
                    bars.update(tasks[what], first_scores=words)

        yield Drawn()
