"""Which named source a phrase means: "US secretary of state Antony Blinken" is blinken, not us.

A phrase is read from its head. Names and aliases are looked for in it as whole words, the longest first, so that a
shorter one inside counts for nothing. What is left is ranked: a name at the head or in apposition; then a body in front
of its speaker ("a Fjordline spokesman", "Pentagon chief Ola Moe"); a name in front of somebody else's role ("Moe's
lawyer") is nobody of the list. Last names, titles, initials ("UN"), spellings one letter apart and a definite noun
("the union") stand for the only source that they can mean.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from harness.judging.offices import may_hold_office, office_at
from harness.judging.source_index import ARTICLES, BODY_WORDS, TITLES, SourceIndex, index_of
from harness.reading.cues import is_speaker_noun, is_speech_noun
from harness.reading.names import place_key, same_word
from harness.reading.sentences import Span
from harness.reading.words import STOPWORDS, Token, stem, tokens


class Mention(NamedTuple):
    """A source that a phrase means; `words` of the phrase from `first` up to `last` name it; `rank` 0 is the surest."""

    source: str
    first: int
    last: int
    rank: int


def resolve_source(text: str, sources: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The ids of the sources that a phrase means, in the order of the phrase; several only for a list of names.

    `sources` holds the name and the aliases of each id. An empty phrase, or one that means somebody else: no ids.
    """
    return _resolved(text, index_of(sources))


@lru_cache(maxsize=4096)
def _resolved(text: str, index: SourceIndex) -> tuple[str, ...]:
    found: list[str] = []
    for part in _listed(text):
        source = _meant(part, index)
        if source is not None and source not in found:
            found.append(source)
    return tuple(found)


def sources_named(text: str, sources: Mapping[str, Sequence[str]]) -> tuple[Mention, ...]:
    """Every mention of a source by name or alias in running text, longest first, none inside another."""
    return mentions_by(text, index_of(sources))


def places_named(text: str, sources: Mapping[str, Sequence[str]]) -> tuple[tuple[Span, str], ...]:
    """The same as stretches of the text, each with the source that it names, in order."""
    return places_by(text, index_of(sources))


@lru_cache(maxsize=1024)
def mentions_by(text: str, index: SourceIndex) -> tuple[Mention, ...]:
    """`sources_named`, for an index that is at hand."""
    return _mentions(text, tokens(text), index)


@lru_cache(maxsize=1024)
def places_by(text: str, index: SourceIndex) -> tuple[tuple[Span, str], ...]:
    """`places_named`, for an index that is at hand."""
    words = tokens(text)
    return tuple(
        (Span(words[mention.first].start, words[mention.last - 1].end), mention.source)
        for mention in mentions_by(text, index)
    )


_ROLES: Final = """
spokesman spokeswoman spokesperson spokespeople spokesmen official officials representative representatives statement
chief head director minister ministry secretary president government chairman chairwoman ceo executive executives
officer officers leader commander report data figures source sources press service office authorities agency department
release website estimate estimates analysts analyst intelligence ambassador envoy diplomat diplomats boss prime foreign
defence defense deputy side administration
"""
_SPEAKS_FOR: Final = frozenset(_ROLES.split())
"""Whoever speaks for the body that stands in front: "a Fjordline spokesman"."""


def _listed(text: str) -> list[str]:
    """A list of names apart: "Moe and Fjordline"; the whole phrase where it is no list."""
    parts = [part.strip() for part in text.replace(" & ", " and ").replace(";", " and ").split(" and ")]
    return [part for part in parts if part] if len(parts) > 1 else [text]


def _meant(text: str, index: SourceIndex) -> str | None:
    words = tokens(text)
    found = _mentions(text, words, index)
    if not found:
        return _by_head(words, index)
    ranked = sorted(
        found, key=lambda mention: (_rank(text, words, mention, index), mention.first - mention.last, mention.first)
    )
    best = ranked[0]
    return best.source if _rank(text, words, best, index) < _NOBODY else None


_NOBODY: Final = 3


