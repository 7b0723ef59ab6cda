"""Write the pages that come from the code: commands, config, gate policy, gold rules, and the gold's counts.

``python docs/generate.py`` writes them, ``python docs/generate.py --check`` exits with 1 where one is out of date.
"""

from __future__ import annotations

import dataclasses
import inspect
import re
import sys
import typing
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import yaml

from harness.config import spec
from harness.gate import policy

DOCS: Final = Path(__file__).resolve().parent
MEANINGS: Final[Mapping[str, str]] = yaml.safe_load((DOCS / "meanings.yaml").read_text(encoding="utf-8"))
"""``Class.field`` to what it means."""
CONFIG: Final = (
    spec.Config,
    spec.ModelSpec,
    spec.WeightsSource,
    spec.GenerationSpec,
    spec.MaxNewTokens,
    spec.TemplatesSpec,
    spec.StatisticsSpec,
    spec.ScorersSpec,
)
POLICY: Final = (policy.PolicyShape, policy.LineShape, policy.WhereShape)
MADE: Final = "<!-- Made by docs/generate.py from the code: change the code, or docs/meanings.yaml. -->\n\n"
START, END = "<!-- counts -->\n", "<!-- end of counts -->"


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or with ``--check`` name those that are out of date."""
    stale = [path for path, text in pages().items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in arguments:
        for path in stale:
            print(f"{path.relative_to(DOCS.parent)}: out of date; run python docs/generate.py")
        return 1 if stale else 0
    written = pages()
    for path in stale:
        path.write_text(written[path], encoding="utf-8")
        print(path.relative_to(DOCS.parent))
    return 0


def pages() -> dict[Path, str]:
    """Every generated page by its path."""
    reference = DOCS / "reference"
    return {
        reference / "commands.md": MADE + commands_page(),
        reference / "config.md": MADE + config_page(),
        reference / "gate-policy.md": MADE + policy_page(),
        reference / "gate-breaks.md": MADE + breaks_page(),
        reference / "gold-rules.md": MADE + rules_page(),
        DOCS.parent / "gold" / "README.md": datasheet(),
    }


# --- commands --------------------------------------------------------------------------------------------------------


def commands_page() -> str:
    """Each command with its arguments and options, as its ``--help`` tells them."""
    parts = [
        "# Commands\n\n"
        "Results go to standard output, progress and remarks to standard error. "
        "Exit codes: 0 fine · 1 checked and found problems · 2 could not start · 3 ran but cannot be trusted. "
        "A low score is never a non-zero exit of `eval`.\n"
    ]
    for words, command in walk_commands():
        parts.append(_command(words, command))
    return "\n".join(parts)


def walk_commands() -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command that does something, with its words: ``("harness", "gold", "check")``."""
    import typer

    from harness.cli.app import app

    yield from _walk(("harness",), typer.main.get_command(app))


