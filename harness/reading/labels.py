"""Sources that stand beside what they say without a sentence: the short forms that models answer in.

"Moe: 212", "212 (Captain Moe)", "Answer: 212 / Said by: Moe", "- 212 – Moe". Whether the words beside a value name
anybody is for the caller to decide; here stands only where they are.
"""

import re
from typing import Final

from harness.reading.attributed import Attribution
from harness.reading.cues import is_saying, verb_form
from harness.reading.sentences import Span
from harness.reading.words import word_set


def labelled_sources(text: str) -> list[Attribution]:
    """Attributions by label, bracket, colon or dash, in order of their sources."""
    found = [] if _LABEL_WORDS.isdisjoint(word_set(text)) else _named_lines(text)
    marks = set(_MARK.findall(text))
    for signs, read in _READERS if marks else ():
        if not signs.isdisjoint(marks):
            found += read(text)
    found += _pairs(text)
    return sorted(found, key=lambda attribution: attribution.source or Span(0, 0))


_LABEL: Final = re.compile(
    r"(?:^|[\n;.,(|]|\s[-–—])[*_#\s]*+"
    r"(?P<label>(?:said|stated|told|reported|claimed|given|attributed|quoted|spoken|provided)"
    r"(?:\s+(?:by|to))|(?:the\s+)?(?:sources?|speakers?|attribution|credit|who said(?: it| so| this| that)?)"
    r"(?:\s+(?:of|for)\s+[^:\n]{1,40})?)\s*(?:[*_]++\s*)?(?P<mark>[:=]|\s(?:is|was|are)\s|(?<=by)\s)\s*[*_]*"
    r"(?P<source>(?:[^\n;.()|]|\.(?=\w)|(?<=\b[A-Z])\.|(?<=\b(?:Mr|Ms|Dr))\.|(?<=\b(?:Mrs|Gen|Gov|Sen|Rep))\.)+)",
    re.IGNORECASE,
)
_LABEL_WORDS: Final = frozenset(
    ("by", "to", "source", "sources", "speaker", "speakers", "attribution", "credit", "who")
)
"""Of these words every label has one."""
_ANSWER: Final = re.compile(r"(?:^|\n)[*_#\s]*+(?:the\s+)?(?:final\s+)?answer\s*[*_]*[:=]\s*[*_]*", re.IGNORECASE)
_NO_SOURCE: Final = re.compile(
    r"^(?:answer|note|question|context|summary|explanation|the answer|a|q|key facts?)$", re.IGNORECASE
)
_IS_CLAUSE: Final = re.compile(r"\b(?:is|are|was|were|has|have|had|does|did|will|would|can|could)\b", re.IGNORECASE)
_ACTS: Final = re.compile(r"\s\w{3,}(?:s|ed)\s(?:the|a|an|his|her|its|their)\s", re.IGNORECASE)
"""A verb and its object before a colon: "The agency contradicts the minister: it says …"."""
_PRONOUN: Final = re.compile(r"(?:he|she|it|they)\s", re.IGNORECASE)
_BRACKET: Final = re.compile(
    r"[(\[](?P<source>(?:the |a |an |its |his |her )?[^()\[\]\n]{2,80})[)\]]"
    r"(?=\s*(?:$|[.,;:!?\n]|(?:and|or|but|while|vs|versus)\b))"
)
_COLON: Final = re.compile(
    r"(?:^|[\n;]|(?<=[.,]\s))\s*+(?:[-*•]\s+)?[*_]*"
    r"(?P<source>[^\W\d](?:[^:\n;.!?\"“]|(?<=\b[A-Z])\.){1,80})[*_]*:\s*[*_]*"
    r"(?P<content>[^\n;]+?)(?=[,.]\s[^\W\d](?:[^:\n;,.]|(?<=\b[A-Z])\.){1,80}:\s|[\n;]|$)"
)
_DASH: Final = re.compile(
    r"(?:^|\n)\s*+(?:[-*•]\s++)?+(?P<content>\S[^\n]{0,199}?)(?<!\s)\s++(?:[-–—]{1,2}|//|\||<-|←)\s*+"
    r"(?P<source>[^\W\d][^\n–—:]{1,70}?)(?:(?:[^\S\n]*+\n)++|[^\S\n]*+$)"
)
"""White space is taken whole each time: given back sign by sign, a line of nothing else took time by its cube."""
_STOPS: Final = re.compile(r"[;\n(]|(?<!\b[A-Z])[.!?](?=\s)|,(?=\s)")


