"""The cues of a sentence with their sources: which words they take, and on which sides what they tell stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from harness.reading.attributed import AttributionKind
from harness.reading.cues import is_saying, is_speech_noun, is_telling
from harness.reading.governors import PHRASE_WORDS, owner_of, phrase_cue_length
from harness.reading.parsed import Clause, NounPhrase, Parse, agent_of, cover, phrase_at, with_name_behind
from harness.reading.part_words import Part
from harness.reading.parts import Word
from harness.reading.sentences import Span
from harness.reading.words import word_set


@dataclass(slots=True)
class Anchor:
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


def anchors_in(parse: Parse) -> list[Anchor]:
    """The anchors of a sentence, in order of their first word."""
    anchors = [*_verb_anchors(parse), *_phrase_anchors(parse), *_noun_anchors(parse), *_possessive_anchors(parse)]
    return sorted(anchors, key=lambda anchor: (anchor.first, anchor.last))


_ENDS: Final[frozenset[Part]] = frozenset(("comma", "break", "dash", "opaque", "conjunction"))
_BELIEVING: Final = frozenset(
    """think thinks thought believe believes believed expect expects expected fear fears feared suspect suspects
    suspected find finds found show shows showed conclude concludes concluded consider considers considered put puts
    give gives gave given count counts counted list lists listed set sets
    measure measures measured record records recorded register registers registered log logs logged tally tallied
    see sees saw foresee foresees foresaw name names named identify identifies identified judge judges judged
    deem deems deemed
    """.split()  # noqa: SIM905  a list of words reads better so
)
_TELLING: Final = frozenset(
    ("told", "tell", "tells", "asked", "informed", "assured", "reminded", "telling", "informing")
)


def may_tell(text: str) -> bool:
    """Whether a text has any word or mark that an anchor is made of, so that its sentences need be read for them."""
    return "'" in text or "\u2019" in text or any(map(_may_tell, word_set(text)))


@lru_cache(maxsize=16384)
def _may_tell(word: str) -> bool:
    return is_telling(word) or is_speech_noun(word) or word in _CUES


def _verb_anchors(parse: Parse) -> list[Anchor]:
    anchors: list[Anchor] = []
    for clause in parse.clauses:
        verb = _cue_verb(parse, clause)
        if verb is None:
            continue
        is_passive = clause.is_passive and verb not in _SURE
        anchor = _passive_anchor(parse, clause) if is_passive else _active_anchor(parse, clause)
        if anchor is not None:
            anchor.is_speech = is_telling(verb)
            anchors.append(anchor)
    return anchors


def _cue_verb(parse: Parse, clause: Clause) -> str | None:
    """The verb of a clause that tells somebody's words or view, as in "vowed to fight" and "is sure that"."""
    group = [word.folded for word in parse.words[clause.first : clause.last + 1] if word.part != "auxiliary"]
    if group and group[-1] in _ADDING and _adds_a_thing(parse, clause):
        return None
    found = next((verb for verb in group if is_telling(verb) or verb in _BELIEVING or verb in _SURE), None)
    if found is not None:
        return found
    if any((verb, word.folded) in _PHRASAL for verb in group[-1:] for word in parse.words[clause.last + 1 :][:1]):
        return "said"
    if group[-1:] and group[-1] in ("made", "makes", "making") and _is_made_known(parse, clause.last + 1):
        return "said"
    behind = next((word for word in parse.words[clause.last + 1 :] if word.part != "adverb"), None)
    if behind is not None and behind.folded in _SURE and parse.words[clause.main].part == "auxiliary":
        return behind.folded
    subject = clause.subject
    is_made = clause.is_passive and parse.words[clause.main].folded in _MADE
    return "said" if is_made and subject is not None and _is_speech(parse.words[subject.last]) else None


def _is_made_known(parse: Parse, position: int) -> bool:
    """ "Made clear that", "made it known that": what is told is told as if it were said."""
    behind = [word.folded for word in parse.words[position : position + 3]]
    behind = behind[1:] if behind[:1] == ["it"] else behind
    return len(behind) > 1 and behind[0] in _KNOWN and behind[1] == "that"


def _adds_a_thing(parse: Parse, clause: Clause) -> bool:
    """ "It would add 14 million a year": a thing behind the verb and no clause, so that nothing is told."""
    if clause.is_inverted or any(word.part in ("opaque", "quote") for word in parse.words):
        return False
    return _first_visible(parse.words, clause.last + 1) in ("number", "word", "name") and not _has_clause_behind(
        parse, clause.last
    )