def _walk(words: tuple[str, ...], command: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    children = getattr(command, "commands", None)
    if not children:
        yield words, command
        return
    for name in sorted(children):
        yield from _walk((*words, name), children[name])


def _command(words: tuple[str, ...], command: Any) -> str:
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option"]
    usage = " ".join([*words, *(_argument(one) for one in arguments), "[OPTIONS]"])
    lines = [f"## {' '.join(words)}\n", f"`{usage}`\n", _paragraphs(command.help or ""), ""]
    if arguments:
        lines += ["| argument | meaning |", "|---|---|"]
        lines += [f"| `{one.name}` | {_cell(one.help)}{_default(one)} |" for one in arguments]
        lines.append("")
    lines += ["| option | meaning |", "|---|---|"]
    lines += [f"| {_names(one)} | {_cell(one.help)}{_default(one)} |" for one in options if one.name != "help"]
    if len(lines) > 2 and lines[-1] == "|---|---|":
        lines = lines[:-2]
    return "\n".join(lines).rstrip() + "\n"


def _argument(parameter: Any) -> str:
    name = parameter.name.upper() + ("…" if parameter.nargs == -1 else "")
    return name if parameter.required else f"[{name}]"


def _names(parameter: Any) -> str:
    names = [*parameter.opts, *parameter.secondary_opts]
    shown = ", ".join(f"`{name}`" for name in sorted(names, key=len, reverse=True))
    return shown if parameter.is_flag else f"{shown} {_kind(parameter.type_descriptor.annotation)}"


def _kind(annotation: Any) -> str:
    if typing.get_origin(annotation) is typing.Literal:
        return " \\| ".join(f"`{value}`" for value in typing.get_args(annotation))
    inside = typing.get_args(annotation)
    return {"str": "TEXT", "int": "N", "Path": "PATH"}.get((inside or (annotation,))[0].__name__, "VALUE")


def _default(parameter: Any) -> str:
    if parameter.required and parameter.param_type_name == "option":
        return " **Required.**"
    value = parameter.default
    if value in (None, False, "", (), []) or callable(value) or isinstance(value, bool):
        return ""
    return f" Default: `{value}`."


def _paragraphs(text: str) -> str:
    return inspect.cleandoc(text)


def _cell(text: str | None) -> str:
    return re.sub(r"<", "&lt;", (text or "").replace("|", "\\|"))


# --- shapes ----------------------------------------------------------------------------------------------------------


def config_page() -> str:
    """The config's keys."""
    head = (
        "# Config\n\n"
        "YAML. Unknown keys are errors that name the nearest right one, and all mistakes of a file are listed at once "
        "with their lines. The command line (`--set key.path=value`) wins over the file, the file over the defaults. A "
        "bare name (`--config small.yaml`) is looked up in the working folder, then in its `configs/`, then among "
        "those that the package ships.\n"
    )
    titles = {
        "Config": "The file",
        "ModelSpec": "One of `models`",
        "WeightsSource": "`source` of a model",
        "GenerationSpec": "`generation`",
        "MaxNewTokens": "`generation.max_new_tokens`",
        "TemplatesSpec": "`templates`",
        "StatisticsSpec": "`statistics`",
        "ScorersSpec": "`scorers`",
    }
    return "\n".join([head, *(_shape(titles[one.__name__], one) for one in CONFIG)])


def policy_page() -> str:
    """The gate policy's keys."""
    head = (
        "# Gate policy\n\n"
        "What `harness gate RUN --baseline RUN --policy FILE` holds a run to. What the three words mean, and how often "
        "each comes by chance, stands in [Statistics](../statistics.md).\n"
    )
    titles = {"PolicyShape": "The file", "LineShape": "One of `lines`", "WhereShape": "`where` of a line"}
    return "\n".join([head, *(_shape(titles[one.__name__], one) for one in POLICY)])


def breaks_page() -> str:
    """The ways to break a gate that are tested, with the exit code of each."""
    sys.path.insert(0, str(DOCS.parent))
    from tests.gate.test_ways_to_break import BREAKS

    head = (
        "# Ways to break a gate\n\n"
        f"{len(BREAKS)} ways in which a run, its baseline or its policy can be broken, and what `harness gate` then "
        "exits with: 1 failed · 2 could not start · 3 cannot be trusted with a decision. None is a pass. Each row is a "
        "case of `tests/gate/test_ways_to_break.py`; there it is also tested that `undecided: fail` makes 1 of each 3, "
        "that `undecided: pass` lifts only the lack of items, that clocks do not matter, and that a run which is being "
        "written, or changes while it is read, is not trusted.\n\n| what is broken | exit code |\n|---|--:|\n"
    )
    return head + "".join(f"| {name} | {code} |\n" for name, (_, code) in BREAKS.items())


def _shape(title: str, kind: type) -> str:
    hints = typing.get_type_hints(kind)
    lines = [f"## {title}\n", "| key | type | default | meaning |", "|---|---|---|---|"]
    for field in dataclasses.fields(kind):
        meaning = MEANINGS[f"{kind.__name__}.{field.name}"]
        lines.append(f"| `{field.name}` | {_type(hints[field.name])} | {_given(field)} | {_cell(meaning)} |")
    return "\n".join(lines) + "\n"


def _type(hint: Any) -> str:
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if hint is type(None):
        return "null"
    if hint is Ellipsis:
        return ""
    if origin is typing.Literal:
        return " · ".join(f"`{value}`" for value in inside)
    if origin is tuple:
        return f"list of {_type(inside[0])}"
    if inside and (origin is typing.Union or "|" in str(hint)) and origin not in (dict, Mapping):
        return " or ".join(_type(one) for one in inside)
    if dataclasses.is_dataclass(hint) or origin is not None:
        return "mapping"
    return {"str": "text", "int": "whole number", "float": "number", "bool": "true · false"}.get(hint.__name__, "any")


def _given(field: dataclasses.Field[Any]) -> str:
    if field.default is dataclasses.MISSING:
        return "**required**" if field.default_factory is dataclasses.MISSING else "none"
    if dataclasses.is_dataclass(field.default):
        return "as below"
    if field.default == ():
        return "none"
    if isinstance(field.default, tuple):
        return f"`[{', '.join(field.default)}]`"
    return f"`{'null' if field.default is None else field.default}`"


# --- gold ------------------------------------------------------------------------------------------------------------


def rules_page() -> str:
    """What ``harness gold check`` looks for."""
    from harness.gold.rules import RULES

    head = (
        "# Rules of the gold\n\n"
        "What `harness gold check` looks for. `harness gold check --explain RULE` tells the same in the terminal, "
        "`--fix` mends what is certain.\n\n| rule | weight | looks for |\n|---|---|---|\n"
    )
    rows = [
        f"| `{rule.name}` | {rule.severity} | {_cell(' '.join(rule.explanation.split()))} |" for rule in RULES.values()
    ]
    return head + "\n".join(rows) + "\n"


def datasheet() -> str:
    """The gold's README with its counts put in anew."""
    from harness.gold.load import load_gold
    from harness.gold.stats import gold_stats

    path = DOCS.parent / "gold" / "README.md"
    before, _, rest = path.read_text(encoding="utf-8").partition(START)
    _, _, after = rest.partition(END)
    found = gold_stats(load_gold(path.parent))
    whole = ("questions", "claims", "conflicts", "unanswerable", "who_said", "several_documents")
    whole += ("summaries", "facts", "references", "documents", "sources", "quotes")
    rows = [f"| {name.replace('_', ' ')} | {getattr(found, name)} |" for name in whole]
    types = ", ".join(f"{name} {count}" for name, count in found.by_type)
    table = "\n".join(["| what | count |", "|---|--:|", *rows])
    return f"{before}{START}{table}\n\nQuestions by type: {types}.\n{END}{after}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