def _rank(text: str, words: Sequence[Token], mention: Mention, index: SourceIndex) -> int:
    """0 at the head or in apposition, 1 in front of whoever speaks for it, 3 in front of anybody else."""
    governed = _rank_of_governed(words, mention)
    if mention.last == len(words) or governed:
        return max(mention.rank, governed)
    following = words[mention.last]
    if _is_of_another(words, mention, index):
        return _NOBODY
    between = text[words[mention.last - 1].end : following.start]
    is_owned = "'" in between or "’" in between
    if not is_owned and (between.strip() or following.folded in _JOINS):
        return mention.rank
    rest = words[mention.last :]
    nouns = [word.folded for word in rest if word.folded not in ARTICLES]
    role = next((word for word in nouns if word in _SPEAKS_FOR or is_speaker_noun(word) or is_speech_noun(word)), None)
    if role is None:
        return mention.rank + (1 if not is_owned else _NOBODY)
    return 1 if role in _SPEAKS_FOR or is_speech_noun(role) else _NOBODY


def _is_of_another(words: Sequence[Token], mention: Mention, index: SourceIndex) -> bool:
    """ "the mayor of Skarvoy", where the mayor of the list is another place's."""
    if any(word.text[0].isupper() for word in words[mention.first : mention.last]) or len(words) < mention.last + 2:
        return False
    place = words[mention.last + 1]
    known = index.words[mention.source]
    return words[mention.last].folded == "of" and place.text[0].isupper() and place.folded not in known


def _rank_of_governed(words: Sequence[Token], mention: Mention) -> int:
    """ "president of Ukraine" speaks for it, "the claim of Moe" is his, "the mother of Moe" nobody's; 0 without one."""
    start = mention.first
    while start and words[start - 1].folded in ARTICLES:
        start -= 1
    if not start or words[start - 1].folded not in ("of", "for", "at", "in", "from", "with"):
        return 0
    heads = [word.folded for word in words[: start - 1]]
    is_told = words[start - 1].folded == "of" and any(map(is_speech_noun, heads))
    return 2 if is_told or any(head in _SPEAKS_FOR for head in heads) else _NOBODY


_JOIN_WORDS: Final = "of in at for on who which that from with himself herself itself said by"
_JOINS: Final = frozenset(_JOIN_WORDS.split())


def _mentions(text: str, words: Sequence[Token], index: SourceIndex) -> tuple[Mention, ...]:
    """The mentions in order; at each word the longest alias wins, and the words inside it are not looked at again."""
    found: list[Mention] = []
    position = 0
    has_office = bool(index.offices) and may_hold_office(words)
    while position < len(words):
        word = words[position]
        may_name = word.folded in index.starts or word.text[0].isupper() or _pair(words, position) in index.aliases
        mention = _at(text, words, position, index, has_office=has_office) if may_name else None
        if mention is None:
            position += 1
        else:
            found.append(mention)
            position = mention.last
    return tuple(found)


def _pair(words: Sequence[Token], position: int) -> str:
    """A word and the next one without the space between: "Media zona"."""
    return words[position].folded + words[position + 1].folded if position + 1 < len(words) else ""


def _at(text: str, words: Sequence[Token], position: int, index: SourceIndex, *, has_office: bool) -> Mention | None:
    """The mention that begins at a word; "in Belgorod, governor Gladkov said" does not name the Belgorod governor."""
    word = words[position].folded
    held = office_at(words, position, index.offices, index.office_words) if has_office else None
    for name, source in index.aliases.get(word, ()):
        if held is not None and position + len(name) < held[1]:
            break
        last = position + len(name) - 1
        if last >= len(words) or words[last].folded != name[-1]:
            continue  # most names begin with "the": the last word tells them apart at once
        is_written = len(name) > 1 or name[0] not in index.capitals or words[position].text.isupper()
        is_written = is_written and not (len(name) == 1 and _is_other_body(words, position, index.words[source]))
        is_written = is_written and not (
            len(name) == 2 and "," in text[words[position].end : words[position + 1].start]
        )
        if is_written and tuple(token.folded for token in words[position : position + len(name)]) == name:
            return Mention(source, position, position + len(name), 0)
    if held is not None:
        return Mention(held[0], position, held[1], 0)
    if (
        word in index.last_names
        and words[position].text[:1].isupper()
        and not _is_namesake(text, words, position, index)
    ):
        return Mention(index.last_names[word], position, position + 1, 0)
    if word in index.first_names and _stands_alone(text, words, position):
        return Mention(index.first_names[word], position, position + 1, 0)
    if word in index.single and (words[position].text.isupper() or len(word) > _SHORT):
        return Mention(index.single[word], position, position + 1, 0)
    if position + 1 < len(words):
        pair = _pair(words, position)
        for name, source in index.aliases.get(pair, ()):
            if name == (pair,):
                return Mention(source, position, position + 2, 0)
    return _spelt_otherwise(words[position], position, index)