_ADDING: Final = frozenset(("add", "adds", "added", "adding", "continue", "continues", "continued"))
_PHRASAL: Final = frozenset(
    (verb, particle) for verb, particle in (
        ("points", "out"), ("pointed", "out"), ("point", "out"), ("sets", "out"), ("spelt", "out"), ("spells", "out"),
        *((verb, "of") for verb in ("speak", "speaks", "spoke", "speaking", "talk", "talks", "talked", "talking")),
        ("put", "it"), ("puts", "it"), ("putting", "it"),
    )
)  # fmt: skip
"""Verbs of saying in two words."""
_SURE: Final = frozenset(
    ("sure", "certain", "confident", "convinced", "concerned", "worried", "afraid", "alarmed", "hopeful")
)
_MADE: Final = frozenset(("made", "issued", "released", "provided", "published"))


_KNOWN: Final = frozenset(("clear", "plain", "known", "public"))
_CUES: Final = frozenset((*_KNOWN, *_BELIEVING, *_SURE, *(verb for verb, _ in _PHRASAL), *PHRASE_WORDS))


def _active_anchor(parse: Parse, clause: Clause) -> Anchor | None:
    subject = clause.subject
    if subject is None or subject.is_opaque or clause.kind in ("participle", "infinitive"):
        return None
    cue = cover(parse, clause.first, clause.last)
    owns = clause.kind == "finite" and not clause.is_inverted and subject.extent < clause.first
    shares = any(other.subject is subject and other.last < clause.first for other in parse.clauses)
    first = clause.first if shares or not owns else _with_apposition(parse, subject.first)
    last = _addressed(parse, subject.extent if clause.is_inverted else clause.last, clause)
    before, behind = _sides(parse, first, last, clause)
    source = owner_of(parse, subject) or subject
    return Anchor(first, last, cue, source, "verb", before, behind, starts_clause=owns and not shares)


def _with_apposition(parse: Parse, first: int) -> int:
    """Where the source begins in "as the mayor, Klara Stenz, put it": behind the "as"."""
    words = parse.words
    if first < 3 or words[first - 1].part != "comma":
        return first
    before = next((one for one in parse.phrases if one.last == first - 2), None)
    is_named = before is not None and before.first and words[before.first - 1].folded == "as"
    is_named = is_named and before is not None and words[before.first].part != "number"
    return before.first if is_named and before is not None else first


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
    behind = "number" if _is_day(words, last + 1) else _first_visible(words, last + 1)
    if first > 1 and words[first - 1].folded in ("how", "what") and words[first - 2].folded in ("is", "was"):
        return True, False
    if before == "that" and clause.kind == "finite" and behind in (None, "break", "time") and first > 1:
        return words[first - 2].part in ("word", "name", "number"), False
    if first and words[first - 1].folded == "what" and clause.kind == "finite":
        return False, False
    if clause.kind == "finite" and first and has_before and (before == "relative" or words[first - 1].folded == "as"):
        return True, before == "relative" and behind not in (None, "preposition", "break", "time")
    if clause.is_inverted:
        return has_before, behind in ("comma", "colon", "opaque", "that")
    if clause.kind != "finite" or not has_before or before not in ("comma", "dash", "quote", "opaque", "break"):
        return False, True
    if behind == "comma" and any(word.folded in ("whereas", "while", "but") for word in words[last + 2 : last + 3]):
        return True, False
    if behind in (None, "break") or (behind == "comma" and not _is_introduction(words[:first])):
        return True, behind == "comma"
    if any((words[clause.main].folded, word.folded) in _PHRASAL for word in words[last + 1 : last + 2]):
        return False, True
    closes = behind in ("preposition", "time", "conjunction") and not _has_own_clause_behind(parse, last)
    closes = closes or (_is_circumstance(words, last + 1) and any(clause.last < first for clause in parse.clauses))
    return (True, False) if closes else (before == "opaque", True)


def _is_day(words: Sequence[Word], position: int) -> bool:
    """ "The union says 2 March": a day right behind a verb is what is told, not when."""
    following = words[position] if position < len(words) else None
    return following is not None and following.part == "time" and following.text[0].isdigit()


def _is_circumstance(words: Sequence[Word], position: int) -> bool:
    """Whether a clause begins there that tells when it was said: "…, Moe said yesterday while she was in Oslo"."""
    following = next((word for word in words[position:] if word.part not in ("adverb", "time", "quote")), None)
    return following is not None and following.folded in ("while", "when", "after", "before", "as")


