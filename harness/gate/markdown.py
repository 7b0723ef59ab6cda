"""A gate's result as Markdown, for a pull-request comment and for the summary page of a CI job."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from harness.gate.records import GateResult, LineResult, Regression

MARKER: Final = "<!-- harness gate -->"
"""First line of the text, by which a bot finds its earlier comment."""
MOST_ITEMS: Final = 30
_WORDS: Final = {"pass": "✅ pass", "fail": "❌ **fail**", "undecided": "❔ **undecided**"}


def gate_markdown(result: GateResult) -> str:
    """The word, what forbids a pass, a table of the lines, and the items that got worse."""
    parts = [MARKER, f"## Harness gate: {_WORDS[result.word]}", _against(result)]
    if outcome(result) != result.word:
        parts.append(f"Exit code {result.exit_code}: {outcome(result)}.")
    if result.problems:
        parts.append("\n".join(["This run can't pass, whatever its numbers:", "", *_problems(result)]))
    if result.lines:
        parts.append("\n".join(_table(result.lines)))
    guarded = sum(one.must_pass for one in result.regressions)
    others = len(result.regressions) - guarded
    if guarded:
        items = _items((one for one in result.regressions if one.must_pass), guarded)
        parts.append("\n".join(["**Items that must never be worse, and are:**", "", *items]))
    if others:
        head = f"<details><summary>{others} items are worse than in the baseline</summary>"
        items = _items((one for one in result.regressions if not one.must_pass), others)
        parts.append("\n".join([head, "", *items, "", "</details>"]))
    parts += [f"Note: {inline(note)}" for note in result.notes]
    return "\n\n".join(parts) + "\n"


def outcome(result: GateResult) -> str:
    """The word in full: where the policy makes a fail or a pass of what is undecided, that is said."""
    if result.word == "undecided" and result.exit_code == 1:
        return "fail, because it is undecided and the policy says `undecided: fail`"
    if result.word == "undecided" and result.exit_code == 0:
        return "pass, though it is undecided, because the policy says `undecided: pass`"
    return result.word


def inline(text: str, most: int = 200) -> str:
    """Foreign text on one line, with nothing left that Markdown or HTML would act on; cut at ``most`` characters."""
    line = " ".join(text.split())
    line = line if len(line) <= most else line[: most - 1] + "…"
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = re.sub(r"([\\`*_\[\]|~#!])", r"\\\1", line)
    return re.sub(r"(?<=\w)@|@(?=\w)", "@\u200b", line)


def _against(result: GateResult) -> str:
    against = f" against {inline(result.baseline)}" if result.baseline else ""
    return f"{inline(result.run)}{against}, by {inline(result.policy)}"


def _problems(result: GateResult) -> Iterator[str]:
    for one in result.problems[:MOST_ITEMS]:
        yield f"- {inline(str(one), 400)}"
    if len(result.problems) > MOST_ITEMS:
        yield f"- … and {len(result.problems) - MOST_ITEMS} more"


def _table(lines: Sequence[LineResult]) -> list[str]:
    several = len({line.model for line in lines}) > 1
    head = ["line", "baseline", "now", "change", "allowed", "items", ""]
    rows = []
    for line in lines:
        name = f"{inline(line.model)}: {inline(line.name)}" if several else inline(line.name)
        items = f"{line.items} in {line.documents} documents"
        reason = "" if line.word == "pass" else f"<br>{inline('; '.join(line.reasons), 300)}"
        cells = [name, _number(line.before), _number(line.after), _change(line), _allowed(line), items]
        rows.append([*cells, _WORDS[line.word] + reason])
    rule = ["---", "--:", "--:", "--:", "---", "--:", "---"]
    return ["| " + " | ".join(row) + " |" for row in [head, rule, *rows]]


def _change(line: LineResult) -> str:
    if line.change is None:
        return "–"
    interval = f" [{line.low:+.3f}, {line.high:+.3f}]" if line.low is not None and line.high is not None else ""
    return f"{line.change:+.3f}{interval}"


def _allowed(line: LineResult) -> str:
    asked = (("at least", line.floor), ("at most", line.ceiling), ("worse by", line.margin))
    return ", ".join(f"{words} {value:g}" for words, value in asked if value is not None)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _items(items: Iterable[Regression], count: int) -> list[str]:
    shown = islice(items, MOST_ITEMS)
    lines = [f"- {inline(one.id)} ({inline(one.model)}): {_became(one)}" for one in shown]
    if count > MOST_ITEMS:
        lines.append(f"- … and {count - MOST_ITEMS} more")
    return lines


def _became(one: Regression) -> str:
    return f"{inline(one.before)} → {inline(one.after)}; {inline(one.reason)}; “{inline(one.output)}”"
