"""To whom a text gives the credit for what it states at a place: known sources by id, others by their words.

The innermost attribution around the place decides: in "Moe said that Fjordline claimed 198" the words are Fjordline's,
told by Moe, and both are handed back in that order. A phrase that means none of the sources is somebody unknown, whose
words they are all the same; "the article", "reports" and the like are nobody.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from harness.judging.mentions import places_by, resolve_source
from harness.judging.source_index import SourceIndex, index_of
from harness.reading.attributed import Attribution
from harness.reading.attribution import find_attributions
from harness.reading.cues import is_speaker_noun
from harness.reading.number_words import NUMBER_WORDS
from harness.reading.parsing import read_sentence
from harness.reading.polarity import has_denial
from harness.reading.sentences import Span, split_sentences
from harness.reading.words import STOPWORDS, tokens

UNKNOWN: Final = "?"
"""Stands in for the id of a speaker whom the list of sources does not hold."""


@dataclass(frozen=True, slots=True)
class Credit:
    """Who is credited: ids of `sources`, whose words they are first, then whoever tells them; or the words for somebody
    unknown; both empty where nobody is named. `cue` is where the text says so. `is_bare`: the name stands beside the
    words without anything that ties it to them."""

    sources: tuple[str, ...] = ()
    unknown: str | None = None
    cue: Span | None = None
    is_bare: bool = False


def credit_of(
    text: str, span: Span, sources: Mapping[str, Sequence[str]], *, of: Mapping[str, str | None] | None = None
) -> tuple[str, ...]:
    """The ids of the sources that the text credits with what stands at `span`; `(UNKNOWN,)` for somebody else.

    `sources` holds name and aliases by id; `of` whom an id speaks for. Nobody named: no ids.
    """
    credit = credit_at(text, span, sources, of=of)
    if credit.sources:
        return credit.sources
    return () if credit.unknown is None else (UNKNOWN,)


def credit_at(
    text: str, span: Span, sources: Mapping[str, Sequence[str]], *, of: Mapping[str, str | None] | None = None
) -> Credit:
    """Like `credit_of`, with the words for somebody unknown and the place of the cue."""
    reading = _read(text, index_of(sources))
    is_value = _has_number(text[span.start : span.end])
    theirs = _whose_value(text, span, reading.mentions) if is_value else None
    if theirs is not None:
        return Credit((theirs,))
    covering = reading.covering(span)
    if not covering:
        return _beside(text, span, reading)
    covering = [one for one in covering if not _denies(text, one, span)] or covering
    ids: list[str] = _offering(text, span, reading.mentions)[:1] if is_value else []
    for number, attribution in enumerate(covering):
        if number and not _is_nested(text, covering[0], attribution):
            continue
        found = _resolved(text, attribution, sources, of or {})
        if not found and not ids:
            unknown = _unknown(text, attribution)
            if unknown is not None:
                return unknown
        ids.extend(source for source in found if source not in ids)
    return Credit(tuple(ids), None, covering[0].cue) if ids else _beside(text, span, reading)


def _denies(text: str, attribution: Attribution, span: Span) -> bool:
    """ "42, which the union disputes": what somebody is told to deny is not his, where others are told to say it."""
    cue = attribution.cue
    return cue is not None and not span.covers(cue) and has_denial(cue.of(text))


def _has_number(text: str) -> bool:
    return any(map(str.isdigit, text)) or any(token.folded.split("-")[0] in NUMBER_WORDS for token in tokens(text))


_COMPARED: Final = re.compile(
    r"\b(?:than|against|versus|vs|with|to|from|not)\s(?:the\s)?(?:[a-z]+\s){0,2}$", re.IGNORECASE
)
_OWNED: Final = re.compile(
    r"['\u2019]s?\s(?:(?:figure|count|estimate|claim|number|total)\sof\s|own\s)?(?:about\s|some\s)?"
)


def _whose_value(text: str, span: Span, mentions: Sequence[tuple[Span, str]]) -> str | None:
    """Whose figure another tells, by a comparison or by a verb that both names share."""
    before = [(place, source) for place, source in mentions if place.end < span.start]
    compared = next((source for place, source in before if _is_compared(text, place, span)), None)
    if compared is None and _SET_AGAINST.search(text, 0, span.start):
        behind = ((place, source) for place, source in mentions if place.start > span.end)
        compared = next((source for place, source in behind if _FROM.fullmatch(text, span.end, place.start)), None)
    return compared or next((source for place, source in before if _is_gapped(text, place, span)), None)


def _is_compared(text: str, place: Span, span: Span) -> bool:
    """ "640 million, 75 million less than the administrator's 715 million": whose figure another tells of his own."""
    return bool(_OWNED.fullmatch(text, place.end, span.start)) and bool(_COMPARED.search(text, 0, place.start))


_GAP: Final = re.compile(r"\s(?:(?:at|of|with|for)\s)(?:about\s|some\s|only\s|no more than\s|at least\s)?")
_COMMA_GAP: Final = re.compile(r",\s(?:about\s|some\s|only\s|just\s|no more than\s|at least\s)?")
_APART: Final = re.compile(r"(?:;|\b(?:while|whereas|but))\s(?:the\s)?$", re.IGNORECASE)
_SECOND: Final = re.compile(r"(?:[,;]|\b(?:and|while|whereas|but))\s(?:and\s|but\s)?(?:the\s)?$", re.IGNORECASE)


def _is_gapped(text: str, place: Span, span: Span) -> bool:
    """ "Moss values them at 1.2 billion, the minister at 750 million": the second name has the first one's verb."""
    if _COMMA_GAP.fullmatch(text, place.end, span.start) and _APART.search(text, 0, place.start):
        return True
    return bool(_GAP.fullmatch(text, place.end, span.start)) and bool(_SECOND.search(text, 0, place.start))


