"""Templates, sheet and script to one page that needs nothing else and may do nothing else.

The page's policy allows exactly its own script and sheet, by their digests; no request, no inline style, no inline
handler. Whatever a model, a document or a file name contains is escaped by the template or set as text by the script.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from harness.reports.tallies import ranges
from harness.reports.terms import CREDITS, TASKS, VERDICTS, change_of, direction, metric_name, percent, points, quantity

HERE: Final = Path(__file__).parent
SCRIPTS: Final = (
    "text.js",
    "data.js",
    "filters.js",
    "list.js",
    "document.js",
    "disagree.js",
    "question.js",
    "summary.js",
    "reading.js",
    "main.js",
)
LONGEST_WORD: Final = 22
SHEETS: Final = ("base.css", "front.css", "items.css")


def render_page(template: str, *, script: bool, **values: object) -> str:
    """The page of that template; ``script`` says whether it has the script that shows items."""
    code = page_script() if script else ""
    return (
        _environment()
        .get_template(template)
        .render(
            policy=policy(code),
            sheet=Markup(page_sheet()),
            script=Markup(code),
            **values,
        )
    )


@cache
def page_script() -> str:
    """The page's script: its parts in one function, so that nothing of it is global."""
    parts = [(HERE / "assets" / name).read_text(encoding="utf-8") for name in SCRIPTS]
    return '"use strict";\n(() => {\n' + "\n".join(parts) + "})();\n"


@cache
def page_sheet() -> str:
    """The page's sheet."""
    return "\n".join((HERE / "assets" / name).read_text(encoding="utf-8") for name in SHEETS)


def policy(script: str) -> str:
    """The content security policy of a page with this script and the sheet."""
    allowed = f"'sha256-{_digest(script)}'" if script else "'none'"
    parts = [
        "default-src 'none'",
        f"script-src {allowed}",
        f"style-src 'sha256-{_digest(page_sheet())}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ]
    return "; ".join(parts)


def items_link(**filters: str) -> str:
    """The address within the page of the items that pass these filters; ``from_`` stands for ``from``."""
    chosen = {name.rstrip("_"): value for name, value in filters.items() if value}
    return f"#/items?{urlencode(chosen)}"


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "percent": percent,
        "points": points,
        "change_of": change_of,
        "quantity": quantity,
        "metric_name": metric_name,
        "direction": direction,
        "items_link": items_link,
        "VERDICTS": VERDICTS,
        "CREDITS": CREDITS,
        "TASKS": TASKS,
    }
    environment.filters["drawing"] = Markup
    environment.filters["unbroken"] = _unbroken
    environment.filters["ranges"] = ranges
    environment.filters["listed"] = _listed
    return environment


def _unbroken(text: str) -> Markup:
    """The text with its hyphened words, such as names of models, kept on one line where they are short enough."""
    words = (
        Markup('<span class="unbroken">{}</span>').format(word) if "-" in word and len(word) <= LONGEST_WORD else word
        for word in text.split(" ")
    )
    return Markup(" ").join(words)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)
