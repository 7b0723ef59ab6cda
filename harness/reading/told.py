"""The attributions that stand within one sentence: who tells which part of it.

Every cue is an anchor: the words of its subject, verb and addressee, or of its phrase. What lies between the anchors
is told by the one before it ("Moe said …") or by the one behind it ("…, Moe said"), up to where the next anchor of the
same level begins. An anchor right behind a verb of saying is nested: both tell what follows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from harness.reading.attributed import Attribution, AttributionKind
from harness.reading.clauses import read_clauses
from harness.reading.cues import is_saying, is_speaker_noun, is_speech_noun
from harness.reading.governors import owner_of, phrase_cue_length
from harness.reading.parsed import Clause, NounPhrase, Parse, agent_of
from harness.reading.parts import Part, Word, read_parts
from harness.reading.sentences import Span


def told_in(text: str, sentence: Span, utterances: Sequence[Span], names: Sequence[Span] = ()) -> list[Attribution]:
    """The attributions of one sentence in order of their anchors.

    `utterances` are the quotations of the text, `names` the stretches that are known to name somebody.
    """
    speech = [span for span in utterances if span.overlaps(sentence)]
    parse = read_clauses(read_parts(text, sentence, speech, names))
    anchors = [*_verb_anchors(parse), *_phrase_anchors(parse), *_noun_anchors(parse), *_possessive_anchors(parse)]
    anchors.sort(key=lambda anchor: (anchor.first, anchor.last))
    found = [_attribution(parse, anchor, anchors) for anchor in anchors]
    return [*found, *_gapped(parse, found)]


@dataclass(slots=True)
class _Anchor:
    """The words of a cue with its source, from `first` to `last`, and on which sides its content lies."""

    first: int
    last: int
    cue: Span
    source: NounPhrase | None
    kind: AttributionKind
    tells_before: bool
    tells_behind: bool
    is_speech: bool = True
    starts_clause: bool = True
    inside: tuple[int, int] = (0, 0)


_ENDS: Final[frozenset[Part]] = frozenset(("comma", "break", "dash", "opaque", "conjunction"))
_BELIEVING: Final = frozenset(
    """think thinks thought believe believes believed expect expects expected fear fears feared suspect suspects
    suspected find finds found show shows showed conclude concludes concluded consider considers considered put puts
    give gives gave given count counts counted list lists listed set sets 
    """.split()  # noqa: SIM905  a list of words reads better so
)
_TELLING: Final = frozenset(
    ("told", "tell", "tells", "asked", "informed", "assured", "reminded", "telling", "informing")
)


def _verb_anchors(parse: Parse) -> list[_Anchor]:
    anchors: list[_Anchor] = []
    for clause in parse.clauses:
        verb = parse.words[clause.main].folded
        if not (is_saying(verb) or verb in _BELIEVING):
            continue
        anchor = _passive_anchor(parse, clause) if clause.is_passive else _active_anchor(parse, clause)
        if anchor is not None:
            anchor.is_speech = is_saying(verb)
            anchors.append(anchor)
    return anchors


def _active_anchor(parse: Parse, clause: Clause) -> _Anchor | None:
    subject = clause.subject
    if subject is None or subject.is_opaque or clause.kind in ("participle", "infinitive"):
        return None
    cue = _cover(parse, clause.first, clause.last)
    owns = clause.kind == "finite" and not clause.is_inverted and subject.extent < clause.first
    shares = any(other.subject is subject and other.last < clause.first for other in parse.clauses)
    first = clause.first if shares or not owns else subject.first
    last = _addressed(parse, subject.extent if clause.is_inverted else clause.last, clause)
    before, behind = _sides(parse, first, last, clause)
    source = owner_of(parse, subject) or subject
    return _Anchor(first, last, cue, source, "verb", before, behind, starts_clause=owns and not shares)


def _addressed(parse: Parse, last: int, clause: Clause) -> int:
    """The last word of the addressee behind "told", as in "told the broadcaster NRT on Monday"."""
    if parse.words[clause.main].folded not in _TELLING:
        return last
    phrase = next((phrase for phrase in parse.phrases if phrase.first == last + 1 and not phrase.is_opaque), None)
    return last if phrase is None else max(last, phrase.last)


def _sides(parse: Parse, first: int, last: int, clause: Clause) -> tuple[bool, bool]:
    """Whether what is told stands before the anchor, behind it, or on both sides of it."""
    words = parse.words
    has_before = any(word.part not in (*_ENDS, "quote", "adverb") or word.part == "opaque" for word in words[:first])
    before = words[first - 1].part if first else None
    behind = _first_visible(words, last + 1)
    if clause.kind == "finite" and first and has_before and (before == "relative" or words[first - 1].folded == "as"):
        return True, before == "relative" and behind not in (None, "preposition", "break", "time")
    if clause.is_inverted:
        return has_before, behind in ("comma", "colon", "opaque", "that")
    if clause.kind != "finite" or not has_before or before not in ("comma", "dash", "quote", "opaque", "break"):
        return False, True
    if behind is None or (behind == "comma" and not _is_introduction(words[:first])):
        return True, behind is not None
    closes = behind in ("preposition", "time", "conjunction") and not _has_clause_behind(parse, last)
    return (True, False) if closes else (before == "opaque", True)


def _is_introduction(before: Sequence[Word]) -> bool:
    """ "On Tuesday," and the like: a phrase in front that is no statement."""
    return (
        bool(before)
        and before[0].part in ("preposition", "time", "adverb", "subordinator")
        and not any(word.part in ("auxiliary", "verb", "opaque") for word in before)
    )


def _has_clause_behind(parse: Parse, last: int) -> bool:
    return any(clause.first > last for clause in parse.clauses)


def _first_visible(words: Sequence[Word], position: int) -> Part | None:
    for word in words[position:]:
        if word.part not in ("adverb", "time", "quote"):
            return word.part
    return None


def _passive_anchor(parse: Parse, clause: Clause) -> _Anchor | None:
    """ "was told by Moe that …", "as reported by Moe": the agent speaks; without one nobody does."""
    agent = agent_of(parse, clause)
    if agent is None:
        return None
    cue = _cover(parse, clause.first, clause.last)
    first = clause.first
    if first and parse.words[first - 1].folded == "as":
        first -= 1
    inside = (clause.last + 1, agent.first - 1)
    return _Anchor(first, agent.extent, cue, agent, "passive", first > 0, True, inside=inside)


def _phrase_anchors(parse: Parse) -> list[_Anchor]:
    """ "according to Moe", "citing the ministry", "per Moe", "in a statement by Moe", "an estimate from Moe"."""
    anchors: list[_Anchor] = []
    for position in range(len(parse.words)):
        length = phrase_cue_length(parse.words, position)
        source = _phrase_at(parse, position + length) if length else None
        if source is None:
            continue
        cue = _cover(parse, position, position + length - 1)
        opens = _opens_statement(parse.words, position)
        last = source.extent
        is_cited = _is_cited(parse, position, last)
        anchors.append(_Anchor(position, last, cue, source, "phrase", not opens and not is_cited, opens or is_cited))
    return anchors


def _opens_statement(words: Sequence[Word], position: int) -> bool:
    """Whether a phrase stands in front of what it tells: first, or right behind "that", "and" or a semicolon."""
    before = position - 1
    while before >= 0 and words[before].part in ("comma", "quote", "adverb"):
        before -= 1
    return before < 0 or words[before].part in ("that", "conjunction", "break", "colon", "subordinator")


def _is_cited(parse: Parse, position: int, last: int) -> bool:
    """ "RIA, citing the ministry, said 300 …": the cited source stands behind what its teller says."""
    is_citing = parse.words[position].folded in ("citing", "quoting")
    return is_citing and _first_visible(parse.words, last + 1) in ("comma", "verb")


def _phrase_at(parse: Parse, position: int) -> NounPhrase | None:
    return next((phrase for phrase in parse.phrases if phrase.first == position and not phrase.is_opaque), None)


def _noun_anchors(parse: Parse) -> list[_Anchor]:
    """ "Moe's estimate of 300", "the Pentagon's figure is …", "an estimate by Moe", "in a statement by Moe"."""
    anchors: list[_Anchor] = []
    for phrase in parse.phrases:
        if phrase.is_opaque or phrase.role == "relative":
            continue
        noun = next((at for at in range(phrase.last, phrase.first - 1, -1) if _is_speech(parse.words[at])), None)
        if noun is None:
            continue
        owner = owner_of(parse, phrase)
        if owner is not None and not _is_told(parse, phrase):
            cue = _cover(parse, noun, noun)
            anchors.append(
                _Anchor(phrase.first, max(noun, owner.last), cue, owner, "noun", _ends_there(parse, phrase), True)
            )
        elif phrase.last + 2 < len(parse.words) and parse.words[phrase.last + 1].folded in ("by", "from"):
            agent = _phrase_at(parse, phrase.last + 2)
            if agent is not None:
                cue = _cover(parse, noun, noun)
                opens = phrase.first < 2 or _first_visible(parse.words, agent.extent + 1) in ("that", "colon")
                anchors.append(_Anchor(phrase.first, agent.extent, cue, agent, "noun", not opens, opens))
    return anchors


def _possessive_anchors(parse: Parse) -> list[_Anchor]:
    """ "Moe's 198", "whereas Moe's is 198": a possessive with a value and no noun between."""
    anchors: list[_Anchor] = []
    words = parse.words
    for position in range(1, len(words) - 1):
        if words[position].part != "possessive" or words[position - 1].part not in ("name", "word"):
            continue
        owner = next((phrase for phrase in parse.phrases if phrase.first <= position - 1 <= phrase.last), None)
        if owner is not None and (words[position + 1].part == "number" or words[position + 1].folded in ("is", "was")):
            source = NounPhrase(owner.first, position - 1, position - 1, "free")
            cue = _cover(parse, position, position)
            anchors.append(_Anchor(owner.first, position, cue, source, "noun", False, True))
    return anchors


def _is_speech(word: Word) -> bool:
    is_noun = word.part in ("word", "name", "gerund", "verb")
    return is_noun and is_speech_noun(word.folded) and word.folded not in _ACTS


_ACTING: Final = (
    "attack support opposition stance position plan proposal demand call line rhetoric criticism vow threat"
)
_ACTS: Final = frozenset(_ACTING.split()) | {noun + "s" for noun in _ACTING.split()}
"""What people do by words without telling anything: "Russia's attack on Kyiv"."""


def _is_told(parse: Parse, phrase: NounPhrase) -> bool:
    """Whether a phrase is the subject of a verb of saying, whose anchor tells it already."""
    return any(clause.subject is phrase and is_saying(parse.words[clause.main].folded) for clause in parse.clauses)


def _ends_there(parse: Parse, phrase: NounPhrase) -> bool:
    """ "300 is Moe's estimate": nothing follows that the noun could tell."""
    return _first_visible(parse.words, phrase.last + 1) in (None, "break")


def _attribution(parse: Parse, anchor: _Anchor, anchors: Sequence[_Anchor]) -> Attribution:
    content: list[Span] = []
    if anchor.tells_before:
        content.extend(_stretch(parse, *_before(parse, anchor, anchors)))
    content.extend(_stretch(parse, *anchor.inside))
    if anchor.tells_behind:
        content.extend(_stretch(parse, *_behind(parse, anchor, anchors)))
    source = anchor.source
    antecedent = source.antecedent if source is not None else None
    return Attribution(
        tuple(content),
        anchor.cue,
        None if source is None else _cover(parse, source.first, source.extent),
        anchor.kind,
        None if antecedent is None or antecedent.is_opaque else _cover(parse, antecedent.first, antecedent.extent),
        anchor.is_speech,
    )


def _behind(parse: Parse, anchor: _Anchor, anchors: Sequence[_Anchor]) -> tuple[int, int]:
    """The words behind an anchor up to the next anchor of its level or a semicolon."""
    words = parse.words
    end = len(words)
    if anchor.kind == "phrase" and words[anchor.first].folded in ("citing", "quoting"):
        teller = next((other for other in anchors if other.first > anchor.last and other.kind == "verb"), anchor)
        return teller.last + 1, end
    for position in range(anchor.last + 1, len(words)):
        if words[position].part == "break" and words[position].folded == ";":
            end = position
            break
    for other in anchors:
        if anchor.last < other.first < end and other is not anchor and not _is_nested(words, anchor, other):
            end = _clause_start(words, other) if not other.tells_before else end
            if other.tells_before and not anchor.tells_before:
                end = min(end, _statement_start(parse, anchor, other))
            break
    return anchor.last + 1, end


def _clause_start(words: Sequence[Word], other: _Anchor) -> int:
    """Where the clause of another anchor begins, its "and", "while" or "on Tuesday," with it."""
    start = other.first
    while start and words[start - 1].part in ("conjunction", "subordinator", "adverb", "comma", "time", "quote"):
        start -= 1
    return start


def _statement_start(parse: Parse, anchor: _Anchor, other: _Anchor) -> int:
    """Where what `other` tells before itself begins, behind what `anchor` tells: at the last "and" or "but"."""
    for position in range(other.first - 1, anchor.last, -1):
        word = parse.words[position]
        previous = parse.words[position - 1].part
        joins = word.part == "conjunction" and previous in ("comma", "opaque") and position + 1 < other.first - 1
        if joins or word.folded in ("while", "but", "whereas"):
            return position
    return other.first


def _before(parse: Parse, anchor: _Anchor, anchors: Sequence[_Anchor]) -> tuple[int, int]:
    """The words before an anchor back to the anchor before it or a semicolon."""
    start = 0
    for position in range(anchor.first - 1, -1, -1):
        word = parse.words[position]
        contrasts = position + 1 < anchor.first and word.folded in _CONTRASTS
        if word.folded == ";" or (contrasts and position and parse.words[position - 1].part == "comma"):
            start = position + (word.folded == ";")
            break
    for other in anchors:
        if other is anchor or other.last >= anchor.first or other.last < start:
            continue
        if other.tells_behind and not other.tells_before:
            divide = _statement_start(parse, other, anchor)
            start = max(start, divide) if divide < anchor.first else start
        elif other.tells_before:
            start = max(start, other.last + 1)
    return start, anchor.first


_CONTRASTS: Final = frozenset(
    ("not", "but", "while", "whereas", "versus", "against", "compared", "instead", "although")
)


def _is_nested(words: Sequence[Word], anchor: _Anchor, other: _Anchor) -> bool:
    """Whether another anchor stands inside what this one tells: right behind it, or as a relative clause."""
    between = [word for word in words[anchor.last + 1 : other.first] if word.part not in ("adverb", "quote", "time")]
    if not between or all(word.part in ("that", "colon") for word in between):
        return other.starts_clause
    if other.source is not None and words[other.source.first].part == "relative":
        return True
    if not other.starts_clause:
        return other.kind != "verb" or not other.tells_before
    return between[-1].part not in ("comma", "conjunction", "subordinator", "break", "dash", "opaque")


def _stretch(parse: Parse, first: int, end: int) -> list[Span]:
    """The words from `first` up to `end`, marks at both ends left out; nothing where no word is left."""
    words = parse.words
    while first < end and words[first].part in ("comma", "colon", "dash", "that", "quote", "conjunction", "break"):
        first += 1
    while first < end and words[end - 1].part in ("comma", "dash", "quote", "conjunction", "subordinator"):
        end -= 1
    return [_cover(parse, first, end - 1)] if first < end else []


def _gapped(parse: Parse, found: Sequence[Attribution]) -> list[Attribution]:
    """ "Fjordline says 212 and the captain 198": a speaker and a value without a verb of their own."""
    gapped: list[Attribution] = []
    if not found:
        return gapped
    for phrase in parse.phrases:
        before = parse.words[phrase.first - 1].part if phrase.first else None
        if before not in ("conjunction", "comma", "break", "subordinator"):
            continue
        words = parse.words[phrase.first : _with_value(parse, phrase) + 1]
        number = next((at for at, word in enumerate(words) if word.part == "number"), None)
        if not number:
            continue
        speaker = words[:number]
        if speaker[-1].part == "name" or is_speaker_noun(speaker[-1].folded):
            source = Span(speaker[0].start, speaker[-1].end)
            content = Span(words[number].start, words[-1].end)
            gapped.append(Attribution((content,), found[-1].cue, source, "gapped"))
    return gapped


def _with_value(parse: Parse, phrase: NounPhrase) -> int:
    """The last word of a phrase, or of the number phrase right behind a known name."""
    following = next((other for other in parse.phrases if other.first == phrase.last + 1), None)
    is_value = following is not None and parse.words[following.first].part == "number"
    return following.last if following is not None and is_value else phrase.last


def _cover(parse: Parse, first: int, last: int) -> Span:
    return Span(parse.words[first].start, parse.words[last].end)