def _is_introduction(before: Sequence[Word]) -> bool:
    """ "On Tuesday," and the like: a phrase in front that is no statement."""
    return (
        bool(before)
        and before[0].part in ("preposition", "time", "adverb", "subordinator")
        and not any(word.part in ("auxiliary", "verb", "opaque") for word in before)
    )


def _has_clause_behind(parse: Parse, last: int) -> bool:
    return any(clause.first > last for clause in parse.clauses)


def _has_own_clause_behind(parse: Parse, last: int) -> bool:
    """Whether a clause behind has a subject of its own there, unlike "published" in "said in a report published"."""
    return any(clause.subject is not None and clause.subject.first > last for clause in parse.clauses)


def _first_visible(words: Sequence[Word], position: int) -> Part | None:
    for word in words[position:]:
        if word.part not in ("adverb", "time", "quote"):
            return word.part
    return None


def _passive_anchor(parse: Parse, clause: Clause) -> Anchor | None:
    """ "was told by Moe that …", "as reported by Moe": the agent speaks; without one nobody does."""
    agent = agent_of(parse, clause)
    if agent is None:
        return None
    cue = cover(parse, clause.first, clause.last)
    first = clause.first
    if first and parse.words[first - 1].folded == "as":
        first -= 1
    inside = (clause.last + 1, agent.first - 1)
    agent = _without_values(parse, agent)
    return Anchor(first, agent.extent, cue, agent, "passive", first > 0, True, inside=inside)


def _without_values(parse: Parse, phrase: NounPhrase) -> NounPhrase:
    """The phrase without a value that a preposition ties to the verb: "by Moe at 198" is by Moe."""
    for position in range(phrase.last + 1, phrase.extent + 1):
        if parse.words[position].part == "preposition" and parse.words[position].folded not in ("of", "for"):
            return NounPhrase(phrase.first, phrase.last, position - 1, phrase.role, antecedent=phrase.antecedent)
    return phrase


def _phrase_anchors(parse: Parse) -> list[Anchor]:
    """ "according to Moe", "citing the ministry", "per Moe", "in a statement by Moe", "an estimate from Moe"."""
    anchors: list[Anchor] = []
    for position in range(len(parse.words)):
        length = phrase_cue_length(parse.words, position)
        source = phrase_at(parse, position + length) if length else None
        if source is None:
            continue
        cue = cover(parse, position, position + length - 1)
        opens = _opens_statement(parse.words, position)
        source = source if opens else with_name_behind(parse, source)
        last = source.extent
        is_cited = _is_cited(parse, position, last)
        goes_on = opens or is_cited or _stands_within(parse, position, last)
        anchors.append(Anchor(position, last, cue, source, "phrase", not opens and not is_cited, goes_on))
    return anchors


def _opens_statement(words: Sequence[Word], position: int) -> bool:
    """Whether a phrase stands in front of what it tells: first, or right behind "that", "and" or a semicolon."""
    before = position - 1
    while before >= 0 and words[before].part in ("comma", "quote", "adverb"):
        before -= 1
    return before < 0 or words[before].part in ("that", "conjunction", "break", "colon", "subordinator")


def _stands_within(parse: Parse, position: int, last: int) -> bool:
    """ "The talks, according to Moe, took place …": between a subject and its verb, so that it tells what follows."""
    behind = last + 1
    while behind < len(parse.words) and parse.words[behind].part in ("comma", "adverb"):
        behind += 1
    clause = next((one for one in parse.clauses if one.first == behind and one.kind == "finite"), None)
    return clause is not None and clause.subject is not None and clause.subject.last < position


def _is_cited(parse: Parse, position: int, last: int) -> bool:
    """ "RIA, citing the ministry, said 300 …": the cited source stands behind what its teller says."""
    is_citing = parse.words[position].folded in ("citing", "quoting")
    return is_citing and _first_visible(parse.words, last + 1) in ("comma", "verb")


