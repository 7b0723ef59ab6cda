"""Forms of credit that are read by their words alone: "in Moe's view", "it was Moe who put it at 4"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from harness.judging.mentions import resolve_source
from harness.reading.sentences import Span

Names = Mapping[str, Sequence[str]]

_OWN: Final = (
    r"(?:words?|views?|opinions?|accounts?|claims?|figures?|numbers?|counts?|estimates?|tally|reckoning|assessments?"
    r"|judge?ments?|verdicts?|versions?|telling|eyes|descriptions?|expressions?|phrases?|answers?|offers?|promises?"
    r"|demands?|reasons?|conditions?|terms|aims?|goals?)"
)
"""What somebody has who says something: his words, his count, his demands."""
_NAME: Final = r"[^,.;:!?\n]{2,60}"
_WORDS_OF: Final = re.compile(
    rf"\W{{0,3}}(?:is|was|are|were)\s(?:the\s)?{_OWN}\s(?:of|from|by|used by|given by)\s(?P<who>{_NAME})", re.IGNORECASE
)
_THAT_IS: Final = re.compile(
    rf"[^.\n]{{0,40}}[.;,:]\s(?:that|this|it|these|those)\s(?:is|was|are|were)\s(?P<who>{_NAME})['\u2019]s?\s(?:\w+\s)?{_OWN}\b",
    re.IGNORECASE,
)
CLEFT: Final = re.compile(
    r"\b(?:it|this|that)\s(?:was|is)\s(?P<who>[^.;:!?\n]{2,80}?),?\s(?:who|that|which)\s(?:\w+ly\s)?(?P<verb>[^\W\d_]+)",
    re.IGNORECASE,
)
"""How one of several is singled out: "it was the court, not Lamm, that put it at 1.4 million"."""
_ACCOUNT: Final = re.compile(
    rf"\b(?:by|in|on|from|to|according to)\s(?P<owner>{_NAME}?)(?:['\u2019]s|(?<=s)['\u2019])\s(?:own\s)?{_OWN}\b"
    rf"|\b(?:by|in|on|from|to)\s(?:the\s)?{_OWN}\sof\s(?P<of>{_NAME})"
    rf"|\bif\s(?:one|you|we)\s(?:believes?|follows?|asks?|trusts?)\s(?P<asked>{_NAME})"
    rf"|\b(?:for|to)\s(?P<holder>{_NAME}?),?\s(?:it|this|that)\s(?:is|was|remains)\b"
    rf"|\bif\s(?P<believed>{_NAME}?)\s(?:is|are)\sto\sbe\s(?:believed|trusted)"
    r"|\b(?:that|this)\sis\sthe\s(?:figure|number|count|estimate|sum|total|date|answer)\s(?:given|named|offered|quoted"
    rf"|put forward)\sby\s(?P<by>{_NAME})",
    re.IGNORECASE,
)
_LEVEL: Final = re.compile(
    r"(?:^|[.;,\n]\s*|\b(?:and|but|while)\s)(?P<who>[^.;,\n]{2,60}?)\s(?:had|has|have|sees|saw|puts?)\s[^.;\n]{1,80}"
    r"\sat\s(?:about\s)?$"
)
_KEEPS: Final = re.compile(
    r"(?:^|[.;,\n]\s*|\b(?:and|but|while)\s)(?P<who>[^.;,\n]{2,60}?)"
    r"(?:,\s(?:which|who|whose|where|when|\w+ing|an?|the|for|on)\b[^.;\n]{1,80}?,)?\s(?:still\s|\w+ly\s)?(?:"
    r"(?:lists?|listed|names?|named|speaks?\sof|spoke\sof|talks?\sof|talked\sof|counts?|counted|cites?|cited"
    r"|mentions?|mentioned)(?=\s)|(?:holds?|held|sticks?|stuck|clings?|clung|(?:is|are|was|were)\s(?:sticking|clinging|holding))\s(?:on\s)?to"
    r"|(?:stands?|stood)\sby|(?:places?|placed|sets?)\s(?:it|them|this|that|the\s[\w ]{2,30}?)\s(?:at|on|in)"
    r"|(?:makes?|made)\s(?:it|that|them)|(?:arrives?|arrived)\sat|(?:comes?|came)\s(?:up\swith|out\sat|to)"
    r"|(?:gets?|got)\sto|settle[sd]?\s(?:on|for)|(?:has|have|had)\s(?:it|him|her|them|us)\s(?:at|on)"
    rf"|(?:correct(?:s|ed)?|revis(?:es|ed)|chang(?:es|ed))\s(?:his|her|its|their|the|an?)\s(?:\w+\s){{0,2}}?{_OWN}\s"
    r"(?:from\s[^.;\n]{1,40}?\s)?to)\s"
    r"(?:(?:his|her|its|their|the|an?)\s)?(?:(?:own\s)?(?:figure|number|count|estimate|total)\sof\s)?"
    r"(?:about\s|some\s|around\s|just\s|only\s|even\s)?[\x22\u201c'\u2018]?$",
    re.IGNORECASE,
)
"""How somebody is told to keep to a figure, to set one or to put another in its place, right before it."""
_ENDS: Final = re.compile(r"[.;!?\n]")


def by_cleft(text: str, span: Span, names: Names, gives_a_view: Callable[[str], bool]) -> tuple[str, ...]:
    """ "It was the court that put the cost at 1.4 million"."""
    for match in CLEFT.finditer(text, 0, span.start):
        if gives_a_view(match["verb"].lower()) and not _ENDS.search(text, match.end(), span.start):
            return resolve_source(match["who"], names)
    return ()


def by_account(text: str, sentence: Span, span: Span, names: Names) -> tuple[str, ...]:
    """ "In the council's view", "by the reckoning of the operator", "if one follows Antar": the nearest."""
    found = list(_ACCOUNT.finditer(text, sentence.start, sentence.end))
    found.sort(key=lambda match: min(abs(match.start() - span.end), abs(span.start - match.end())))
    who = next((part for match in found for part in match.groups() if part), None)
    return resolve_source(who, names) if who else ()


def by_figure(text: str, span: Span, names: Names) -> tuple[str, ...]:
    """ "Veritel had the president at 41%", "Moe holds to 41", "Moe corrected her figure from 14 to 41"."""
    match = _LEVEL.search(text, 0, span.start)
    return resolve_source(match["who"], names) if match else by_arrival(text, span, names)


def by_arrival(text: str, span: Span, names: Names) -> tuple[str, ...]:
    """ "Moe reported 38, but Lund arrives at 21": who comes to a figure, keeps to it or names it."""
    match = _KEEPS.search(text, 0, span.start)
    return resolve_source(match["who"], names) if match else ()


def by_words_of(text: str, span: Span, names: Names) -> tuple[str, ...]:
    """ "“…” were the words of Moe": the place is the subject, and the words or the view are somebody's."""
    match = _WORDS_OF.match(text, span.end) or _THAT_IS.match(text, span.end)
    return resolve_source(match["who"], names) if match else ()