_OFFERED: Final = re.compile(r"\s(?:\w+ly\s)?(?:\w+ed|given|put|set|made|cited)\sby\s(?:the\s)?(?:[a-z]+\s){0,2}")
_SET_AGAINST: Final = re.compile(
    r"\b(?:against|versus|vs\.?|compared (?:with|to)|rather than|unlike)\s(?:the\s)?(?:about\s)?$"
)
_FROM: Final = re.compile(r"\s(?:[a-z]+\s){0,2}(?:from|by|of)\s(?:the\s)?")


def _offering(text: str, span: Span, mentions: Sequence[tuple[Span, str]]) -> list[str]:
    """ "Moe said that the 700 million offered by Sorrel …": whose value it is that another tells."""
    return [
        source
        for place, source in mentions
        if span.end < place.start and _OFFERED.fullmatch(text, span.end, place.start)
    ]


def speaks_for(named: str, expected: str, of: Mapping[str, str | None]) -> bool:
    """Whether naming one source is right where another is expected: itself, its organisation, or its spokesman."""
    return named == expected or of.get(expected) == named or of.get(named) == expected


_SPOKEN_FOR: Final = frozenset(("spokesman", "spokeswoman", "spokesperson"))
_NOBODY_WORDS: Final = """
article text document passage story report reports source sources summary author news it there this that they one
he she who which some people others many everyone someone information context question answer here what statement
"""
_NOBODY: Final = frozenset(_NOBODY_WORDS.split())
_SHORT_ANSWER: Final = 15


def _is_citing(text: str, attribution: Attribution) -> bool:
    return attribution.cue is not None and attribution.cue.of(text).lower() in ("citing", "quoting")


def _is_nested(text: str, inner: Attribution, outer: Attribution) -> bool:
    """Whether one attribution is told by another: right behind its verb, or as what it cites; or told of nobody."""
    if inner.source is None or _is_citing(text, inner):
        return True
    if not _names_somebody(text, inner):
        return True
    starts = [stretch.start for stretch in outer.content if stretch.covers(inner.source)]
    return any(text[start : inner.source.start].strip().lower() in ("", "that") for start in starts)