def _noun_anchors(parse: Parse) -> list[Anchor]:
    """ "Moe's estimate of 300", "the Pentagon's figure is …", "an estimate by Moe", "in a statement by Moe"."""
    anchors: list[Anchor] = []
    for phrase in parse.phrases:
        if phrase.is_opaque or phrase.role == "relative":
            continue
        noun = next((at for at in range(phrase.last, phrase.first - 1, -1) if _is_speech(parse.words[at])), None)
        if noun is None:
            continue
        owner = owner_of(parse, phrase)
        if owner is not None and _is_by_count(parse, phrase, noun):
            first, last = phrase.first - 1, max(noun, owner.last)
            opens = _opens_statement(parse.words, first) or _stands_within(parse, first, last)
            anchors.append(Anchor(first, last, cover(parse, first, last), owner, "phrase", not opens, opens))
        elif owner is not None and not _is_told(parse, phrase):
            cue = cover(parse, noun, noun)
            ends = _ends_there(parse, phrase)
            is_predicate = _is_predicate(parse, phrase)
            last = max(noun, owner.last)
            anchors.append(Anchor(phrase.first, last, cue, owner, "noun", ends or is_predicate, not is_predicate))
        elif phrase.last + 2 < len(parse.words) and parse.words[phrase.last + 1].folded in ("by", "from", "of"):
            agent = phrase_at(parse, phrase.last + 2)
            if agent is not None and (parse.words[phrase.last + 1].folded != "of" or _is_that(parse, agent)):
                cue = cover(parse, noun, noun)
                opens = phrase.first < 2 or _first_visible(parse.words, agent.extent + 1) in ("that", "colon")
                anchors.append(Anchor(phrase.first, agent.extent, cue, agent, "noun", not opens, opens))
    return anchors


def _is_by_count(parse: Parse, phrase: NounPhrase, noun: int) -> bool:
    """ "By the union's count": who counts tells all the rest, as with "according to"."""
    is_by = phrase.first > 0 and parse.words[phrase.first - 1].folded == "by"
    return is_by and parse.words[noun].folded.removesuffix("s") in _COUNTING


_COUNTING: Final = frozenset(
    ["count", "account", "estimate", "figure", "tally", "reckoning", "calculation", "number", "admission"]
)


def _is_that(parse: Parse, agent: NounPhrase) -> bool:
    """Whether "is that" or "was that" follows: "the estimate of Moe is that …"."""
    behind = [word.folded for word in parse.words[agent.extent + 1 : agent.extent + 3]]
    return behind in (["is", "that"], ["was", "that"])


def _possessive_anchors(parse: Parse) -> list[Anchor]:
    """ "Moe's 198", "whereas Moe's is 198": a possessive with a value and no noun between."""
    anchors: list[Anchor] = []
    words = parse.words
    for position in range(1, len(words) - 1):
        if words[position].part != "possessive" or words[position - 1].part not in ("name", "word"):
            continue
        owner = next((phrase for phrase in parse.phrases if phrase.first <= position - 1 <= phrase.last), None)
        if owner is not None and _is_elliptic(words, owner.first, position + 1):
            source = NounPhrase(owner.first, position - 1, position - 1, "free")
            cue = cover(parse, position, position)
            anchors.append(Anchor(owner.first, position, cue, source, "noun", False, True))
    return anchors


def _is_elliptic(words: Sequence[Word], first: int, behind: int) -> bool:
    """Whether "Moe's" stands for "Moe's figure": before a form of "is", or before a bare number set against another."""
    if words[behind].folded in ("is", "was"):
        return True
    follows = words[behind + 1].part if behind + 1 < len(words) else "end"
    is_bare = words[behind].part == "number" and follows in ("end", "comma", "break", "conjunction", "quote")
    before = words[first - 1].part if first else "start"
    return is_bare and before in ("start", "preposition", "to", "comma", "conjunction", "break", "subordinator")


def _is_speech(word: Word) -> bool:
    is_noun = word.part in ("word", "name", "gerund", "verb")
    return is_noun and is_speech_noun(word.folded) and word.folded not in _ACTS


_ACTING: Final = (
    "attack support opposition stance position plan proposal demand request call line rhetoric criticism vow threat"
)
_ACTS: Final = frozenset(_ACTING.split()) | {noun + "s" for noun in _ACTING.split()}
"""What people do by words without telling anything: "Russia's attack on Kyiv"."""


def _is_told(parse: Parse, phrase: NounPhrase) -> bool:
    """Whether a phrase is the subject of a verb of saying, whose anchor tells it already."""
    return any(clause.subject is phrase and is_saying(parse.words[clause.main].folded) for clause in parse.clauses)


def _is_predicate(parse: Parse, phrase: NounPhrase) -> bool:
    """ "42 is Moe's answer, 60 …": what a noun of saying is told to be stands before it."""
    is_said = phrase.first > 1 and parse.words[phrase.first - 1].folded in ("is", "was", "are", "were")
    return is_said and _first_visible(parse.words, phrase.last + 1) == "comma"


def _ends_there(parse: Parse, phrase: NounPhrase) -> bool:
    """ "300 is Moe's estimate": nothing follows that the noun could tell."""
    return _first_visible(parse.words, phrase.last + 1) in (None, "break")
