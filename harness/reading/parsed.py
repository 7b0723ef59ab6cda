"""What the parse of a sentence holds: noun phrases, verbs with their subjects, agents of passives."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Literal

from harness.reading.parts import Word
from harness.reading.sentences import Span

Role = Literal["free", "object", "governed", "relative"]
VerbKind = Literal["finite", "gerund", "infinitive", "participle"]


@dataclass(slots=True)
class NounPhrase:
    """Words `first` to `last`, both inside; `extent` is the last word of its of-phrases and appositions."""

    first: int
    last: int
    extent: int
    role: Role
    is_opaque: bool = False
    antecedent: "NounPhrase | None" = None


@dataclass(slots=True)
class Clause:
    """A verb group, words `first` to `last`, with `main` its telling verb, and its subject where one was found."""

    first: int
    last: int
    main: int
    kind: VerbKind
    subject: NounPhrase | None = None
    agent: NounPhrase | None = None
    is_passive: bool = False
    is_inverted: bool = False


@dataclass(slots=True)
class Parse:
    """All noun phrases and clauses of one sentence, in order of their first word."""

    words: Sequence[Word]
    phrases: list[NounPhrase] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)


def cover(parse: Parse, first: int, last: int) -> Span:
    """The code points from the first to the last of some words, both inside."""
    return Span(parse.words[first].start, parse.words[last].end)


def agent_of(parse: Parse, clause: Clause) -> NounPhrase | None:
    """The noun phrase after "by" behind a passive verb, with at most five words between; None where there is none."""
    for position in range(clause.last + 1, min(clause.last + 7, len(parse.words) - 1)):
        if parse.words[position].folded == "by":
            agent = next((phrase for phrase in parse.phrases if phrase.first == position + 1), None)
            return None if agent is not None and _is_no_agent(parse, agent) else agent
        if parse.words[position].part in ("verb", "break", "colon"):
            return None
    return None


def _is_no_agent(parse: Parse, phrase: NounPhrase) -> bool:
    """Whether "by" tells how, or by how much: "by opening a valve", "put off by a day", "cut by 5 per cent"."""
    first, last = parse.words[phrase.first], parse.words[phrase.last]
    return first.part == "gerund" or last.part in ("time", "number") or last.folded in _SPANS


_SPAN_NOUNS: Final = """
day days half hour hours minute minutes month months quarter second seconds third week weeks year years
"""
_SPANS: Final = frozenset(_SPAN_NOUNS.split())


def phrase_at(parse: Parse, position: int) -> NounPhrase | None:
    """The phrase that begins with a word; None where none does that may name somebody."""
    return next((phrase for phrase in parse.phrases if phrase.first == position and not phrase.is_opaque), None)


def with_name_behind(parse: Parse, source: NounPhrase) -> NounPhrase:
    """ "…, according to the city's mayor, Irina Dolch.": a name that ends the sentence is the source's own."""
    name = phrase_at(parse, source.extent + 2)
    is_last = name is not None and name.extent == len(parse.words) - 1
    if name is None or not is_last or parse.words[source.extent + 1].part != "comma":
        return source
    if any(parse.words[at].part != "name" for at in range(name.first, name.extent + 1)):
        return source
    return NounPhrase(source.first, source.last, name.extent, source.role, antecedent=source.antecedent)


def has_apposition(words: Sequence[Word], phrase: NounPhrase | None) -> bool:
    """Whether a phrase has commas within, but for those of a list of names: "Berg, Lunde and Vik"."""
    within = words[phrase.first : phrase.extent + 1] if phrase is not None else []
    is_list = any(word.part == "conjunction" for word in within)
    return any(
        one.part == "comma" and not (is_list and other.part in ("name", "conjunction"))
        for one, other in pairwise(within)
    )


def has_relative(words: Sequence[Word], phrase: NounPhrase | None) -> bool:
    """Whether a relative clause goes on behind a phrase and a comma: "Moe, who was there"."""
    behind = words[phrase.extent + 1 : phrase.extent + 3] if phrase is not None else []
    return [word.part for word in behind] == ["comma", "relative"]
