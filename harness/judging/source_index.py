"""What stands for which source: names and aliases cut into words, and what a single word may mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from harness.judging.offices import OPENERS, office, words_of_offices
from harness.reading.cues import is_speaker_noun
from harness.reading.names import place_key
from harness.reading.words import stem, tokens

ARTICLES: Final = frozenset(("the", "a", "an", "its", "his", "her", "their", "our"))
_TITLE_WORDS: Final = """
mr mrs ms miss dr sir lord lady prof professor sen senator gov governor president minister captain capt general gen
secretary judge king queen pope democrat republican mp rep congressman congresswoman sgt lt col colonel major admiral
sergeant detective inspector officer deputy vice prime chancellor premier mayor councillor reverend rev
"""
TITLES: Final = frozenset(_TITLE_WORDS.split())
_BODY_NAMES: Final = """
ministry department house council party union company agency army government police court office university institute
bank group committee commission service bureau organization organisation association federation coastguard guard forces
force times post news journal press center centre embassy parliament congress senate kremlin board authority corps navy
united nations republic kingdom states state city county officials official operator foundation network campaign team
telegraph gazette tribune herald guardian journal chronicle observer
"""
BODY_WORDS: Final = frozenset(_BODY_NAMES.split())
_SHORTEST: Final = 3


@dataclass(frozen=True, slots=True, eq=False)
class SourceIndex:
    """The names of all sources, cut into folded words, by their first word; and what a single word may stand for.

    `capitals` are one-word names that count only where they are written in capitals: "US" but not "us". `starts` are
    all words that a mention can begin with, but for other spellings of a name, which have a capital letter.
    """

    aliases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    capitals: frozenset[str]
    single: Mapping[str, str]
    heads: Mapping[str, str]
    last_names: Mapping[str, str]
    first_names: Mapping[str, str]
    spellings: Mapping[str, str]
    spelt: frozenset[str]
    places: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    offices: Mapping[frozenset[str], str]
    office_words: frozenset[str]
    starts: frozenset[str]


def index_of(sources: Mapping[str, Sequence[str]]) -> SourceIndex:
    """The index of a list of sources; remembered, since every output of a document asks for the same.

    The last one is known by its identity, which spares making a key of all names for each output.
    """
    known = _LATEST.get("sources")
    if known is not None and known[0] is sources:
        return known[1]
    index = _index(tuple((source, tuple(names)) for source, names in sources.items()))
    _LATEST["sources"] = (sources, index)
    return index


_LATEST: Final[dict[str, tuple[Mapping[str, Sequence[str]], SourceIndex]]] = {}


@lru_cache(maxsize=256)
def _index(sources: tuple[tuple[str, tuple[str, ...]], ...]) -> SourceIndex:
    aliases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    single: dict[str, list[str]] = {}
    heads: dict[str, list[str]] = {}
    last_names: dict[str, list[str]] = {}
    first_names: dict[str, list[str]] = {}
    places: dict[str, list[str]] = {}
    spellings: dict[str, list[str]] = {}
    capitals: set[str] = set()
    offices: dict[frozenset[str], list[str]] = {}
    all_words = {source: frozenset(word for name in names for word in _name_words(name)) for source, names in sources}
    for source, names in sources:
        for name in names:
            words = _name_words(name)
            if not words:
                continue
            if (its_office := office(name)) and source not in offices.setdefault(its_office, []):
                offices[its_office].append(source)
            aliases.setdefault(words[0], []).append((words, source))
            if len(words) == 1 and name[:1].isupper() and len(words[0]) > _SHORTEST:
                _note(spellings, words[0], source)
            if len(words) == 1 and name.isupper():
                capitals.add(words[0])
            _note(heads, stem(words[-1]), source)
            _note(single, _initials(name), source)
            _note(places, place_key(name) or "", source)
            if _is_person(name, words):
                _note(last_names, words[-1], source)
                _note(first_names, "" if _is_title(words[0]) or place_key(words[0].title()) else words[0], source)
                _note(spellings, words[-1], source)
            _note(single, "".join(words) if len(words) == 2 else "", source)
    longest_first = {
        first: tuple(sorted(found, key=lambda entry: (-len(entry[0]), entry[1]))) for first, found in aliases.items()
    }
    known_offices = {words: found[0] for words, found in offices.items() if len(found) == 1}
    return SourceIndex(
        longest_first,
        frozenset(capitals),
        _only(single),
        _only(heads),
        _only(last_names),
        _only(first_names),
        _only(spellings),
        frozenset(_only(spellings)),
        _only(places),
        all_words,
        known_offices,
        words_of_offices(known_offices),
        frozenset(
            (*longest_first, *_only(last_names), *_only(first_names), *_only(single), *(OPENERS if offices else ()))
        ),
    )


def _note(table: dict[str, list[str]], key: str, source: str) -> None:
    if key and source not in table.setdefault(key, []):
        table[key].append(source)


def _only(table: dict[str, list[str]]) -> dict[str, str]:
    """What stands for one source only."""
    return {key: found[0] for key, found in table.items() if len(found) == 1}


def _name_words(name: str) -> tuple[str, ...]:
    words = [token.folded for token in tokens(name)]
    while len(words) > 1 and words[0] in ARTICLES:
        words.pop(0)
    return tuple(words)


def _initials(name: str) -> str:
    """ "UN" for United Nations; empty for names of fewer than two capitals."""
    letters = [token.text[0] for token in tokens(name) if token.text[0].isupper()]
    return "".join(letters).lower() if len(letters) > 1 and len(letters) == len(tokens(name)) else ""


def looks_like_person(name: str) -> bool:
    """Whether a name looks like a person's: two to four capitalised words, none of them a body's."""
    return _is_person(name, _name_words(name))


def _is_person(name: str, words: tuple[str, ...]) -> bool:
    """Whether a name looks like a person's: two to four capitalised words, none of them a body's."""
    written = [token.text for token in tokens(name) if name[token.start - 1 : token.start] != "-"]
    is_capital = all(
        word[0].isupper() or word in ("de", "van", "von", "al", "bin", "da", "la", "le") for word in written
    )
    return is_capital and 2 <= len(words) <= 4 and not any(word in BODY_WORDS for word in words)


def _is_title(word: str) -> bool:
    return word in TITLES or word in BODY_WORDS or is_speaker_noun(word) or len(word) <= _SHORTEST
