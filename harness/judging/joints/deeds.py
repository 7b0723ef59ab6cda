"""Who does what in a sentence, clause by clause, in the words that verdicts compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from harness.judging.windows import PreparedDocument, Word, prepare
from harness.reading.cues import is_saying
from harness.reading.parsed import Clause, NounPhrase, Parse
from harness.reading.parsing import read_sentence
from harness.reading.sentences import Span

_SUBORDINATING: Final = frozenset(("when", "as", "after", "before", "while", "because", "since", "until", "if"))
_ABOUT: Final = frozenset(("about", "around", "over", "under", "some", "nearly", "almost", "up to"))


@dataclass(frozen=True, slots=True)
class Deed:
    """A finite verb with its subject and what stands behind it up to the next clause, as positions of words.

    ``subject`` is the span of the noun phrase with what belongs to it, ``head`` that of the bare phrase; both None
    where none was found. A relative pronoun has given way to what it stands for.
    """

    span: Span
    verb: Word
    subject: Span | None
    head: Span | None
    doer: tuple[Word, ...]
    rest: tuple[Word, ...]
    tail: tuple[Word, ...]
    is_passive: bool
    is_relative: bool


def deeds_of(text: str, span: Span, words: Sequence[Word]) -> tuple[Deed, ...]:
    """The deeds of one sentence, whose words are given."""
    parse = read_sentence(text, span)
    finite = [clause for clause in parse.clauses if clause.kind == "finite" and not _is_gerund(parse, clause)]
    by_start = {word.start: word for word in words}
    found = []
    for number, clause in enumerate(finite):
        verb = by_start.get(parse.words[clause.main].start)
        if verb is None:
            continue
        phrase = _said_of(parse, finite, number) or clause.subject or _subject_before(parse, clause)
        is_relative = phrase is not None and phrase.role == "relative"
        if phrase is not None and phrase.role == "relative":
            phrase = phrase.antecedent
        subject = _span(parse, phrase.first, phrase.extent) if phrase is not None else None
        head = _span(parse, phrase.first, phrase.last) if phrase is not None else None
        end = parse.words[clause.last].end
        limit, far = _limits(parse, finite, number, span.end)
        found.append(
            Deed(
                span,
                verb,
                subject,
                head,
                _within(words, subject.start, subject.end) if subject is not None else (),
                _within(words, end, limit),
                _within(words, end, far),
                clause.is_passive,
                is_relative,
            )
        )
    return tuple(found)


def deeds_there(document: PreparedDocument, sentence: int) -> tuple[Deed, ...]:
    """The deeds of a sentence of a document."""
    return _deeds_there(document.text, sentence)


@lru_cache(maxsize=1024)
def _deeds_there(text: str, sentence: int) -> tuple[Deed, ...]:
    document = prepare(text)
    there = document.places_in(sentence, sentence)
    return deeds_of(text, document.sentences[sentence], document.words[there.start : there.stop])


def _span(parse: Parse, first: int, last: int) -> Span:
    return Span(parse.words[first].start, parse.words[last].end)


def _is_gerund(parse: Parse, clause: Clause) -> bool:
    """ "Having known", "of having left": the parse takes the participle behind it for a finite verb."""
    return any(word.folded in ("having", "being") for word in parse.words[max(0, clause.first - 1) : clause.last + 1])


def _said_of(parse: Parse, finite: Sequence[Clause], number: int) -> NounPhrase | None:
    """The subject of what is said without a "that", which the parse gives to who says it: "Moe said the dam held"."""
    clause, before = finite[number], finite[number - 1] if number else None
    if before is None or clause.subject != before.subject or not is_saying(parse.words[before.main].folded):
        return None
    if parse.words[before.last].end > parse.words[clause.first].start:
        return None
    said = (phrase for phrase in parse.phrases if before.last < phrase.first <= phrase.extent == clause.first - 1)
    return next(said, None)


def _subject_before(parse: Parse, clause: Clause) -> NounPhrase | None:
    """The phrase right before a verb behind "about" or its like, which the parse takes for a preposition; or a noun
    that it takes for a verb at the beginning of the sentence ("Repairs would take")."""
    if clause.first == 1 and parse.words[0].part == "verb":
        return NounPhrase(0, 0, 0, "free")
    before = next((phrase for phrase in parse.phrases if phrase.extent == clause.first - 1), None)
    if before is None or not before.first or parse.words[before.first - 1].folded not in _ABOUT:
        return None
    return before


def _limits(parse: Parse, finite: Sequence[Clause], number: int, end: int) -> tuple[int, int]:
    """Where what belongs to a clause ends: at the next clause; and farther, where that is a subordinate one."""
    clause = finite[number]
    limits: list[int] = []
    for following in finite[number + 1 :]:
        subject = following.subject
        first = following.first
        if subject is not None and clause.last < subject.first < first:
            first = subject.first
        limits.append(parse.words[first].start)
    stop = next((word.start for word in parse.words[clause.last + 1 :] if word.part == "break"), end)
    near = min([*limits[:1], stop])
    opener = [word.folded for word in parse.words if word.start < near and word.start >= parse.words[clause.last].end]
    is_led = bool(opener) and opener[-1] in _SUBORDINATING
    far = min([*limits[1:2], stop]) if is_led else near
    return near, far


def _within(words: Sequence[Word], start: int, end: int) -> tuple[Word, ...]:
    return tuple(word for word in words if start <= word.start and word.end <= end)
