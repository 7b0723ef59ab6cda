"""Whom an answer credits without a cue of saying: "Moe expects 300", "it is seen by Moe as …", "Moe's reason is …".

An answer to a question about a source's words may tell them as that source's view, in the question's own verb. That is
a credit in an answer, though not in any text: "Fjordline plans" tells nobody's words in a report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from harness.judging.answers.credit_forms import Names, by_account, by_cleft, by_figure, by_words_of
from harness.judging.mentions import mentions_by, places_named, resolve_source
from harness.judging.source_index import SourceIndex, index_of, looks_like_person
from harness.reading.attribution import find_attributions
from harness.reading.cues import is_attitude, is_saying, is_speech_noun
from harness.reading.parsed import Clause, NounPhrase, Parse, agent_of, cover
from harness.reading.parsing import read_sentence
from harness.reading.polarity import has_negation
from harness.reading.sentences import Span, split_sentences
from harness.reading.words import STOPWORDS, fold, stem, tokens

_VIEW_VERBS: Final = """
call calls called set sets name names named list lists listed give gives gave given put puts cite cites cited use uses
used offer offers offered lay lays laid issue issues issued compare compares compared measure measures measured record
records recorded register registers registered tally tallies tallied look looks looking seek seeks sought attribute
attributes attributed ascribe ascribes ascribed trace traces traced like likes liked point points pointed
date dates dated require requires required eye eyes eyed speak speaks spoke rate rates rated value values valued
peg pegs pegged
"""
_VIEWS: Final = frozenset(_VIEW_VERBS.split())
"""Verbs of no thought or word that give somebody's words all the same: "Moe set two conditions"."""
_VIEWED: Final = """
reason reasons phrase expression term terms condition conditions demand demands goal goals aim aims name names figure
price target targets priority priorities fear fears hope hopes advice motto slogan verdict guess
"""
_VIEW_NOUNS: Final = frozenset(_VIEWED.split())
_GAP: Final = re.compile(r"\s(?:(?:it|that|as|at|for|with|of|a|an|the)\s){0,2}[\x22\u201c'\u2018]?")
_POINTING: Final = re.compile(
    r"\s(?:it|so|(?:this|that|the|both)(?:\s(?:figure|number|count|estimate|total|sum|amount|date|information|statement"
    r"|claim|word|words|phrase|term|answer|reason))?)\b(?=\s?(?:[.,;!]|$)|\s(?:out|to|in|on|at|down)\b)",
    re.IGNORECASE,
)
_FIGURE_ALONE: Final = re.compile(r"\.\s+(?=[A-Z])")
"""A full stop behind a value, which may look like the number of a list's item."""
_TURNING: Final = re.compile(r"disput|den(?:y|ie)|reject|refut|contradict|rule|dismiss|question|doubt")
"""Verbs by which the next sentence takes back what a "yes" or a figure says."""
_OWN_WORDS: Final = re.compile(
    r"\b(?:his|her)\s(?:own\s|exact\s)?(?:words?|view|opinion|account|estimate|figure|phrase|answer|count|reply)\b",
    re.IGNORECASE,
)
_LEAD_IN: Final = re.compile(r"(?P<lead>[^\n:]{3,160}):[ \t*]*\n")
_RAISED: Final = re.compile(r"\b(?:expect|think|believe|foresee|see|anticipate|want)\b", re.IGNORECASE)
"""Verbs whose "not" is that of what is thought: "he does not expect it before May"."""
_ASKS_WHETHER: Final = re.compile(
    r"(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should|may|might)\b", re.IGNORECASE
)
"""How a question begins whose verb is what is asked, nobody's way of saying it."""
_PRONOUNS: Final = frozenset(("he", "she", "they", "it"))
_PERSONS: Final = frozenset(("he", "she", "him", "her"))
_ANY_PRONOUN: Final = re.compile(r"\b(?:he|she|it|they|him|her|them)\b", re.IGNORECASE)
_BODIES: Final = frozenset(("it", "they", "them"))
_MADE: Final = frozenset(("made", "given", "issued", "offered", "kept", "named", "told", "quoted", "cited"))
_ACTS: Final = frozenset(("decided", "approved", "accepted", "backed", "supported", "endorsed", "ordered", "directed"))
"""What somebody does, so that "was decided by the bishops" tells nobody's words."""
_OWNERS: Final = frozenset(("his", "her", "their", "its"))