def _names_somebody(text: str, attribution: Attribution) -> bool:
    """Whether the source of an attribution is somebody at all, rather than "the article" or "it"."""
    span = attribution.antecedent or attribution.source
    words = tokens(span.of(text)) if span is not None else ()
    return bool(words) and words[-1].folded not in _NOBODY


def _resolved(
    text: str, attribution: Attribution, sources: Mapping[str, Sequence[str]], of: Mapping[str, str | None]
) -> tuple[str, ...]:
    """The ids that the source of an attribution, or what its pronoun stands for, means."""
    for span in (attribution.source, attribution.antecedent):
        found = resolve_source(span.of(text), sources) if span is not None else ()
        if found:
            return found
    phrase = "" if attribution.source is None else attribution.source.of(text)
    speakers = [source for source, organisation in of.items() if organisation is not None]
    is_spokesman = any(word.folded in _SPOKEN_FOR for word in tokens(phrase)[-1:])
    return (speakers[0],) if is_spokesman and len(speakers) == 1 else ()


_OWNERS: Final = frozenset(("its", "his", "her", "their"))


def _unknown(text: str, attribution: Attribution) -> Credit | None:
    """Somebody who is none of the sources, where the phrase has a name or a definite speaker in it."""
    if attribution.source is not None and attribution.source.of(text).lower() in _OWNERS:
        return None  # "by its account": whose it is stands elsewhere
    span = attribution.antecedent or attribution.source
    words = tokens(span.of(text)) if span is not None else ()
    content = [word for word in words if word.folded not in STOPWORDS]
    if span is None or not content or any(word.folded in _NOBODY for word in content[-1:]):
        return None
    is_label = attribution.kind == "label" and attribution.cue is None
    has_name = any(word.text[0].isupper() and not is_speaker_noun(word.folded) for word in content)
    head = content[-1].folded
    is_told = attribution.kind == "phrase" or (attribution.kind == "verb" and attribution.is_speech)
    is_body = is_told and head not in _RECORDS and (head[-1:] != "s" or head[-2:] == "ss")
    is_speaker = words[0].folded in _DETERMINERS and (is_speaker_noun(head) or is_body)
    if is_label and not is_speaker:
        return None
    return Credit((), span.of(text), attribution.cue) if has_name or is_speaker else None


_DETERMINERS: Final = frozenset(("the", "its", "his", "her", "their", "a", "an"))
_RECORD_WORDS: Final = """
data evidence material piece blog page excerpt headline paragraph section sentence content post update timeline list
table law plan letter footage video photo image map survey poll study research record figure number count total
estimate information wording rule deal agreement budget chart graph website outlet press media public world past
"""
_RECORDS: Final = frozenset(_RECORD_WORDS.split())
"""What tells something without being anybody: "according to the data"."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a text says of who says what.

    `mentions`: where it names a source, and which. `attributions`: the ones with a source, the innermost first.
    `loose`: the mentions that are no attribution's source. `is_bare`: they stand in a few words without a verb.
    """

    mentions: tuple[tuple[Span, str], ...]
    attributions: tuple[Attribution, ...]
    loose: tuple[tuple[Span, str], ...]
    is_bare: bool

    def covering(self, span: Span) -> list[Attribution]:
        """The attributions that tell what stands at a place, the innermost first."""
        start, end = span
        return [one for one in self.attributions if any(first < end and start < last for first, last in one.content)]


@lru_cache(maxsize=256)
def _read(text: str, index: SourceIndex) -> _Reading:
    """Kept, since every word of a text may be asked about."""
    mentions = places_by(text, index)
    found = find_attributions(text, tuple(place for place, _ in mentions))
    named = [one for one in found if one.source is not None]
    named.sort(key=lambda one: (not one.is_speech, one.kind == "label", not _is_citing(text, one), one.size()))
    speaking = [one.source for one in found if one.source is not None and one.kind != "label"]
    loose = tuple((place, source) for place, source in mentions if not any(map(place.overlaps, speaking)))
    is_bare = bool(loose) and len(tokens(text)) <= _SHORT_ANSWER and not has_verb(text)
    return _Reading(mentions, tuple(named), loose, is_bare)


