"""Sources to whom an answer gives one value together: "both Moe and the union give 8,000"."""

from __future__ import annotations

import re
from typing import Final

from harness.judging.answers.credit_forms import Names
from harness.judging.mentions import resolve_source
from harness.reading.sentences import Span

_NAME: Final = r"[^,.;:!?\n]{2,50}?"
_TELL: Final = (
    r"(?:give|gave|agree|agreed|say|said|put|report|reported|count|counted|name|named|speak|spoke|estimate|estimated"
    r"|quote|quoted|cite|cited|claim|claimed|state|stated|confirm|confirmed|expect|expected|have)"
)
_PAIR: Final = rf"(?:both\s)?(?P<one>{_NAME})\s(?:and|as well as|along with)\s(?P<two>{_NAME})"
_BEFORE: Final = re.compile(
    rf"(?:^|[.;:\n]\s*|,\s)(?:that\s)?(?:{_PAIR}\s(?:both\s|all\s)?{_TELL}\b"
    rf"|according to both\s(?P<first>{_NAME})\sand\s(?P<second>{_NAME}),)[^.;\n]{{0,60}}$",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    rf"[^.;\n]{{0,60}}?,?\s(?:and so\s(?:did|does|do|has|is)|as\s(?:did|does|do))\s(?P<who>{_NAME})(?=\W*$|[.;,]\s)"
    rf"|[^.;\n]{{0,60}}?(?:,?\sand|;)\s(?P<also>{_NAME})"
    r"\s(?:agrees?|agreed|says? the same|said the same|did too|does too)(?=\W*$|[.;,]\s)",
    re.IGNORECASE,
)
_SHARED: Final = re.compile(
    r"\b(?:and|so did|so does|so do|as did|as does|agrees?|agreed|the same|too)\b", re.IGNORECASE
)
"""What a text must hold to give anything to two."""


def joined_sources(text: str, span: Span, names: Names) -> tuple[str, ...]:
    """The ids of those who are given what stands at `span` together; empty where it is nobody's or one source's."""
    if not _SHARED.search(text):
        return ()
    before = _BEFORE.search(text, 0, span.start)
    if before is not None:
        pair = (before["one"], before["two"]) if before["one"] else (before["first"], before["second"])
        found = [resolve_source(phrase, names) for phrase in pair]
        return tuple(one[0] for one in found) if all(len(one) == 1 for one in found) else ()
    behind = _BEHIND.match(text, span.end)
    return resolve_source(behind["who"] or behind["also"], names) if behind is not None else ()