def credited_by_view(text: str, span: Span, names: Names, question: str, tellers: frozenset[str]) -> tuple[str, ...]:
    """The ids of whoever holds, names or is asked for what stands at `span` in its sentence; empty for nobody.

    The nearest verb before the place decides. The verb may be one of thinking or saying; for a source of one of the
    claims (`tellers`) also one such as "set", or the question's own.
    """
    sentences = split_sentences(text)
    sentence = next((one for one in sentences if one.start <= span.start < one.end), None)
    if sentence is None:
        return ()
    meant = source_asked(question, names, tellers)
    places = places_named(text, names)
    parse = read_sentence(text, sentence, (), tuple(place for place, _ in places))
    asked = _verbs_asked(question)

    def who(phrase: NounPhrase | None) -> tuple[str, ...]:
        return _who(text, parse, phrase, places, names) or _who_is_meant(text, parse, phrase, places, meant)

    found = by_cleft(text, span, names, lambda verb: gives_a_view(verb, asked))
    found = found or by_figure(text, span, names) or by_account(text, sentence, span, names)
    found = (
        found
        or _by_gap(text, span, places)
        or by_words_of(text, span, names)
        or _by_verb(parse, span, asked, who, tellers)
    )
    found = found or _by_owner(text, parse, span, asked, names, question)
    found = found or _taken_up(text, parse, sentences, sentence, names) or _by_lead_in(text, span, asked, names, meant)
    return found or _pointed_back(text, span, sentences, sentence, names) or _by_her_words(text, span, places, meant)


@lru_cache(maxsize=1024)
def _verbs_asked(question: str) -> frozenset[str]:
    """The stems of a question's words, by which an answer may tell whose it is; none where it asks whether."""
    if _ASKS_WHETHER.match(question):
        return frozenset()
    return frozenset(stem(token.folded) for token in tokens(question) if token.folded not in STOPWORDS)


def _pointed_back(text: str, span: Span, sentences: Sequence[Span], sentence: Span, names: Names) -> tuple[str, ...]:
    """ "No. The mayor ruled that out.", "212. Moe gave that figure.": the next sentence says whose it is."""
    behind = next((one for one in sentences if one.start >= sentence.end), None)
    figure = _FIGURE_ALONE.match(text, span.end)
    behind = Span(figure.end(), sentence.end) if figure else behind
    if behind is None:
        return ()
    parse = read_sentence(text, behind)
    clause = next((one for one in parse.clauses if one.kind == "finite"), None)
    if clause is None or not _POINTING.match(text, parse.words[clause.last].end):
        return ()
    is_turned = _TURNING.match(parse.words[clause.main].folded) and not text[sentence.start :].lower().startswith("no")
    return () if is_turned else _subject(text, parse, clause, names)


def _by_her_words(text: str, span: Span, places: Sequence[tuple[Span, str]], meant: str | None) -> tuple[str, ...]:
    """ "Her words were “…”", "in his view": the source of the question, with nobody named in the answer so far."""
    end = text.find(".", span.end)
    own = _OWN_WORDS.search(text, 0, end if end >= 0 else len(text))
    is_open = own is not None and meant is not None and not any(place.end <= own.start() for place, _ in places)
    return (meant,) if is_open and meant is not None else ()


def source_asked(question: str, names: Names, tellers: frozenset[str]) -> str | None:
    """The one source that a question names, or the one of those with a claim (`tellers`); None where it isn't one."""
    return _source_asked(question, index_of(names), tellers)


@lru_cache(maxsize=1024)
def _source_asked(question: str, index: SourceIndex, tellers: frozenset[str]) -> str | None:
    named = {mention.source for mention in mentions_by(question, index)}
    told = named & tellers
    return next(iter(told if len(told) == 1 else named)) if 1 in (len(told), len(named)) else None


