"""Whose words something is, by forms that tell nothing else: "So says Moe.", "…, a figure from the union".

A whole sentence of that kind tells of the sentence before, a part behind the last comma or in front of the first one
tells of its own.
"""

import re
from collections.abc import Sequence
from typing import Final

from harness.reading.attributed import Attribution
from harness.reading.cues import forms_of
from harness.reading.sentences import Span
from harness.reading.words import word_set

_SAID: Final = (
    "(?:"
    + forms_of("say state tell report claim attribute ascribe credit provide make release supply offer", "past")
    + "|"
    + forms_of("issue share announce cite quote publish give", "past")
    + r"|put\s(?:out|forward|about))"
)
_TELLS: Final = (
    "(?:"
    + forms_of("say state tell report claim write announce insist explain confirm maintain", "base", "s", "past")
    + ")"
)
_GIVES: Final = "(?:" + forms_of("make give provide issue offer supply release", "s", "past") + ")"
_WORDING: Final = (
    r"(?:information|claim|statement|figure|number|answer|quote|quotation|account|detail|news|report|remark|word|data"
    r"|assertion|count|estimate|total|sum|amount|date|list|version|view|explanation|reason|reading|assessment)s?"
)
_THIS: Final = (
    rf"(?:this|that|it|these|those|the same|as much|(?:this|that|the|these|those|both|all (?:of )?(?:this|that|these))"
    rf"\s(?:last\s|latter\s|latest\s)?{_WORDING})"
)
_COMES: Final = (
    r"(?:\s(?:all\s|both\s)?(?:comes?|came|stems?|stemmed|originates?|originated|derives?|derived|is|was|are|were"
    r"|(?:has|have|had)\sbeen)|['\u2019]s)"
    rf"\s(?:\w+ly\s|all\s|straight\s|also\s)?(?:from|according\sto|per|{_SAID}\s(?:by|to|from))"
)
_WHO: Final = r"[^,;:!?\n()]{2,80}?"
_WHEN: Final = r"(?:,?\s(?:on|during|via|when|earlier|today|yesterday|last|in\s(?:an?|his|her|its|their)\s)[^;:!?\n]*)?"
_ALONE: Final = re.compile(
    r"\W*(?:"
    rf"so\s{_TELLS}\s(?P<saying>{_WHO}){_WHEN}"
    rf"|{_THIS}{_COMES}\s(?P<giving>{_WHO}){_WHEN}"
    rf"|{_THIS}(?:\s(?:is|was)|['\u2019]s)\s(?:\w+ly\s|just\s)?what\s(?P<what>{_WHO})\s{_TELLS}{_WHEN}"
    rf"|{_THIS}(?:\s(?:is|was)|['\u2019]s)\s(?:the|an?)\s{_WORDING}\s(?:{_SAID}\s)?(?:of|by|from)\s(?P<whose>{_WHO}){_WHEN}"
    rf"|(?:(?:attributed|ascribed|credited|according)\sto|(?:as\s)?per)\s(?P<credited>{_WHO})|(?:from|via)\s(?P<way>{_WHO})"
    rf"|it\s(?:is|was)\s(?P<cleft>{_WHO})\s(?:who|that|which)\s(?:{_TELLS}|{_GIVES})\s(?:so|{_THIS}){_WHEN}"
    rf"|(?P<making>{_WHO})\s{_GIVES}\s{_THIS}{_WHEN}"
    rf"|(?P<source>{_WHO})\s(?:is|was|are|were)\s(?:(?:named|cited|quoted|given|listed|mentioned)\sas\s)?"
    rf"(?:the|its)\ssources?(?:\s(?:of|for|behind)\s{_THIS})?"
    rf"|(?P<cited>{_WHO})\s(?:is|was|are|were)\s(?:cited|quoted|credited|named|given)\s(?:for|as|with)\s(?:saying\s)?"
    rf"(?:so|{_THIS})"
    r")\W*",
    re.IGNORECASE,
)
"""Each form has one group, that of whoever it names."""
_CLOSING: Final = re.compile(
    r"(?:[,;]|\s[-\u2013\u2014])\s(?:"
    rf"(?:or|at\sleast)\sso\s(?P<so>{_WHO})\s{_TELLS}"
    rf"|to\s(?:go\sby|quote|cite)\s(?P<quoted>{_WHO})"
    rf"|if\s(?P<right>{_WHO})\s(?:is|are)\s(?:right|correct)"
    rf"|as\s(?P<has>{_WHO})\s(?:has|have|had)\sit"
    rf"|(?:an?\s|the\s)?{_WORDING}\s(?:{_SAID}\s)?(?:by|from)\s(?P<from>{_WHO})"
    r")\W*$",
    re.IGNORECASE,
)
_OPENING: Final = re.compile(
    rf"\W*(?:if\s(?P<right>{_WHO})\s(?:is|are)\s(?:right|correct)"
    rf"|based\son\s(?:the\s|an?\s)?{_WORDING}\s(?:of|by|from|{_SAID}\sby)\s(?P<from>{_WHO})"
    rf"|as\s(?P<has>{_WHO})\s(?:has|have|had)\sit),\s",
    re.IGNORECASE,
)
_NO_WHO: Final = re.compile(
    r"(?:\w+\s)*?(?:sections?|paragraphs?|articles?|documents?|texts?|passages?|sources?|who|which|what|nobody)\b"
    r"|(?:no one|it|this|that|there)$",
    re.IGNORECASE,
)


