"""The attributions that stand within one sentence: who tells which part of it.

Every cue is an anchor: the words of its subject, verb and addressee, or of its phrase. What lies between the anchors
is told by the one before it ("Moe said …") or by the one behind it ("…, Moe said"), up to where the next anchor of the
same level begins. An anchor right behind a verb of saying is nested: both tell what follows.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from harness.reading.anchors import Anchor, anchors_in
from harness.reading.attributed import Attribution
from harness.reading.cues import is_speaker_noun
from harness.reading.number_words import TENS, UNITS
from harness.reading.parsed import NounPhrase, Parse, cover
from harness.reading.parsing import read_sentence
from harness.reading.parts import Word
from harness.reading.sentences import Span


def told_in(text: str, sentence: Span, utterances: Sequence[Span], names: Sequence[Span] = ()) -> list[Attribution]:
    """The attributions of one sentence in order of their anchors.

    `utterances` are the quotations of the text, `names` the stretches that are known to name somebody.
    """
    speech = [span for span in utterances if span.overlaps(sentence)]
    parse = read_sentence(text, sentence, speech, names)
    anchors = anchors_in(parse)[:_MOST]
    found = [_attribution(parse, anchor, anchors) for anchor in anchors]
    return [*found, *_gapped(parse, found)]


_MOST: Final = 300
"""Nobody writes a sentence of so many cues; a model that repeats itself for ever may, and each cue asks all others."""


def _attribution(parse: Parse, anchor: Anchor, anchors: Sequence[Anchor]) -> Attribution:
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
        None if source is None else cover(parse, source.first, source.extent),
        anchor.kind,
        None if antecedent is None or antecedent.is_opaque else cover(parse, antecedent.first, antecedent.extent),
        anchor.is_speech,
    )


def _behind(parse: Parse, anchor: Anchor, anchors: Sequence[Anchor]) -> tuple[int, int]:
    """The words behind an anchor up to the next anchor of its level or a semicolon."""
    words = parse.words
    end = len(words)
    is_citing = anchor.kind == "phrase" and words[anchor.first].folded in ("citing", "quoting")
    if is_citing:
        anchor = next((other for other in anchors if other.last > anchor.last and other.kind == "verb"), anchor)
    for position in range(anchor.last + 1, len(words)):
        is_new = words[position].part == "break" and words[position].folded == ";"
        if is_new or _turns_to_another(words, position):
            end = position
            break
    for other in anchors:
        if anchor.last < other.first < end and other is not anchor and not _is_nested(words, anchor, other):
            end = _clause_start(words, other) if not other.tells_before else end
            if other.tells_before and not anchor.tells_before:
                end = min(end, _statement_start(parse, anchor, other))
            break
    return anchor.last + 1, end


def _turns_to_another(words: Sequence[Word], position: int) -> bool:
    """ "Solmed blamed its software, while Kestrel traced …": a comma and a "while" before somebody else by name."""
    following = words[position + 1] if position + 1 < len(words) else None
    if words[position].part == "colon":
        return following is not None and following.folded in ("he", "she", "they")
    is_turn = words[position].folded in ("while", "whereas") and words[position - 1].part == "comma"
    return is_turn and following is not None and following.part == "name"


def _clause_start(words: Sequence[Word], other: Anchor) -> int:
    """Where the clause of another anchor begins, its "and", "while" or "on Tuesday," with it."""
    start = other.first
    while start and words[start - 1].part in ("conjunction", "subordinator", "adverb", "comma", "time", "quote"):
        start -= 1
    return start


def _statement_start(parse: Parse, anchor: Anchor, other: Anchor) -> int:
    """Where what `other` tells before itself begins, behind what `anchor` tells: at the last "and" or "but"."""
    for position in range(other.first - 1, anchor.last, -1):
        word = parse.words[position]
        previous = parse.words[position - 1].part
        joins = word.part == "conjunction" and previous in ("comma", "opaque") and position + 1 < other.first - 1
        if joins or word.folded in ("while", "but", "whereas"):
            return position
    return other.first


def _before(parse: Parse, anchor: Anchor, anchors: Sequence[Anchor]) -> tuple[int, int]:
    """The words before an anchor back to the anchor before it or a semicolon."""
    start = 0
    for position in range(anchor.first - 1, -1, -1):
        word = parse.words[position]
        contrasts = position + 1 < anchor.first and _contrasts(parse.words, position)
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
    return max(start, _described(parse, anchor, start)), anchor.first


def _described(parse: Parse, anchor: Anchor, start: int) -> int:
    """ "2,300, far below the 6,000 that the club mentions": only the number that the clause describes is its own."""
    words = parse.words
    last = anchor.first - 1
    if last > 0 and (words[last].part in ("that", "relative") or words[last].folded == "as"):
        last -= 1 if words[last - 1].part != "comma" else 2
    elif anchor.kind != "passive" or words[anchor.first].folded == "as":
        return start
    phrase = next((one for one in parse.phrases if one.first <= last <= one.last), None)
    if phrase is None or not any(word.part == "number" for word in words[phrase.first : last + 1]):
        return start
    has_another = any(word.part == "number" for word in words[start : phrase.first])
    return phrase.first if has_another else start


def _contrasts(words: Sequence[Word], position: int) -> bool:
    """Whether a word sets something against what stands before it; "against Norvik" does not, "against 31" does."""
    folded = words[position].folded
    return folded in _CONTRASTS or (folded in ("against", "versus") and words[position + 1].part == "number")


_CONTRASTS: Final = frozenset(("not", "but", "while", "whereas", "compared", "instead", "although"))
_HEDGES: Final = frozenset(("about", "some", "around", "nearly", "almost", "over", "roughly", "under", "just"))
_BOUNDS: Final = frozenset(("least", "most", "up", "to", "more", "fewer", "less", "than", "as", "many", "much"))
"""The words of bounds that may stand between a speaker and his value: "the Pentagon at least 10,000"."""


def _is_nested(words: Sequence[Word], anchor: Anchor, other: Anchor) -> bool:
    """Whether another anchor stands inside what this one tells: right behind it, or as a relative clause."""
    between = range(anchor.last + 1, other.first)
    if all(part in ("that", "colon") for part in _parts(words, between)):
        return other.starts_clause
    if anchor.kind == "phrase" and not anchor.tells_before and all(part == "comma" for part in _parts(words, between)):
        return other.starts_clause
    if other.source is not None and words[other.source.first].part == "relative":
        return True
    if not other.starts_clause:
        return other.kind != "verb" or not other.tells_before
    last = next(_parts(words, reversed(between)))
    return last not in ("comma", "conjunction", "subordinator", "break", "dash", "opaque")


def _parts(words: Sequence[Word], places: Iterable[int]) -> Iterator[str]:
    """What the words there are, as long as somebody asks; those that stand anywhere are passed over."""
    return (part for place in places if (part := words[place].part) not in ("adverb", "quote", "time"))


def _stretch(parse: Parse, first: int, end: int) -> list[Span]:
    """The words from `first` up to `end`, marks at both ends left out; nothing where no word is left."""
    words = parse.words
    while first < end and words[first].part in ("comma", "colon", "dash", "that", "quote", "conjunction", "break"):
        first += 1
    while first < end and words[end - 1].part in ("comma", "dash", "quote", "conjunction", "subordinator"):
        end -= 1
    return [cover(parse, first, end - 1)] if first < end else []


def _gapped(parse: Parse, found: Sequence[Attribution]) -> list[Attribution]:
    """ "Fjordline says 212 and the captain 198": a speaker and a value without a verb of their own."""
    gapped: list[Attribution] = []
    if not found:
        return gapped
    for phrase in parse.phrases:
        before = parse.words[phrase.first - 1].part if phrase.first else None
        if before not in ("conjunction", "comma", "break", "subordinator") or not _names_a_speaker(parse, phrase):
            continue
        words = [
            *parse.words[phrase.first : _with_value(parse, phrase) + 1],
            *_days_behind(parse, phrase),
            *_clause_value(parse, phrase),
            *_value_of(parse, phrase),
        ]
        thing = _thing_behind(parse, phrase)
        if thing is not None:
            gapped.append(Attribution((thing,), found[-1].cue, cover(parse, phrase.first, phrase.extent), "gapped"))
            continue
        number = next((at for at, word in enumerate(words) if _is_value(word)), None)
        if not number:
            continue
        speaker = parse.words[phrase.first : phrase.last + 1] if number > phrase.last - phrase.first else words[:number]
        if speaker[-1].part == "name" or is_speaker_noun(speaker[-1].folded):
            source = Span(speaker[0].start, speaker[-1].end)
            content = Span(words[number].start, words[-1].end)
            gapped.append(Attribution((content,), found[-1].cue, source, "gapped"))
    return gapped


def _names_a_speaker(parse: Parse, phrase: NounPhrase) -> bool:
    words = parse.words[phrase.first : phrase.last + 1]
    return any(word.part == "name" or is_speaker_noun(word.folded) for word in words)


_COUNTED: Final = frozenset((*UNITS, *TENS)) - {"one"}


def _is_value(word: Word) -> bool:
    """A number in digits or words, or the day of a date."""
    is_day = word.part == "time" and word.text[0].isdigit()
    return is_day or word.part == "number" or all(part in _COUNTED for part in word.folded.split("-"))


def _days_behind(parse: Parse, phrase: NounPhrase) -> Sequence[Word]:
    """The date right behind a phrase: "Tom Reyes 3 March"."""
    end = phrase.last + 1
    while end < len(parse.words) and parse.words[end].part == "time":
        end += 1
    days = parse.words[phrase.last + 1 : end]
    return days if any(word.text[0].isdigit() for word in days) else ()


def _clause_value(parse: Parse, phrase: NounPhrase) -> Sequence[Word]:
    """The number phrase of "and the captain that it was 198", where only the verb of saying is left out."""
    position = phrase.last + 1
    while position < len(parse.words) and parse.words[position].folded in ("that", "it", "they", "was", "were", "is"):
        position += 1
    value = next((other for other in parse.phrases if other.first == position), None)
    if value is None or position < phrase.last + 2 or not _is_value(parse.words[position]):
        return ()
    return parse.words[value.first : value.last + 1]


def _value_of(parse: Parse, phrase: NounPhrase) -> Sequence[Word]:
    """The number phrase of "and the union of 6,500", where "speaks" is left out, with its preposition."""
    position = phrase.last + 1
    words = parse.words[position : position + 5]
    ahead = next((at for at, word in enumerate(words) if word.folded not in ("of", "at", *_HEDGES, *_BOUNDS)), 0)
    value = next((other for other in parse.phrases if other.first <= position + ahead <= other.last), None)
    if not ahead or value is None or not _is_value(words[ahead]):
        return ()
    return parse.words[position : value.last + 1]


def _thing_behind(parse: Parse, phrase: NounPhrase) -> Span | None:
    """ "But the mayor an increase": a thing right behind a speaker, whose verb is left out, and no clause's subject."""
    behind = next((other for other in parse.phrases if other.first == phrase.extent + 1), None)
    is_subject = any(clause.subject is behind for clause in parse.clauses)
    opener = parse.words[behind.first].folded if behind is not None else ""
    is_named = parse.words[phrase.last].part == "name"
    is_thing = behind is not None and not is_subject and (opener in ("a", "an") or (is_named and opener in _THINGS))
    is_speaker = parse.words[phrase.last].part == "name" or is_speaker_noun(parse.words[phrase.last].folded)
    return cover(parse, behind.first, behind.extent) if behind is not None and is_thing and is_speaker else None


_THINGS: Final = frozenset(("the", "his", "her", "its", "their"))


def _with_value(parse: Parse, phrase: NounPhrase) -> int:
    """The last word of a phrase, or of the number phrase right behind a known name."""
    following = next((other for other in parse.phrases if other.first == phrase.last + 1), None)
    is_value = following is not None and parse.words[following.first].part == "number"
    return following.last if following is not None and is_value else phrase.last