def credited_by_pronoun(text: str, span: Span, question: str, names: Names, tellers: frozenset[str]) -> tuple[str, ...]:
    """ "She said 212", where the answer names nobody before: the source that the question names."""
    if not _ANY_PRONOUN.search(text):
        return ()
    for one in find_attributions(text):
        if one.source is None or one.antecedent is not None or not one.covers(span):
            continue
        if one.cue is not None and has_negation(one.cue.of(text)) and not _RAISED.search(one.cue.of(text)):
            continue
        pronoun = one.source.of(text).lower()
        if pronoun in _PERSONS | _BODIES and not places_named(text[: one.source.start], names):
            meant = source_asked(question, names, tellers)
            is_body = meant is not None and not any(map(looks_like_person, names.get(meant, ())))
            return (meant,) if meant is not None and (is_body or pronoun in _PERSONS) else ()
    return ()


def _who_is_meant(
    text: str, parse: Parse, phrase: NounPhrase | None, places: Sequence[tuple[Span, str]], meant: str | None
) -> tuple[str, ...]:
    """The source of the question, for "he" or "she" with nobody named in the answer so far."""
    if phrase is None or phrase.is_opaque or phrase.first != phrase.last or meant is None:
        return ()
    word = parse.words[phrase.first]
    is_open = word.folded in _PERSONS and not any(place.end <= word.start for place, _ in places)
    return (meant,) if is_open else ()


def _by_gap(text: str, span: Span, places: Sequence[tuple[Span, str]]) -> tuple[str, ...]:
    """ "The Front calls it an error, Moe a crime": a name between a mark or an "and" and the place, and no verb."""
    for place, source in places:
        before = text[: place.start].rstrip()
        is_second = before.endswith((",", ";")) or before.lower().endswith((" and", " while", " but", " whereas"))
        if place.end <= span.start and is_second and _GAP.fullmatch(text[place.end : span.start]):
            return (source,)
    return ()


def _by_verb(
    parse: Parse,
    span: Span,
    asked: frozenset[str],
    who: Callable[[NounPhrase | None], tuple[str, ...]],
    tellers: frozenset[str],
) -> tuple[str, ...]:
    for clause in reversed(parse.clauses):
        verb = parse.words[clause.main]
        is_behind = verb.start >= span.end and verb.folded not in ("believed", "trusted")
        is_told = span.start <= verb.start < span.end and not _is_within(parse, clause, span)
        group = [word.folded for word in parse.words[clause.first : clause.last + 1] if word.part in ("verb", "gerund")]
        group = [*group, verb.folded]
        viewing = next((word for word in group if gives_a_view(word, asked)), None)
        is_made = verb.folded in _MADE or stem(verb.folded) in asked
        if clause.kind == "participle" and clause.is_passive and is_made and not is_behind:
            found = who(agent_of(parse, clause))
            if found:
                return found
        if is_behind or is_told or clause.kind == "participle" or viewing is None:
            continue
        if clause.is_passive and verb.folded in _ACTS:
            continue
        if clause.is_passive:
            is_believed = verb.folded in ("believed", "trusted")
            found = who(agent_of(parse, clause) or (clause.subject if is_believed else None))
        elif parse.words[clause.first].start <= span.start or clause.is_inverted or _is_within(parse, clause, span):
            found = who(clause.subject)
        else:
            continue
        is_word = is_attitude(viewing) or is_saying(viewing)
        if found and (is_word or tellers.issuperset(found)):
            return found
    return ()


def _is_within(parse: Parse, clause: Clause, span: Span) -> bool:
    """Whether the place is the whole clause, its subject with it."""
    return clause.subject is not None and span.covers(cover(parse, clause.subject.first, clause.last))


def gives_a_view(verb: str, asked: frozenset[str]) -> bool:
    """Whether a folded verb tells somebody's words or view; one that the question asks by (its stem in `asked`)."""
    if verb in ("hold", "holds", "held", "holding"):
        return False
    return is_attitude(verb) or is_saying(verb) or verb in _VIEWS or stem(verb) in asked


