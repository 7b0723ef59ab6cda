"""What an answer states, and whom it credits for each statement: the ground of every verdict on an answer.

A statement is a stretch of the answer that gives a value of the kind asked for. It knows which claims' answers it is
(none, where nobody said it) and which sources the answer itself names for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from harness.judging.answers import find_answer, stated_values
from harness.judging.answers.attributing import by_attributing
from harness.judging.answers.closing import closing_name
from harness.judging.answers.credit import credited_by_pronoun, credited_by_view, source_asked
from harness.judging.answers.credit_forms import by_arrival
from harness.judging.answers.joined import joined_sources
from harness.judging.answers.polarity import stands
from harness.judging.mentions import Mention, sources_named
from harness.judging.speakers import credit_at, resolve_source
from harness.judging.voices import Speakers
from harness.reading.attribution import find_attributions
from harness.reading.polarity import is_denied
from harness.reading.sentences import Span
from harness.reading.stance import abstains
from harness.reading.words import fold, tokens
from harness.schema import Claim, Question

_FIGURES: Final = ("number", "money", "percent", "duration", "date")
"""Types of an answer whose values somebody may be told to arrive at, right before them."""
_SPLIT: Final = ("yes-no", "quote")
"""Types of an answer whose words may stand on both sides of whoever says them."""
_AS_GOOD: Final = 0.15
"""A claim that fits this much less than the best one is not what the words state."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Half-open range in the answer; indices of the claims whose answer it gives; ids of those it is credited to.

    ``unknown`` says that somebody is named whom the gold's sources don't know. ``reason`` says why it matches;
    ``together`` are those to whom the answer gives it as one ("both Moe and the union say 8,000"); ``within`` is the
    stretch of the answer that a list takes, where another list stands beside it.
    """

    start: int
    end: int
    claims: frozenset[int]
    sources: tuple[str, ...] = ()
    unknown: bool = False
    reason: str = ""
    together: tuple[str, ...] = ()
    within: tuple[int, int] | None = None

    @property
    def is_credited(self) -> bool:
        """Whether the answer names anybody for this statement."""
        return bool(self.sources) or self.unknown


def read_statements(
    question: Question,
    claims: Sequence[Claim],
    answer: str,
    said_by: str | None,
    speakers: Speakers,
    published: date | None,
) -> tuple[Statement, ...]:
    """The statements of an answer, in their order; empty where it states nothing of the kind asked for.

    Where several values stand in one answer, each has the source that its own clause gives it; ``said_by`` (the answer
    form's line) is the source of those that have none in the text.
    """
    spans = _spans(question, claims, answer, published)
    tellers = frozenset(claim.source for claim in claims if claim.source)
    form = _form(said_by, question, speakers, tellers) if said_by else ()
    asks_a_source = bool(tellers)
    is_told = question.type != "yes-no"
    names_people = question.type in ("list", "name", "source")
    gold_spans = [Span(*place) for place, found in spans.items() if found.scores and is_told]
    outside, inside = _named(answer, gold_spans, speakers)
    gold_words = fold(" ; ".join(text for claim in claims for text in claim.answers))
    closing = closing_name(answer, speakers.names) if question.type in ("list", "yes-no") else None
    statements = []
    for (start, end), found in sorted(spans.items()):
        is_stand = question.type == "yes-no"
        if is_stand and (teller := _retorting(answer, start, question.text, speakers)):
            statements.append(Statement(start, end, found.best(), teller, reason=found.reason))
            continue
        told = _yes_or_no(answer, start, end, question.text) if is_stand else Span(start, end)
        known, unknown = by_arrival(answer, told, speakers.names) if question.type in _FIGURES else (), False
        if not known:
            known, unknown = _credited(
                answer, told, gold_spans, outside, speakers, gold_words, may_be_bare=not names_people
            )
        if not known and not unknown and claims and (asks_a_source or found.scores):
            viewed = credited_by_view(answer, told, speakers.names, question.text, tellers)
            known = viewed if inside.isdisjoint(viewed) else ()
        if not known and not unknown:
            known = credited_by_pronoun(answer, Span(start, end), question.text, speakers.names, tellers)
        if not known:
            may_split = question.type in _SPLIT or not (found.scores or names_people)
            attributed = by_attributing(answer, Span(start, start) if may_split else told, speakers.names)
            if attributed and (question.type == "quote" or outside.issuperset(attributed)):
                known, unknown = attributed, False
        if not known and not unknown and closing is not None and start < closing[0].start:
            known = (closing[1],) if closing[1] in outside else ()
        if not known and not unknown and said_by:
            known, unknown = form, not form
        together = joined_sources(answer, Span(start, end), speakers.names) if found.scores else ()
        known = (*known, *(source for source in together if source not in known))
        statements.append(Statement(start, end, found.best(), known, unknown, found.reason, together))
    return tuple(statements)


_CONCEDED: Final = re.compile(
    r",?\s(?:although|though|even though|even if|in contrast to|contrary to|unlike|as opposed to|despite)\b",
    re.IGNORECASE,
)


def _yes_or_no(answer: str, start: int, end: int, question: str) -> Span:
    """What of a yes or no its credit is asked for: not what it goes on to concede ("No, although Moe wants it")."""
    conceded = _CONCEDED.search(answer, start, end)
    if conceded is None:
        return Span(start, end)
    before = answer[start : conceded.start()]
    is_plain = bool(stands(before, question)) or any(one.is_speech for one in find_attributions(before))
    return Span(start, conceded.start()) if is_plain else Span(start, end)


def _retorting(answer: str, start: int, question: str, speakers: Speakers) -> tuple[str, ...]:
    """The sources of whoever takes the stand that begins here by a retort."""
    stand = next((one for one in stands(answer, question) if one.start == start), None)
    return resolve_source(stand.teller.of(answer), speakers.names) if stand is not None and stand.teller else ()


def _form(said_by: str, question: Question, speakers: Speakers, tellers: frozenset[str]) -> tuple[str, ...]:
    """The sources that the form's line names; "she" there is the source that the question names."""
    if said_by.strip(" .").lower() in ("he", "she"):
        meant = source_asked(question.text, speakers.names, tellers)
        return (meant,) if meant else ()
    return resolve_source(said_by, speakers.names)


def denied_sources(answer: str, speakers: Speakers) -> frozenset[str]:
    """The sources that the answer names only to say that it was not they ("not the mayor, but the governor")."""
    words = tokens(answer)
    places = [(one.source, words[one.first].start, words[one.last - 1].end) for one in _mentions(answer, speakers)]
    denied = {source for source, start, end in places if is_denied(answer, start, end)}
    return frozenset(denied - {source for source, start, end in places if not is_denied(answer, start, end)})


def _mentions(answer: str, speakers: Speakers) -> tuple[Mention, ...]:
    return sources_named(answer, speakers.names)


@dataclass(slots=True)
class _Found:
    """How well each claim's answer fits a range, in [0, 1]; several claims of one answer fit alike."""

    scores: dict[int, float]
    reason: str = ""

    def best(self) -> frozenset[int]:
        """The claims that fit best: a rival's very words are not also the asked source's, because some are shared."""
        most = max(self.scores.values(), default=0.0)
        return frozenset(index for index, score in self.scores.items() if score >= most - _AS_GOOD)


_Spans = dict[tuple[int, int], _Found]


def _spans(question: Question, claims: Sequence[Claim], answer: str, published: date | None) -> _Spans:
    """Ranges of the answer that state something, with the claims that they match; none overlaps another."""
    found: _Spans = {}
    for index, claim in enumerate(claims):
        for span in find_answer(answer, claim.answers, question.type, question=question.text, published=published):
            here = found.setdefault((span.start, span.end), _Found({}, span.reason))
            here.scores[index] = max(span.score, here.scores.get(index, 0.0))
        for start, end in _denials(answer, claim.answers):
            found.setdefault((start, end), _Found({}, "says so in these words")).scores[index] = 1.0
    again = {fold(answer[start:end]).strip(" ."): here for (start, end), here in found.items()}
    for value in stated_values(answer, question.type, question=question.text, published=published):
        if not any(start < value.end and value.start < end for start, end in found):
            same = again.get(fold(value.text).strip(" ."))
            found[(value.start, value.end)] = _Found(dict(same.scores), same.reason) if same else _Found({})
    return _without_tellers(answer, _widest(found)) if question.type == "name" else _widest(found)


def _without_tellers(answer: str, found: _Spans) -> _Spans:
    """The ranges without the names of those who only tell another one: "Rasul announced that Perl would mediate"."""
    told = [one for one in find_attributions(answer) if one.is_speech and one.source is not None]
    named = [Span(*place) for place in found]

    def only_tells(place: Span, is_answer: bool) -> bool:
        telling = [one for one in told if one.source is not None and one.source.covers(place)]
        return any(not is_answer or any(one.covers(other) for other in named if other != place) for one in telling)

    kept = {place: here for place, here in found.items() if not only_tells(Span(*place), bool(here.scores))}
    return kept or found


def _denials(answer: str, answers: Sequence[str]) -> list[tuple[int, int]]:
    """Where the answer has the words of a gold answer that itself says that somebody doesn't know or tell."""
    folded = fold(answer)
    places = []
    for text in answers:
        if abstains(text) and fold(text) in folded:
            places.append((0, len(answer)))
    return places


def _widest(found: _Spans) -> _Spans:
    """Overlapping ranges as one: the widest keeps its place and takes the claims of those inside."""
    kept: _Spans = {}
    for (start, end), here in sorted(found.items(), key=lambda pair: (pair[0][0] - pair[0][1], pair[0])):
        holder = next((key for key in kept if key[0] < end and start < key[1]), None)
        if holder is None:
            kept[(start, end)] = here
        else:
            for index, score in here.scores.items():
                kept[holder].scores[index] = max(score, kept[holder].scores.get(index, 0.0))
    return kept


def _named(answer: str, spans: Sequence[Span], speakers: Speakers) -> tuple[frozenset[str], frozenset[str]]:
    """The sources that are named elsewhere than inside gold answers, and those that are named only inside.

    "Iran and North Korea", where that is the answer, credits nobody.
    """
    words = tokens(answer)
    mentions = [
        (mention.source, Span(words[mention.first].start, words[mention.last - 1].end))
        for mention in _mentions(answer, speakers)
    ]
    outside = frozenset(source for source, place in mentions if not any(span.covers(place) for span in spans))
    return outside, frozenset(source for source, _ in mentions) - outside


def _credited(
    answer: str,
    span: Span,
    gold_spans: Sequence[Span],
    outside: frozenset[str],
    speakers: Speakers,
    gold_words: str,
    *,
    may_be_bare: bool,
) -> tuple[tuple[str, ...], bool]:
    """The ids that the answer names for a statement, and whether it names somebody unknown.

    Words of the gold's own answers (``gold_words`` at ``gold_spans``) credit nobody: "Trump's promise" there is what
    was promised; but "“We are few,” Moe said, “and tired”" has Moe's name between them.
    Where names are asked for (not ``may_be_bare``), a name that nothing ties to the value is another value.
    """
    credit = credit_at(answer, span, speakers.names, of=speakers.speaks_for)
    if credit.is_bare and not may_be_bare:
        return (), False
    if span not in gold_spans:
        return credit.sources, credit.unknown is not None
    is_inside = (
        credit.cue is not None
        and any(one.covers(credit.cue) for one in gold_spans)
        and fold(credit.cue.of(answer)) in gold_words
    )
    if is_inside or (credit.cue is None and not outside & set(credit.sources)):
        return (), credit.unknown is not None and not is_inside
    return credit.sources, credit.unknown is not None
