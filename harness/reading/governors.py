"""Who stands behind given words: the source that the sentence around them names.

The words in question are taken as one opaque unit, so nobody inside them can be their source. What is left of the
sentence is parsed, and the verb, the phrase ("according to …") or the noun ("the ministry's figure of …") that the
unit hangs on is looked for on both sides. Where the sentence names nobody, the sentences around it are asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from harness.reading.cues import is_attitude, is_saying, is_speech_noun
from harness.reading.parsed import Clause, NounPhrase, Parse, agent_of, cover
from harness.reading.parsing import read_sentence
from harness.reading.parts import Word
from harness.reading.quotes import find_quotations
from harness.reading.sentences import Span, split_sentences


@dataclass(frozen=True, slots=True)
class Governor:
    """A named source and the cue that ties it to the words in question.

    `confidence` in [0, 1] orders governors of the same words; it is set by rule, no probability. `antecedent` is whom
    a relative pronoun stands for. `is_near` is False where the source was borrowed from another sentence.
    """

    source: Span
    cue: Span | None
    confidence: float
    antecedent: Span | None = None
    is_near: bool = True


def governors_of(text: str, content: Sequence[Span]) -> tuple[Governor, ...]:
    """All sources that the text can be read to give for the stretches of `content`, the surest first."""
    pieces = _merged(text, content)
    if not pieces:
        return ()
    sentences = split_sentences(text)
    found: list[Governor] = []
    for piece in pieces:
        frame = frame_of(text, sentences, piece)
        found.extend(_in_frame(text, frame, piece, pieces))
    if not found or max(governor.confidence for governor in found) < _SURE:
        found.extend(_around(text, sentences, pieces))
    best: dict[Span, Governor] = {}
    for governor in sorted(found, key=lambda governor: (-governor.confidence, governor.source)):
        best.setdefault(governor.source, governor)
    return tuple(best.values())


@lru_cache(maxsize=256)
def utterances_of(text: str) -> tuple[Span, ...]:
    """The quotations of a text, marks included, that are long enough, or closed by a stop or comma, to be speech."""
    return tuple(
        quotation.outer
        for quotation in find_quotations(text)
        if quotation.text.count(" ") >= _SPEECH_SPACES or quotation.text.rstrip()[-1:] in ",.?!…—"
    )


def frame_of(text: str, sentences: Sequence[Span], piece: Span) -> Span:
    """The sentences that a piece touches, and the next one where the piece is a question that "…?" he asked goes on."""
    touched = [sentence for sentence in sentences if sentence.overlaps(piece)]
    if not touched:
        return piece
    start, end = min(touched[0].start, piece.start), max(touched[-1].end, piece.end)
    following = next((sentence for sentence in sentences if sentence.start >= end), None)
    ends_the_frame = not text[piece.end : end].strip(_FRINGE)
    if (
        following is not None
        and ends_the_frame
        and "\n" not in text[end : following.start]
        and _stays_open(text, piece)
    ):
        end = following.end
    return Span(start, end)


_SURE: Final = 0.6
_SPEECH_SPACES: Final = 3
_FRINGE: Final = " \"'“”’‘»«.,)"
_TRANSPARENT: Final = frozenset(("quote", "adverb", "time", "preposition", "to", "that", "subordinator", "determiner"))


def _stays_open(text: str, piece: Span) -> bool:
    """Whether a quotation ends with a mark after which the sentence may still name the speaker."""
    ending = text[piece.start : piece.end].rstrip(_FRINGE.replace(".", ""))[-1:]
    return ending in "?!…–—-" and text[piece.start : piece.start + 1] in "\"“'‘«"


def _merged(text: str, content: Sequence[Span]) -> list[Span]:
    """The stretches in order, neighbours with only marks or spaces between them joined."""
    pieces: list[Span] = []
    for span in sorted(content):
        if pieces and not text[pieces[-1].end : span.start].strip(_FRINGE + "\n"):
            pieces[-1] = Span(pieces[-1].start, max(pieces[-1].end, span.end))
        elif span.start < span.end:
            pieces.append(span)
    return pieces


def _in_frame(text: str, frame: Span, piece: Span, pieces: Sequence[Span]) -> list[Governor]:
    """The governors of one piece within its own sentence."""
    others = [span for span in utterances_of(text) if span.overlaps(frame) and not any(map(span.overlaps, pieces))]
    parse = read_sentence(text, frame, [*pieces, *others])
    unit = next((number for number, word in enumerate(parse.words) if _is_unit(word, piece)), None)
    if unit is None:
        return []
    return [
        *_to_the_right(parse, unit),
        *_to_the_left(parse, unit),
        *_by_phrase(parse, unit),
        *_by_document(parse, unit),
        *_by_line(text, parse, unit),
        *_by_anybody(parse, unit),
    ]


def _is_unit(word: Word, piece: Span) -> bool:
    return word.part == "opaque" and word.start <= piece.start < word.end


def _to_the_right(parse: Parse, unit: int) -> list[Governor]:
    """ "…," Moe said; "…," said Moe; "the plan Moe announced"."""
    start = unit + 1
    while start < len(parse.words) and parse.words[start].part in ("comma", "quote", "dash", "adverb", "time", "break"):
        start += 1
    for clause in parse.clauses:
        subject = clause.subject
        if subject is not None and subject.is_opaque and clause.is_passive and clause.first == start:
            agent = agent_of(parse, clause)
            return [] if agent is None else [_governor(parse, agent, clause, 0.85)]
        if clause.kind != "finite" or subject is None or subject.is_opaque or clause.last < start:
            continue
        first = clause.first if clause.is_inverted else subject.first
        if first == start or (first == start + 1 and parse.words[start].part in ("conjunction", "that")):
            is_cue = is_saying(parse.words[clause.main].folded)
            weaker = 0.0 if first == start else 0.25
            return [_governor(parse, subject, clause, (0.97 if is_cue else 0.7) - weaker)]
        return []
    return []


def _to_the_left(parse: Parse, unit: int) -> list[Governor]:
    """ "Moe said that …", "Moe's claim that …", "…, adding that …": the last verb before the unit and its subject."""
    found: list[Governor] = []
    reach = 0.0
    for clause in sorted(parse.clauses, key=lambda clause: -clause.last):
        if clause.last >= unit or (clause.subject is None and not clause.is_passive):
            continue
        between = parse.words[clause.last + 1 : unit]
        if any(word.part == "break" for word in between):
            break
        confidence = _strength(parse, clause) - _distance(between) - reach
        found.extend(_through(parse, clause, confidence))
        reach += 0.12
        if len(found) > 3:
            break
    return found + _by_noun(parse, unit)


def _strength(parse: Parse, clause: Clause) -> float:
    verb = parse.words[clause.main].folded
    if is_saying(verb):
        return 0.96
    return 0.93 if is_attitude(verb) else 0.85


def _distance(between: Sequence[Word]) -> float:
    """How much the words between a verb and the unit speak against their belonging together."""
    cost = 0.0
    for word in between:
        if word.part == "comma":
            cost += 0.08
        elif word.part not in _TRANSPARENT and word.part != "colon":
            cost += 0.015
    return cost


def _through(parse: Parse, clause: Clause, confidence: float) -> list[Governor]:
    """The source of a clause: its subject, the agent of a passive, the owner of a speech noun ("her answer was")."""
    subject = clause.subject
    if clause.is_passive:
        agent = agent_of(parse, clause)
        if agent is not None:
            return [_governor(parse, agent, clause, confidence)]
        confidence -= 0.1
    if subject is None or subject.is_opaque:
        return []
    owner = owner_of(parse, subject)
    return [_governor(parse, owner or subject, clause, confidence)]


def owner_of(parse: Parse, phrase: NounPhrase) -> NounPhrase | None:
    """Whoever owns a speech noun: "Moe's answer", "his letter"; None for any other phrase."""
    words = parse.words
    if not is_speech_noun(words[phrase.last].folded) or words[phrase.last].folded in _DOCUMENTS:
        return None
    for position in range(phrase.last - 1, phrase.first - 1, -1):
        if words[position].part == "possessive" and position > phrase.first:
            return NounPhrase(phrase.first, position - 1, position - 1, "free")
    if words[phrase.first].folded in _POSSESSIVES:
        return NounPhrase(phrase.first, phrase.first, phrase.first, "free")
    return None


_DOCUMENTED: Final = """
poll survey study report forecast article editorial column letter memo ruling data average index ranking audio video
transcript document record tape recording
"""
_DOCUMENTS: Final = frozenset(_DOCUMENTED.split()) | {noun + "s" for noun in _DOCUMENTED.split()}
_POSSESSIVES: Final = frozenset(("his", "her", "their", "its", "my", "our", "your"))


def _by_noun(parse: Parse, unit: int) -> list[Governor]:
    """ "Moe's claim that …", "his refusal to …", "the ministry's figure of …"."""
    for phrase in reversed(parse.phrases):
        if phrase.last >= unit or phrase.is_opaque:
            continue
        between = parse.words[phrase.last + 1 : unit]
        if any(word.part not in _TRANSPARENT for word in between):
            return []
        owner = owner_of(parse, phrase) or _possessor(parse, phrase)
        if owner is None:
            return []
        confidence = 0.9 if is_speech_noun(parse.words[phrase.last].folded) else 0.75
        return [Governor(_span(parse, owner), cover(parse, phrase.last, phrase.last), confidence)]
    return []


def _possessor(parse: Parse, phrase: NounPhrase) -> NounPhrase | None:
    for position in range(phrase.last - 1, phrase.first, -1):
        if parse.words[position].part == "possessive":
            return NounPhrase(phrase.first, position - 1, position - 1, "free")
    return None


def _by_phrase(parse: Parse, unit: int) -> list[Governor]:
    """ "according to Moe", "per Moe", "in the words of Moe", on either side of the unit."""
    found: list[Governor] = []
    words = parse.words
    for position, word in enumerate(words):
        length = phrase_cue_length(words, position)
        if not length:
            continue
        source = next((phrase for phrase in parse.phrases if phrase.first >= position + length), None)
        if source is not None and source.first <= position + length + 1 and not source.is_opaque:
            cue = Span(word.start, words[position + length - 1].end)
            apart = abs(position - unit)
            found.append(Governor(_span(parse, source), cue, 0.97 - 0.004 * min(apart, 30)))
    return found


def _by_document(parse: Parse, unit: int) -> list[Governor]:
    """ "In a poll released on Monday, …", "…, in a letter to staff": a document that says it."""
    for phrase in parse.phrases:
        before = parse.words[phrase.first - 1] if phrase.first else None
        if before is None or before.folded not in ("in", "by", "from") or phrase.is_opaque:
            continue
        head = parse.words[phrase.last].folded
        if head in _DOCUMENTS and not any(clause.subject is phrase for clause in parse.clauses):
            return [Governor(_span(parse, phrase), Span(before.start, before.end), 0.8 if phrase.first < 3 else 0.6)]
    return []


_PHRASE_CUES: Final = (
    ("according", "to"),
    ("in", "the", "words", "of"),
    ("in", "the", "view", "of"),
    ("if", "you", "believe"),
    ("if", "you", "ask"),
    ("going", "by"),
    ("by", "order", "of"),
    ("by", "the", "account", "of"),
    ("in", "the", "opinion", "of"),
    ("citing",),
    ("quoting",),
    ("as", "per"),
    ("per",),
)
PHRASE_WORDS: Final = frozenset(max(cue, key=len) for cue in _PHRASE_CUES)
"""Of each phrase that says whose words follow, a word that it is not without: the longest."""
_CUES_BY_OPENER: Final = {opener: tuple(cue for cue in _PHRASE_CUES if cue[0] == opener) for opener, *_ in _PHRASE_CUES}


def phrase_cue_length(words: Sequence[Word], position: int) -> int:
    """How many words of a cue phrase start here; 0 where none does, as in "per cent" and "per head"."""
    for cue in _CUES_BY_OPENER.get(words[position].folded, ()):
        end = position + len(cue)
        if tuple([word.folded for word in words[position:end]]) == cue:
            is_rate = cue == ("per",) and end < len(words) and words[end].part not in ("name", "determiner", "pronoun")
            return 0 if is_rate else len(cue)
    return 0


def _by_line(text: str, parse: Parse, unit: int) -> list[Governor]:
    """ "Moe: …": a name and a colon, nothing else before."""
    before = parse.words[:unit]
    colons = [number for number, word in enumerate(before) if word.part == "colon"]
    if not colons or any(clause.first < colons[-1] and clause.kind == "finite" for clause in parse.clauses):
        return []
    head = before[: colons[-1]]
    if not head or len(head) > _LONGEST_LABEL:
        return []
    return [Governor(Span(head[0].start, head[-1].end), Span(before[colons[-1]].start, before[colons[-1]].end), 0.95)]


_LONGEST_LABEL: Final = 12


def _by_anybody(parse: Parse, unit: int) -> list[Governor]:
    """Everybody else who acts or is named in the sentence, without a tie to the unit."""
    found = []
    for clause in parse.clauses:
        agent = agent_of(parse, clause) if clause.is_passive else None
        if agent is not None:
            found.append(_governor(parse, agent, clause, 0.55))
        if clause.subject is not None and not clause.subject.is_opaque:
            found.append(_governor(parse, clause.subject, clause, 0.35 if clause.kind == "finite" else 0.3))
    return found


def _governor(parse: Parse, phrase: NounPhrase, clause: Clause, confidence: float) -> Governor:
    antecedent = phrase.antecedent
    return Governor(
        _span(parse, phrase),
        cover(parse, clause.first, clause.last),
        max(0.0, confidence),
        None if antecedent is None or antecedent.is_opaque else _span(parse, antecedent),
    )


def _span(parse: Parse, phrase: NounPhrase) -> Span:
    return cover(parse, phrase.first, phrase.extent)


def _around(text: str, sentences: Sequence[Span], pieces: Sequence[Span]) -> list[Governor]:
    """The sources of the sentences next to the content: whoever spoke last, then whoever speaks next."""
    found: list[Governor] = []
    before = [sentence for sentence in sentences if sentence.end <= pieces[0].start]
    after = [sentence for sentence in sentences if sentence.start >= pieces[-1].end]
    for distance, sentence in enumerate(reversed(before[-3:])):
        found.extend(_speakers(text, sentence, 0.58 - 0.08 * distance))
    for distance, sentence in enumerate(after[:1]):
        found.extend(_speakers(text, sentence, 0.4 - 0.08 * distance))
    return found


def _speakers(text: str, sentence: Span, confidence: float) -> list[Governor]:
    """Whoever says something in a sentence, whatever it is; others who act in it come far behind."""
    others = [span for span in utterances_of(text) if span.overlaps(sentence)]
    parse = read_sentence(text, sentence, others)
    found = [
        Governor(governor.source, governor.cue, confidence, governor.antecedent, is_near=False)
        for governor in _by_phrase(parse, 0)
    ]
    for clause in parse.clauses:
        if clause.subject is None or clause.subject.is_opaque:
            continue
        is_cue = is_saying(parse.words[clause.main].folded)
        near = _governor(parse, clause.subject, clause, confidence if is_cue else confidence - 0.15)
        found.append(Governor(near.source, near.cue, near.confidence, near.antecedent, is_near=False))
    return found
