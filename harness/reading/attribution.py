"""Who is said to have said what in a text, without knowing beforehand what is asked for.

Each attribution has the stretches that are told as somebody's words, the cue that says so and whoever says it. A
stretch may belong to several: "RIA, citing the ministry, said …" is told by RIA and through it by the ministry.
A sentence that names nobody belongs to nobody, but for a quotation right behind an attributed sentence. Pronouns as
sources point back at the latest source, or else at the latest subject, that they can stand for.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from harness.reading.anchors import may_tell
from harness.reading.attributed import Attribution
from harness.reading.cues import is_speaker_noun
from harness.reading.governors import utterances_of
from harness.reading.labels import has_saying, labelled_sources
from harness.reading.parsing import read_sentence
from harness.reading.pointing import may_point, pointing_back, pointing_within, split_figure
from harness.reading.polarity import is_denial
from harness.reading.sentences import Span, split_sentences
from harness.reading.told import told_in

__all__ = ["Attribution", "find_attributions"]


def find_attributions(text: str, names: tuple[Span, ...] = ()) -> tuple[Attribution, ...]:
    """The attributions of a text: sentence by sentence, then the ones by label ("Said by: …").

    `names` are stretches of the text that are known to name somebody, which helps where a name has a verb or a comma in
    it. Offsets are code points of the text. Text without a cue: none. Content may be empty where a cue tells nothing.
    """
    return _found(text, names)


@lru_cache(maxsize=512)
def _found(text: str, names: tuple[Span, ...]) -> tuple[Attribution, ...]:
    if not may_tell(text) and not may_point(text):
        return tuple(labelled_sources(text))
    utterances = utterances_of(text)
    found: list[Attribution] = []
    last: Attribution | None = None
    speaker: Attribution | None = None
    earlier: list[Span] = []
    for sentence in _joined(text, utterances, names):
        told: list[Attribution] = []
        back = pointing_back(text, sentence, earlier[-1], names) if earlier else None
        for one in [back] if back else _told(text, sentence, utterances, names):
            known = next((before for before in reversed(told) if before.is_speech and before.source), speaker)
            told.append(_resolved(text, _own_subject(text, one, sentence), known, earlier, names))
        told = [_pointing_back(text, one, earlier[-1]) for one in told] if earlier else told
        if not told and last is not None:
            told = _continued(text, sentence, utterances, last)
        elif not told and earlier:
            told = _introduced(text, sentence, utterances, earlier[-1])
        found.extend(told)
        last = next((one for one in reversed(told) if one.is_speech and one.source is not None), last if told else None)
        speaker = last or speaker
        earlier.append(sentence)
    return (*found, *labelled_sources(text))


_PRONOUNS: Final = frozenset(("he", "she", "they", "it", "who", "his", "her", "their", "its", "himself", "herself"))
_BODY_PRONOUNS: Final = frozenset(("it", "they", "its", "their"))
_PERSONAL: Final = frozenset(("he", "she", "his", "her", "himself", "herself"))


def _own_subject(text: str, attribution: Attribution, sentence: Span) -> Attribution:
    """ "The army shot down 31 drones, it said": the pronoun of a body behind its words is their own subject."""
    source = attribution.source
    if source is None or attribution.antecedent is not None or source.of(text).lower() not in _BODY_PRONOUNS:
        return attribution
    if not attribution.content or attribution.content[0].start > source.start:
        return attribution
    for subject in _subjects(text, sentence)[:1]:
        if subject.end <= source.start and _fits(text, "it", subject):
            return replace(attribution, antecedent=subject)
    return attribution


def _told(text: str, sentence: Span, utterances: Sequence[Span], names: Sequence[Span]) -> list[Attribution]:
    """The attributions of a sentence and of the clauses that it has in brackets."""
    told = told_in(text, sentence, utterances, names) if may_tell(sentence.of(text)) else []
    for bracket in _BRACKET.finditer(text, sentence.start, sentence.end):
        if has_saying(bracket.group(1)):
            within = told_in(text, Span(*bracket.span(1)), utterances, names)
            start = max(text.rfind(mark, sentence.start, bracket.start()) + 1 for mark in ",;:)(")
            before = Span(max(start, sentence.start), bracket.start())
            told.extend(one if one.content else replace(one, content=(before,)) for one in within)
    return [*_by_what(text, told), *pointing_within(text, sentence)]


def _by_what(text: str, told: Sequence[Attribution]) -> list[Attribution]:
    """ "According to what Moe said": by the phrase it is told by whoever says what."""
    tellers = [one.source for one in told if one.kind == "verb" and one.source is not None]
    named = []
    for one in told:
        what = one.source if one.kind == "phrase" else None
        is_what = what is not None and what.of(text).lower() == "what"
        teller = next((teller for teller in tellers if is_what and what is not None and teller >= what), None)
        named.append(replace(one, source=teller) if teller is not None else one)
    return named


def _pointing_back(text: str, attribution: Attribution, before: Span) -> Attribution:
    """ "Moe said so.", "This was said by Moe.": what is told is the sentence before; not by "Moe disputes that"."""
    if attribution.cue is not None and is_denial(attribution.cue.of(text).lower()):
        return attribution
    words = attribution.content[0].of(text) if attribution.content else ""
    if not words and attribution.cue is not None:
        words = text[attribution.cue.end :].split("\n")[0]
    words = words.lower().strip(" .,")
    return replace(attribution, content=(before,)) if words in _POINTING else attribution


_POINTING_WORDS: Final = """this|that|so|it|these|as much|this information|this statement|this figure|is what|was what
is exactly what|the statement|this number|the information|this claim|this quote|the quote"""
_POINTING: Final = frozenset(word for line in _POINTING_WORDS.splitlines() for word in line.split("|"))
_BRACKET: Final = re.compile(r"[(\[]([^()\[\]]{3,120})[)\]]")


def _joined(text: str, utterances: Sequence[Span], names: Sequence[Span]) -> list[Span]:
    """The sentences, with those joined that one quotation spans, and "…?" with the "she asked" behind it."""
    joined: list[Span] = []
    for sentence in split_sentences(text):
        if joined and _belongs_before(text, joined[-1], sentence, utterances):
            joined[-1] = Span(joined[-1].start, sentence.end)
        else:
            joined.append(sentence)
    return split_figure(text, joined, names)


def _belongs_before(text: str, before: Span, sentence: Span, utterances: Sequence[Span]) -> bool:
    if any(span.start < before.end and span.end > sentence.start for span in utterances):
        return True
    is_asked = any(span.end == before.end and text[span.end - 2 : span.end - 1] in "?!" for span in utterances)
    return is_asked and "\n" not in text[before.end : sentence.start] and text[sentence.start] not in '"“'


def _continued(text: str, sentence: Span, utterances: Sequence[Span], last: Attribution) -> list[Attribution]:
    """A sentence that is nothing but a quotation goes on with the words of the last source."""
    if not _is_quotation(sentence, utterances) or last.kind not in ("verb", "continued", "phrase"):
        return []
    return [Attribution((sentence,), last.cue, last.source, "continued", last.antecedent)]


def _is_quotation(sentence: Span, utterances: Sequence[Span]) -> bool:
    return any(span.start <= sentence.start + 1 and span.end >= sentence.end - 1 for span in utterances)


def _introduced(text: str, sentence: Span, utterances: Sequence[Span], before: Span) -> list[Attribution]:
    """A sentence that is nothing but a quotation, behind one in which somebody speaks of something: his words."""
    if not _is_quotation(sentence, utterances):
        return []
    parse = read_sentence(text, before)
    clause = next((one for one in parse.clauses if one.kind == "finite"), None)
    if clause is None or clause.is_passive or clause.subject is None or clause.subject.is_opaque:
        return []
    if parse.words[clause.main].folded not in _SPEAKING:
        return []
    cue = Span(parse.words[clause.main].start, parse.words[clause.main].end)
    source = Span(parse.words[clause.subject.first].start, parse.words[clause.subject.extent].end)
    return [Attribution((sentence,), cue, source, "continued")]


_SPEAKING: Final = frozenset(
    ("spoke", "speaks", "commented", "comments", "reacted", "reacts", "responded", "responds", "talked", "talks")
)
"""Verbs by which somebody speaks of something, and whose words a quotation on its own then has."""


def _resolved(
    text: str, attribution: Attribution, last: Attribution | None, earlier: Sequence[Span], names: Sequence[Span]
) -> Attribution:
    """The attribution with the antecedent of its pronoun: the latest source, or the latest subject that fits."""
    if attribution.source is None or attribution.antecedent is not None:
        return attribution
    pronoun = attribution.source.of(text).lower()
    if pronoun not in _PRONOUNS:
        return attribution
    if last is not None and last.source is not None:
        candidate = last.antecedent or last.source
        if _fits(text, pronoun, candidate):
            return replace(attribution, antecedent=candidate)
    for subject in (subject for sentence in reversed(earlier) for subject in reversed(_subjects(text, sentence))):
        if _fits(text, pronoun, subject):
            return replace(attribution, antecedent=subject)
    before = [name for name in names if earlier and earlier[-1].covers(name)]
    return replace(attribution, antecedent=before[0]) if len(before) == 1 else attribution


def _fits(text: str, pronoun: str, candidate: Span) -> bool:
    """Whether a phrase can be what a pronoun stands for: no pronoun itself, and a person for he and she."""
    words = candidate.of(text).split()
    folded = words[-1].lower().strip(",.")
    if not words or words[0].lower() in _PRONOUNS or words[0].lower() in ("that", "which", "this", "there"):
        return False
    if pronoun in ("it", "its"):
        return not any(word.lower().strip(",.") in _PERSONS for word in words)
    if pronoun in _PERSONAL:
        has_name = any(word[0].isupper() and word.lower() not in _DETERMINERS for word in words[-2:])
        is_plural = folded.endswith("s") and is_speaker_noun(folded[:-1])
        return has_name or (is_speaker_noun(folded) and folded not in _BODIES and not is_plural)
    return True


_PERSONS: Final = frozenset(
    """mr mrs ms dr minister mayor governor president chief captain coach director chairman chairwoman secretary analyst
    spokesman spokeswoman spokesperson lawyer attorney prosecutor judge doctor general commander leader ambassador envoy
    senator economist professor officer man woman""".split()  # noqa: SIM905  a list of words reads better so
)
"""What somebody is that no "it" can stand for."""
_DETERMINERS: Final = frozenset(("a", "an", "the", "this", "that", "these", "those", "some", "no", "one"))
_BODIES: Final = frozenset(
    ("ministry", "company", "agency", "government", "police", "union", "army", "party", "report")
)


def _subjects(text: str, sentence: Span) -> list[Span]:
    """The subjects of a sentence's finite verbs, in order."""
    parse = read_sentence(text, sentence)
    spans: list[Span] = []
    for clause in parse.clauses:
        subject = clause.subject
        if clause.kind == "finite" and subject is not None and not subject.is_opaque:
            spans.append(Span(parse.words[subject.first].start, parse.words[subject.last].end))
    return spans