def _is_other_body(words: Sequence[Token], position: int, known: frozenset[str]) -> bool:
    """ "the Washington Post" is not the Harbour Post, though that is called "the Post" as well."""
    if not position or words[position].folded not in BODY_WORDS or not words[position].text[0].isupper():
        return False
    before = words[position - 1]
    is_plain = before.folded in STOPWORDS | TITLES or is_speaker_noun(before.folded)
    return before.text[0].isupper() and not is_plain and before.folded not in known


def _is_namesake(text: str, words: Sequence[Token], position: int, index: SourceIndex) -> bool:
    """Whether another first name stands before a last name: "Ola Moe" is not Ingrid Moe; "3 March (Moe)" is."""
    before = words[position - 1] if position else None
    if before is None or text[before.end : words[position].start].strip(" '\u2019"):
        return False
    known = index.words[index.last_names[words[position].folded]]
    is_role = before.folded in TITLES or is_speaker_noun(before.folded) or before.folded in BODY_WORDS
    return before.text[0].isupper() and len(before.folded) > 1 and before.folded not in known and not is_role


def _stands_alone(text: str, words: Sequence[Token], position: int) -> bool:
    """Whether a name in capitals stands there without another name beside it: "Ahn said" of Ahn Chan-il."""
    near = words[max(0, position - 1) : position + 2]
    is_joined = (
        before.text[0].isupper() and behind.text[0].isupper() and not text[before.end : behind.start].strip(" -")
        for before, behind in pairwise(near)
        if before.folded not in TITLES
    )
    return words[position].text[0].isupper() and not any(is_joined)


_SHORT: Final = 5


def _spelt_otherwise(token: Token, position: int, index: SourceIndex) -> Mention | None:
    """A country by another of its names, and a last name in another spelling: Kiev, Ukrainian, Zelensky."""
    source = _by_spelling(token.text, token.folded, index) if token.text[0].isupper() else None
    return Mention(source, position, position + 1, 1) if source is not None else None


@lru_cache(maxsize=16384)
def _by_spelling(text: str, folded: str, index: SourceIndex) -> str | None:
    place = index.places.get(place_key(text) or "")
    if place is not None or folded in index.last_names:
        return place
    near = {index.spellings[name] for name in _spelt_alike(folded, index.spelt)}
    return near.pop() if len(near) == 1 else None


@lru_cache(maxsize=16384)
def _spelt_alike(word: str, names: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(name for name in names if same_word(name, word)))


def _by_head(words: Sequence[Token], index: SourceIndex) -> str | None:
    """ "the union", "the ministry": a definite noun that is the head of one source's name only."""
    is_role = len(words) == 1 and is_speaker_noun(words[0].folded)  # "Prosecutors say", at the head of it
    capitals = (token for token in words if token.text[0].isupper() and token.folded not in TITLES | ARTICLES)
    if not words or (any(capitals) and not is_role):
        return None
    is_definite = words[0].folded in ARTICLES - {"a", "an"} or len(words) == 1
    head = next((token for token in reversed(words) if token.folded not in _JOINS), words[-1])
    if head.folded in STOPWORDS:
        return None
    return index.heads.get(stem(head.folded)) if is_definite and len(words) <= 2 else None
