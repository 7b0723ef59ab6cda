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
    rf"|{_THIS}(?:\s(?:is|was)|['\u2019]s)\s(?P<owner>{_WHO})(?:['\u2019]s|(?<=s)['\u2019])\s(?:own\s)?{_WORDING}"
    rf"|{_THIS}(?:\s(?:is|was)|['\u2019]s)\s(?:\w+ly\s|just\s)?what\s(?P<what>{_WHO})\s{_TELLS}{_WHEN}"
    rf"|{_THIS}(?:\s(?:is|was)|['\u2019]s)\s(?:the|an?)\s{_WORDING}\s(?:{_SAID}\s)?(?:of|by|from)\s(?P<whose>{_WHO}){_WHEN}"
    rf"|(?:(?:attributed|ascribed|credited|according)\sto|(?:as\s)?per)\s(?P<credited>{_WHO})|(?:from|via)\s(?P<way>{_WHO})"
    rf"|it\s(?:is|was)\s(?P<cleft>{_WHO})\s(?:who|that|which)\s(?:{_TELLS}|{_GIVES})\s(?:so|{_THIS}){_WHEN}"
    rf"|(?P<making>{_WHO})\s{_GIVES}\s{_THIS}{_WHEN}"
    rf"|(?P<source>{_WHO})\s(?:is|was|are|were)\s(?:(?:named|cited|quoted|given|listed|mentioned)\sas\s)?"
    rf"(?:the|its)\ssources?(?:\s(?:of|for|behind)\s{_THIS})?"
    rf"|(?P<cited>{_WHO})\s(?:is|was|are|were)\s(?:cited|quoted|credited|named|given)\s(?:for|as|with|on)\s(?:saying\s)?"
    rf"(?:so|{_THIS})"
    rf"|the\s(?:article|report|text|document|story)\s(?:credits|quotes|cites)\s(?P<quoted>{_WHO})\s(?:for|with|on|as\ssaying)"
    rf"\s(?:so|{_THIS})"
    r")\W*",
    re.IGNORECASE,
)
"""Each form has one group, that of whoever it names."""
_CLOSING: Final = re.compile(
    r"(?:[,;]|\s[-\u2013\u2014])\s(?:"
    rf"(?:or|at\sleast)\sso\s(?P<so>{_WHO})\s{_TELLS}"
    rf"|to\s(?:go\sby|quote|cite)\s(?P<quoted>{_WHO})"
    rf"|(?:this|that)(?:\sis|['\u2019]s)\s(?:according\sto|per|from)\s(?P<per>{_WHO})"
    rf"|(?P<quote>{_WHO})\s(?:is|are|was|were|has\sbeen|have\sbeen)\s(?:quoted|cited|reported)\sas\ssaying"
    rf"|if\s(?P<right>{_WHO})\s(?:is|are)\s(?:right|correct)"
    rf"|as\s(?P<has>{_WHO})\s(?:has|have|had)\sit"
    rf"|(?:an?\s|the\s)?{_WORDING}\s(?:{_SAID}\s)?(?:by|from)\s(?P<from>{_WHO})"
    r")\W*$",
    re.IGNORECASE,
)
_OPENING: Final = re.compile(
    rf"\W*(?:(?:as|so)\sfar\sas\s(?P<far>{_WHO})\s(?:is|are)\sconcerned|if\s(?P<right>{_WHO})\s(?:is|are)\s(?:right|correct)"
    rf"|based\son\s(?:the\s|an?\s)?{_WORDING}\s(?:of|by|from|{_SAID}\sby)\s(?P<from>{_WHO})"
    rf"|as\s(?P<has>{_WHO})\s(?:has|have|had)\sit),\s",
    re.IGNORECASE,
)
_LEADING: Final = re.compile(
    rf"\W*(?:(?P<view>{_WHO})\s(?:(?:is|are|was|were)\s(?:\w+ly\s)?(?:of\sthe\s(?:opinion|view)|adamant)"
    rf"|(?:takes?|took|holds?|held)\sthe\sview|(?:lets?|let)\sit\sbe\sknown)\sthat"
    rf"|(?:information|figures|numbers|data|a\sstatement|a\sreport)\s(?:of|from|by|{_SAID}\sby)\s(?P<from>{_WHO})"
    rf"\s(?:has\sit|have\sit|shows?|showed|suggests?|suggested|indicates?|indicated)(?:\sthat)?"
    rf"|the\s(?:article|report|text|document|story)\s(?:has|quotes|cites)\s(?P<quoted>{_WHO})\s(?:as\s)?saying(?:\sthat)?"
    rf"|ask\s(?P<asked>{_WHO})\sand\sthe\sanswer\sis"
    rf"|(?:here\s|on\sthis\s)?(?P<clear>{_WHO})\s(?:is|are|was|were)\s(?:\w+ly\s)?clear(?:\s(?:here|on\sthis))?:"
    rf"|(?:{_THIS}\s(?:is|was)\s)?attributed\sto\s(?P<credited>{_WHO}):"
    r")\s",
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
    information concerned statement claim account credits quotes cites""".split()  # noqa: SIM905  reads better so
)
"""Of these words, or of the verbs of saying, every form has one, but for "as Moe has it"."""
_FIGURE_ALONE: Final = re.compile(r"\W*[^\s.]{1,20}\.\s+(?=[^\W\d_a-z])")
"""A value and its full stop, which may look like the number of a list's item."""


_LEAD_WORDS: Final = "opinion view adamant known information figures numbers data statement report saying ask clear"
_LEADS: Final = frozenset((*_LEAD_WORDS.split(), "attributed"))
"""Of these words every form has one that leads to the rest of its sentence."""
_HAS_IT: Final = re.compile(r"\s(?:has|have|had)\sit\b")


def may_point(text: str) -> bool:
    """Whether a text has a word of those forms; most need several parts."""
    words = word_set(text)
    if not _LEADS.isdisjoint(words):
        return True
    return (". " in text or ", " in text) and (not _POINTS.isdisjoint(words) or _HAS_IT.search(text) is not None)


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
    for form in (_OPENING, _LEADING):
        opening = form.match(text, sentence.start, sentence.end)
        if opening is not None:
            found.append((opening, Span(opening.end(), sentence.end)))
    return [
        Attribution((told,), Span(*match.span()), who, "phrase")
        for match, told in found
        if match.lastgroup and not _NO_WHO.match((who := Span(*match.span(match.lastgroup))).of(text))
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