def _named_lines(text: str) -> list[Attribution]:
    """ "Said by: Moe" and "Source: Moe": whatever stands before, or in the rest where nothing stands before."""
    found = []
    for match in _LABEL.finditer(text):
        start = 0
        for answer in _ANSWER.finditer(text, 0, match.start()):
            start = answer.end()
        content = _trimmed(text, start, match.start("label"))
        if content is None:
            answered = _ANSWER.search(text, match.end())
            content = _trimmed(text, answered.end() if answered is not None else match.end(), len(text))
        if content is not None:
            cue = Span(match.start("label"), match.end("label"))
            found.append(Attribution((content,), cue, _source(text, match), "label"))
    return found


def _brackets(text: str) -> list[Attribution]:
    """ "212 (Moe)": the words before the bracket, back to the last mark."""
    found = []
    for match in _BRACKET.finditer(text):
        start = max((stop.end() for stop in _STOPS.finditer(text, 0, match.start())), default=0)
        content = _trimmed(text, start, match.start())
        inner = match.group("source")
        names_somebody = any(map(str.isalpha, inner)) and not any(map(str.isdigit, inner)) and not has_saying(inner)
        if content is not None and names_somebody:
            found.append(Attribution((content,), None, _source(text, match), "label"))
        name = _trimmed(text, *_after_joint(text, start, match.start()))
        if name is not None and not has_saying(name.of(text)):
            found.append(Attribution((_source(text, match),), None, name, "label"))
    return found


def _after_joint(text: str, start: int, end: int) -> tuple[int, int]:
    """What stands behind the last "and", "or" or "while" between two places."""
    joints = [match.end() for match in _JOINT.finditer(text, start, end)]
    return (joints[-1] if joints else start), end


_JOINT: Final = re.compile(r"\b(?:and|or|but|while|vs|versus)\s", re.IGNORECASE)


def has_saying(phrase: str) -> bool:
    """Whether a phrase holds a verb of saying, so that it is a clause of its own rather than a name."""
    words = phrase.replace("’", "'").rstrip(' .,;!?"”').split()
    for before, word in zip(["", *words], words, strict=False):
        if is_saying(word) and verb_form(word) != "base" and not before.endswith(("'s", "s'")):
            return True
    return False


def _colons(text: str) -> list[Attribution]:
    """ "Moe: 212": the rest of the line, or up to the next semicolon."""
    found = []
    for match in _COLON.finditer(text):
        source = _source(text, match)
        words = source.of(text).strip(" *_")
        is_clause = _IS_CLAUSE.search(words) or (_ACTS.search(words) and _PRONOUN.match(match["content"]))
        if is_clause or _NO_SOURCE.match(words) or _LABEL.match(text, match.start()):
            continue
        content = _trimmed(text, match.start("content"), match.end("content"))
        if content is not None:
            found.append(Attribution((content,), None, source, "label"))
    return found


def _dashes(text: str) -> list[Attribution]:
    """ "212 – Moe" and "“…” — Moe" at the end of a line; a dash that opens each line of a list names nobody."""
    found = []
    for match in _DASH.finditer(text):
        first = text.rfind("\n", 0, match.start("content")) + 1
        if _LISTED.match(text, first) and "\n" in text[match.end("content") : match.start("source")]:
            continue
        content = _trimmed(text, match.start("content"), match.end("content"))
        if content is not None:
            found.append(Attribution((content,), None, _source(text, match), "label"))
    return found


