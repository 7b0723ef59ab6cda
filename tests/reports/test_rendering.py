from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

from harness.reports.html import render_html
from harness.reports.rendering import items_link, page_script, page_sheet, policy
from harness.reports.run_data import read_run_data


def test_policy_allows_this_script_and_sheet_only(run_folder: Path) -> None:
    """The digests of the policy are those of the script and the sheet that stand in the page; nothing is unsafe."""
    text = render_html(read_run_data(run_folder))
    script = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    sheet = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    head = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert head is not None
    rules = head[1].replace("&#39;", "'")
    assert [_digest(part) in rules for part in (*script, *sheet)] == [True, True]
    assert "unsafe" not in rules
    assert "default-src 'none'" in rules


def test_a_page_without_a_script_allows_none() -> None:
    """Pages that need no script forbid all."""
    assert "script-src 'none'" in policy("")


def test_the_page_writes_no_markup() -> None:
    """The script sets text, never markup, and evaluates nothing."""
    for forbidden in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "fetch(",
    ):
        assert forbidden not in page_script()
    assert "</" not in page_script()
    assert "url(" not in page_sheet()
    assert "@import" not in page_sheet()


def test_links_are_encoded() -> None:
    """A filter's value can't leave its place in the address."""
    assert items_link(model="a&b=c#d", verdict="") == "#/items?model=a%26b%3Dc%23d"


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