_POINTS: Final = frozenset(
    """attributed ascribed credited source sources comes came stems stemmed originates originated derives derived said
    stated told reported claimed given provided made released supplied offered issued shared announced cited quoted
    published gave gives makes provides says tells states writes wrote according from via per right correct quote cite
    information""".split()  # noqa: SIM905  reads better so
)
"""Of these words, or of the verbs of saying, every form has one, but for "as Moe has it"."""
_FIGURE_ALONE: Final = re.compile(r"\W*[^\s.]{1,20}\.\s+(?=[^\W\d_a-z])")
"""A value and its full stop, which may look like the number of a list's item."""


_HAS_IT: Final = re.compile(r"\s(?:has|have|had)\sit\b")


def may_point(text: str) -> bool:
    """Whether a text of several parts has a word of those forms."""
    return (". " in text or ", " in text) and (
        not _POINTS.isdisjoint(word_set(text)) or _HAS_IT.search(text) is not None
    )


def split_figure(text: str, sentences: Sequence[Span], names: Sequence[Span]) -> list[Span]:
    """The sentences, "42. So said Moe." as two of them where the second only says whose the first is."""
    split: list[Span] = []
    for sentence in sentences:
        figure = _FIGURE_ALONE.match(text, sentence.start, sentence.end)
        parts = (Span(sentence.start, figure.end()), Span(figure.end(), sentence.end)) if figure else ()
        split.extend(parts if parts and pointing_back(text, parts[1], parts[0], names) else (sentence,))
    return split


def pointing_within(text: str, sentence: Span) -> list[Attribution]:
    """ "42, a figure from Moe", "If Moe is right, 42 …": what stands before the last comma, or behind the first one."""
    found = []
    closing = _CLOSING.search(text[: sentence.end], sentence.start)
    if closing is not None and closing.start() > sentence.start:
        found.append((closing, Span(sentence.start, closing.start())))
    opening = _OPENING.match(text, sentence.start, sentence.end)
    if opening is not None:
        found.append((opening, Span(opening.end(), sentence.end)))
    return [
        Attribution((told,), Span(*form.span()), who, "phrase")
        for form, told in found
        if form.lastgroup and not _NO_WHO.match((who := Span(*form.span(form.lastgroup))).of(text))
    ]


def pointing_back(text: str, sentence: Span, before: Span, names: Sequence[Span]) -> Attribution | None:
    """What is told where a sentence says no more than whose the one before it is; None where it says anything else.

    "The wells are the source" and "From Berg." tell nobody's words: there, one of the known `names` must stand.
    """
    match = _ALONE.fullmatch(text, sentence.start, sentence.end)
    if match is None or match.lastgroup is None:
        return None
    who = Span(*match.span(match.lastgroup))
    if match.lastgroup in ("source", "way") and not any(map(who.overlaps, names)):
        return None
    return None if _NO_WHO.match(who.of(text)) else Attribution((before,), sentence, who, "phrase")