_PAIR: Final = re.compile(
    r"\s*+(?:[-*•]\s++)?+[*_]*+(?P<source>[^\W\d][^;,:=→\n]{1,60}?)[*_]*+"
    r"(?:\s?(?:→|->|=>?)\s?|\s[-–—]\s|(?P<bare>,?\s)(?=[^;,\w]?\d|(?:yes|no)\b"
    r"|(?:about|some|around|over|under|nearly|almost|up\sto|at\s(?:least|most)|(?:more|fewer|less)\sthan)\s\W?\d))"
    r"[*_]*+(?P<content>[^;,→\n]{1,50}?)[*_]*+\s*+",
    re.IGNORECASE,
)
_NO_NAME: Final = re.compile(
    r"\b(?:is|are|was|were|be|has|have|had|at|of|in|on|to|from|by|with|for|put|puts|stood|stands|than|about|over|under"
    r"|and|or|but|not|only|up|down)\b",
    re.IGNORECASE,
)
"""Words that no name has which stands bare before a figure: "Turnout stood at 68%"."""
_BARE_WORDS: Final = 4
"""A name that stands bare before a figure has no more words."""
_BETWEEN_PAIRS: Final = re.compile(r"[;\n]+")
_BETWEEN_SHORT_PAIRS: Final = re.compile(r",\s(?:and\s)?|\s/\s|\s(?:and|vs\.?)\s")
_MOST_OF_PAIRS: Final = 240
"""A text of nothing but pairs is no longer than so many code points."""


def _pairs(text: str) -> list[Attribution]:
    """ "FLR, 284; Red Cross, 270", "Moe – 42, Lund – 17", "Moe 42 / Lund 17": nothing but names and what they say."""
    body = text.strip().rstrip(".")
    if len(body) > _MOST_OF_PAIRS:
        return []
    offset = text.index(body)
    between = _BETWEEN_PAIRS if _BETWEEN_PAIRS.search(body) else _BETWEEN_SHORT_PAIRS
    edges = [0, *(place for match in between.finditer(body) for place in match.span()), len(body)]
    parts = list(zip(edges[::2], edges[1::2], strict=True))
    pairs = [_PAIR.fullmatch(body, *part) for part in parts] if len(parts) > 1 else []
    if not all(pair and (pair["bare"] is None or _is_short_name(pair["source"])) for pair in pairs):
        return []
    return [
        Attribution((_shifted(pair.span("content"), offset),), None, _shifted(pair.span("source"), offset), "label")
        for pair in pairs
        if pair is not None
    ]


def _is_short_name(phrase: str) -> bool:
    return len(phrase.split()) <= _BARE_WORDS and not _NO_NAME.search(phrase) and not has_saying(phrase)


def _shifted(span: tuple[int, int], offset: int) -> Span:
    return Span(span[0] + offset, span[1] + offset)


_LISTED: Final = re.compile(r"[ \t]*[-–—•*] ")
TABLE_RULE: Final = re.compile(r"^\s*\|(?:\s*:?-{2,}:?\s*\|)+\s*$", re.MULTILINE)
"""The rule under the head of a table in Markdown."""
_ROW: Final = re.compile(
    r"^\s*\|\s*[*_]*(?P<source>[^\W\d][^|\n]{1,60}?)[*_]*\s*\|(?P<content>[^\n]+)\|[ \t]*$", re.MULTILINE
)


def _rows(text: str) -> list[Attribution]:
    """ "| Moe | 212 |": the cells of a table's row are the words of whoever its first cell names."""
    rule = TABLE_RULE.search(text)
    rows = _ROW.finditer(text, rule.end()) if rule else ()
    return [Attribution((Span(*row.span("content")),), None, Span(*row.span("source")), "label") for row in rows]


_MARK: Final = re.compile(r"[(\[:|←]|(?<=\s)(?:[-\u2013\u2014]|//|<-)")
_READERS: Final = (
    (frozenset("(["), _brackets),
    (frozenset(":"), _colons),
    (frozenset(("-", "\u2013", "\u2014", "//", "|", "<-", "←")), _dashes),
    (frozenset("|"), _rows),
)
"""The forms that marks make, each with the marks without which it is not there."""


def _source(text: str, match: re.Match[str]) -> Span:
    return _trimmed(text, *match.span("source")) or Span(*match.span("source"))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in " \t\n*_-–—•(,.":
        start += 1
    while end > start and text[end - 1] in " \t\n*_-–—•(,":
        end -= 1
    return Span(start, end) if start < end else None
