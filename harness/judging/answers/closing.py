"""Whose name closes an answer, beside what it lists or affirms: "Berg and Vik, the ministry", "Yes (Moe)"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from harness.judging.mentions import resolve_source
from harness.judging.speakers_credit import has_verb
from harness.reading.sentences import Span

_NAME: Final = r"[^,;:.!?()\[\]\n]{2,80}?"
_AFTER: Final = r"(?:so\s|via\s|per\s|from\s)?"
_CLOSING: Final = re.compile(
    rf"(?:,|;|\s[-\u2013\u2014])\s{_AFTER}(?P<behind>{_NAME})\W*$|[(\[]{_AFTER}(?P<within>{_NAME})[)\]]\W*$"
)
_CLOSED: Final = re.compile(
    r"\b(?:and|as well as)\s[^,;]+$|&[^,;]+$|^\W*(?:yes|no|nobody|none)\b[^,;]*$", re.IGNORECASE
)
"""What stands before a name that is none of the items: a list with its "and", or a yes or no."""

_KNOWS: Final = re.compile(
    r"\s(?:has|have|had)\s(?:\w+\s)?(?:information|knowledge|evidence|indications?|confirmation|details|word)\b"
)
"""How it is told what somebody knows: "No, Moe had no information on that."."""
_NO_NAME: Final = re.compile(
    r"(?:although|though|but|while|whereas|because|since|not|unlike|despite|contrary|in|at|on|near"
    r"|to(?! go | quote | cite )|for|with|after|before|during|until|of|around|outside|behind|against|among)\b",
    re.IGNORECASE,
)
"""How words behind a comma begin that name where, when or with whom, not who says it: "Yes, in Moscow"."""


def closing_name(answer: str, names: Mapping[str, Sequence[str]]) -> tuple[Span, str] | None:
    """Where the answer's last words only name one source, and which; None where they may be one more item."""
    match = _CLOSING.search(answer)
    if match is None or match.lastgroup is None:
        return None
    before = answer[: match.start()]
    if match.lastgroup == "behind" and not _CLOSED.search(before):
        return None
    name = match[match.lastgroup]
    if _NO_NAME.match(name) or (has_verb(name) and not _KNOWS.search(name)):
        return None
    found = resolve_source(_KNOWS.split(name)[0], names)
    return (Span(match.start(), len(answer)), found[0]) if len(found) == 1 and before.strip() else None
