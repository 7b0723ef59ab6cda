"""Forms of credit that are read by their words alone: "in Moe's view", "it was Moe who put it at 4"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from harness.judging.mentions import resolve_source
from harness.reading.sentences import Span

Names = Mapping[str, Sequence[str]]

_WORDS_OF: Final = re.compile(
    r"\W{0,3}(?:is|was|are|were)\s(?:the\s)?(?:words?|views?|verdict|opinion|claim|figure|estimate|phrase|expression|description"
    r"|number|count|answer|assessment)\s(?:of|from|by|used by|given by)\s(?P<who>[^.,;:!?\n]+)",
    re.IGNORECASE,
)
_THAT_IS: Final = re.compile(
    r"[^.\n]{0,40}[.;,:]\s(?:that|this|it|these|those)\s(?:is|was|are|were)\s(?P<who>[^.,;:!?\n]{2,60})['\u2019]s?\s(?:\w+\s)?(?:words?|views?|verdict"
    r"|opinion|claims?|figures?|estimate|phrase|description|number|count|answer|assessment|offers?|promises?|demands?|reasons?"
    r"|conditions?|terms|aims?|goals?)\b",
    re.IGNORECASE,
)
_CLEFT: Final = re.compile(
    r"\b(?:it|this|that)\s(?:was|is)\s(?P<who>[^,.;:!?\n]{2,60}?)\s(?:who|that|which)\s(?:\w+ly\s)?(?P<verb>\w+)\b[^.;!?\n]*$",
    re.IGNORECASE,
)
_ACCOUNTS: Final = (
    "reckoning|view|opinion|account|estimate|count|words|judgement|judgment|eyes|telling|version|figures|tally"
)
_ACCOUNT: Final = re.compile(
    r"\b(?:by|in|on|from|to|according to)\s(?P<owner>[^,.;:!?\n]{2,60}?)(?:['\u2019]s|(?<=s)['\u2019])\s(?:own\s)?"
    rf"(?:{_ACCOUNTS})\b"
    rf"|\b(?:by|in|on|from|to)\s(?:the\s)?(?:{_ACCOUNTS})\sof\s(?P<of>[^,.;:!?\n]{{2,60}})"
    r"|\bif\s(?:one|you|we)\s(?:believes?|follows?|asks?|trusts?)\s(?P<asked>[^,.;:!?\n]{2,60})"
    r"|\bif\s(?P<believed>[^,.;:!?\n]{2,60}?)\s(?:is|are)\sto\sbe\s(?:believed|trusted)"
    r"|\b(?:that|this)\sis\sthe\s(?:figure|number|count|estimate|sum|total|date|answer)\s(?:given|named|offered|quoted"
    r"|put forward)\sby\s(?P<by>[^,.;:!?\n]{2,60})",
    re.IGNORECASE,
)
_LEVEL: Final = re.compile(
    r"(?:^|[.;,\n]\s*|\b(?:and|but|while)\s)(?P<who>[^.;,\n]{2,60}?)\s(?:had|has|have|sees|saw|puts?)\s[^.;\n]{1,80}\sat\s(?:about\s)?$"
)


def by_cleft(text: str, span: Span, names: Names, gives_a_view: Callable[[str], bool]) -> tuple[str, ...]:
    """ "It was the court that put the cost at 1.4 million"."""
    match = _CLEFT.search(text, 0, span.start)
    return resolve_source(match["who"], names) if match and gives_a_view(match["verb"].lower()) else ()


def by_account(text: str, sentence: Span, span: Span, names: Names) -> tuple[str, ...]:
    """ "In the council's view", "by the reckoning of the operator", "if one follows Antar": the nearest."""
    found = list(_ACCOUNT.finditer(text, sentence.start, sentence.end))
    found.sort(key=lambda match: min(abs(match.start() - span.end), abs(span.start - match.end())))
    who = next((part for match in found for part in match.groups() if part), None)
    return resolve_source(who, names) if who else ()


def by_level(text: str, span: Span, names: Names) -> tuple[str, ...]:
    """ "Veritel had the president at 41%"."""
    match = _LEVEL.search(text, 0, span.start)
    return resolve_source(match["who"], names) if match else ()


def by_words_of(text: str, span: Span, names: Names) -> tuple[str, ...]:
    """ "“…” were the words of Moe": the place is the subject, and the words or the view are somebody's."""
    match = _WORDS_OF.match(text, span.end) or _THAT_IS.match(text, span.end)
    return resolve_source(match["who"], names) if match else ()