def _by_owner(
    text: str, parse: Parse, span: Span, asked: frozenset[str], names: Names, question: str
) -> tuple[str, ...]:
    """ "Moe's reason is …", "the union's demands are …": whoever has the noun that the clause is about.

    "Oslo's port" in the question is what it asks about, and tells nothing in the answer.
    """
    for clause in parse.clauses:
        subject = clause.subject
        if subject is None or subject.is_opaque or parse.words[clause.last].start >= span.end:
            continue
        head = parse.words[subject.last].folded
        if not (is_speech_noun(head) or head in _VIEW_NOUNS):
            topic = text[parse.words[subject.first].start : parse.words[subject.last].end]
            if stem(head) not in asked or fold(topic) in fold(question):
                continue
        for position in range(subject.first + 1, subject.last):
            if parse.words[position].part == "possessive":
                return resolve_source(text[parse.words[subject.first].start : parse.words[position].start], names)
    return ()


def _taken_up(text: str, parse: Parse, sentences: Sequence[Span], sentence: Span, names: Names) -> tuple[str, ...]:
    """ "Moe gives a reason. The reason is …": the source of the sentence before, where this one takes its noun up."""
    first = next(iter(parse.clauses), None)
    place = sentences.index(sentence)
    if not place or first is None or first.subject is None or first.subject.is_opaque:
        return ()
    words = parse.words[first.subject.first : first.subject.last + 1]
    head = words[-1].folded
    if words[0].folded not in ("the", "this", "that", *_OWNERS) or not (head in _VIEW_NOUNS or is_speech_noun(head)):
        return ()
    before = sentences[place - 1]
    earlier = read_sentence(text, before)
    if stem(head) not in {stem(token.folded) for token in tokens(before.of(text))}:
        return ()
    teller = next((one for one in earlier.clauses if one.kind == "finite" and one.subject is not None), None)
    return _subject(text, earlier, teller, names)


def _by_lead_in(text: str, span: Span, asked: frozenset[str], names: Names, meant: str | None) -> tuple[str, ...]:
    """ "Moe promises three things:" before a list: whoever gives what stands on the lines below."""
    lead = _LEAD_IN.search(text, 0, span.start)
    if lead is None:
        return ()
    parse = read_sentence(text, Span(*lead.span("lead")))
    for clause in parse.clauses:
        giver = agent_of(parse, clause) if clause.is_passive else clause.subject
        if clause.kind != "finite" or giver is None or giver.is_opaque:
            continue
        if gives_a_view(parse.words[clause.main].folded, asked):
            phrase = Span(parse.words[giver.first].start, parse.words[giver.extent].end).of(text)
            is_pronoun = phrase.lower() in _PERSONS and meant is not None
            return (meant,) if is_pronoun and meant is not None else resolve_source(phrase, names)
    is_name = len(tokens(lead["lead"])) <= _SHORT_LEAD and not any(one.kind == "finite" for one in parse.clauses)
    return resolve_source(lead["lead"], names) if is_name else ()


_SHORT_LEAD: Final = 6
"""A line of so few words before a list may be a name: "The health ministry's list:"."""


def _subject(text: str, parse: Parse, clause: Clause | None, names: Names) -> tuple[str, ...]:
    if clause is None or clause.subject is None or clause.subject.is_opaque or clause.is_passive:
        return ()
    if not gives_a_view(parse.words[clause.main].folded, frozenset()):
        return ()
    return resolve_source(text[parse.words[clause.subject.first].start : parse.words[clause.subject.extent].end], names)


def _who(
    text: str, parse: Parse, phrase: NounPhrase | None, places: Sequence[tuple[Span, str]], names: Names
) -> tuple[str, ...]:
    """The source that a subject means; for a pronoun the last source named in the sentences before."""
    if phrase is None or phrase.is_opaque:
        return ()
    first = parse.words[phrase.first]
    if first.folded in _PRONOUNS and phrase.first == phrase.last:
        told = [one.source for one in find_attributions(text) if one.source is not None and one.is_speech]
        spoken = [phrase for phrase in told if phrase.end <= first.start]
        if spoken and (found := resolve_source(max(spoken).of(text), names)):
            return found
        before = [source for place, source in places if place.end <= parse.words[0].start]
        return (before[-1],) if len(set(before)) == 1 else ()
    if phrase.antecedent is not None and not phrase.antecedent.is_opaque:
        return _who(text, parse, phrase.antecedent, places, names)
    return resolve_source(text[first.start : parse.words[phrase.extent].end], names)
