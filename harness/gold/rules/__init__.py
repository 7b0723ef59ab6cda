"""All rules of the gold by name; each is one small function with a severity, an explanation and an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from harness.gold.folder import Folder
from harness.gold.rules import claims, form, identity, speakers, support, wording
from harness.gold.rules.rule import Finding, Fix, Rule

RULES: Final[Mapping[str, Rule]] = {
    rule.name: rule
    for rule in (
        *form.RULES,
        *identity.RULES,
        *claims.RULES,
        *support.RULES,
        *speakers.RULES,
        *wording.RULES,
    )
}
"""Rule by name, in the order in which they are looked at."""

__all__ = ["RULES", "Finding", "Fix", "Folder", "Iterator", "Rule"]
