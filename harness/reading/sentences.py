"""Where sentences begin and end, as half-open ranges of code points.

Made for news and for what small models write: abbreviations, initials, decimals and times keep their full stop,
a closing quotation mark or bracket after the stop belongs to the sentence, line ends before bullets, headings or
blank lines close a sentence, and "aboard.The" without a space is two sentences. Nothing is learned.
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple


class Span(NamedTuple):
    """A half-open range of code points of some text; empty where start == end."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of `text` that stand in this range."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@lru_cache(maxsize=256)
def split_sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text in order, trimmed of white space; they never overlap, and leave out only white space.

    Empty or blank text: no sentences. Text without any stop: one sentence a paragraph or line item. Remembered, since
    several rules read the same text.
    """
    spans: list[Span] = []
    for block in _blocks(text):
        start = block.start
        for match in _STOP.finditer(text, block.start, block.end):
            if match.end() > start and _is_boundary(text, match, Span(start, block.end)):
                spans.append(_trimmed(text, start, match.end()))
                start = match.end()
        spans.append(_trimmed(text, start, block.end))
    return tuple(span for span in spans if span.start < span.end)


def sentence_at(sentences: tuple[Span, ...], position: int) -> int | None:
    """The number of the sentence that holds `position`, or the one before it; None before the first sentence."""
    found = None
    for number, span in enumerate(sentences):
        if span.start > position:
            break
        found = number
    return found


_BLANK_LINE = re.compile(r"\n[ \t\xa0\r]*\n\s*|[\u2028\u2029]+")
_LINE_END = re.compile(r"[ \t\r]*\n\s*")
_LINE_ITEM = re.compile(r"(?:[-*•–—·▪‣◦>]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]|#{1,6})\s+\S|\|")
_OPENING = "\"'“‘«„‚([{"
_CLOSING = "\"'”’»)]}"
_STOP = re.compile(rf"(?:\.(?: \.)+|[.!?…]+|[。！？])[{re.escape(_CLOSING)}]*(?:\[\d+\]|\(\d+\))*")
_LAST_WORD = re.compile(r"[^\W_](?:[^\W_]|[.'’&-](?=[^\W_]))*$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")

_TITLES: Final = """
mr mrs ms mx dr prof rev revd fr sr sra srta st ste mt ft gov govs sen sens rep reps hon pres gen lt col maj capt
cmdr sgt cpl pvt adm brig insp supt det messrs mme mlle amb sec v vs msgr bp atty fig figs no nos art arts ch chap
sect para pp pt vol ed eds trans approx ca cf e.g i.e viz al
"""
_BEFORE_A_NAME: Final = frozenset(_TITLES.split())
"""Abbreviations that what they belong to follows, folded and without their last stop."""

_BEFORE_A_NUMBER: Final = frozenset(("no", "nos", "art", "arts", "sec", "fig", "figs", "pp", "para"))
_SMALL_SHORT_FORMS: Final = frozenset(("etc", "km", "kg", "hrs"))

_SHORT_FORMS: Final = """
jan feb mar apr jun jul aug sep sept oct nov dec inc ltd co corp plc bros jr esq ave blvd rd dept univ assn est
a.m p.m u.s u.k u.n e.u d.c u.a.e u.s.a u.s.s.r ph.d m.d b.a m.a d.phil mass calif conn fla ga ill ind kan ky md
mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo ariz ark colo del ala n.y n.j n.h n.c s.c
n.d s.d w.va r.i n.m etc min max ft lb lbs oz km kg hr hrs sq
"""
_INSIDE: Final = frozenset(_SHORT_FORMS.split())
"""Abbreviations that may stand inside a sentence or close it."""

_OPENERS: Final = """
the a an this that these those it he she they we i you his her their its our my in on at by for from with when
while after before as but and or so if though although however meanwhile there here what who how why where
according since because both some many most more all no not one two three several another such under over
during asked last officials police
"""
_STARTERS: Final = frozenset(_OPENERS.split())
"""Words that, written with a capital after a full stop, open a sentence."""


def _blocks(text: str) -> list[Span]:
    """Paragraphs, cut again at line ends where the next line is an item of a list or the line has ended."""
    blocks: list[Span] = []
    start = 0
    for match in _BLANK_LINE.finditer(text):
        blocks.extend(_lines(text, start, match.start()))
        start = match.end()
    blocks.extend(_lines(text, start, len(text)))
    return blocks


def _lines(text: str, start: int, end: int) -> list[Span]:
    lines: list[Span] = []
    for match in _LINE_END.finditer(text, start, end):
        if _line_is_over(text, start, match.start(), match.end()):
            lines.append(Span(start, match.start()))
            start = match.end()
    lines.append(Span(start, end))
    return [line for line in lines if line.start < line.end]


def _line_is_over(text: str, start: int, line_end: int, next_start: int) -> bool:
    """A wrapped line goes on in small letters after a long line; a short line or a new item stands alone."""
    if line_end <= start or next_start >= len(text):
        return True
    if _LINE_ITEM.match(text, next_start) or _LINE_ITEM.match(text, start):
        return True
    follows = text[next_start]
    last = text[line_end - 1]
    if follows.islower() or last in ",–—-":
        return False
    return line_end - start < _WRAP_WIDTH or last in ".!?:" or follows in _OPENING


_WRAP_WIDTH = 60


def _is_boundary(text: str, match: "re.Match[str]", rest: Span) -> bool:
    """Whether the sentence that starts at `rest.start` ends with this run of stops and closing marks."""
    end = match.end()
    if end >= rest.end:
        return True
    following = text[end]
    stop = match.group()
    if not following.isspace():
        return _is_joined(text, match)
    after = _first_visible(text, end, rest.end)
    if after is None:
        return True
    first = after.lstrip(_OPENING)[:1] or after[0]
    if stop[0] in "!?":
        return not (first.islower() or after[0] in ",;:)–—-")
    if first.islower() or after[0] in ",;:)":
        return False
    if stop.startswith(("..", ". .", "…")):
        return True
    is_quoted = any(mark in "\"'”’»" for mark in stop)
    return is_quoted or stop[0] != "." or not _is_abbreviated(text, match.start(), after, rest.start)


def _is_joined(text: str, match: "re.Match[str]") -> bool:
    """Two sentences with no space between: "aboard.The", "aboard.”The"; never "U.S.Navy", "3.5" or "site.com"."""
    end = match.end()
    stop = match.group()
    following = text[end]
    if not (following.isupper() or following in "“«") or stop[0] not in ".!?…":
        return False
    if len(stop) > 1 and stop[0] in ".!?":
        return stop[-1] in "”»\"'’)" and following.isupper()
    word = _LAST_WORD.search(text, max(0, match.start() - 30), match.start())
    if word is None or following in "“«":
        return word is not None
    is_word = len(word.group()) > 2 and "." not in word.group() and word.group()[1:].islower()
    next_letters = text[end : end + 2]
    starts_word = next_letters in ("A ", "I ") or (len(next_letters) == 2 and next_letters[1].islower())
    return is_word and starts_word and word.group().lower() not in _BEFORE_A_NAME


def _is_abbreviated(text: str, stop: int, after: str, start: int) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation, an initial or a numbering, and not to a sentence."""
    found = _LAST_WORD.search(text, max(start, stop - 30, text.rfind(" ", start, stop) + 1), stop)
    if found is None:
        return False
    word = found.group()
    folded = word.lower()
    if folded in _BEFORE_A_NUMBER:
        return after[0].isdigit()
    if folded in _BEFORE_A_NAME:
        return True
    is_short_form = folded in _INSIDE and (word[0].isupper() or "." in word or folded in _SMALL_SHORT_FORMS)
    if is_short_form or (_INITIALS.fullmatch(word) and word != "I" and word.isupper()):
        return not _starts_sentence(after)
    return word.isdigit() and not text[start : found.start()].strip()


def _starts_sentence(after: str) -> bool:
    """Whether the next word is one that opens sentences rather than a name that an abbreviation may stand before."""
    if after[0] in _OPENING:
        return True
    word = re.match(r"[^\W\d_]+", after)
    return word is not None and word.group().lower() in _STARTERS


def _first_visible(text: str, position: int, end: int) -> str | None:
    rest = text[position : min(end, position + 40)].lstrip()
    return rest or None


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