def _beside(text: str, span: Span, reading: _Reading) -> Credit:
    """Short forms without a cue: "8,000 from the Pentagon", "the Pentagon's 10,000", "Moe, 212"."""
    for place, source in _in_sentence(text, span, reading.loose):
        if not place.overlaps(span) and _is_tied(text, place, span):
            return Credit((source,), None, place)
    if not reading.is_bare:
        return Credit()
    outside = [(place, source) for place, source in reading.loose if not place.overlaps(span)]
    if len({source for _, source in outside}) == 1:
        places = [place for place, _ in outside if not _is_circumstance(text, place)]
        return Credit((outside[0][1],), None, places[0], is_bare=True) if places else Credit()
    return Credit()


def _in_sentence(text: str, span: Span, mentions: Sequence[tuple[Span, str]]) -> Sequence[tuple[Span, str]]:
    """The mentions in the sentences that a place touches; all of them where it touches none."""
    sentences = split_sentences(text)
    near = sentences[
        bisect_right(sentences, span.start, key=lambda one: one.end) : bisect_left(
            sentences, span.end, key=lambda one: one.start
        )
    ]
    if not near:
        return mentions
    return [one for one in mentions if near[0].start <= one[0].start and one[0].end <= near[-1].end]


_PLACE_WORDS: Final = "in into inside within near outside against to at between with of"
_IN_PLACE: Final = frozenset(_PLACE_WORDS.split())


_INCLUDED: Final = re.compile(r"\s(?:\w+\s)?(?:among\sthem|included|alike)\b")
"""What follows those who are part of a number: "42, police officers among them"."""


def _is_circumstance(text: str, place: Span) -> bool:
    """Whether a name is where something happens, or whose thing it is: "80% of those in Russia", "of Moe's boats"."""
    before = [token.folded for token in tokens(text[: place.start])[-2:]]
    if text[place.end : place.end + 2] in ("'s", "\u2019s") or _INCLUDED.match(text, place.end):
        return True
    if before[-1:] and text[place.start - 1] == " " and _has_number(text[: place.start - 1].rpartition(" ")[2]):
        return not text[: place.start - 1].endswith((",", ";"))  # "30 police officers"
    return bool(before) and (before[-1] in _IN_PLACE or (before[-1] == "the" and before[0] in _IN_PLACE))


def _is_tied(text: str, place: Span, span: Span) -> bool:
    """Whether "by", "from" or a possessive ties a name to a value with at most three words between."""
    if place.end <= span.start:
        between = text[place.end : span.start].replace("’", "'")
        return between.startswith(("'s ", "' ")) and len(between.split()) <= _NEAR_WORDS and not has_verb(between)
    between = text[span.end : place.start].lower()
    words = [word for word in between.replace(",", " ").split() if word not in ("the", "a", "an")]
    if not words or len(words) > _NEAR_WORDS or words[-1] not in ("by", "from", "via") or has_verb(between):
        return False
    if any(map(str.isdigit, text[span.start : span.end])):
        return True
    return words[-1] != "from" and not _is_doer(text, span, between)


def _is_doer(text: str, span: Span, between: str) -> bool:
    """Whether "by" is behind what is done in a whole sentence: "the purchase of ships by Norland", "hit by Norland"."""
    return "," not in between and any(has_verb(one.of(text)) for one in split_sentences(text) if one.overlaps(span))


_NEAR_WORDS: Final = 4


@lru_cache(maxsize=1024)
def has_verb(text: str) -> bool:
    """Whether a stretch of text has a finite verb."""
    parse = read_sentence(text, Span(0, len(text)))
    return any(clause.kind == "finite" for clause in parse.clauses)
